"""Where the actors stand on the map: four columns from the donors to those who are reached, and the lines between."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMNS = (
    ("donor", "alliance", "network"),
    ("programme",),
    ("indonesia",),
    ("partners", "business", "state", "civil"),
)
"""The groups of each column, from left to right."""
_BOX_WIDTH, _BOX_HEIGHT, _GAP, _HEADING = 224.0, 34.0, 7.0, 28.0
_LEFT, _STEP, _TOP = 40.0, 292.0, 8.0
_WRAP = 28
"""Characters of a name on one line of its box."""


_Group = Sequence[tuple[str, str, str]]
_Groups = Sequence[_Group]
"""A group's actors: key, group, name; the groups of a column."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation by its number and the keys of its ends."""

    number: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Box:
    """An actor on the map: upper left corner, and the name in one line or two."""

    key: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group above its boxes."""

    group: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A relation on the map. `path`: for SVG."""

    number: int
    source: str
    target: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map in units of its view box."""

    width: float
    height: float
    box_width: float
    box_height: float
    boxes: tuple[Box, ...]
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]


def lay_out(actors: Sequence[tuple[str, str, str]], edges: Sequence[Edge]) -> Drawing:
    """Place the actors.

    Args:
        actors: key, group and name of each, in the order of drawing.
        edges: their relations.
    """
    members = [[[a for a in actors if a[1] == g] for g in groups] for groups in COLUMNS]
    columns = [[group for group in groups if group] for groups in members]
    height = max((_tall(groups) for groups in columns), default=0.0)
    names = {key: name for key, _, name in actors}
    places: dict[str, tuple[float, float]] = {}
    headings: list[Heading] = []
    inner = range(1, len(columns) - 1)
    for number in (0, len(columns) - 1, *reversed(inner)):
        x, groups = _LEFT + number * _STEP, columns[number]
        top = {group[0][0]: y for group, y in _tops(groups, height)}
        for group in groups:
            y = top[group[0][0]]
            for key, _, _ in group:
                wanted = _middle(key, edges, places) if number in inner else y
                places[key] = (x, max(wanted, y))
                y = places[key][1] + _BOX_HEIGHT + _GAP
            headings.append(Heading(group[0][1], x, places[group[0][0]][1] - 8))
    boxes = tuple(Box(key, x, y + _TOP, _lines(names[key])) for key, (x, y) in places.items())
    at = {box.key: box for box in boxes}
    return Drawing(
        width=_LEFT * 2 + _STEP * (len(COLUMNS) - 1) + _BOX_WIDTH,
        height=height + 2 * _TOP,
        box_width=_BOX_WIDTH,
        box_height=_BOX_HEIGHT,
        boxes=boxes,
        headings=tuple(Heading(one.group, one.x, one.y + _TOP) for one in headings),
        lines=tuple(
            Line(one.number, one.source, one.target, _path(at[one.source], at[one.target]))
            for one in edges
        ),
    )


def _tall(groups: Sequence[Sequence[object]]) -> float:
    """How tall a column is: headings, boxes, and what lies between."""
    return sum(_HEADING + len(group) * (_BOX_HEIGHT + _GAP) for group in groups)


def _tops(groups: _Groups, height: float) -> list[tuple[_Group, float]]:
    """Where the first box of each group begins when a column's groups are spread over the height."""
    spare = (height - _tall(groups)) / max(len(groups) - 1, 1)
    tops = []
    y = 0.0
    for group in groups:
        tops.append((group, y + _HEADING))
        y += _tall([group]) + spare
    return tops


def _middle(key: str, edges: Sequence[Edge], places: Mapping[str, tuple[float, float]]) -> float:
    """The mean height of those placed already that an actor has a relation with."""
    near = [
        places[other][1]
        for one in edges
        for own, other in ((one.source, one.target), (one.target, one.source))
        if own == key and other in places
    ]
    return sum(near) / len(near) if near else 0.0


def _lines(name: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, _WRAP, max_lines=2, placeholder=" …", break_on_hyphens=False))


def _path(source: Box, target: Box) -> str:
    """A curve between the facing sides; in one column a bow at its outer side."""
    y1, y2 = source.y + _BOX_HEIGHT / 2, target.y + _BOX_HEIGHT / 2
    if source.x == target.x:
        is_first = source.x == _LEFT
        x = source.x if is_first else source.x + _BOX_WIDTH
        out = x - 38 if is_first else x + 38
        return f"M{x:g} {y1:g}C{out:g} {y1:g} {out:g} {y2:g} {x:g} {y2:g}"
    is_right = target.x > source.x
    x1 = source.x + (_BOX_WIDTH if is_right else 0)
    x2 = target.x + (0 if is_right else _BOX_WIDTH)
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
