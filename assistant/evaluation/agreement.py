"""How far people who marked the same answers agree: pure functions over a table of marks.

A table has one row an answer and one column a person; None where that person gave no mark.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from math import nan

Mark = int
Table = Sequence[Sequence[Mark | None]]
Distance = Callable[[Mark, Mark, Counter[Mark]], float]


def observed(table: Table) -> float:
    """The share of pairs of marks on one answer that are the same, over all pairs; nan without a pair."""
    same = whole = 0.0
    for row in table:
        given = Counter(mark for mark in row if mark is not None)
        n = sum(given.values())
        same += sum(count * (count - 1) for count in given.values())
        whole += n * (n - 1)
    return same / whole if whole else nan


def cohen(table: Table) -> float:
    """Cohen's kappa of two people: (p_o - p_e) / (1 - p_e), p_e from each one's own shares of the marks.

    Cohen 1960. Answers that only one of them marked are left out; nan where there is none left, or both gave one and
    the same mark throughout.
    """
    rows = [(a, b) for a, b in table if a is not None and b is not None]
    if not rows:
        return nan
    n = len(rows)
    first, second = (Counter(column) for column in zip(*rows, strict=True))
    agreed = sum(a == b for a, b in rows) / n
    chance = sum(first[mark] * second[mark] for mark in first) / n**2
    return (agreed - chance) / (1 - chance) if chance < 1 else nan


def fleiss(table: Table) -> float:
    """Fleiss' kappa of three people or more, each of whom marked the same answers: p_e from the shares of all marks.

    Fleiss 1971. Answers that somebody did not mark are left out; nan as for `cohen`.
    """
    rows = [Counter(row) for row in table if None not in row]
    if not rows:
        return nan
    people = sum(rows[0].values())
    agreed = [sum(c * (c - 1) for c in row.values()) / (people * (people - 1)) for row in rows]
    total = sum(rows, Counter())
    chance = sum((count / (people * len(rows))) ** 2 for count in total.values())
    return (sum(agreed) / len(rows) - chance) / (1 - chance) if chance < 1 else nan


def nominal(a: Mark, b: Mark, totals: Counter[Mark]) -> float:
    """0 for the same mark, else 1."""
    del totals
    return float(a != b)


def ordinal(a: Mark, b: Mark, totals: Counter[Mark]) -> float:
    """Squared count of the marks that lie between two, the two themselves by half."""
    low, high = min(a, b), max(a, b)
    between = sum(count for mark, count in totals.items() if low <= mark <= high)
    return (between - (totals[a] + totals[b]) / 2) ** 2


def alpha(table: Table, distance: Distance = ordinal) -> float:
    """Krippendorff's alpha, 1 - D_o / D_e, for any number of people and with marks missing.

    Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability". nan where no answer has two marks, or all marks
    are the same.

    Args:
        table: answers with fewer than two marks do not count.
        distance: `nominal` for kinds, `ordinal` for grades.
    """
    rows = [[mark for mark in row if mark is not None] for row in table]
    rows = [row for row in rows if len(row) > 1]
    totals = Counter(chain.from_iterable(rows))
    n = sum(totals.values())
    seen = sum(
        sum(distance(a, b, totals) for a in row for b in row) / (len(row) - 1) for row in rows
    )
    expected = sum(totals[a] * totals[b] * distance(a, b, totals) for a in totals for b in totals)
    return 1 - (n - 1) * seen / expected if expected else nan
