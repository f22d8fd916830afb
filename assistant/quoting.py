"""Mode `quoted`: choose the sentences that answer, and put them in an order that reads."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions import Wanted
from index.document import Document, Language, Passage
from index.keyword import tokens
from index.library import Library
from index.retrieval import Hit, Query

_HITS = 5
"""Passages whose sentences are considered."""
_MOST_QUOTATIONS = 4
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

_NEXT_IN_LIST = re.compile(
    r"^(?:(?:peran |alasan |bentuk |tahap |hal )?(?:yang )?(?:kedua|ketiga|keempat|kelima|keenam|terakhir)|"
    r"second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|last(?:ly)?|selain itu|in addition|also)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:[-*•–‣▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")


@dataclass(frozen=True, slots=True)
class Span:
    """`document.text[start:end]`, chosen as an answer, with its figures."""

    document: Document
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with what speaks for it.

    Attributes:
        cosine: of the sentence and the question.
        coverage: share of the question's words in the sentence, weighted by rarity, 0 to 1.
        nearby: the same in the whole passage.
        fits: the kind of thing asked for (a date, a number) stands in it.
    """

    hit: Hit
    index: int
    cosine: float
    coverage: float
    nearby: float
    fits: bool
    score: float


def candidates(
    library: Library, query: Query, hits: Sequence[Hit], want: Wanted
) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    found: list[Candidate] = []
    for hit in _one_language(library, hits, query.language)[:_HITS]:
        document = library.documents[hit.passage.document_id]
        weights = word_weights(library, query, document.language)
        nearby = _coverage(library, library.text(hit.passage), document.language, weights)
        for index, sentence in enumerate(hit.passage.sentences):
            text = document.text[sentence.start : sentence.end]
            coverage = _coverage(library, text, document.language, weights)
            cosine = float(hit.sentences[index])
            fits = want.fits(text)
            score = cosine + 0.3 * hit.dense + 0.05 * coverage + 0.02 * nearby + 0.02 * fits
            found.append(Candidate(hit, index, cosine, coverage, nearby, fits, score))
    return sorted(found, key=lambda c: (-c.score, c.hit.passage.id, c.index))


def _one_language(library: Library, hits: Sequence[Hit], language: Language | None) -> list[Hit]:
    """Hits without the translations of documents that are among them in the question's language."""
    own = {h.passage.document_id for h in hits if h.passage.language == language}
    return [
        hit
        for hit in hits
        if hit.passage.language == language
        or library.documents[hit.passage.document_id].pair not in own
    ]


def word_weights(library: Library, query: Query, language: Language) -> dict[str, float]:
    """The question's words as a passage of `language` would have them, each with its rarity (idf)."""
    size = len(library.passages)
    return {
        token: math.log1p(size / (0.5 + library.keyword.frequency(token)))
        for token in tokens(query.text, language, library.glossary)
    }


def _coverage(library: Library, text: str, language: Language, weights: dict[str, float]) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    there = set(tokens(text, language, library.glossary))
    return sum(weight for token, weight in weights.items() if token in there) / total


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
    return spans


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
        or (whole_list and (_ITEM.match(texts[first]) or _NEXT_IN_LIST.match(texts[first])))
    ):
        first -= 1
    if texts[last].endswith(":") or _ITEM.match(texts[last]):
        while last + 1 < len(texts) and _ITEM.match(texts[last + 1]):
            last += 1
    while whole_list and last + 1 < len(texts) and _NEXT_IN_LIST.match(texts[last + 1]):
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
