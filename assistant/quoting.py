"""Mode `quoted`: choose the quotations that answer, and put them in an order that reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions import Wanted
from assistant.ranking import NEXT_IN_LIST, Candidate
from index.document import Document, Passage
from index.library import Library

_MOST_QUOTATIONS = 4
_OWN_MARGIN = 0.07
"""How far below the first quotation the thesis's best sentence may be and still have its say."""
_SUPPORT_MARGIN = 0.045
"""A supporting sentence scores at most this much below the first; cosines of e5 lie close together."""

_LEANING = re.compile(
    r"^(?:(?:hal|masalah|permasalahan|keadaan|kondisi|program|upaya|kegiatan|konsep|peran|kedua|ketiga|kelima) "
    r"(?:ini|itu|tersebut)|ini|itu|mereka|dia|ia|selain itu|namun|oleh karena itu|karena itu|dengan demikian|"
    r"sebaliknya|misalnya|it|its|this|these|those|they|their|he|she|in addition|however|therefore|thus|moreover|"
    r"for example|for instance)\b",
    re.IGNORECASE,
)
"""A sentence that opens like this is quoted with the one before it, which says what it is about."""

_ITEM = re.compile(r"^(?:[-*•–‣▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")


@dataclass(frozen=True, slots=True)
class Span:
    """`document.text[start:end]`, chosen as an answer, with its figures."""

    document: Document
    start: int
    end: int
    score: float


def quote(library: Library, ranked: Sequence[Candidate], want: Wanted) -> list[Span]:
    """The quotations of an answer: the best sentence first, then what supports it.

    Neighbouring quotations become one. No character is quoted twice.
    """
    if not ranked:
        return []
    best = ranked[0]
    spans = [_span(library, best, whole_list="list" in want.types)]
    for candidate in ranked[1:]:
        if len(spans) == _MOST_QUOTATIONS or candidate.score < best.score - _SUPPORT_MARGIN:
            break
        spans = _joined([*spans, _span(library, candidate, whole_list=False)])
    return _with_thesis(library, ranked, spans)


def _with_thesis(library: Library, ranked: Sequence[Candidate], spans: list[Span]) -> list[Span]:
    """The thesis has its say too where its best sentence is nearly as good."""
    if any(span.document.kind == "thesis" for span in spans):
        return spans
    own = next((candidate for candidate in ranked if candidate.own), None)
    if own is None or own.score < ranked[0].score - _OWN_MARGIN:
        return spans
    return [*spans[: _MOST_QUOTATIONS - 1], _span(library, own, whole_list=False)]


def _span(library: Library, candidate: Candidate, *, whole_list: bool) -> Span:
    """A sentence with what it cannot be read without: the one it leans on, its list, its lead-in."""
    passage = candidate.hit.passage
    document = library.documents[passage.document_id]
    first = last = candidate.index
    texts = [document.text[s.start : s.end] for s in passage.sentences]
    if _ITEM.match(texts[first]) and not whole_list:
        return _between(document, passage, first, last, candidate.score)
    while first > 0 and (
        _LEANING.match(texts[first])
        or (whole_list and (_ITEM.match(texts[first]) or NEXT_IN_LIST.match(texts[first])))
    ):
        first -= 1
    if texts[last].endswith(":") or _ITEM.match(texts[last]):
        while last + 1 < len(texts) and _ITEM.match(texts[last + 1]):
            last += 1
    while whole_list and last + 1 < len(texts) and NEXT_IN_LIST.match(texts[last + 1]):
        last += 1
    return _between(document, passage, first, last, candidate.score)


def _between(document: Document, passage: Passage, first: int, last: int, score: float) -> Span:
    return Span(document, passage.sentences[first].start, passage.sentences[last].end, score)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in their order, with those that touch or overlap an earlier one taken into it."""
    joined: list[Span] = []
    for span in spans:
        for at, earlier in enumerate(joined):
            if _touch(earlier, span):
                joined[at] = Span(
                    earlier.document,
                    min(earlier.start, span.start),
                    max(earlier.end, span.end),
                    max(earlier.score, span.score),
                )
                break
        else:
            joined.append(span)
    return joined if len(joined) == len(spans) else _joined(joined)


def _touch(one: Span, other: Span) -> bool:
    if one.document.id != other.document.id:
        return False
    left, right = sorted((one, other), key=lambda span: span.start)
    between = one.document.text[left.end : right.start]
    return not between.strip() and "\n\n" not in between
