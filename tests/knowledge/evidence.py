"""What a statement rests on: keys and ids that exist, and facts that hold its numbers, dates and names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.knowledge.figures import Date, bare, figures
from tests.knowledge.names import names, words_of
from tests.knowledge.reading import Finding, Note, Statement

TABLE = Path(__file__).parents[1] / "data" / "known_names.yaml"

Fact = Mapping[str, Any]

HEDGE = {
    "en": re.compile(
        r"\b(?:may|might|seem\w*|appear\w*|uncertain\w*|unclear|apparently|probab\w+|perhaps|possib\w+|likely"
        r"|as far as|not (?:been )?(?:\w+ )?(?:checked|seen|read|confirmed|verified|certain|known|found)"
        r"|unchecked|unconfirmed|unverified|(?:our|own) (?:\w+ )?reading|reading (?:made|of this)|secondary"
        r"|according to|we read|in our|inference|of this library|without (?:the|its|an?) \w+"
        r"|second-hand|by our|reads as|reading)\b",
        re.IGNORECASE,
    ),
    "id": re.compile(
        r"\b(?:mungkin|barangkali|tampaknya|agaknya|konon|boleh jadi|kemungkinan|diduga|diperkirakan|bisa jadi"
        r"|belum (?:\w+ )?(?:pasti|diperiksa|dilihat|dibaca|dapat|dipastikan|jelas|terkonfirmasi|ditemukan|dicek)"
        r"|tidak (?:pasti|jelas|diperiksa|dilihat|ditemukan|dibaca|dicek|terlihat|dikonfirmasi)|sejauh|menurut"
        r"|pembacaan|tafsiran|sekunder|pustaka ini|dapat dibaca|catatan ini|tanpa \w+)\b",
        re.IGNORECASE,
    ),
}
"""Words that tell a reader that a statement is uncertain, or whose statement it is."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the facts of a statement hold, in one form."""

    numbers: frozenset[str]
    dates: frozenset[Date]
    words: frozenset[str]


def keys_and_ids(
    note: Note, facts: Mapping[str, Fact], sources: Mapping[str, Any]
) -> Iterator[Finding]:
    """Each sentence has keys and ids, all known, the keys among those of its facts; or it is marked as ours."""
    for statement in note.statements:
        for problem in _key_problems(statement, facts, sources):
            yield Finding(note.path, statement.line, f"{problem}: {statement.text[:70]}")


def _key_problems(
    statement: Statement, facts: Mapping[str, Fact], sources: Mapping[str, Any]
) -> Iterator[str]:
    if statement.is_own:
        if statement.keys:
            yield "a sentence of ours has keys"
        return
    if not statement.is_item and not (statement.keys and statement.ids):
        yield f"a sentence without {'ids' if statement.keys else 'key'}"
    if statement.is_item and statement.ids and not statement.keys:
        yield "ids without a key"
    unknown = [name for name in statement.ids if name not in facts]
    if unknown:
        yield f"no such fact: {' '.join(unknown)}"
    allowed = {key for name in statement.facts if name in facts for key in facts[name]["keys"]}
    for key in statement.keys:
        if key not in sources:
            yield f"no such source: {key}"
        elif key not in allowed:
            yield f"{key} is no source of {' '.join(statement.facts)}"
    for name in statement.ids:
        if name in facts and not set(facts[name]["keys"]) & set(statement.all_keys):
            yield f"no key of {name} is cited"


def supported(
    note: Note,
    facts: Mapping[str, Fact],
    sources: Mapping[str, Any],
    ordinary: frozenset[str],
) -> Iterator[Finding]:
    """Each number, date and name of a statement stands in a fact that it cites.

    The names of the Indonesian text are held against the English text (parity), since the facts are in English.
    """
    title = words_of(str(note.matter.get("title", "")))
    for statement in note.statements:
        problems = [] if statement.is_own else _unsupported_figures(statement, note.language, facts)
        if statement.is_own:
            found = figures(statement.text, note.language)
            problems = [f"number {number} in a sentence of ours" for number in found.numbers]
        elif note.language == "en":
            problems += _unsupported_names(statement, facts, sources, ordinary, title)
        for problem in problems:
            ids = " ".join(statement.facts)
            yield Finding(note.path, statement.line, f"{problem} [{ids}]: {statement.text[:90]}")


def _unsupported_figures(
    statement: Statement, language: str, facts: Mapping[str, Fact]
) -> list[str]:
    ground = _ground_of(statement, facts)
    found = figures(statement.text, language)
    numbers = [n for n in found.numbers if not {n, bare(n)} & ground.numbers]
    numbers += [n for n in found.words if n not in ground.numbers and int(n) != statement.items]
    dates = [date for date in found.dates if not any(_fits(date, other) for other in ground.dates)]
    return [f"number {n}" for n in numbers] + [f"date {date}" for date in dates]


def _fits(date: Date, fact: Date) -> bool:
    """A fact's date supports a less exact one; "28 January and 3 February 2016" leaves the first year out."""
    return (
        date.month == fact.month
        and date.day in (0, fact.day)
        and (not date.year or not fact.year or date.year == fact.year)
    )


def _unsupported_names(
    statement: Statement,
    facts: Mapping[str, Fact],
    sources: Mapping[str, Any],
    ordinary: frozenset[str],
    title: frozenset[str],
) -> list[str]:
    there = set(_ground_of(statement, facts).words | title)
    for key in statement.all_keys:
        source = sources.get(key, {})
        there |= words_of(
            " ".join(str(source.get(f, "")) for f in ("publisher", "title", "author"))
        )
    known, alike = _known()
    for group in alike:
        if group & there:
            there |= group
    there |= known
    return [
        f"name {word}"
        for word in names(statement.text, ordinary)
        if word.lower() not in there and not frozenset(word.lower().split("-")) <= there
    ]


def hedged(note: Note, facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """A statement that rests only on low, unseen or derived facts says so."""
    for statement in note.statements:
        weak = [
            name for name in statement.facts if name in facts and _is_weak(facts[name], statement)
        ]
        if weak and len(weak) == len(statement.facts) and not statement.is_item:
            text = statement.text
            if not HEDGE[note.language].search(text):
                yield Finding(note.path, statement.line, f"uncertain, unsaid {weak}: {text[:90]}")


def _is_weak(fact: Fact, statement: Statement) -> bool:
    unseen = set(statement.all_keys) <= set(fact.get("unseen", ()))
    return fact["confidence"] == "low" or fact.get("derived", False) or unseen


def _ground_of(statement: Statement, facts: Mapping[str, Fact]) -> Ground:
    grounds = [_ground(facts[name]) for name in statement.facts if name in facts]
    return Ground(
        frozenset().union(*(ground.numbers for ground in grounds)),
        frozenset().union(*(ground.dates for ground in grounds)),
        frozenset().union(*(ground.words for ground in grounds)),
    )


_grounds: dict[str, Ground] = {}


def _ground(fact: Fact) -> Ground:
    found = _grounds.get(fact["id"])
    if found is None:
        # Apart: "3, 5" must not become one number.
        numbers: set[str] = set()
        dates: set[Date] = set()
        for text in (*fact["numbers"], *fact["dates"], *fact["names"]):
            held = figures(text, "en")
            numbers |= set(held.numbers) | {bare(number) for number in held.numbers}
            numbers |= set(re.findall(r"\d+", text)) | set(held.words)
            dates |= set(held.dates)
        words = words_of(" ".join(fact["names"]))
        found = _grounds[fact["id"]] = Ground(frozenset(numbers), frozenset(dates), words)
    return found


@cache
def _known() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Names that need no fact, and groups of words for one thing, from `known_names.yaml`."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    known = words_of(" ".join(name for entry in table["known"] for name in entry["names"]))
    alike = tuple(words_of(" ".join(group)) for group in table["alike"])
    return known, alike
