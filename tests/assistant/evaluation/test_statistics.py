"""Intervals cover, statistics are what a hand reckons, and published examples of agreement come out."""

from math import comb, isnan

import numpy as np
import pytest

from assistant.evaluation import abstention, agreement, comparing
from assistant.evaluation.intervals import Floats, Statistic, draws, estimate


def value(statistic: Statistic, n: int) -> float:
    return float(statistic(np.ones((1, n)))[0])


def test_intervals_cover_what_they_should() -> None:
    """95 % nominal: over 1,000 simulated sets of 200 questions with one to three facts, 93 to 97 % hold the truth."""
    random = np.random.default_rng(7)
    held = 0
    for _ in range(1000):
        facts = random.integers(1, 4, 200)
        found = random.binomial(facts, 0.8)
        got = estimate(abstention.ratio(list(found), list(facts)), 200, share=True)
        held += got.low <= 0.8 <= got.high
    assert 930 <= held <= 970


def test_an_interval_is_not_a_point_where_every_question_agrees() -> None:
    """Clopper and Pearson: 40 of 40 leave 0.025 ** (1 / 40) = 0.9119."""
    got = estimate(abstention.ratio([1] * 40, [1] * 40), 40, share=True)
    assert (got.value, got.high, got.n) == (1.0, 1.0, 40)
    assert got.low == pytest.approx(0.9119, abs=1e-4)


def test_nothing_measured_is_not_a_number() -> None:
    assert isnan(estimate(abstention.ratio([], []), 0, share=True).value)
    assert isnan(estimate(abstention.auc([0.1, 0.2], [True, True]), 2).value)


def test_draws_are_the_same_every_time_and_as_many_as_there_are_questions() -> None:
    assert np.array_equal(draws(30), draws(30))
    assert set(draws(30).sum(axis=1)) == {30.0}


def test_statistics_by_hand() -> None:
    assert value(abstention.ratio([1, 0, 2], [1, 2, 3]), 3) == 0.5
    assert value(abstention.quantile([3, 1, 2, 4], 0.5), 4) == 2
    assert value(abstention.quantile([3, 1, 2, 4], 0.95), 4) == 4
    # positives .9 .4, negatives .5 .4: won .9>.5 .9>.4, tied .4=.4: 2.5 of 4
    assert value(abstention.auc([0.9, 0.4, 0.5, 0.4], [True, True, False, False]), 4) == 0.625
    # by falling confidence losses 0, 1, 0: risks 0, 1/2, 1/3
    assert value(abstention.risk_area([0.5, 0.9, 0.7], [0, 0, 1]), 3) == pytest.approx(5 / 18)
    # bins .1 and .8: |1 - .1| and |(1 + 0) / 2 - .85| weigh 1/3 and 2/3
    sure = [0.1, 0.85, 0.85]
    assert value(abstention.calibration_error(sure, [True, True, False]), 3) == pytest.approx(
        0.9 / 3 + 0.35 * 2 / 3
    )


def test_a_question_drawn_twice_counts_as_two() -> None:
    """Each statistic of weights 2, 1 is that of the list with its first question written twice."""
    twice: Floats = np.array([[2.0, 1.0, 1.0]])
    confidence, truth = [0.7, 0.6, 0.2], [False, True, False]
    longer, longer_truth = [0.7, *confidence], [False, *truth]
    for make in (abstention.auc, abstention.calibration_error, abstention.ratio):
        weighted = make(confidence, truth)(twice)[0]
        assert weighted == pytest.approx(value(make(longer, longer_truth), 4))
    weighted = abstention.quantile(confidence, 0.5)(twice)[0]
    assert weighted == value(abstention.quantile(longer, 0.5), 4)


def test_curves_by_hand() -> None:
    curve = abstention.risk_curve([0.5, 0.9], [1, 0], 4)
    assert curve == [(0.25, 0.0), (0.5, 0.5)]
    assert abstention.reliability([0.95, 1.0, 0.1], [True, False, False]) == [
        abstention.Bin(0.1, 0.0, 1),
        abstention.Bin(0.975, 0.5, 2),
    ]


def test_paired_tests_by_hand() -> None:
    """Of 10 changed verdicts 2 got worse: p = 2 (C(10,0) + C(10,1) + C(10,2)) / 2^10 = 0.109375."""
    assert comparing.mcnemar(8, 2) == pytest.approx(2 * sum(comb(10, i) for i in range(3)) / 2**10)
    assert comparing.mcnemar(0, 0) == 1.0
    # five gains of one: both tails of a fair coin, 2 / 32
    assert comparing.permutation([1, 1, 1, 1, 1, 0, 0]) == pytest.approx(2 / 32, abs=0.006)
    assert comparing.permutation([0, 0]) == 1.0


_ = None


def test_cohens_kappa_of_a_published_example() -> None:
    """Fleiss, Levin and Paik 2003, table 18.1: p_o = .89, p_e = .66, kappa = .68."""
    counts = {(0, 0): 75, (0, 1): 1, (0, 2): 4, (1, 0): 5, (1, 1): 4, (1, 2): 1, (2, 2): 10}
    rows = [pair for pair, count in counts.items() for _ in range(count)]
    assert agreement.observed(rows) == pytest.approx(0.89)
    assert agreement.cohen(rows) == pytest.approx(0.23 / 0.34)
    assert agreement.cohen([*rows, (1, _)]) == agreement.cohen(rows)


def test_fleiss_kappa_of_a_published_example() -> None:
    """The example of ten subjects and fourteen raters that textbooks reprint: kappa = 0.210."""
    counts = (
        "0 0 0 0 14|0 2 6 4 2|0 0 3 5 6|0 3 9 2 0|2 2 8 1 1|7 7 0 0 0|3 2 6 3 0|2 5 3 2 2|6 5 2 1 0|"
        "0 2 2 3 7"
    )
    rows = [
        [mark for mark, count in enumerate(map(int, row.split())) for _ in range(count)]
        for row in counts.split("|")
    ]
    assert agreement.fleiss(rows) == pytest.approx(0.210, abs=5e-4)


def test_krippendorffs_alpha_of_the_published_example() -> None:
    """Krippendorff 2011, section C and D: four observers, twelve units, marks missing: .743 nominal, .815 ordinal."""
    observers = (
        (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
        (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
    )
    units = list(zip(*observers, strict=True))
    assert agreement.alpha(units, agreement.nominal) == pytest.approx(0.743, abs=5e-4)
    assert agreement.alpha(units, agreement.ordinal) == pytest.approx(0.815, abs=5e-4)


def test_agreement_that_cannot_be_told_is_not_a_number() -> None:
    for of in (agreement.cohen, agreement.fleiss, agreement.alpha):
        assert isnan(of([(1, 1), (1, 1)]))
        assert isnan(of([(1, None)]))
