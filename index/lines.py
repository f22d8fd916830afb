"""The line breaks of a printed page taken out again, its paragraphs and lists left in.

A break is a wrap when the next line's first word would not have fitted on its line, or when the
next line goes on in lower case. Hyphens before a wrap: see `_is_writers_hyphen`.
"""

import re
from collections import Counter

from index.mapping import Edit, Mapped, apply_edits

_BREAK = re.compile(r"[^\S\n\f]*[\n\f]\s*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_AT_END = re.compile(r"([^\W_]+)-$")
_WORD_AT_START = re.compile(r"[^\W_]+")
_LIST_ITEM = re.compile(r"(?:[-*•–‣▪▫◦●○■□➢✓]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]\d]*$")
_LEADERS = re.compile(r"\.{4}|(?:\. ){4}|…{2}")
_COMPOUNDS = frozenset(("non", "self", "cross", "well"))
"""First parts that a writer joins with a hyphen ("non-pemerintah", "self-esteem")."""
_LONGEST_WRAP = {"pdf": 250, "text": 120}
"""Characters. Longer lines are paragraphs that nobody wrapped."""


def join_lines(text: str, is_pdf: bool) -> Mapped:
    r"""Take wraps out of a text.

    Args:
        text: lines divided by "\n"; in a PDF, pages divided by "\f".
        is_pdf: a short line that ends a sentence ends a paragraph, and breaks are tidied to one
            or two "\n"; in a plain file breaks that are not wraps stay as they are.

    Returns:
        The text without wraps, and without breaks at its ends; no "\f" is left in it.
    """
    widths = _widths(text, is_pdf)
    words: Counter[str] = Counter(word.lower() for word in _WORD.findall(text))
    edits: list[Edit] = []
    start = page = 0
    for match in _BREAK.finditer(text):
        line, gap, after = (
            text[start : match.start()],
            match.group(),
            text[match.end() : match.end() + 60],
        )
        start = match.end()
        if not line.strip() or not after:
            edits.append(Edit(match.start(), match.end(), ""))
        elif _is_hyphenated(line, gap, after):
            hyphen = 0 if _is_writers_hyphen(line, after, words) else 1
            edits.append(Edit(match.start() - hyphen, match.end(), ""))
        else:
            new = _separator(line, gap, after, widths[page], is_pdf)
            if is_pdf or new == " " or "\f" in gap:
                edits.append(Edit(match.start(), match.end(), new))
        page += gap.count("\f") if is_pdf else 0
    return apply_edits(text, edits)


def _separator(line: str, gap: str, after: str, width: float, is_pdf: bool) -> str:
    r"""What stands between two lines: a space, one "\n" or two."""
    if "\f" in gap:
        goes_on = (line[-1].isalpha() or line[-1] == ",") and after[0].islower()
        return " " if goes_on else "\n\n"
    if gap.count("\n") > 1:
        return "\n\n"
    if _LIST_ITEM.match(after) or _LEADERS.search(line[-200:]):
        return "\n"
    slack = 0.9 if is_pdf else 1.0  # letters of a printed page have different widths
    if len(line) + 1 + len(after.split(maxsplit=1)[0]) > width * slack:
        return " "
    if _SENTENCE_END.search(line[-20:]):
        return "\n\n" if is_pdf else "\n"
    return " " if after[0].islower() and len(line) > width * 0.4 else "\n"


def _widths(text: str, is_pdf: bool) -> list[float]:
    """How long a full line is, page by page; infinite where lines are not wrapped."""
    if not is_pdf:
        lengths = _lengths(text)
        width = _width(lengths, "text", fallback=float("inf"))
        full = sum(1 for length in lengths if length > width * 0.8)
        return [width if full * 5 > len(lengths) * 2 else float("inf")]
    usual = _width(_lengths(text), "pdf", fallback=60)
    return [_width(_lengths(page), "pdf", fallback=usual) for page in text.split("\f")]


def _lengths(text: str) -> list[int]:
    return sorted(len(line.strip()) for line in text.splitlines() if line.strip())


def _width(lengths: list[int], kind: str, fallback: float) -> float:
    if len(lengths) < 4:
        return fallback
    width = lengths[int(0.9 * (len(lengths) - 1))]
    return max(width, 40) if width <= _LONGEST_WRAP[kind] else float("inf")


def _is_hyphenated(line: str, gap: str, after: str) -> bool:
    is_one_break = gap.count("\n") + gap.count("\f") == 1
    return is_one_break and after[0].isalnum() and _WORD_AT_END.search(line[-80:]) is not None


def _is_writers_hyphen(line: str, after: str, words: Counter[str]) -> bool:
    """Whether a hyphen at the end of a line belongs to the word.

    The document's own spelling elsewhere decides first. Otherwise a hyphen belongs to the word
    between capitals or digits ("Asia-Pasifik", "INGO-nya"), in Indonesian reduplication
    ("anak-anaknya", "warna-warni") and after a few first parts; else the printer put it there.
    """
    before, following = _WORD_AT_END.search(line[-80:]), _WORD_AT_START.match(after)
    if before is None or following is None:
        return True
    left, right = before.group(1), following.group()
    first, second = left.lower(), right.lower()
    joined, hyphenated = words[first + second], words[f"{first}-{second}"]
    if joined != hyphenated:
        return hyphenated > joined
    if not left.isalpha() or not right[0].islower() or (len(left) > 1 and left.isupper()):
        return True
    return len(first) == 1 or first in _COMPOUNDS or _is_reduplication(first, second)


def _is_reduplication(first: str, second: str) -> bool:
    if min(len(first), len(second)) < 3:
        return False
    if first[:3] == second[:3] or first[-3:] == second[-3:] or first.endswith(second[:4]):
        return True
    has_same_frame = first[0] == second[0] and first[-1] == second[-1]
    return len(first) == len(second) > 3 and has_same_frame
