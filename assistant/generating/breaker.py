"""A server that keeps failing is left alone for a while (the circuit breaker of Nygard 2007, *Release It!*)."""

import threading
import time
from collections.abc import Callable

from index.problem import Problem


class Breaker:
    """Counts the failures in a row of one server; safe to use from many threads."""

    def __init__(
        self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Args: `failures` in a row that open it; `rest` in seconds, until one request may try again."""
        self._most, self._rest, self._clock = failures, rest, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._since = 0.0

    def check(self) -> None:
        """Let a request through, or not.

        Raises:
            Problem: `model_resting`.
        """
        with self._lock:
            if self._failures < self._most:
                return
            now = self._clock()
            if now - self._since < self._rest:
                raise Problem("model_resting")
            self._since = now  # this request tries; the others wait for what comes of it

    def succeeded(self) -> None:
        """A request was answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """A request came to nothing."""
        with self._lock:
            self._failures += 1
            self._since = self._clock()
