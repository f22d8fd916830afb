"""A number of minutes becomes a timed agenda that adds up to exactly that, breaks counted.

A day is cut into stretches of at most 100 minutes with breaks between them. Each stretch is filled with parts of sane
length, and what is over or short is shared out among those that have room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.training.session.plan import BlockKind

Role = Literal[
    "opening", "welcome", "pre_test", "input", "discussion", "activity", "energiser", "coffee", "lunch",
    "post_test", "day_end", "closing",
]  # fmt: skip

KINDS: dict[Role, BlockKind] = {
    "opening": "opening",
    "welcome": "opening",
    "pre_test": "test",
    "input": "input",
    "discussion": "discussion",
    "activity": "activity",
    "energiser": "energiser",
    "coffee": "break",
    "lunch": "break",
    "post_test": "test",
    "day_end": "closing",
    "closing": "closing",
}

ONE_DAY = 480
"""Minutes; what is longer takes two days."""
_SHORT = 60
"""Below this there is no time for tests in the agenda."""
_BRIEF = 150
"""Below this all parts are shorter."""
_LONGEST_STRETCH = 95
"""Minutes on average between two breaks; the longest is 100."""
_NO_BREAK = 100
_WITH_LUNCH = 300
_WITH_ENERGISER = 180

_LENGTHS: dict[Role, tuple[int, int, int]] = {
    "opening": (8, 10, 15),
    "welcome": (8, 10, 15),
    "pre_test": (8, 10, 15),
    "input": (10, 20, 40),
    "discussion": (10, 20, 35),
    "activity": (15, 35, 60),
    "energiser": (5, 5, 10),
    "coffee": (10, 15, 15),
    "lunch": (45, 60, 60),
    "post_test": (8, 10, 15),
    "day_end": (5, 10, 15),
    "closing": (8, 15, 20),
}
"""Minutes: least, usual, most."""
_BRIEF_LENGTHS: dict[Role, tuple[int, int, int]] = {
    "opening": (5, 8, 12),
    "pre_test": (5, 8, 10),
    "input": (8, 15, 25),
    "discussion": (8, 12, 20),
    "activity": (12, 20, 30),
    "coffee": (10, 10, 10),
    "post_test": (5, 8, 10),
    "closing": (5, 8, 12),
}
_SHORT_LENGTHS: dict[Role, tuple[int, int, int]] = {
    "opening": (3, 5, 8),
    "input": (8, 12, 20),
    "discussion": (6, 8, 15),
    "activity": (8, 12, 25),
    "closing": (3, 5, 8),
}

_PATTERN: tuple[Role, ...] = ("input", "activity", "input", "discussion")
_WORK: frozenset[Role] = frozenset(_PATTERN)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the agenda before anything stands in it."""

    role: Role
    minutes: int
    day: int


def agenda(minutes: int, inputs: int, activities: int) -> list[Slot]:
    """The slots of a session, in order; their minutes add up to `minutes`.

    Args:
        minutes: 30 to 960.
        inputs: how many inputs there is material for, at least 1.
        activities: how many activities there are.
    """
    lengths = _LENGTHS
    if minutes < _BRIEF:
        lengths = _LENGTHS | (_SHORT_LENGTHS if minutes < _SHORT else _BRIEF_LENGTHS)
    first = minutes if minutes <= ONE_DAY else -(-minutes // 2)
    days = [first] if first == minutes else [first, minutes - first]
    work = _Work(inputs, activities)
    slots: list[Slot] = []
    for number, length in enumerate(days, start=1):
        slots += _day(length, number, len(days), lengths, work)
    return slots


class _Work:
    """Hands out the working parts in turn, as long as there is something to put into them."""

    def __init__(self, inputs: int, activities: int) -> None:
        self._left: dict[Role, int] = {"input": inputs, "activity": activities}
        self._at = 0

    def next(self, count: int) -> list[Role]:
        """The next `count` parts, which are still there afterwards."""
        left, at, found = dict(self._left), self._at, list[Role]()
        while len(found) < count:
            role = _PATTERN[at % len(_PATTERN)]
            at += 1
            if left.get(role, 1) > 0:
                if role in left:
                    left[role] -= 1
                found.append(role)
        return found

    def take(self, count: int) -> list[Role]:
        """The next `count` parts."""
        found = self.next(count)
        for role in found:
            while _PATTERN[self._at % len(_PATTERN)] != role:
                self._at += 1
            self._at += 1
            if role in self._left:
                self._left[role] -= 1
        return found


def _day(
    length: int, day: int, days: int, lengths: dict[Role, tuple[int, int, int]], work: _Work
) -> list[Slot]:
    breaks = _breaks(length, lengths)
    stretches = _stretches(length, breaks, lengths)
    tested = lengths["opening"] != _SHORT_LENGTHS["opening"]
    slots: list[Slot] = []
    for at, stretch in enumerate(stretches):
        before: list[Role] = []
        after: list[Role] = []
        if at == 0:
            before = ["opening", "pre_test"] if day == 1 and tested else ["opening"]
            before = before if day == 1 else ["welcome"]
        elif length >= _WITH_ENERGISER and (breaks[at - 1] == "lunch" or "lunch" not in breaks):
            before = ["energiser"] if at == 1 or breaks[at - 1] == "lunch" else []
        if at == len(stretches) - 1:
            after = ["post_test", "closing"] if tested else ["closing"]
            after = after if day == days else ["day_end"]
        slots += [Slot(r, m, day) for r, m in _filled(stretch, before, after, lengths, work)]
        if at < len(breaks):
            slots.append(Slot(breaks[at], lengths[breaks[at]][1], day))
    return _whole_day(slots, length, lengths)


def _breaks(length: int, lengths: dict[Role, tuple[int, int, int]]) -> list[Role]:
    """The breaks of a day, in order: lunch in the middle of a long one, the others short."""
    if length <= _NO_BREAK:
        return []
    count = 1
    while True:
        breaks: list[Role] = ["coffee"] * count
        if length >= _WITH_LUNCH:
            breaks[count // 2] = "lunch"
        working = length - sum(lengths[role][1] for role in breaks)
        if working <= _LONGEST_STRETCH * (count + 1):
            return breaks
        count += 1


def _stretches(
    length: int, breaks: Sequence[Role], lengths: dict[Role, tuple[int, int, int]]
) -> list[int]:
    """The minutes between the breaks: alike, in fives but for the last."""
    working = length - sum(lengths[role][1] for role in breaks)
    count = len(breaks) + 1
    base = working // count // 5 * 5
    over = working - base * count
    return [base + (5 if at < over // 5 else 0) for at in range(count - 1)] + [
        base + over - 5 * min(over // 5, count - 1)
    ]


def _filled(
    length: int,
    before: list[Role],
    after: list[Role],
    lengths: dict[Role, tuple[int, int, int]],
    work: _Work,
) -> list[tuple[Role, int]]:
    """One stretch with as many working parts as come nearest to their usual lengths."""

    def off(count: int) -> tuple[int, int]:
        roles = [*before, *work.next(count), *after]
        least, usual, most = (sum(lengths[role][i] for role in roles) for i in range(3))
        outside = max(least - length, length - most, 0)
        return outside, abs(usual - length)

    best = min(range(1, 9), key=off)
    roles = [*before, *work.take(best), *after]
    return list(zip(roles, shared_out(length, [lengths[role] for role in roles]), strict=True))


def shared_out(length: int, limits: Sequence[tuple[int, int, int]]) -> list[int]:
    """Lengths that add up to `length`, each within its limits where that is possible.

    Args:
        length: minutes, at least one for each.
        limits: least, usual and most minutes of each part.
    """
    found = [usual for _, usual, _ in limits]
    while missing := length - sum(found):
        up = missing > 0
        free = [
            most - now if up else now - least
            for now, (least, _, most) in zip(found, limits, strict=True)
        ]
        share = [room / most for room, (_, _, most) in zip(free, limits, strict=True)]
        at = max(range(len(found)), key=share.__getitem__)
        if free[at] > 0:
            step = min(5, abs(missing), free[at])
        else:  # nowhere within the limits: the longest gives or takes
            at, step = max(range(len(found)), key=found.__getitem__), 1
        found[at] += step if up else -step
    return found


def _whole_day(
    slots: list[Slot], length: int, lengths: dict[Role, tuple[int, int, int]]
) -> list[Slot]:
    """The slots as they are, or with their lengths shared out anew should they not add up."""
    if sum(slot.minutes for slot in slots) == length:
        return slots
    minutes = shared_out(length, [lengths[slot.role] for slot in slots])
    return [replace(slot, minutes=m) for slot, m in zip(slots, minutes, strict=True)]
