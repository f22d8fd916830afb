"""Markdown without its marks: the words as a reader sees them, mapped to their places in the file.

markdown-it decides what is a mark. It does not say where in the file a piece of text stood, so each
piece is found again: a block's lines from its line numbers, a piece of a line by walking over the
marks between the pieces in the order in which they came.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from index.inline import InlineText, Piece, kept
from index.mapping import Builder, Mapped
from index.sections import Heading

_DEEPEST = 60
_MARKER = re.compile(r"[\s>]*([-+*]|\d{1,9}[.)])")
_TAGS = (
    r"<(?P<script>script|style)\b.*?(?:</(?P=script)\s*>|\Z)"
    r"|(?P<inline></?(?:a|abbr|b|code|em|font|i|mark|s|small|span|strong|su[bp]|u)\b[^<>]*>)"
    r"|</?[a-z][^<>]*>|<(?:\?|!(?!--))[^<>]*>"
    r"|(?P<lines>\s*\n\s*)"
    r"|(?P<words>[^<\n]+|<)"
)
_HTML = re.compile(rf"<!--.*?-->|{_TAGS}", re.IGNORECASE | re.DOTALL)
_HTML_WITHOUT_COMMENTS = re.compile(_TAGS, re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Converted:
    """Text and runs of a Markdown file, and where its headings stand in the text."""

    mapped: Mapped
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item whose marker is still to be written: its first line, its depth from 1."""

    line: int
    depth: int


def convert(raw: str) -> Converted:
    r"""Take the marks out of Markdown; "\n" alone must end its lines.

    Wrapped lines of a paragraph become one. Blocks stay apart by a blank line where the file has
    one, list items keep a "- " or their number, table cells are divided by " | ".
    """
    tokens = _parser().parse(raw)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        # The parser drops what is nested deeper: then the marks stay, and no word is lost.
        whole = Builder(raw)
        whole.keep(0, len(raw))
        return Converted(whole.build(), ())
    return _Converter(raw).convert(tokens)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"])
    # Joined pieces would hide where an escaped character stood.
    parser.core.ruler.disable("text_join")
    parser.block.ruler.at("reference", _reference, {"alt": []})
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Link definitions are marks, footnotes ("[^1]: Ibid.") are words."""
    if state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
        return False
    return reference(state, start, end, silent)


class _Converter:
    """Walks over the parser's tokens and writes the text; one handler for each kind of token."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.lines = raw.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.out = Builder(raw)
        self.headings: list[Heading] = []
        self.level = 0
        self.depth = 0
        self.items: list[_Item] = []
        self.cells: list[Piece] | None = None
        self.row = (0, 0)
        self.place = 0  # how far the raw text is read: the cells of a row share a line
        self.end_line = 0

    def convert(self, tokens: list[Token]) -> Converted:
        for token in tokens:
            handler = getattr(self, f"_on_{token.type}", None)
            if handler is not None:
                handler(token)
        return Converted(self.out.build(), tuple(self.headings))

    def _on_bullet_list_open(self, _: Token) -> None:
        self.depth += 1

    def _on_bullet_list_close(self, _: Token) -> None:
        self.depth -= 1

    _on_ordered_list_open = _on_bullet_list_open
    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, token: Token) -> None:
        self.items.append(_Item(_lines_of(token)[0], self.depth))

    def _on_list_item_close(self, _: Token) -> None:
        self.items = [item for item in self.items if item.depth < self.depth]

    def _on_heading_open(self, token: Token) -> None:
        self.level = int(token.tag[1:])

    def _on_heading_close(self, _: Token) -> None:
        self.level = 0

    def _on_tr_open(self, _: Token) -> None:
        self.cells = []

    def _on_td_close(self, _: Token) -> None:
        if self.cells is not None:
            self.cells.append(" | ")

    _on_th_close = _on_td_close

    def _on_tr_close(self, _: Token) -> None:
        cells, self.cells = self.cells or [], None
        self._write(cells[:-1], self.row)

    def _on_inline(self, token: Token) -> None:
        lines = _lines_of(token)
        is_one_line = self.level or self.cells is not None
        line_break = " " if is_one_line else "\n" + "  " * self.depth
        places = self._places(token.content, lines[0])
        pieces = InlineText(token.content, places, line_break).walk(token.children or [])
        if self.cells is not None:
            self.row = lines
            self.cells.extend(pieces)
            return
        start = self._write(pieces, lines)
        if self.level and start < self.out.length:
            self.headings.append(Heading(self.level, start, self.out.length))

    def _on_fence(self, token: Token) -> None:
        first, last = _lines_of(token)
        content = token.content.rstrip("\n")
        places = self._places(content, first + (token.type == "fence"))
        line_break = "\n" + "  " * self.depth
        pieces: list[Piece] = []
        for match in re.finditer(r"[^\n]+|\n", content):
            is_break = match.group() == "\n"
            pieces += [line_break] if is_break else kept(places, *match.span())
        self._write(pieces, (first, last))

    _on_code_block = _on_fence

    def _on_html_block(self, token: Token) -> None:
        lines = _lines_of(token)
        content = token.content.rstrip("\n")
        places = self._places(content, lines[0])
        pieces: list[Piece] = []
        gap = ""
        for match in _html_parts(content):
            if match.lastgroup == "words":
                pieces += [gap] if gap and pieces else []
                pieces += kept(places, *match.span())
                gap = ""
            elif match.lastgroup == "lines":
                gap = "\n\n" if match.group().count("\n") > 1 else "\n"
            elif match.lastgroup != "inline":
                gap = gap or " "
        self._write(pieces, lines)

    def _places(self, content: str, number: int) -> list[int]:
        """Where each character of a block's content stands; its lines begin at line `number`."""
        places: list[int] = []
        for line in content.split("\n"):
            places += self._line_places(line, min(number, len(self.lines) - 1))
            places.append(places[-1] + 1 if places else self.starts[number])
            number += 1
        return places[:-1]

    def _line_places(self, line: str, number: int) -> list[int]:
        words, begin, raw = line.strip(), self.starts[number], self.lines[number].rstrip()
        if self.cells is None and raw.endswith(words):
            found = begin + len(raw) - len(words)
        else:
            found = self.raw.find(words, max(begin, self.place), begin + len(raw))
        if found >= 0:
            self.place = found + len(words)
            found -= len(line) - len(line.lstrip())
            return list(range(found, found + len(line)))
        places = []
        for character in line:  # a table cell with an escaped "|"
            found = self.raw.find(character, max(begin, self.place), begin + len(raw))
            self.place = found + 1 if found >= 0 else self.place
            places.append(max(self.place - 1, 0))
        return places

    def _write(self, pieces: list[Piece], lines: tuple[int, int]) -> int:
        """Write a block after whatever stands between it and the one before; where it begins."""
        if not any(self._is_visible(piece) for piece in pieces):
            return self.out.length
        if self.out.length:
            gap = self.lines[self.end_line : lines[0]]
            self.out.put("\n\n" if any(not line.strip(" \t>") for line in gap) else "\n")
        self._write_markers()
        self.end_line = lines[1]
        start = self.out.length
        for piece in pieces:
            if isinstance(piece, str):
                self.out.put(piece)
            else:
                self.out.keep(*piece)
        return start

    def _write_markers(self) -> None:
        self.out.put("  " * (self.items[0].depth - 1 if self.items else self.depth))
        at = -1
        for item in self.items:
            match = _MARKER.match(self.raw, max(self.starts[item.line], at))
            if match:
                at = match.end()
                if match.group(1) in "*+":
                    self.out.put("-")
                else:
                    self.out.keep(*match.span(1))
                self.out.put(" ")
        self.items = []

    def _is_visible(self, piece: Piece) -> bool:
        text = piece if isinstance(piece, str) else self.raw[piece[0] : piece[1]]
        return bool(text.strip(" \n|"))


def _html_parts(content: str) -> Iterator[re.Match[str]]:
    # After the last end of a comment none can end: looking for one each time would take forever.
    end = content.rfind("-->") + 3 if "-->" in content else 0
    yield from _HTML.finditer(content, 0, end)
    yield from _HTML_WITHOUT_COMMENTS.finditer(content, end)


def _lines_of(token: Token) -> tuple[int, int]:
    first, last = token.map or (0, 0)
    return first, last
