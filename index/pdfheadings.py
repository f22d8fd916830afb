"""Headings of a PDF: what its outline names, or what is set in larger type than the text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.document import Page
from index.mapping import Mapped
from index.pdfpage import Line, PageText
from index.sections import Heading

_LONGEST = 150
_DEEPEST = 4
_NOT_AT_END = (".", ",", ";", ":", "-")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a PDF's outline: depth from 1, title, index of the page that it leads to."""

    level: int
    title: str
    page: int


def headings_of_outline(
    text: str, pages: tuple[Page, ...], outline: Iterable[Entry]
) -> list[Heading]:
    """The outline's entries that are found in the text of their pages, in order."""
    found: list[Heading] = []
    at = 0
    for entry in outline:
        if not 0 <= entry.page < len(pages):
            continue
        page = pages[entry.page]
        span = _find_title(text, entry.title, max(at, page.start), page.end)
        if span:
            found.append(Heading(entry.level, *span))
            at = span[1]
    return found


def _find_title(text: str, title: str, start: int, end: int) -> tuple[int, int] | None:
    """A line that begins with a title, after a number perhaps ("BAB I PENDAHULUAN")."""
    words = re.findall(r"\w+", title)
    if not words or len(title) > 300:
        return None
    between = r"[\W_]{1,5}?"
    pattern = rf"(?:^|\A)[^\S\n]*((?:[^\n]{{0,20}}?\b)?{between.join(map(re.escape, words))})\b"
    match = re.compile(pattern, re.IGNORECASE | re.MULTILINE).search(text, start, end)
    return match.span(1) if match else None


def headings_by_size(mapped: Mapped, pages: list[PageText], starts: list[int]) -> list[Heading]:
    """Short lines in type a fifth larger than most of the text; running titles are left out."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += line.end - line.start
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    if body <= 0:
        return []
    found = [
        (block[0].size, start + block[0].start, start + block[-1].end, _title(page, block))
        for page, start in zip(pages, starts, strict=True)
        for block in _large_blocks(page.lines, body * 1.18)
    ]
    titles = Counter(title for *_, title in found)
    found = [row for row in found if _is_title(row[3]) and titles[row[3]] < 4]
    levels = sorted({size for size, *_ in found}, reverse=True)
    headings = (
        Heading(
            min(bisect_left(levels, -size, key=lambda level: -level) + 1, _DEEPEST),
            mapped.place_of(start),
            mapped.place_of(end),
        )
        for size, start, end, _ in found
    )
    return _in_order(mapped.text, headings)


def _in_order(text: str, headings: Iterable[Heading]) -> list[Heading]:
    kept: list[Heading] = []
    for heading in headings:
        words = text[heading.start : heading.end].strip()
        if words and (not kept or heading.start >= kept[-1].end):
            start = heading.start + text[heading.start : heading.end].index(words)
            kept.append(Heading(heading.level, start, start + len(words)))
    return kept


def _large_blocks(lines: tuple[Line, ...], least: float) -> list[list[Line]]:
    """Neighbouring lines of one large size: a heading may take two or three."""
    blocks: list[list[Line]] = []
    is_open = False
    for line in lines:
        if line.size < least:
            is_open = False
        elif is_open and abs(blocks[-1][-1].size - line.size) < 0.2:
            blocks[-1].append(line)
        else:
            blocks.append([line])
            is_open = True
    return blocks


def _title(page: PageText, block: list[Line]) -> str:
    return " ".join(page.text[block[0].start : block[-1].end].split())


def _is_title(title: str) -> bool:
    n_letters = sum(character.isalpha() for character in title)
    return n_letters >= 3 and len(title) <= _LONGEST and not title.endswith(_NOT_AT_END)
