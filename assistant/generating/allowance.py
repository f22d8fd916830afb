"""How many tokens a day may go to the language model; counted in the home, for all processes together."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.problem import Problem

_LOCK_SECONDS = 5.0


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Allowance:
    """The tokens of a day (UTC), sent and received.

    Attributes:
        path: a file of its own; where it cannot be written, nothing is sent.
        daily: tokens a day; 0 for no limit.
    """

    path: Path
    daily: int
    today: Callable[[], date] = _today

    def used(self) -> int:
        """Tokens used today, those of running requests included."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return int(found["tokens"]) if found["day"] == self.today().isoformat() else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0  # none counted yet; the file is replaced whole, so it is never half written

    def reserve(self, tokens: int) -> date:
        """Take the most that a request can cost, before it is made; returns the day it is taken from.

        Raises:
            Problem: `model_budget` where today's tokens do not suffice, or cannot be counted.
        """
        day = self.today()
        self._add(tokens)
        return day

    def give_back(self, tokens: int, day: date) -> None:
        """What a request did not use after all; nothing where the day is over."""
        if day == self.today():
            with suppress(Problem):  # it cannot be written any more: then it counts as used
                self._add(-tokens)

    def _add(self, tokens: int) -> None:
        if not self.daily:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=_LOCK_SECONDS):
                total = self.used() + tokens
                if tokens > 0 and total > self.daily:
                    raise Problem("model_budget", limit=self.daily)
                beside = self.path.with_suffix(".new")
                row = {"day": self.today().isoformat(), "tokens": max(total, 0)}
                beside.write_text(json.dumps(row), encoding="utf-8", newline="\n")
                beside.replace(self.path)
        except (OSError, Timeout) as error:
            raise Problem("model_budget", limit=self.daily) from error
