"""What the facts hold: their numbers, dates and words of names, in one form for comparing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.knowledge.figures import Date, bare, figures
from tests.knowledge.names import words_of
from tests.knowledge.reading import Statement

TABLE = Path(__file__).parents[1] / "data" / "known_names.yaml"
FACTS_BEFORE = 3
"""A fact leaves out a name that one of these many facts before it gave."""

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """What one or more facts hold."""

    numbers: frozenset[str]
    dates: frozenset[Date]
    words: frozenset[str]


class Ledger:
    """`facts.jsonl` and `sources.yaml`, prepared for questions about statements."""

    def __init__(self, facts: Mapping[str, Fact], sources: Mapping[str, Any]) -> None:
        self.facts = facts
        self.sources = sources
        self._grounds = {name: _ground(fact) for name, fact in facts.items()}
        order = list(facts)
        self._near = {
            name: order[max(place - FACTS_BEFORE, 0) : place + 1]
            for place, name in enumerate(order)
        }
        self._of_source: dict[str, set[str]] = {}
        for name, fact in facts.items():
            for key in fact["keys"]:
                self._of_source.setdefault(key, set()).update(self._grounds[name].words)

    def ground(self, statement: Statement) -> Ground:
        """What the facts of a statement hold, with the years of its sources."""
        years = {str(self.sources.get(key, {}).get("issued", "")) for key in statement.all_keys}
        grounds = [self._grounds[name] for name in statement.facts if name in self.facts]
        return Ground(
            frozenset(years).union(*(ground.numbers for ground in grounds)),
            frozenset().union(*(ground.dates for ground in grounds)),
            frozenset().union(*(ground.words for ground in grounds)),
        )

    def names(self, statement: Statement) -> frozenset[str]:
        """Words of names that a statement may use: of its facts, of facts near them or with its sources."""
        there = set(tables().known)
        for name in statement.facts:
            for near in self._near.get(name, ()):
                there |= self._grounds[near].words
        for key in statement.all_keys:
            there |= self._of_source.get(key, set())
            source = self.sources.get(key, {})
            fields = (str(source.get(field, "")) for field in ("publisher", "title", "author"))
            there |= words_of(" ".join(fields))
        for group in tables().alike:
            if group & there:
                there |= group
        return frozenset(there)


@dataclass(frozen=True, slots=True)
class Tables:
    """What `known_names.yaml` allows beyond the facts."""

    known: frozenset[str]
    alike: Sequence[frozenset[str]]
    counts: frozenset[tuple[str, str]]


@cache
def tables() -> Tables:
    """Read `known_names.yaml`, once."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return Tables(
        words_of(" ".join(name for entry in table["known"] for name in entry["names"])),
        tuple(words_of(" ".join(group)) for group in table["alike"]),
        frozenset((entry["note"], str(entry["number"])) for entry in table["counts"]),
    )


def _ground(fact: Fact) -> Ground:
    numbers: set[str] = set()
    dates: set[Date] = set()
    for text in (*fact["numbers"], *fact["dates"], *fact["names"]):
        held = figures(text, "en")
        numbers |= set(held.numbers) | {bare(number) for number in held.numbers} | set(held.words)
        dates |= set(held.dates)
    for name in fact["names"]:  # "Art. 415-422", "UU 12/2022"
        numbers |= set(re.findall(r"\d+", name))
    words = words_of(" ".join((*fact["names"], *fact["dates"])))
    return Ground(frozenset(numbers), frozenset(dates), words)
