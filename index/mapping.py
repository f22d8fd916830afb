"""Text that remembers where each of its characters came from.

Everything that turns a file into a document text only keeps stretches of what was there and puts a
few characters between them. `Builder` records both, `compose` joins two such steps into one.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from index.document import Run


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and its runs: `text[r.start:r.start + r.length] == raw[r.origin:r.origin + r.length]`.

    Runs are in order in the text and in the raw text, and do not overlap in either.
    """

    text: str
    runs: tuple[Run, ...]

    def place_of(self, origin: int) -> int:
        """Where the raw character at `origin` stands, or would stand were it not left out."""
        index = bisect_right([run.origin for run in self.runs], origin) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.start + min(origin - run.origin, run.length)


@dataclass(frozen=True, slots=True)
class Edit:
    """`raw[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


class Builder:
    """Collects a text from stretches of a raw text (`keep`) and characters of its own (`put`)."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.length = 0
        self._parts: list[str] = []
        self._runs: list[Run] = []

    def keep(self, start: int, end: int) -> None:
        """Append `raw[start:end]`; stretches must come in order."""
        if start >= end:
            return
        last = self._runs[-1] if self._runs else None
        joins = (
            last is not None
            and last.start + last.length == self.length
            and last.origin + last.length == start
        )
        if last is not None and joins:
            self._runs[-1] = Run(last.start, last.origin, last.length + end - start)
        else:
            self._runs.append(Run(self.length, start, end - start))
        self._append(self.raw[start:end])

    def put(self, new: str) -> None:
        """Append characters that the raw text does not have."""
        self._append(new)

    def build(self) -> Mapped:
        """What was collected."""
        return Mapped("".join(self._parts), tuple(self._runs))

    def _append(self, part: str) -> None:
        if part:
            self._parts.append(part)
            self.length += len(part)


def apply_edits(raw: str, edits: Iterable[Edit]) -> Mapped:
    """The raw text with `edits` made; they must be in order and must not overlap."""
    builder = Builder(raw)
    at = 0
    for edit in edits:
        builder.keep(at, edit.start)
        builder.put(edit.new)
        at = edit.end
    builder.keep(at, len(raw))
    return builder.build()


def compose(first: Mapped, second: Mapped) -> Mapped:
    """One step for two: `first` made its text from a file, `second` made its own from that text."""
    runs: list[Run] = []
    index = 0
    for run in second.runs:
        at, end = run.origin, run.origin + run.length
        while index < len(first.runs) and first.runs[index].start + first.runs[index].length <= at:
            index += 1
        ahead = index
        while ahead < len(first.runs) and first.runs[ahead].start < end:
            inner = first.runs[ahead]
            begin, stop = max(at, inner.start), min(end, inner.start + inner.length)
            origin = inner.origin + begin - inner.start
            runs.append(Run(run.start + begin - at, origin, stop - begin))
            ahead += 1
    return Mapped(second.text, tuple(runs))
