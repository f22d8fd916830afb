"""The clock of a session: it adds up, leaves time for breaks, and gives each part a sane length."""

import random

import pytest

from assistant.training.session.agenda import agenda, shared_out
from assistant.training.session.request import LEAST_MINUTES, MOST_MINUTES


def requests() -> list[tuple[int, int, int]]:
    """200 of them: minutes, inputs there is material for, activities."""
    rng = random.Random(7)
    made = [
        (rng.randint(LEAST_MINUTES, MOST_MINUTES), rng.randint(1, 20), rng.randint(0, 11))
        for _ in range(196)
    ]
    return [*made, (30, 1, 0), (960, 1, 0), (480, 20, 10), (481, 20, 10)]


@pytest.mark.parametrize("asked", requests(), ids=str)
def test_the_agenda_adds_up_with_breaks_counted(asked: tuple[int, int, int]) -> None:
    """Whatever is asked for: the exact minutes, at most 100 without a break, and only what there is material for."""
    minutes, inputs, activities = asked
    slots = agenda(minutes, inputs, activities)
    assert sum(slot.minutes for slot in slots) == minutes
    assert all(slot.minutes >= 3 for slot in slots)
    assert sum(slot.role == "input" for slot in slots) <= inputs
    assert sum(slot.role == "activity" for slot in slots) <= activities
    assert slots[0].role == "opening"
    assert slots[-1].role == "closing"
    without = 0
    for before, slot in zip([None, *slots], slots, strict=False):
        new_day = before is not None and before.day != slot.day
        without = 0 if slot.role in ("coffee", "lunch") or new_day else without + slot.minutes
        assert without <= 100 or new_day


@pytest.mark.parametrize("minutes", range(LEAST_MINUTES, MOST_MINUTES + 1, 15))
def test_parts_have_sane_lengths_where_there_is_material(minutes: int) -> None:
    """No two-minute lecture and no lecture of an hour; every session has an input and something to do."""
    slots = agenda(minutes, 20, 10)
    limits = {"input": (8, 40), "activity": (8, 60), "discussion": (6, 35), "opening": (3, 15)}
    for slot in slots:
        least, most = limits.get(slot.role, (3, 60))
        assert least <= slot.minutes <= most, slot
    roles = [slot.role for slot in slots]
    assert "input" in roles
    assert "activity" in roles


def test_a_long_day_has_lunch_and_two_days_are_marked() -> None:
    """A full day has lunch; more than one day has a welcome on the second and an end on the first."""
    one, two = agenda(480, 20, 10), agenda(900, 20, 10)
    assert [slot.role for slot in one].count("lunch") == 1
    assert {slot.day for slot in one} == {1}
    assert [sum(s.minutes for s in two if s.day == day) for day in (1, 2)] == [450, 450]
    assert next(s.role for s in two if s.day == 2) == "welcome"
    assert [s.role for s in two if s.day == 1][-1] == "day_end"
    assert all([s.role for s in two if s.day == day].count("lunch") == 1 for day in (1, 2))


def test_a_short_session_has_no_tests_in_its_agenda() -> None:
    """From an hour on there is time for tests before and after."""
    assert not any("test" in slot.role for slot in agenda(45, 20, 10))
    assert sum("test" in slot.role for slot in agenda(60, 20, 10)) == 2


def test_lengths_are_shared_out_within_their_limits() -> None:
    """What is over goes where there is most room; where nothing has room, the sum still holds."""
    limits = [(5, 10, 20), (10, 20, 60)]
    assert shared_out(30, limits) == [10, 20]
    assert sum(shared_out(61, limits)) == 61
    assert all(a <= m <= c for m, (a, _, c) in zip(shared_out(70, limits), limits, strict=True))
    assert sum(shared_out(8, limits)) == 8
    assert sum(shared_out(99, limits)) == 99
