"""The door of the page's server: what is not named here does not exist, and no request is large.

Gradio brings many routes (uploads, a proxy, monitoring, an editor, ...); the page needs few.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.messages import describe
from assistant.web.bodies import read_body
from assistant.web.failures import logged
from assistant.web.page import PUBLIC_ENDPOINTS
from index.document import Language
from index.problem import Problem

BODY_LIMIT = 256 * 1024

_PUBLIC = "|".join(PUBLIC_ENDPOINTS)
_ARITY = {name: len(values) for name, values in PUBLIC_ENDPOINTS.items()}
_OPEN = {
    "GET": re.compile(
        r"/(en)?|/config|/theme\.css|/favicon\.ico|/robots\.txt|/assets/.+|/static/.+"
        rf"|/gradio_api/(info|app_id|login_check|startup-events|theme\.css|queue/(data|status)"
        rf"|heartbeat/[\w-]+|call/(v2/)?({_PUBLIC})/\w+)/?"
    ),
    "POST": re.compile(
        rf"/gradio_api/(queue/join|cancel|reset|call/v2/({_PUBLIC})"
        rf"|(run|api|call)/({_PUBLIC}))/?"
    ),
}
_CALL = re.compile(rf"/gradio_api/(run|api|call)/({_PUBLIC})/?")
_NAMED_CALL = re.compile(rf"/gradio_api/call/v2/({_PUBLIC})/?")
_FILE_MARKS = frozenset({"path", "url", "meta", "_type"})
"""Gradio takes a value with these for a file, and fetches it from wherever it says."""
_SECURITY_HEADERS = {
    # Gradio needs inline scripts and styles, and compiles its HTML component with `Function`. The
    # policy is there so that nothing leaves: no other host may be asked for anything.
    "Content-Security-Policy": "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Gate:
    """Middleware around the whole app."""

    def __init__(
        self, app: ASGIApp, own: Sequence[Route], functions: dict[int, int], language: Language
    ) -> None:
        """Put the gate before `app`.

        Args:
            app: all that is served.
            own: the addresses that are ours; those that take a body limit and check it themselves (`bodies.py`).
            functions: how many values each of Gradio's functions takes, by its index.
            language: of the errors.
        """
        self._app = app
        self._own = own
        self._functions = functions
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send))

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_own = self._is_own(scope)
        refusal = None if is_own else self._closed(scope)
        if refusal is None and not is_own and scope["method"] == "POST":
            body = await read_body(scope, receive, BODY_LIMIT)
            if body is None:
                refusal = self._error(413, Problem("request_too_large"))
            elif not self._is_well_formed(scope["path"], body):
                refusal = self._error(400, Problem("bad_input", field="JSON"))
            else:
                receive = _again(body, receive)
        # Gradio answers some foreign origins with leave to read; a page of ours needs no leave.
        own = [pair for pair in scope["headers"] if pair[0] != b"origin"]
        try:
            await (refusal or self._app)({**scope, "headers": own}, receive, send)
        except Exception as failure:  # a response has begun by now, or Starlette has answered 500
            logged(failure)

    def _is_own(self, scope: Scope) -> bool:
        return any(
            scope["method"] in (route.methods or ()) and route.path_regex.match(scope["path"])
            for route in self._own
        )

    def _closed(self, scope: Scope) -> Response | None:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        path: str = scope["path"]
        pattern = _OPEN.get(method)
        if pattern and pattern.fullmatch(path):
            return None
        if path.startswith("/gradio_api/upload"):
            return self._error(403, Problem("not_offered"))
        return self._error(404, Problem("not_offered"))

    def _error(self, status: int, problem: Problem) -> Response:
        return JSONResponse(describe(problem, self._language).to_json(), status_code=status)

    def _is_well_formed(self, path: str, body: bytes) -> bool:
        """Whether Gradio's routes can read the body; they answer some bodies with a traceback."""
        try:
            data = json.loads(body)
            if not isinstance(data, dict) or _names_a_file(data):
                return False
        except (ValueError, RecursionError):
            return False
        if call := _CALL.fullmatch(path):
            own = data.keys() <= {"data", "session_hash"}
            return own and _has_values(data, _ARITY[call[2]])
        if call := _NAMED_CALL.fullmatch(path):
            return data.keys() == set(PUBLIC_ENDPOINTS[call[1]])
        if path.startswith("/gradio_api/queue/join"):
            index = data.get("fn_index")
            arity = self._functions.get(index) if type(index) is int else None
            return arity is not None and _has_values(data, arity)
        return all(isinstance(value, str | int) for value in data.values())


def _names_a_file(value: object) -> bool:
    if isinstance(value, dict):
        return bool(_FILE_MARKS & value.keys()) or any(map(_names_a_file, value.values()))
    return isinstance(value, list) and any(map(_names_a_file, value))


def _has_values(data: dict[str, Any], wanted: int) -> bool:
    values = data.get("data")
    is_session = isinstance(data.get("session_hash", ""), str)
    return isinstance(values, list) and len(values) == wanted and is_session


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _again(body: bytes, receive: Receive) -> Receive:
    """Hand the read body on, then whatever comes next (the end of the connection)."""
    sent = False

    async def receiving() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
