"""The little Markdown of answers, read into plain pieces that a template can escape.

An answer's text is lines: paragraphs, "- " and "1. " items, "## " headings, **strong**, *emphasis*,
[n], and the quotations. Those are found first: what stands inside one is never Markdown of ours.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "strong", "emphasis", "quote", "chip"]
BlockKind = Literal["paragraph", "quotation", "bullets", "numbers", "heading"]

_INLINE = re.compile(r"\[(?P<chip>\d{1,3})\]|\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<emphasis>[^*\n]+)\*")
_LINE = re.compile(
    r"(?P<bullets>[-*] )|(?P<numbers>\d{1,2}[.)] )|(?P<heading>#{1,6} )|(?P<mark>> ?)"
)
_LINE_KINDS: dict[str, BlockKind] = {
    "bullets": "bullets",
    "numbers": "numbers",
    "heading": "heading",
}
_AROUND_A_QUOTE = " \t\"'“”‘’«».,;:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of one kind; `number` is the citation's, for a quote or a chip."""

    kind: PieceKind
    text: str
    number: int = 0


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a quotation that stands alone, or a list with one line an item."""

    kind: BlockKind
    lines: tuple[Line, ...]


def parse(text: str, quotes: Mapping[int, str]) -> tuple[Block, ...]:
    """Read an answer's text; `quotes` are its quotations by number."""
    blocks: list[Block] = []
    last_was_blank = True
    for raw_line in _lines(text, quotes):
        kind, line = _kind_of(raw_line)
        if not any(piece.text.strip() for piece in line):
            last_was_blank = True
            continue
        is_list = kind in ("bullets", "numbers")
        if is_list and blocks and blocks[-1].kind == kind and not last_was_blank:
            blocks[-1] = Block(kind, (*blocks[-1].lines, line))
        else:
            blocks.append(Block(kind, (line,)))
        last_was_blank = False
    return tuple(blocks)


def _lines(text: str, quotes: Mapping[int, str]) -> Iterator[Line]:
    """The text's lines; a line break inside a quotation does not end one."""
    line: list[Piece] = []
    for piece in _with_quotes(text, quotes):
        if piece.kind == "quote":
            line.append(piece)
            continue
        first, *others = piece.text.split("\n")
        line.append(Piece("text", first))
        for other in others:
            yield tuple(line)
            line = [Piece("text", other)]
    yield tuple(line)


def _with_quotes(text: str, quotes: Mapping[int, str]) -> Iterator[Piece]:
    """The text cut at its quotations; the longer one wins where two overlap."""
    spans: list[tuple[int, int, int]] = []
    for number, quote in sorted(quotes.items(), key=lambda item: (-len(item[1]), item[0])):
        start = text.find(quote) if quote else -1
        while start >= 0:
            end = start + len(quote)
            if all(end <= other[0] or other[1] <= start for other in spans):
                spans.append((start, end, number))
            start = text.find(quote, end)
    at = 0
    for start, end, number in sorted(spans):
        yield Piece("text", text[at:start])
        yield Piece("quote", text[start:end], number)
        at = end
    yield Piece("text", text[at:])


def _kind_of(line: Line) -> tuple[BlockKind, Line]:
    """What a line is, and the line without the mark that says so, its inline marks read."""
    first = line[0]
    kind: BlockKind = "paragraph"
    if first.kind == "text" and (found := _LINE.match(first.text.lstrip())):
        rest = first.text.lstrip()[found.end() :]
        line = (Piece("text", rest), *line[1:])
        kind = _LINE_KINDS.get(found.lastgroup or "", kind)
    pieces = tuple(inner for piece in line for inner in _inline(piece))
    if kind == "paragraph" and _stands_alone(pieces):
        kind = "quotation"
    return kind, pieces


def _inline(piece: Piece) -> Iterator[Piece]:
    if piece.kind != "text":
        yield piece
        return
    at = 0
    for found in _INLINE.finditer(piece.text):
        yield from _text(piece.text[at : found.start()])
        if found["chip"]:
            yield Piece("chip", found.group(), int(found["chip"]))
        elif found["strong"]:
            yield Piece("strong", found["strong"])
        else:
            yield Piece("emphasis", found["emphasis"])
        at = found.end()
    yield from _text(piece.text[at:])


def _text(text: str) -> Iterator[Piece]:
    if text:
        yield Piece("text", text)


def _stands_alone(line: Line) -> bool:
    """Whether a line is quotations and chips only, with nothing but punctuation around them."""
    return any(piece.kind == "quote" for piece in line) and all(
        piece.kind in ("quote", "chip") or not piece.text.strip(_AROUND_A_QUOTE) for piece in line
    )
