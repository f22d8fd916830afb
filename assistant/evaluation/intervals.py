"""Bootstrap intervals over questions (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13).

A statistic is a function of weights: `weights[b, i]` says how often question i was drawn in resample b. The value on
the questions as they are is the statistic of one row of ones. So every measure, a mean or an area under a curve, gets
its interval from the same draws, without a loop.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import nan

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""(resamples, questions) weights -> (resamples,) values; nan where a resample says nothing."""

RESAMPLES = 2000
SEED = 20240501
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval; all three are nan where there was nothing to measure.

    Attributes:
        n: questions that the value rests on.
    """

    value: float
    low: float
    high: float
    n: int


@lru_cache(maxsize=32)
def draws(n: int, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Weights of `resamples` draws of n from n questions with replacement: (resamples, n), each row's sum is n."""
    if n == 0:
        return np.zeros((resamples, 0))
    chance = np.full(n, 1 / n)
    weights = np.random.default_rng(seed).multinomial(n, chance, resamples).astype(float)
    weights.flags.writeable = False  # one array for all who ask
    return weights


def estimate(statistic: Statistic, n: int, *, share: bool = False) -> Estimate:
    """The value of a statistic over n questions and its 95 % percentile interval.

    Args:
        statistic: of weights with n columns.
        n: how many questions.
        share: the value is a share from 0 to 1. Where it is exactly 0 or 1 every resample says the same, and the
            interval would be a point; its open end is then Clopper and Pearson's (1934), for n trials.
    """
    if n == 0:
        return Estimate(nan, nan, nan, 0)
    value = float(statistic(np.ones((1, n)))[0])
    if np.isnan(value):
        return Estimate(nan, nan, nan, 0)
    edge = (1 - LEVEL) / 2
    if share and value in (0.0, 1.0):
        open_end = edge ** (1 / n)
        low, high = (open_end, 1.0) if value == 1.0 else (0.0, 1 - open_end)
        return Estimate(value, low, high, n)
    seen = statistic(draws(n))
    low, high = np.nanquantile(seen, [edge, 1 - edge])
    return Estimate(value, float(low), float(high), n)
