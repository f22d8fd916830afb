"""How well a stretch of evidence supports a claim: plain features and a logistic model over them.

The weights are fitted by `tests/benchmarks/fit_verifying.py` on `tests/data/verifying/train.jsonl`: one set for
evidence in the claim's language, one for the other, where words match less surely and vectors say more.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.verifying.bonds import Bonds
from assistant.verifying.likeness import is_verb
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
        names: share of the claim's names that stand there; 1 if it has none.
        foreign: words of the claim, other than verbs, that nothing there is like; as a share of 2, at most 1.
        foreign_verbs: the same of verbs, which paraphrases exchange more freely.
        clean: 1 where `foreign` is 0.
        faint: words that something there is only faintly like, as a share of 4, at most 1.
        exchanged: words of the claim that take the place of another word of the sentence, where the lexicon knows both
            and they are not alike, as a share of 2, at most 1.
        broken: `Bonds.broken`.
        taken: `Bonds.taken`.
    """

    cosine: float
    passage: float
    coverage: float
    elsewhere: float
    names: float
    foreign: float
    foreign_verbs: float
    clean: float
    faint: float
    exchanged: float
    broken: float
    taken: float


_WITHIN = Features(
    cosine=-0.8,
    passage=-1.2,
    coverage=4.4,
    elsewhere=-3.2,
    names=2.5,
    foreign=-2.8,
    foreign_verbs=-3.9,
    clean=1.4,
    faint=-10.4,
    exchanged=0.3,
    broken=-2.7,
    taken=-1.9,
)
_WITHIN_BIAS = -4.6
_ACROSS = Features(
    cosine=-3.5,
    passage=26.3,
    coverage=10.0,
    elsewhere=4.4,
    names=1.9,
    foreign=1.0,
    foreign_verbs=1.8,
    clean=0.8,
    faint=2.8,
    exchanged=-1.4,
    broken=-2.0,
    taken=-1.2,
)
_ACROSS_BIAS = -31.5

_SURE = 0.7
"""Likeness from which two words are taken for the same."""
_FAINT, _NEAR = 0.25, 0.6
"""Likeness under which a word is foreign to the evidence, and from which it stands there."""

ACCEPT_FROM = 0.5
"""Probability from which a claim counts as supported."""


def probability(found: Features, *, is_crossing: bool) -> float:
    """How sure the model is, 0 to 1.

    Args:
        found: the features.
        is_crossing: claim and evidence are in different languages.
    """
    weights = _ACROSS if is_crossing else _WITHIN
    total = _ACROSS_BIAS if is_crossing else _WITHIN_BIAS
    total += sum(
        getattr(weights, name) * getattr(found, name) for name in Features.__dataclass_fields__
    )
    return 1 / (1 + math.exp(-total))


def measure(
    claim: Reading, evidence: Reading, alike: Strengths, others: Sequence[Strengths], tied: Bonds
) -> dict[str, float]:
    """The features of a claim over a stretch of evidence that rest on its words; all but the cosines.

    Args:
        claim: the claim.
        evidence: the stretch.
        alike: the likenesses of the stretch that is judged.
        others: those of the other stretches of the passage.
        tied: `bonds(claim, evidence, alike)`.
    """
    rows = [at for at, word in enumerate(claim.words) if word.is_content]
    best = np.zeros(len(rows))
    if rows and alike.shape[1]:
        best = alike[rows].max(axis=1)
    anywhere = best
    for other in others:
        if rows and other.shape[1]:
            anywhere = np.maximum(anywhere, other[rows].max(axis=1))
    is_foreign = best < _FAINT
    verbs = np.array([is_verb(claim.words[at].text.lower(), claim.language) for at in rows], bool)
    foreign = int((is_foreign & ~verbs).sum())
    return {
        "coverage": float(best.mean()) if rows else 0.0,
        "elsewhere": float((anywhere - best).mean()) if rows else 0.0,
        "names": names_there(claim, alike),
        "foreign": min(foreign / 2, 1.0),
        "foreign_verbs": min(int((is_foreign & verbs).sum()) / 2, 1.0),
        "clean": float(foreign == 0 and bool(rows)),
        "faint": min(int((~is_foreign & (best < _NEAR)).sum()) / 4, 1.0),
        "exchanged": min(exchanged(claim, evidence, alike) / 2, 1.0),
        "broken": tied.broken,
        "taken": tied.taken,
    }


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
