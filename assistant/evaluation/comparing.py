"""Two runs over the same questions: what got better, what got worse, and whether chance would do as much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np

from assistant.evaluation.abstention import ratio
from assistant.evaluation.intervals import SEED, Estimate, estimate

SHUFFLES = 10_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier run beside a later one, over the questions that both asked in the same words.

    Attributes:
        better, worse: (old, new) rows of `questions` of the two results; ordered by how much changed, then as asked.
        status_p: exact McNemar test of the right statuses.
        facts: new share of facts found - old, with a paired bootstrap interval.
        facts_p: paired permutation test of the facts found.
    """

    n: int
    better: list[tuple[dict[str, Any], dict[str, Any]]]
    worse: list[tuple[dict[str, Any], dict[str, Any]]]
    status_better: int
    status_worse: int
    status_p: float
    facts: Estimate
    facts_p: float


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """Compare two results (`reporting.result`); questions that were changed in between are left out."""
    before = {str(row["id"]): row for row in old["questions"]}
    pairs = [
        (before[str(row["id"])], row)
        for row in new["questions"]
        if str(row["id"]) in before and _asked(before[str(row["id"])]) == _asked(row)
    ]
    gains = [(was["loss"] - now["loss"], was, now) for was, now in pairs]
    better = sum(now["right"] and not was["right"] for was, now in pairs)
    worse = sum(was["right"] and not now["right"] for was, now in pairs)
    with_facts = [(was, now) for was, now in pairs if now["expect"] == "answered" and now["facts"]]
    change = [_found(now) - _found(was) for was, now in with_facts]
    return Comparison(
        n=len(pairs),
        better=[(w, n) for g, w, n in sorted(gains, key=lambda row: -row[0]) if g > 0],
        worse=[(w, n) for g, w, n in sorted(gains, key=lambda row: row[0]) if g < 0],
        status_better=better,
        status_worse=worse,
        status_p=mcnemar(better, worse),
        facts=estimate(ratio(change, [len(now["facts"]) for _, now in with_facts]), len(change)),
        facts_p=permutation(change),
    )


def _asked(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["question"], row["history"], row["expect"], [f["alternatives"] for f in row["facts"]]


def _found(row: Mapping[str, Any]) -> int:
    return sum(fact["found"] for fact in row["facts"])


def mcnemar(better: int, worse: int) -> float:
    """Two-sided p of the exact McNemar test: a fair coin over the questions whose verdict changed. McNemar 1947."""
    changed = better + worse
    tail = sum(comb(changed, i) for i in range(min(better, worse) + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def permutation(differences: Sequence[float], shuffles: int = SHUFFLES, seed: int = SEED) -> float:
    """Two-sided p that the sum of paired differences is as far from 0 when each sign is a coin's. Fisher 1935.

    By `shuffles` random assignments of signs, the observed one counted with them, so that p is never 0.
    """
    changed = np.array([d for d in differences if d], float)
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], (shuffles, len(changed)))
    as_far = np.abs(signs @ changed) >= abs(changed.sum()) - 1e-9
    return float((as_far.sum() + 1) / (shuffles + 1))
