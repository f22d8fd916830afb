"""How often one visitor, and one address, may ask: a sliding minute, kept in memory only."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil

from index.problem import Problem

_KEYS_KEPT = 20_000


class RateLimit:
    """At most `limit` calls in any `seconds` for each key."""

    def __init__(
        self, limit: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._calls: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, key: str) -> None:
        """Count a call.

        Raises:
            Problem: `rate_limited`, with the seconds after which the next call is allowed.
        """
        now = self._clock()
        with self._lock:
            calls = self._calls.setdefault(key, deque())
            self._calls.move_to_end(key)
            while len(self._calls) > _KEYS_KEPT:
                self._calls.popitem(last=False)
            while calls and calls[0] <= now - self._seconds:
                calls.popleft()
            if len(calls) >= self._limit:
                wait = ceil(calls[0] + self._seconds - now)
                raise Problem("rate_limited", retry_after=max(1, wait))
            calls.append(now)

    def forget(self, key: str) -> None:
        """Count the calls of `key` from nothing again."""
        with self._lock:
            self._calls.pop(key, None)
