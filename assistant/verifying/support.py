"""How well a stretch of evidence supports a claim: plain features and a logistic model over them.

The weights are fitted by `tests/benchmarks/fit_verifying.py` on `tests/data/verifying/train.jsonl`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.verifying.matching import Strengths
from assistant.verifying.reading import Reading
from assistant.verifying.wording import translations


@dataclass(frozen=True, slots=True)
class Features:
    """What the model rests on, each for the sentence (with what it leans on) that supports the claim best.

    Attributes:
        cosine: of the claim and that sentence.
        passage: of the claim and the sentence of the evidence that is nearest to it.
        coverage: share of the claim's content words that stand there, 0 to 1.
        elsewhere: share that stands only in another sentence.
        run: longest run of content words that stand nowhere there, as a share of 5, at most 1.
        names: share of the claim's names that stand there; 1 if it has none.
        exchanged: words of the claim that take the place of another word of the sentence, where the lexicon knows both
            and they are not alike, as a share of 2, at most 1.
        crossing: 1 if the two are in different languages.
        crossing_coverage: coverage where they are, else 0.
    """

    cosine: float
    passage: float
    coverage: float
    elsewhere: float
    run: float
    names: float
    exchanged: float
    crossing: float
    crossing_coverage: float


_WEIGHTS = Features(
    cosine=17.7,
    passage=16.9,
    coverage=0.9,
    elsewhere=-2.7,
    run=-3.5,
    names=3.7,
    exchanged=-1.7,
    crossing=2.6,
    crossing_coverage=0.9,
)
_BIAS = -35.3

_SURE = 0.7
"""Likeness from which two words are taken for the same."""

ACCEPT_FROM = 0.5
"""Probability from which a claim counts as supported."""


def probability(found: Features) -> float:
    """How sure the model is, 0 to 1."""
    names = Features.__dataclass_fields__
    total = _BIAS + sum(getattr(_WEIGHTS, name) * getattr(found, name) for name in names)
    return 1 / (1 + math.exp(-total))


def measure(
    claim: Reading, alike: Strengths, others: Sequence[Strengths]
) -> tuple[float, float, float]:
    """Coverage, elsewhere and run of a claim over a stretch of evidence (`Features`).

    Args:
        claim: the claim.
        alike: the likenesses of the stretch that is judged.
        others: those of the other stretches of the passage.
    """
    rows = [at for at, word in enumerate(claim.words) if word.is_content]
    if not rows or not alike.shape[1]:
        return 0.0, 0.0, 1.0
    best = alike[rows].max(axis=1)
    anywhere = best
    for other in others:
        if other.shape[1]:
            anywhere = np.maximum(anywhere, other[rows].max(axis=1))
    run = longest = 0
    for strength in best:
        run = 0 if strength > 0 else run + 1
        longest = max(longest, run)
    return float(best.mean()), float((anywhere - best).mean()), min(longest / 5, 1.0)


def names_there(claim: Reading, alike: Strengths) -> float:
    """The share of a claim's names that stand in a stretch; 1 if it has none."""
    rows = [at for at, word in enumerate(claim.words) if word.is_name]
    if not rows:
        return 1.0
    return float((alike[rows].max(axis=1) >= _SURE).mean()) if alike.shape[1] else 0.0


def exchanged(claim: Reading, evidence: Reading, alike: Strengths) -> int:
    """How many words of a claim stand beside a matched one where the evidence has another word.

    "obliges companies to protect" over "obliges states to protect": "companies" took the place of "states". Only
    words that the lexicon knows count: of others nobody can say that they differ in meaning.
    """
    rows = [at for at, word in enumerate(claim.words) if word.is_content]
    columns = [at for at, word in enumerate(evidence.words) if word.is_content]
    if not rows or not columns:
        return 0
    table = np.asarray(alike[rows][:, columns] >= _SURE, dtype=np.bool_)
    free = [not column.any() for column in table.T]
    found = 0
    for at, row in enumerate(rows):
        if table[at].any() or not translations(claim.words[row].stem, claim.language):
            continue
        left = table[at - 1].nonzero()[0] + 1 if at else ()
        right = table[at + 1].nonzero()[0] - 1 if at + 1 < len(rows) else ()
        replaced = [columns[p] for p in {*left, *right} if 0 <= p < len(columns) and free[p]]
        found += any(translations(evidence.words[p].stem, evidence.language) for p in replaced)
    return found
