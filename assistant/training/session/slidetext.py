"""How much text a slide holds: an estimate that is too large rather than too small, and quotations cut into pieces."""

import math
import re
from collections.abc import Iterator, Sequence

from index.sentences import sentence_spans

MOST_WORDS = 45
"""On one slide; more is read by nobody while somebody speaks."""
_TAIL = 12
"""Words that are not worth a second slide."""
LINE_HEIGHT = 1.22
"""Of a line, in sizes of its letters; Arial's own is 1.15."""
_LONGEST_SENTENCE = 60
"""Words; a longer one is cut at a comma or semicolon, or else between words."""
BOLD = 1.1
"""How much wider bold letters are."""
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl'|!.,:;I[]/ tf", 0.28),
        ('()-r“”"‘’', 0.36),
        ("ckszvxyJ", 0.5),
        ("mw", 0.84),
        ("MW@%—…", 1.0),
    )
    for letter in letters
}
"""Advance widths of Arial, in em, rounded up; capitals and all else below."""
_SAFETY = 1.03


def text_width(text: str, size: float) -> float:
    """How wide the text would be on one line, in the unit of `size`; never less than it is in Arial."""
    return size * _SAFETY * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if ord(letter) > 0x2100:
        return 1.0
    return 0.78 if letter.isupper() or ord(letter) > 0x2FF else 0.56


def count_lines(text: str, size: float, width: float) -> int:
    """The lines that the text takes when it is broken between words to `width`."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            wide = text_width(word, size)
            gap = text_width(" ", size) if used else 0.0
            if used + gap + wide <= width:
                used += gap + wide
                continue
            lines += (1 if used else 0) + max(math.ceil(wide / width) - 1, 0)
            used = min(wide, width)
    return lines


def height(paragraphs: Sequence[str], size: float, width: float, gap: float = 0.0) -> float:
    """The height of paragraphs in the unit of `size`, with `gap` sizes after each."""
    lines = sum(count_lines(paragraph, size, width) for paragraph in paragraphs)
    return size * (lines * LINE_HEIGHT + len(paragraphs) * gap)


def fitting_size(
    paragraphs: Sequence[str], sizes: Sequence[int], width: float, room: float, gap: float = 0.0
) -> int:
    """The largest of `sizes` (largest first) at which the paragraphs fit; the smallest where none does."""
    fits = (size for size in sizes if height(paragraphs, size, width, gap) <= room)
    return next(fits, sizes[-1])


def shortened_to(text: str, size: float, width: float, lines: int = 1) -> str:
    """A title or reference of at most `lines` lines, cut at a word; never for a quotation."""
    words = text.split()
    if count_lines(" ".join(words), size, width) <= lines:
        return " ".join(words)
    while count_lines(" ".join(words) + " …", size, width) > lines:
        if len(words) > 1:
            words.pop()
        else:
            words = [words[0][: len(words[0]) * 9 // 10]]
    return " ".join(words) + " …"


def pieces(quotation: str) -> tuple[str, ...]:
    """The quotation cut into stretches of about `MOST_WORDS` words: whole sentences wherever they are not too long.

    Each piece stands in the quotation as it is; nothing but white space is lost between them.
    """
    found: list[str] = []
    start = end = 0
    for low, high in _parts(quotation):
        if end > start and len(quotation[start:high].split()) > MOST_WORDS:
            found.append(quotation[start:end])
            start = low
        elif end == start:
            start = low
        end = high
    if end > start:
        found.append(quotation[start:end])
    if len(found) == 2 and len(found[1].split()) <= _TAIL:
        return (quotation[quotation.index(found[0]) : end],)
    return tuple(found)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, and parts of those that are too long for a slide."""
    for sentence in sentence_spans(text, 0, len(text)):
        words = list(re.finditer(r"\S+", text[sentence.start : sentence.end]))
        while len(words) > _LONGEST_SENTENCE:
            count = len(words)
            near = [
                at for at in range(20, MOST_WORDS) if words[at].group().endswith((",", ";", ":"))
            ]
            cut = min(near, key=lambda at: abs(at - count / 2), default=MOST_WORDS - 1) + 1
            yield sentence.start + words[0].start(), sentence.start + words[cut - 1].end()
            words = words[cut:]
        if words:
            yield sentence.start + words[0].start(), sentence.start + words[-1].end()
