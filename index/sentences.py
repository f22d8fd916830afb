"""Sentence spans in Indonesian and English text.

Rules rather than a model: legal references ("UU No. 35 Tahun 2014", "Pasal 76I ayat (1)"), initials and
abbreviations must not end a sentence, list items are sentences of their own, and every visible character must
belong to exactly one sentence, so that anything can be quoted.
"""

import re
from collections.abc import Iterator

from index.document import Sentence

LONGEST = 900
"""Characters. A longer "sentence" (a table, a text without full stops) is cut at a comma or a space."""

_BLOCK_BREAK = re.compile(
    r"\n[^\S\n]*\n\s*"  # a blank line
    r"|\n(?=[^\S\n]*(?:[-*•–‣▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[^\S\n])"  # the next line is a list item
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*[A-Z0-9À-Þ\-•]")
_LAST_WORD = re.compile(r"([^\s(\[\"“'‘]+)$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z])")

_BEFORE_NAME = frozenset(
    "dr drs dra prof ir hj tn ny sdr sdri bpk yth jl jln kab kec kel prov mr mrs ms jr gen gov rep sen rev "
    "eds cf vs viz ibid cit approx dept univ s.d a.n u.p d.h i.e e.g pt cv st".split()
)
"""Abbreviations that stand before a name or a word: a full stop after one does not end a sentence."""

_BEFORE_NUMBER = frozenset(
    "no nos hal hlm art arts para paras p pp ps psl vol bab fig tab ch sec tgl cet ed rt rw lt gd op al inc".split()
)
"""Abbreviations that stand before a number; some are words too ("dalam segala hal."), so the number decides."""

_SOMETIMES_LAST = frozenset("dll dsb dst dkk etc a.m p.m s.h m.h m.si s.sos s.pd m.a ph.d".split())
"""Abbreviations that may end a sentence: they do when a capital follows."""


def sentence_spans(text: str, start: int, end: int) -> list[Sentence]:
    """The sentences of `text[start:end]`, in order, without the white space around them.

    Args:
        text: a document text.
        start: first code point to look at.
        end: one past the last.

    Returns:
        Spans that do not overlap and together hold every character that is not white space.
    """
    found: list[Sentence] = []
    for block_start, block_end in _blocks(text, start, end):
        for sentence_start, sentence_end in _sentences(text, block_start, block_end):
            found.extend(_cut(text, sentence_start, sentence_end))
    return found


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _BLOCK_BREAK.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if _NEXT.match(text, match.end(), end) and _ends_here(text, at, match):
            yield at, match.end()
            at = match.end()
    yield at, end


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group()[0] != "." or match.group().startswith(".."):
        return True
    before = text[start : match.start()]
    if _LIST_NUMBER.fullmatch(before):
        return False
    word = _LAST_WORD.search(before)
    last = word.group(1).lower() if word else ""
    if last in _BEFORE_NAME:
        return False
    if last in _BEFORE_NUMBER or last in _SOMETIMES_LAST:
        return not text[match.end() :].lstrip()[:1].isdigit()
    return not (word and _INITIALS.fullmatch(word.group(1)) and word.group(1)[-1].isupper())


def _cut(text: str, start: int, end: int) -> Iterator[Sentence]:
    while True:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if start >= end:
            return
        if end - start <= LONGEST:
            yield Sentence(start, end)
            return
        window = text[start : start + LONGEST]
        cut = max(window.rfind("; "), window.rfind(", "), window.rfind("\n"))
        if cut < LONGEST // 2:
            cut = max(window.rfind(" "), cut)
        cut = cut + 1 if cut > 0 else LONGEST
        yield Sentence(start, start + len(window[:cut].rstrip()))
        start += cut
