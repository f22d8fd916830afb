"""Mode `quoted`: choose the sentences that answer, and put them in an order that reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.coverage import Notion, coverage, notions
from assistant.questions import Wanted
from index.document import Document, Passage
from index.keyword import tokens
from index.library import Library
from index.retrieval import Hit, Query

_MOST_QUOTATIONS = 4
_OWN = 0.02
"""Score that a sentence of the thesis is given: the material starts from it."""
_OWN_WHEN_ASKED = 0.08
"""The same for a question about the thesis itself ("penelitian ini", "the author")."""
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
        cosine: of the sentence and the query.
        focus: of the sentence and the query's focus.
        coverage: share of the question's notions in the sentence, weighted by rarity, 0 to 1.
        nearby: the same in the whole passage.
        asked: the same in the sentence for what is asked now, without the notions that name the library's subject.
        headed: how alike the question and what the passage says it answers are in their notions, 0 to 1.
        opens: it is the first sentence under its heading, which answers the heading's question.
        fits: the kind of thing asked for (a date, a number) stands in it.
        lists: a list is asked for, and it begins one.
        own: what the thesis is given over other documents, 0 for those.
    """

    hit: Hit
    index: int
    cosine: float
    focus: float
    coverage: float
    nearby: float
    asked: float
    headed: float
    opens: bool
    fits: bool
    lists: bool
    own: float

    @property
    def score(self) -> float:
        """Weights chosen on the tuning part and on IDK-MRC's validation questions (tests/benchmarks/)."""
        return (
            self.cosine
            + 0.3 * self.focus
            + 0.6 * self.hit.dense
            + 0.03 * self.coverage
            + 0.08 * self.asked
            + 0.02 * self.nearby
            + (0.10 if self.opens else 0.06) * self.headed
            + 0.04 * self.lists
            + 0.02 * self.fits
            + self.own
        )

    def figures(self) -> dict[str, Any]:
        """Where the sentence is and its figures, for whoever asks why."""
        passage = self.hit.passage
        sentence = passage.sentences[self.index]
        place = {"document_id": passage.document_id, "start": sentence.start, "end": sentence.end}
        names = ("score", "cosine", "focus", "coverage", "nearby", "asked", "headed")
        return place | {name: round(getattr(self, name), 4) for name in names} | {"fits": self.fits}


def candidates(
    library: Library, query: Query, hits: Sequence[Hit], want: Wanted
) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    found: list[Candidate] = []
    own = _OWN_WHEN_ASKED if want.about_thesis else _OWN
    for hit in hits:
        document = library.documents[hit.passage.document_id]
        wanted = notions(library, query.text, document.language)
        asked = notions(library, query.asked, document.language)
        rare = [notion for notion in asked if not notion.common]
        headed = _headed(library, wanted, query.text, document, hit.passage)
        section = document.section_at(hit.passage.start)
        nearby = coverage(wanted, _tokens(library, document, hit.passage.start, hit.passage.end))
        for index, sentence in enumerate(hit.passage.sentences):
            there = _tokens(library, document, sentence.start, sentence.end)
            candidate = Candidate(
                hit=hit,
                index=index,
                cosine=float(hit.sentences[index]),
                focus=float(hit.focus[index]),
                coverage=coverage(wanted, there),
                nearby=nearby,
                asked=coverage(rare, there),
                headed=headed,
                opens=not document.text[section.body : sentence.start].strip(),
                fits=want.fits(document.text[sentence.start : sentence.end]),
                lists="list" in want.types and _begins_list(document, hit.passage, index),
                own=own if document.kind == "thesis" else 0.0,
            )
            found.append(candidate)
    return sorted(found, key=lambda c: (-c.score, c.hit.passage.id, c.index))


def _headed(
    library: Library, wanted: Sequence[Notion], question: str, document: Document, passage: Passage
) -> float:
    """How alike a question is to what the passage says it answers: its heading, or a question of the catalogue."""
    answers = [" ".join(passage.headings)]
    if document.kind == "thesis":
        answers += document.questions
    language = document.language
    asked = frozenset(tokens(question, language, library.glossary))
    best = 0.0
    for text in answers:
        there = coverage(wanted, frozenset(tokens(text, language, library.glossary)))
        back = coverage(notions(library, text, language), asked)
        # Having all of the question counts more than having nothing beside it.
        best = max(best, there * there * back)
    return best


def _begins_list(document: Document, passage: Passage, index: int) -> bool:
    """Whether a sentence leads to a list, or the next one goes on counting where it began."""
    sentence = passage.sentences[index]
    text = document.text[sentence.start : sentence.end]
    if text.endswith(":"):
        return True
    if index + 1 == len(passage.sentences) or _NEXT_IN_LIST.match(text):
        return False
    following = passage.sentences[index + 1]
    return bool(_NEXT_IN_LIST.match(document.text[following.start : following.end]))


def _tokens(library: Library, document: Document, start: int, end: int) -> frozenset[str]:
    return frozenset(tokens(document.text[start:end], document.language, library.glossary))


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
