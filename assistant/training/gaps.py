"""Questions from what can be exchanged in a sentence: gaps, true or false, and the right one of several statements."""

import re
from collections.abc import Sequence

from assistant.training.choosing import WRONG, is_balanced, rng_for, wrong_values
from assistant.training.item import Item, Level, Pair
from assistant.training.slots import Slot, find_slots
from assistant.training.statements import Statement
from assistant.training.workshop import PAIRS, Workshop, choice, cited, matching

_MEDIUM = frozenset({"year", "month", "date", "number", "percent", "article", "law"})
_TIMES = frozenset({"year", "month", "date"})
_EXACT = frozenset({"year", "month", "date", "percent", "article", "law"})
"""Kinds whose gap has one answer that can be typed and compared."""
_TRUE = 0.4
"""Share of the statements left as they are: of the others, some cannot be made wrong, and half and half comes out."""


def _level(slot: Slot) -> Level:
    return "medium" if slot.kind in _MEDIUM else "easy"


def gap_slots(shop: Workshop, statement: Statement) -> list[Slot]:
    """Slots that can be asked for: a time tells itself beside other times, or beside "Keppres 87/2002"."""
    text = statement.text
    if shop.words.helplines.search(text):
        return []
    slots = find_slots(text, shop.words)
    times = [slot for slot in slots if slot.kind in _TIMES]
    told = len(times) > 1 or any(
        text.count(part) > 1 for slot in times for part in slot.value.split() if len(part) > 2
    )
    shares = sum(slot.kind == "percent" for slot in slots)  # which often add up to 100
    return [
        slot
        for slot in slots
        if (slot.kind not in _TIMES or not told)
        and (slot.kind != "percent" or shares == 1)
        and len(re.findall(rf"(?<!\w){re.escape(slot.value)}(?!\w)", text)) == 1
    ]


def _gap(shop: Workshop, statement: Statement, slot: Slot) -> str:
    text = statement.text
    gap = shop.words.frames["gap"]
    return text[: slot.start] + gap + text[slot.end :]


def gap_choice(shop: Workshop, statement: Statement) -> Item | None:
    """Multiple choice: what belongs in the gap of a sentence."""
    rng = rng_for(shop.seed, shop.words, statement.text, "gap")
    slots = gap_slots(shop, statement)
    rng.shuffle(slots)
    for slot in slots:
        wrong = wrong_values(statement, slot, shop.values, shop.checker, rng)
        options = [slot.value, *wrong]
        if len(wrong) == WRONG and is_balanced(options, slot.value):
            question = shop.words.frame(f"gap_{slot.kind}", statement=_gap(shop, statement, slot))
            return choice(shop, statement, _level(slot), question, slot.value, wrong, rng)
    return None


def gap_answer(shop: Workshop, statement: Statement) -> Item | None:
    """Short answer: a year, date, percentage, article or law that is missing in a sentence."""
    rng = rng_for(shop.seed, shop.words, statement.text, "short")
    slots = [slot for slot in gap_slots(shop, statement) if slot.kind in _EXACT]
    rng.shuffle(slots)
    for slot in slots[:1]:
        question = shop.words.frame(f"gap_{slot.kind}", statement=_gap(shop, statement, slot))
        citation = cited(shop, statement)
        return Item("short_answer", "medium", question, (), slot.value, citation.quote, (citation,))
    return None


def true_or_false(shop: Workshop, statement: Statement) -> Item | None:
    """True or false: the sentence itself, or with one thing in it exchanged and checked to be wrong."""
    rng = rng_for(shop.seed, shop.words, statement.text, "truth")
    slots = gap_slots(shop, statement)
    rng.shuffle(slots)
    if not slots:
        return None
    truth = rng.random() < _TRUE
    text, level = statement.text, _level(slots[0])
    if not truth:
        wrong = altered(shop, statement, slots)
        if wrong is None:
            return None
        text, level = wrong
    citation = cited(shop, statement)
    return Item(
        "true_false",
        level,
        shop.words.frame("true_false", statement=text),
        (shop.words.truth[True], shop.words.truth[False]),
        shop.words.truth[truth],
        citation.quote,
        (citation,),
    )


def altered(
    shop: Workshop, statement: Statement, slots: Sequence[Slot]
) -> tuple[str, Level] | None:
    """The sentence with one thing exchanged so that it is wrong, and how hard that is to see."""
    rng = rng_for(shop.seed, shop.words, statement.text, "altered")
    for slot in slots:
        if slot.value in statement.heading:
            continue  # the heading would give it away
        wrong = wrong_values(statement, slot, shop.values, shop.checker, rng, 1)
        if wrong:
            return slot.put(statement.text, wrong[0]), _level(slot)
    return None


def right_statement(shop: Workshop, statement: Statement) -> Item | None:
    """Multiple choice, hard: the right one of four statements of one section, the others each wrong in one thing."""
    rng = rng_for(shop.seed, shop.words, statement.text, "statement")
    same = [
        other
        for other in shop.statements
        if other.document.id == statement.document.id and other.heading == statement.heading
    ]
    others = [other for other in same if other.row != statement.row]
    rng.shuffle(others)
    if shop.words.heading_leans.search(statement.heading) or not gap_slots(shop, statement):
        return None  # a statement without a figure or name would stand out
    wrong: list[str] = []
    for other in others:
        slots = gap_slots(shop, other)
        rng.shuffle(slots)
        made = altered(shop, other, slots)
        if made:
            wrong.append(made[0])
        if len(wrong) == WRONG:
            break
    options = [statement.text, *wrong]
    if len(wrong) < WRONG or not is_balanced(options, statement.text):
        return None
    question = shop.words.frame("statement", heading=statement.heading)
    return choice(shop, statement, "hard", question, statement.text, wrong, rng)


def matching_figures(shop: Workshop, statement: Statement) -> Item | None:
    """Matching: a sentence and others of its document, and what belongs in their gaps, all of one kind."""
    rng = rng_for(shop.seed, shop.words, statement.text, "figures")
    others = [
        other
        for other in shop.statements
        if other.document.id == statement.document.id and other.row != statement.row
    ]
    rng.shuffle(others)
    chosen: list[tuple[Statement, Slot]] = []
    for one in (statement, *others):
        if len(chosen) < PAIRS and (one is statement or chosen):
            _add_gap(shop, one, chosen)
    if len(chosen) < PAIRS:
        return None
    pairs = [(s, Pair(_gap(shop, s, slot), slot.value)) for s, slot in chosen]
    return matching(shop, "matching_figures", "hard", pairs, rng)


def _add_gap(shop: Workshop, statement: Statement, chosen: list[tuple[Statement, Slot]]) -> None:
    """Add a sentence with a gap of the kind that the others have, if it cannot be taken for one of them."""
    for slot in gap_slots(shop, statement):
        is_same_kind = slot.kind in _EXACT and all(slot.kind == there.kind for _, there in chosen)
        if is_same_kind and all(_fits_alone(shop, (statement, slot), other) for other in chosen):
            chosen.append((statement, slot))
            return


def _fits_alone(shop: Workshop, one: tuple[Statement, Slot], other: tuple[Statement, Slot]) -> bool:
    """Whether two sentences of a matching question cannot exchange what is missing in them."""
    (left, slot), (right, there) = one, other
    if slot.value == there.value or slot.value in right.text or there.value in left.text:
        return False
    return shop.checker.is_wrong(
        slot.put(left.text, there.value), left.row, [there.value]
    ) and shop.checker.is_wrong(there.put(right.text, slot.value), right.row, [slot.value])
