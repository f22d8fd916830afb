"""How sure it is that the material holds the answer: a logistic model of a few plain features."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions import Wanted
from assistant.quoting import Candidate
from index.library import Library
from index.retrieval import Query

ANSWER_FROM = 0.5
"""Confidence from which a question is answered."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on.

    Attributes:
        cosine: of the question and the best sentence.
        dense: of the question and the best sentence's passage.
        coverage: share of the question's words in that passage, weighted by rarity.
        fits: the kind of thing that was asked for stands in the best sentence.
    """

    cosine: float
    dense: float
    coverage: float
    fits: float


_WEIGHTS = Features(cosine=30.0, dense=10.0, coverage=3.0, fits=3.0)
_BIAS = -36.5


def features(ranked: Sequence[Candidate]) -> Features:
    """The features of a question by its ranked sentences (at least one)."""
    best = ranked[0]
    return Features(
        cosine=max(candidate.cosine for candidate in ranked),
        dense=best.hit.dense,
        coverage=best.nearby,
        fits=float(best.fits),
    )


def confidence(library: Library, query: Query, ranked: Sequence[Candidate], want: Wanted) -> float:
    """From 0 (the material does not hold it) to 1."""
    if not ranked:
        return 0.0
    found = features(ranked)
    total = _BIAS + sum(
        getattr(_WEIGHTS, name) * getattr(found, name) for name in Features.__dataclass_fields__
    )
    return 1 / (1 + math.exp(-total))
