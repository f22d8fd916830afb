"""One page of a PDF: its lines, how they are set, and whether something on it cannot be seen."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

_SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"))
_COLOURS = frozenset((b"g", b"rg", b"k", b"sc", b"scn"))
_INVISIBLE_MODES = (3, 7)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it stands in the page's raw text, its letters' height in points."""

    start: int
    end: int
    size: float


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's raw text, blank lines where the page has wide gaps, and its lines."""

    text: str
    lines: tuple[Line, ...]
    hidden: int
    shown: int


@dataclass
class _Piece:
    text: str
    height: float
    size: float


@dataclass
class _State:
    """What of a PDF's graphics state decides whether text can be seen."""

    mode: int = 0
    is_white: bool = False
    size: float = 12.0


@dataclass
class PageReader:
    """Follows pypdf over one page and notes what its plain text does not say."""

    box: tuple[float, float, float, float]
    pieces: list[_Piece] = field(default_factory=list)
    hidden: int = 0
    shown: int = 0
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _has_ground: bool = False

    def read(self, page: Any) -> PageText:
        """Extract a page's text."""
        plain = page.extract_text(
            visitor_text=self._on_text, visitor_operand_before=self._on_operator
        )
        plain = plain.replace("\f", "\n")
        if "".join(piece.text for piece in self.pieces) != plain:
            # Should pypdf ever change its pieces, the text counts and the layout is unknown.
            self.pieces = [_Piece(plain, 0.0, 0.0)]
        text, lines = _set_lines(_split(self.pieces))
        return PageText(text, lines, self.hidden, self.shown)

    def _on_text(self, text: str, page: Any, matrix: Any, _: Any, size: float) -> None:
        height = page[1] * matrix[4] + page[3] * matrix[5] + page[5]
        stretch = max(abs(matrix[3]), abs(matrix[1])) * max(abs(page[3]), abs(page[1]))
        self.pieces.append(_Piece(text.replace("\f", "\n"), height, abs(size) * stretch))

    def _on_operator(self, operator: Any, operands: Any, page: Any, matrix: Any) -> None:
        if operator == b"q":
            self._stack.append(_State(self._state.mode, self._state.is_white, self._state.size))
        elif operator == b"Q" and self._stack:
            self._state = self._stack.pop()
        elif operator == b"Tr" and operands:
            self._state.mode = int(operands[0])
        elif operator == b"Tf" and len(operands) > 1:
            self._state.size = float(operands[1])
        elif operator in _COLOURS:
            self._state.is_white = _is_white(operands)
        elif operator in _PAINTS:
            self._has_ground |= not self._state.is_white
        elif operator in _SHOWS_TEXT:
            self._on_shown(operands, page, matrix)

    def _on_shown(self, operands: Any, page: Any, matrix: Any) -> None:
        length = _length(operands[-1] if operands else b"")
        state = self._state
        stretch = max(abs(matrix[3]), abs(matrix[1])) * max(abs(page[3]), abs(page[1]))
        across = page[0] * matrix[4] + page[2] * matrix[5] + page[4]
        up = page[1] * matrix[4] + page[3] * matrix[5] + page[5]
        left, bottom, right, top = self.box
        is_off = not (left - 2 <= across <= right + 2 and bottom - 2 <= up <= top + 2)
        is_tiny = abs(state.size) * stretch < 2
        is_white = state.is_white and not self._has_ground
        if state.mode in _INVISIBLE_MODES or is_white or is_tiny or is_off:
            self.hidden += length
        else:
            self.shown += length


@dataclass
class _RawLine:
    text: str = ""
    height: float | None = None
    sizes: Counter[float] = field(default_factory=Counter)

    @property
    def size(self) -> float:
        return self.sizes.most_common(1)[0][0] if self.sizes else 0.0


def _split(pieces: list[_Piece]) -> list[_RawLine]:
    lines = [_RawLine()]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append(_RawLine())
            line = lines[-1]
            line.text += part
            if part.strip():
                line.height = piece.height if line.height is None else line.height
                line.sizes[round(piece.size, 1)] += len(part.strip())
    return lines


def _set_lines(raw_lines: list[_RawLine]) -> tuple[str, tuple[Line, ...]]:
    """Put a blank line where the page has a gap wider than between its lines, or changes type."""
    visible = [line for line in raw_lines if line.text.strip()]
    leading = _leading(visible)
    parts: list[str] = []
    lines: list[Line] = []
    length = 0
    before: _RawLine | None = None
    for line in visible:
        gap = "" if before is None else "\n\n" if _is_apart(before, line, leading) else "\n"
        parts += [gap, line.text]
        length += len(gap)
        lines.append(Line(length, length + len(line.text), line.size))
        length += len(line.text)
        before = line
    return "".join(parts), tuple(lines)


def _leading(lines: list[_RawLine]) -> float:
    """The distance of lines within a paragraph: one of the smaller distances on the page."""
    steps = sorted(
        step
        for before, line in pairwise(lines)
        if (step := _step(before, line)) > line.size * 0.8 > 0
    )
    return steps[int(0.3 * (len(steps) - 1))] if steps else 0.0


def _step(before: _RawLine, line: _RawLine) -> float:
    return (before.height or 0.0) - (line.height or 0.0)


def _is_apart(before: _RawLine, line: _RawLine, leading: float) -> bool:
    small, large = sorted((before.size, line.size))
    if small > 0 and large / small > 1.12 and min(len(before.text), len(line.text)) > 2:
        return True
    return leading > 0 and _step(before, line) > leading * 1.35


def _length(operand: Any) -> int:
    parts = operand if isinstance(operand, list) else [operand]
    return sum(len(part) for part in parts if isinstance(part, bytes | str))


def _is_white(operands: Any) -> bool:
    values = [float(item) for item in operands if isinstance(item, int | float)]
    if len(values) == 4:  # cyan, magenta, yellow, black
        return max(values) <= 0.01
    return len(values) in (1, 3) and min(values) >= 0.99
