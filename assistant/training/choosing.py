"""Wrong options: of the same kind as the right one, of plausible size, in the library, and checked to be wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from assistant.training.checking import Checker
from assistant.training.slots import Slot
from assistant.training.statements import Statement
from assistant.training.wording import Wording

WRONG = 3
"""Wrong options beside a right one."""
_FARTHEST = {"year": 8.0, "month": 6.0, "date": 6.0, "article": 30.0}
"""Years, and numbers of articles, that a wrong value may be away."""
_NEAREST = {"month": 0.25, "date": 0.25}
"""Years that wrong dates are away, from the right one and from each other."""
_FEW, _SHARE_OF_SMALL = 4, 0.35
"""How far a wrong number under 100 may be away: 4, or this share of the right one."""
_SHARE = 0.15
"""Of the right number, that a wrong one is away at least."""
_MOST_TIMES = 2.2
"""How many times greater or smaller a wrong number may be."""
_SHORTEST = 0.5
"""The share of the longest option's length that the shortest one has at least, for options of several words."""
_TRIED = 10


@dataclass(frozen=True, slots=True)
class Values:
    """What the library has of each group of values: `groups[group][value]` is the value's size."""

    groups: dict[str, dict[str, float]]


def wrong_values(  # noqa: PLR0913, PLR0917 - what is asked for, and what it is asked of
    statement: Statement,
    slot: Slot,
    values: Values,
    checker: Checker,
    rng: Random,
    count: int = WRONG,
) -> list[str]:
    """Values that make a sentence wrong; fewer than `count` where the library has no more.

    For what has a size, the right value is as likely to be the smallest as any other of them.
    """
    text = statement.text.casefold()
    others = {
        value: size
        for value, size in values.groups.get(slot.group, {}).items()
        if value.casefold() not in text and _is_near(slot, size)
    }
    chosen: list[str] = []
    for value in _ranked(slot, others, rng, count):
        gap = _NEAREST.get(slot.kind, 0)
        if any(abs(others[value] - others[other]) < gap for other in chosen):
            continue
        if checker.is_wrong(slot.put(statement.text, value), statement.row, [value]):
            chosen.append(value)
        if len(chosen) == count:
            break
    return chosen


def _is_near(slot: Slot, size: float) -> bool:
    """Whether a value is plausible in a slot, and yet far enough from the right one to be asked in fairness."""
    apart = abs(size - slot.size)
    if not slot.is_ordered:
        return True
    if slot.kind in _FARTHEST:
        return _NEAREST.get(slot.kind, 1) <= apart <= _FARTHEST[slot.kind]
    if slot.group.startswith("small"):
        return 1 <= apart <= max(_FEW, _SHARE_OF_SMALL * slot.size)
    least = 1 if slot.group == "spelled" else _SHARE * slot.size
    return apart >= least and slot.size / _MOST_TIMES <= size <= slot.size * _MOST_TIMES


def _ranked(slot: Slot, others: dict[str, float], rng: Random, count: int) -> Iterator[str]:
    """Candidates in the order of trying."""
    if not slot.is_ordered:
        names = sorted(others)
        rng.shuffle(names)
        yield from names[:_TRIED]
        return
    below = sorted((v for v in others if others[v] < slot.size), key=lambda v: (-others[v], v))
    above = sorted((v for v in others if others[v] > slot.size), key=lambda v: (others[v], v))
    under = rng.randint(0, count)
    sides = [below] * under + [above] * (count - under)
    tried: list[str] = []
    for side in [*sides, *[below, above] * _TRIED]:
        left = [value for value in side[:_TRIED] if value not in tried]
        if left:
            tried.append(rng.choice(left[:6]))
            yield tried[-1]


def is_balanced(options: Iterable[str], key: str) -> bool:
    """Whether neither its length nor its first letter tells the right option from the others."""
    lengths = sorted(len(option) for option in options)
    capitals = {option[:1].isupper() for option in options}
    if len(capitals) > 1 or len(set(options)) < len(lengths):
        return False
    in_a_word = lengths[-1] - lengths[0] <= 12
    return (
        in_a_word
        or (lengths[0] >= _SHORTEST * lengths[-1] and lengths[0] < len(key) < lengths[-1])
        or lengths[0] >= 0.8 * lengths[-1]
    )


def shuffled(options: Iterable[str], rng: Random) -> tuple[str, ...]:
    """The options in an order that the item decides."""
    ordered = sorted(options)
    rng.shuffle(ordered)
    return tuple(ordered)


def rng_for(seed: int, words: Wording, *parts: object) -> Random:
    """Random choices of one item: the same for the same item and seed."""
    return Random(":".join(map(str, (seed, words.truth[True], *parts))))  # noqa: S311 - no secret
