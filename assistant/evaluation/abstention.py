"""What the confidence of answers is worth: statistics of weighted questions (see intervals.py), and their curves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.intervals import Floats, Statistic

BINS = 10


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Statistic:
    """Sum of the parts / sum of the wholes; a mean where each whole is 1."""
    part, whole = np.array(parts, float), np.array(wholes, float)

    def of(weights: Floats) -> Floats:
        total = weights @ whole
        return _divided(weights @ part, total)

    return of


def quantile(values: Sequence[float], share: float) -> Statistic:
    """The smallest value that at least `share` of the questions do not exceed."""
    order = np.argsort(values)
    ordered = np.array(values, float)[order]

    def of(weights: Floats) -> Floats:
        reached = np.cumsum(weights[:, order], axis=1) >= share * weights.sum(axis=1)[:, None]
        return np.asarray(ordered[np.argmax(reached, axis=1)])

    return of


def auc(scores: Sequence[float], positive: Sequence[bool]) -> Statistic:
    """The chance that a positive scores above a negative, a tie counting half. Hanley and McNeil 1982."""
    score, is_positive = np.array(scores, float), np.array(positive, bool)
    above = score[is_positive][:, None], score[~is_positive][None, :]
    wins = (above[0] > above[1]) + 0.5 * (above[0] == above[1])

    def of(weights: Floats) -> Floats:
        up, down = weights[:, is_positive], weights[:, ~is_positive]
        pairs = up.sum(axis=1) * down.sum(axis=1)
        won = ((up @ wins) * down).sum(axis=1)
        return _divided(won, pairs)

    return of


def calibration_error(confidences: Sequence[float], outcomes: Sequence[bool]) -> Statistic:
    """Expected calibration error: sum over bins of share of questions * |mean outcome - mean confidence|.

    Naeini, Cooper and Hauskrecht 2015, with `BINS` bins of equal width.
    """
    confidence, outcome = np.array(confidences, float), np.array(outcomes, float)
    in_bin = (_bin(confidence)[:, None] == np.arange(BINS)).astype(float)

    def of(weights: Floats) -> Floats:
        gaps = np.abs((weights * (outcome - confidence)) @ in_bin).sum(axis=1)
        return np.asarray(gaps / weights.sum(axis=1))

    return of


def risk_area(confidences: Sequence[float], losses: Sequence[float]) -> Statistic:
    """Area under the risk-coverage curve, AURC: the mean over i of the mean loss of the i most confident answers.

    Geifman and El-Yaniv 2017. 0 is best.
    """
    order = np.argsort(-np.array(confidences, float), kind="stable")
    loss = np.array(losses, float)[order]

    def of(weights: Floats) -> Floats:
        drawn = weights[:, order]
        answered = np.cumsum(drawn, axis=1)
        risk = np.cumsum(drawn * loss, axis=1) / np.maximum(answered, 1)
        return np.asarray((risk * drawn).sum(axis=1) / drawn.sum(axis=1))

    return of


def risk_curve(
    confidences: Sequence[float], losses: Sequence[float], questions: int
) -> list[tuple[float, float]]:
    """(coverage, risk) as answers are added by falling confidence; coverage is of all `questions`."""
    order = np.argsort(-np.array(confidences, float), kind="stable")
    running = np.cumsum(np.array(losses, float)[order])
    return [(at / questions, float(total) / at) for at, total in enumerate(running, start=1)]


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: mean confidence, share with a true outcome, how many."""

    confidence: float
    outcome: float
    n: int


def reliability(confidences: Sequence[float], outcomes: Sequence[bool]) -> list[Bin]:
    """Questions by confidence in `BINS` bins of equal width, without the empty ones."""
    confidence, outcome = np.array(confidences, float), np.array(outcomes, float)
    bins = _bin(confidence)
    return [
        Bin(
            float(confidence[bins == b].mean()),
            float(outcome[bins == b].mean()),
            int((bins == b).sum()),
        )
        for b in range(BINS)
        if (bins == b).any()
    ]


def _bin(confidence: Floats) -> Floats:
    return np.minimum(np.floor(confidence * BINS), BINS - 1)


def _divided(part: Floats, whole: Floats) -> Floats:
    """The quotients; nan where there is nothing to divide by."""
    found: Floats = np.full(len(whole), np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found
