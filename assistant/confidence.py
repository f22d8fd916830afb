"""How sure it is that the material holds the answer: a logistic model of a few plain features.

The weights were fitted on the tuning part of the question set (tests/benchmarks/fit_confidence.py). Cosines are made
comparable between libraries: among more sentences, the best one is nearer by chance alone, by about the sentences'
standard deviation times sqrt(2 ln n), the expected maximum of n normal draws.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.coverage import coverage, notions
from assistant.questions import Wanted
from assistant.ranking import Candidate
from index.document import Passage
from index.keyword import is_stop_word, tokens
from index.library import Library
from index.retrieval import Query

ANSWER_FROM = 0.3
"""Confidence from which a question is answered. On the tuning part it refuses about one answerable question in twelve
and declines about half of the unanswerable ones, most of which ask for a detail beside what the material says."""

_SAMPLE = 2000
"""Sentences from which the spread of cosines is taken."""
_SMALLEST = 36
"""Sentences of the thesis alone, the smallest library: what chance adds there is counted as nothing."""

_FIGURE = re.compile(r"\b\d[\d.,/]*\b")
_NAME = re.compile(r"(?<![.?!—:] )(?<!^)\b([A-Z]\w+)")


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on.

    Attributes:
        focus: the best cosine of a sentence and what is asked, made comparable.
        dense: cosine of the best sentence's passage, made comparable.
        coverage: share of the question's notions in the best sentence.
        nearby: the same in its passage.
        fits: 1 if the kind of thing that is asked for (a date, a number) stands in the best sentence.
        head: share of the noun that names what is asked for in the passage; 1 if there is no such noun.
        unknown: 1 if the question names something that the library never mentions.
        named: share of the names and numbers in the question that stand in the passage; 1 if it has none.
    """

    focus: float
    dense: float
    coverage: float
    nearby: float
    fits: float
    head: float
    unknown: float
    named: float


_WEIGHTS = Features(
    focus=16.7,
    dense=15.1,
    coverage=0.2,
    nearby=1.4,
    fits=1.8,
    head=1.0,
    unknown=-1.3,
    named=3.8,
)
_BIAS = -33.4


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
        asked: the question as typed.
    """
    if not ranked or not notions(library, query.text, ranked[0].hit.passage.language):
        return None  # nothing was found, or the question has no word that means anything
    best = ranked[0]
    passage = best.hit.passage
    words = frozenset(tokens(library.text(passage), passage.language, library.glossary))
    heads = [coverage(notions(library, head, passage.language), words) for head in want.heads]
    chance = _by_chance(library, query)
    return Features(
        focus=max(candidate.focus for candidate in ranked) - chance,
        dense=best.hit.dense - 0.8 * chance,
        coverage=best.coverage,
        nearby=best.nearby,
        fits=float(best.fits),
        head=min(heads, default=1.0),
        unknown=float(bool(unknown_names(library, asked))),
        named=_named(library, asked, passage, words),
    )


def unknown_names(library: Library, question: str) -> list[str]:
    """Capitalised words within a question that no passage has."""
    if question.istitle() or question.isupper():
        return []
    return [
        name
        for name in _NAME.findall(question)
        if not is_stop_word(name) and library.keyword.share(name) == 0
    ]


def _named(library: Library, question: str, passage: Passage, there: frozenset[str]) -> float:
    names = [] if question.isupper() or question.istitle() else _NAME.findall(question)
    named = notions(library, " ".join([*names, *_FIGURE.findall(question)]), passage.language)
    rare = [notion for notion in named if not notion.common]
    headings = frozenset(tokens(" ".join(passage.headings), passage.language, library.glossary))
    return coverage(rare, there | headings) if rare else 1.0


def _by_chance(library: Library, query: Query) -> float:
    size = len(library.sentence_vectors)
    sample = library.sentence_vectors[:: max(1, size // _SAMPLE)].astype(np.float32)
    spread = float((sample @ query.focus).std())
    return spread * (_expected_maximum(size) - _expected_maximum(_SMALLEST))


def _expected_maximum(draws: int) -> float:
    return math.sqrt(2 * math.log(max(draws, 2)))
