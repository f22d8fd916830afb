"""One change of the library at a time, in a thread, with how far it is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.web.failures import logged
from index.generation import Progress
from index.problem import Problem

Kind = Literal["publish", "roll_back", "delete", "rebuild"]


@dataclass(frozen=True, slots=True)
class State:
    """A change of the library.

    Attributes:
        kind: what is done.
        name: of the document that it is done to; "" for all.
        stage, done, total: see `index.generation.Progress`; "" before the first.
        is_running: whether it still goes on.
        problem: why it failed.
    """

    kind: Kind
    name: str
    stage: str = ""
    done: int = 0
    total: int = 0
    is_running: bool = True
    problem: Problem | None = None


class Work:
    """The change that goes on, or the last one."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._lock = threading.Lock()

    def state(self) -> State | None:
        """How far it is; None where there was no change since the start."""
        return self._state

    def check_idle(self) -> None:
        """Refuse while a change goes on.

        Raises:
            Problem: `documents_busy`.
        """
        if self._state is not None and self._state.is_running:
            raise Problem("documents_busy")

    def start(self, kind: Kind, name: str, action: Callable[[Progress], None]) -> None:
        """Begin a change.

        Raises:
            Problem: `documents_busy`, another one goes on.
        """
        with self._lock:
            self.check_idle()
            begun = self._state = State(kind, name)

        def progress(stage: str, done: int, total: int) -> None:
            self._state = replace(begun, stage=stage, done=done, total=total)

        def work() -> None:
            problem: Problem | None = None
            try:
                action(progress)
            except Problem as found:
                problem = found
            except Exception as failure:  # the border: the page is told, and a reference
                problem = logged(failure)
            self._state = replace(begun, is_running=False, problem=problem)

        threading.Thread(target=work, name="library change", daemon=True).start()
