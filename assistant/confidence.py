"""How sure it is that the material holds the answer: a logistic model of a few plain features.

The weights were fitted on the tuning part of the question set and on IDK-MRC (tests/benchmarks/fit_confidence.py).
Cosines are made comparable between libraries: among more sentences, the best one is nearer by chance alone, by about
the sentences' standard deviation times sqrt(2 ln n), the expected maximum of n normal draws.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.questions import Wanted
from assistant.ranking import Candidate, words_and_pairs
from index.coverage import Notion, coverage, notion_weight, notions
from index.document import Language, Passage
from index.keyword import is_stop_word, tokens
from index.library import Library
from index.retrieval import Query, embedded

ANSWER_FROM = 0.3
"""Confidence from which a question is answered. On the tuning part it refuses one answerable question in fourteen and
declines two in three of the unanswerable ones, most of which ask for a detail beside what the material says."""

_SAMPLE = 2000
"""Sentences from which the spread of cosines is taken."""
_SMALLEST = 36
"""Sentences of the thesis alone, the smallest library: what chance adds there is counted as nothing."""

_FIGURE = re.compile(r"\b\d[\d.,/]*\b")
_NAME = re.compile(r"(?<![.?!—:] )(?<!^)\b[A-Z]\w+(?: [A-Z]\w+)*")
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on.

    Attributes:
        cosine: of the best sentence and the query, made comparable.
        dense: the best cosine of a passage and the query, made comparable.
        margin: how far the best sentence's score is above the best of another passage.
        fits: 1 if the kind of thing that is asked for (a date, a number) stands in the best sentence.
        head: share of the noun that names what is asked for in the passage; 1 if there is no such noun.
        named: share of the names and numbers in the question that stand in the passage; 1 if it has none.
        unknown: 1 if the question names something that the library never mentions.
        lacking: how much nearer the passage comes to the question without the words that the passage lacks (a cosine):
            much, where these are what is asked for.
        missing: rarity of the rarest word asked for that the library has and the passage lacks; 0 (none) to 1.
        counts: 1 if a number is asked for: most details that a text leaves out are numbers.
        narrow: 1 if one thing is asked for by its kind: a number, a date, a person, "which city".
        length: natural logarithm of 1 + the words asked for. What is said at length is matched more loosely.
    """

    cosine: float
    dense: float
    margin: float
    fits: float
    head: float
    named: float
    unknown: float
    lacking: float
    missing: float
    counts: float
    narrow: float
    length: float


_WEIGHTS = Features(
    cosine=16.3,
    dense=17.6,
    margin=5.1,
    fits=2.1,
    head=0.8,
    named=2.0,
    unknown=-1.1,
    lacking=-27.1,
    missing=-1.4,
    counts=-0.9,
    narrow=-0.5,
    length=1.3,
)
_BIAS = -34.1


def confidence(found: Features | None) -> float:
    """From 0 (the material does not hold it) to 1; 0 where there was nothing to rank."""
    if found is None:
        return 0.0
    names = Features.__dataclass_fields__
    total = _BIAS + sum(getattr(_WEIGHTS, name) * getattr(found, name) for name in names)
    return 1 / (1 + math.exp(-total))


def features(
    library: Library, query: Query, ranked: Sequence[Candidate], want: Wanted, asked: str
) -> Features | None:
    """The features of a question.

    Args:
        library: where it was looked for.
        query: what was looked for.
        ranked: the sentences found, best first.
        want: what kind of answer is wanted.
        asked: what is asked now.
    """
    if not ranked or not notions(library, query.text, ranked[0].hit.passage.language):
        return None  # nothing was found, or the question has no word that means anything
    best = ranked[0]
    passage = best.hit.passage
    there = _words_of(library, passage)
    heads = [n for head in want.heads for n in notions(library, head, passage.language)]
    chance = _by_chance(library, query)
    others = (c.score for c in ranked if c.hit.passage.id != passage.id)
    rare = [n for n in notions(library, asked, passage.language) if not n.common]
    return Features(
        cosine=best.evidence.cosine - chance,
        dense=max(candidate.hit.dense for candidate in ranked) - 0.8 * chance,
        margin=best.score - next(others, best.score),
        fits=best.evidence.fits,
        head=coverage(heads, there) if heads else 1.0,
        named=_named(library, asked, passage.language, there),
        unknown=float(bool(not_mentioned(library, asked))),
        lacking=_lacking(library, query, passage, there),
        missing=_missing(library, rare, there),
        counts=float("how_many" in want.types),
        narrow=float(bool(want.types & {"when", "how_many", "who"} or want.heads)),
        length=math.log1p(len(rare)),
    )


def _words_of(library: Library, passage: Passage) -> frozenset[str]:
    """The stemmed words of a passage under its headings, and each two neighbours as one.

    Those of the same section in its document's translation count as well: questions mix the two languages.
    """
    document = library.documents[passage.document_id]
    text = " ".join([document.title, *passage.headings, library.text(passage)])
    return words_and_pairs(library, text, passage.language) | _translated(library, passage)


def _translated(library: Library, passage: Passage) -> frozenset[str]:
    document = library.documents[passage.document_id]
    pair = library.documents.get(document.pair)
    if pair is None or len(pair.sections) != len(document.sections):
        return frozenset()
    section = pair.sections[document.sections.index(document.section_at(passage.start))]
    text = " ".join([pair.title, *section.headings, pair.text[section.body : section.end]])
    return words_and_pairs(library, text, pair.language)


def _lacking(library: Library, query: Query, passage: Passage, there: frozenset[str]) -> float:
    """The ablation of what the passage lacks: the change in its cosine with the question."""
    lacked = {
        word
        for notion in notions(library, query.asked, passage.language)
        if not any(form <= there for form in notion.alternatives)
        for form in notion.alternatives
        for word in form
    }
    kept = " ".join(
        piece
        for piece in _PIECE.findall(query.text)
        if lacked.isdisjoint(tokens(piece, passage.language, library.glossary))
    )
    if not kept or kept == query.text:
        return 0.0
    vector = library.passage_vectors[library.position[passage.id]].astype(np.float32)
    return float(vector @ (embedded(library, kept, query.language) - query.whole))


def _missing(library: Library, wanted: Sequence[Notion], there: frozenset[str]) -> float:
    never_seen = notion_weight(library, 0)
    known = (notion for notion in wanted if notion.weight < never_seen)
    lacked = (n.weight for n in known if not any(form <= there for form in n.alternatives))
    return max(lacked, default=0.0) / never_seen


def not_mentioned(library: Library, question: str) -> list[str]:
    """Names, years and numbers in a question that no passage has, as typed."""
    return [one for one in _names(question) if any(_is_unknown(library, w) for w in one.split())]


def mentioned(library: Library, question: str) -> list[str]:
    """Names, years and numbers in a question that the library has, as typed."""
    missing = not_mentioned(library, question)
    return [one for one in _names(question) if one not in missing]


def _names(question: str) -> list[str]:
    """The capitalised names within a question, and its numbers."""
    names = [] if question.istitle() or question.isupper() else _NAME.findall(question)
    return [*names, *_FIGURE.findall(question)]


def _is_unknown(library: Library, word: str) -> bool:
    return not is_stop_word(word) and library.keyword.share(word) == 0


def _named(library: Library, question: str, language: Language, there: frozenset[str]) -> float:
    named = notions(library, " ".join(_names(question)), language)
    rare = [notion for notion in named if not notion.common]
    return coverage(rare, there) if rare else 1.0


def _by_chance(library: Library, query: Query) -> float:
    size = len(library.sentence_vectors)
    sample = library.sentence_vectors[:: max(1, size // _SAMPLE)].astype(np.float32)
    spread = float((sample @ query.focus).std())
    return spread * (_expected_maximum(size) - _expected_maximum(_SMALLEST))


def _expected_maximum(draws: int) -> float:
    return math.sqrt(2 * math.log(max(draws, 2)))
