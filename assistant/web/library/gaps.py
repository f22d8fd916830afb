"""What the library lacks: how many questions found no answer, by the topic that lay nearest. Never what was asked.

Counts live in memory and begin at zero when the program starts.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Answer
from assistant.web.library.shelf import SUBJECTS, note_subjects


@dataclass(frozen=True, slots=True)
class Topic:
    """How often nothing was found near a subject of notes, or near the documents of a kind ("" beside the other)."""

    subject: str
    kind: str
    count: int


class Gaps:
    """Counts; safe to be told from many threads.

    Attributes:
        since: when counting began.
    """

    def __init__(self, knowledge: Path | None) -> None:
        """Args: `knowledge` is the folder whose notes name their subjects."""
        self.since = datetime.now(UTC)
        self._subjects = note_subjects(knowledge)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def note(self, answer: Answer) -> None:
        """Count an answer if it is that nothing was found."""
        if answer.status != "not_found" or not answer.nearest:
            return
        nearest = answer.nearest[0].document
        subject = self._subjects.get(nearest.id, "")
        topic = (subject, "") if subject in SUBJECTS else ("", nearest.kind)
        with self._lock:
            self._counts[topic] += 1

    def topics(self) -> tuple[Topic, ...]:
        """The topics that lack something, most often first."""
        with self._lock:
            found = [Topic(*topic, count) for topic, count in self._counts.items()]
        return tuple(sorted(found, key=lambda one: (-one.count, one.subject, one.kind)))
