"""The timeline: dated events of `knowledge/timeline.yaml` by year, and their places on the drawing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from index.document import Language, Source
from index.yamlfile import load_yaml

KINDS = ("international", "law", "indonesia", "ecpat", "down-to-zero")
"""The lanes of the drawing, from the world to the programme."""
_LEFT, _RIGHT, _TOP, _LANE = 16.0, 944.0, 26.0, 34.0


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `date`: a year, a month or a day ("2016", "2016-07", "2016-07-12")."""

    date: str
    kind: str
    title: str
    text: str
    sources: tuple[Source, ...]

    @property
    def year(self) -> int:
        """The year it happened in."""
        return int(self.date[:4])


@dataclass(frozen=True, slots=True)
class Dot:
    """The events of one kind in one year, as a circle of the drawing."""

    x: float
    y: float
    radius: float
    year: int
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A lane a kind over an axis of years, in units of the view box."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    lanes: tuple[tuple[str, float], ...]
    decades: tuple[tuple[int, float], ...]


@cache
def _entries(folder: Path | None) -> list[dict[str, Any]]:
    path = folder / "timeline.yaml" if folder else None
    if path is None or not path.is_file():
        return []
    entries: list[dict[str, Any]] = load_yaml(path.read_text(encoding="utf-8"))["events"]
    return entries


def events(folder: Path | None, known: Mapping[str, Source], ui: Language) -> tuple[Event, ...]:
    """The events in order of date; none where the knowledge folder has no timeline.

    Args:
        folder: the knowledge folder.
        known: the library's sources by key.
        ui: language of the texts.
    """
    found = (
        Event(
            date=str(entry["date"]),
            kind=entry["kind"],
            title=entry["title"][ui],
            text=entry["text"][ui],
            sources=tuple(known[key] for key in entry["sources"] if key in known),
        )
        for entry in _entries(folder)
    )
    return tuple(sorted(found, key=lambda event: event.date))


def by_year(shown: Sequence[Event]) -> tuple[tuple[int, tuple[Event, ...]], ...]:
    """The events of each year that has any."""
    return tuple(
        (year, tuple(found)) for year, found in groupby(shown, key=lambda event: event.year)
    )


def drawing(shown: Sequence[Event]) -> Drawing:
    """Where the circles stand; a circle's area grows with the number of events."""
    first = min(event.year for event in shown) // 10 * 10
    last = max(event.year for event in shown) + 1
    lane = {kind: _TOP + _LANE * (row + 0.5) for row, kind in enumerate(KINDS)}

    def x_of(year: int) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (year - first) / (last - first), 1)

    counts = Counter((event.year, event.kind) for event in shown if event.kind in lane)
    return Drawing(
        width=_LEFT + _RIGHT,
        height=_TOP + _LANE * len(KINDS) + 8,
        dots=tuple(
            Dot(x_of(year), lane[kind], round(4 + 2.4 * (count - 1) ** 0.6, 1), year, kind, count)
            for (year, kind), count in sorted(counts.items())
        ),
        lanes=tuple(lane.items()),
        decades=tuple((year, x_of(year)) for year in range(first, last, 10)),
    )
