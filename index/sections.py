"""Headings become sections that cover a whole text."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.document import Section


@dataclass(frozen=True, slots=True)
class Heading:
    """`text[start:end]` is a heading; `level` 1 is the outermost."""

    level: int
    start: int
    end: int


def build_sections(text: str, headings: Iterable[Heading], title: str) -> tuple[Section, ...]:
    """Cut a text into sections at its headings.

    Args:
        text: a document text.
        headings: in text order, not overlapping, none of them blank.
        title: heading of what stands before the first heading, or of everything.

    Returns:
        Sections in order that together cover the text; one at least.
    """
    found = list(headings)
    sections: list[Section] = []
    first = found[0].start if found else len(text)
    if not found or text[:first].strip():
        sections.append(Section((title,), 0, 0, first))
    path: list[tuple[int, str]] = []
    for place, heading in enumerate(found):
        path = [(level, name) for level, name in path if level < heading.level]
        path.append((heading.level, " ".join(text[heading.start : heading.end].split())))
        end = found[place + 1].start if place + 1 < len(found) else len(text)
        # White space before the first heading belongs to its section.
        start = heading.start if sections else 0
        names = tuple(name for _, name in path)
        sections.append(Section(names, start, _skip_space(text, heading.end, end), end))
    return tuple(sections)


def _skip_space(text: str, start: int, end: int) -> int:
    return start + len(text[start:end]) - len(text[start:end].lstrip())
