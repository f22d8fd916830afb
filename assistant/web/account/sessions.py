"""Logging in: two roles with a password each, sessions in memory only, a lock after failures.

A restart logs everybody out. What is kept of a session's cookie is its SHA-256, so nothing in memory opens a session.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request

from assistant.settings import Settings
from assistant.web.limits import RateLimit
from index.problem import Problem

Role = Literal["trainer", "evaluator"]
ROLES: tuple[Role, ...] = ("trainer", "evaluator")
SESSION_COOKIE = "session"
SESSION_SECONDS = 4 * 3600
LOCK_SECONDS = 15 * 60
FAILURES_OF_ADDRESS = 5
FAILURES_OF_ROLE = 25
"""More than one person's slips, so that a stranger at one address cannot lock everybody out."""
_MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who logged in.

    Attributes:
        form_token: goes into every form of theirs; a page of another site does not know it.
        ends: on the clock that `Sessions` was given.
    """

    role: Role
    form_token: str
    ends: float


class Sessions:
    """All open sessions, and the only way to open one."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        found = {"trainer": settings.trainer_password, "evaluator": settings.evaluator_password}
        self._passwords = {
            role: secret.get_secret_value().encode()
            for role in ROLES
            if (secret := found[role]) is not None
        }
        self._clock = clock
        self._open: OrderedDict[bytes, Session] = OrderedDict()
        self._lock = threading.Lock()
        self._of_address = RateLimit(FAILURES_OF_ADDRESS, LOCK_SECONDS, clock)
        self._of_role = RateLimit(FAILURES_OF_ROLE, LOCK_SECONDS, clock)

    def roles(self) -> tuple[Role, ...]:
        """Those that have a password, so that one can log in as them."""
        return tuple(self._passwords)

    def enter(self, role: object, password: str, address: str) -> str:
        """Log in.

        Returns:
            The value for the cookie.

        Raises:
            Problem: `login_off`, `login_locked` or `wrong_password`.
        """
        known = next((name for name in self._passwords if name == role), None)
        if known is None:
            raise Problem("login_off")
        # Each try counts before it is judged, so that many at once cannot slip through; a good one is taken back.
        try:
            self._of_address.check(address)
            self._of_role.check(known)
        except Problem as problem:
            wait = int(problem.values["retry_after"])
            raise Problem("login_locked", retry_after=wait, minutes=-(-wait // 60)) from None
        if not hmac.compare_digest(password.encode(), self._passwords[known]):
            raise Problem("wrong_password")
        self._of_address.forget(address)
        self._of_role.forget(known)
        cookie = secrets.token_urlsafe(32)
        session = Session(known, secrets.token_urlsafe(32), self._clock() + SESSION_SECONDS)
        with self._lock:
            self._open[_digest(cookie)] = session
            while len(self._open) > _MOST_SESSIONS:
                self._open.popitem(last=False)
        return cookie

    def leave(self, cookie: str) -> None:
        """Log out."""
        with self._lock:
            self._open.pop(_digest(cookie), None)

    def find(self, request: Request) -> Session | None:
        """The session of whoever sent a request; None for everybody else."""
        key = _digest(request.cookies.get(SESSION_COOKIE, ""))
        with self._lock:
            session = self._open.get(key)
            if session is not None and session.ends <= self._clock():
                del self._open[key]
                return None
            return session

    def admit(self, request: Request, role: Role) -> Session:
        """The session of a request that only `role` may make.

        Raises:
            Problem: `not_allowed`; `login_off` where nobody can log in as `role`.
        """
        if role not in self._passwords:
            raise Problem("login_off")
        session = self.find(request)
        if session is None or session.role != role:
            raise Problem("not_allowed")
        return session


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()
