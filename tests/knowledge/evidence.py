"""What a statement rests on: keys and ids that exist, and facts that hold its numbers, dates and names."""

import re
from collections.abc import Iterator

from tests.knowledge.figures import Date, bare, figures
from tests.knowledge.ledger import Fact, Ledger, tables
from tests.knowledge.names import Vocabulary, name_parts, names, words_of
from tests.knowledge.reading import Finding, Note, Statement

OWN_READING = "projectreading2026"
"""The source that stands for what this library concludes itself."""

HEDGE = {
    "en": re.compile(
        r"\b(?:may|might|seem\w*|appear\w*|uncertain\w*|unclear|apparently|probab\w+|perhaps|possib\w+|likely"
        r"|as far as|not (?:been )?(?:\w+ )?(?:checked|seen|read|confirmed|verified|certain|known|found)"
        r"|unchecked|unconfirmed|unverified|(?:our|own) (?:\w+ )?reading|reading (?:made|of this)|secondary"
        r"|according to|we read|in our|inference|of this library|without (?:the|its|an?) \w+"
        r"|second-hand|by our|our own|reading|comparison|we add)\b",
        re.IGNORECASE,
    ),
    "id": re.compile(
        r"\b(?:mungkin|barangkali|tampaknya|agaknya|konon|boleh jadi|kemungkinan|diduga|diperkirakan|bisa jadi"
        r"|belum (?:\w+ )?(?:pasti|diperiksa|dilihat|dibaca|dapat|dipastikan|jelas|terkonfirmasi|ditemukan|dicek)"
        r"|tidak (?:pasti|jelas|diperiksa|dilihat|ditemukan|dibaca|dicek|terlihat|dikonfirmasi)|sejauh|menurut"
        r"|pembacaan|tafsiran|kami sendiri|rangkuman|perbandingan|sekunder"
        r"|pustaka ini|dapat dibaca|catatan ini|tanpa \w+)\b",
        re.IGNORECASE,
    ),
}
"""Words that tell a reader that a statement is uncertain, or whose statement it is."""


def keys_and_ids(note: Note, ledger: Ledger) -> Iterator[Finding]:
    """Each sentence has keys and ids, all known, the keys among those of its facts; or it is marked as ours."""
    for statement in note.statements:
        problems = (
            _own_problems(statement) if statement.is_own else _key_problems(statement, ledger)
        )
        for problem in problems:
            yield Finding(note.path, statement.line, f"{problem}: {statement.text[:70]}")


def _own_problems(statement: Statement) -> Iterator[str]:
    if statement.keys:
        yield "a sentence of ours has keys"


def _key_problems(statement: Statement, ledger: Ledger) -> Iterator[str]:
    if not statement.is_item and not (statement.keys and statement.ids):
        yield f"a sentence without {'ids' if statement.keys else 'key'}"
    if statement.is_item and bool(statement.ids) != bool(statement.keys):
        yield "an item with ids and no key, or a key and no ids"
    unknown = [name for name in statement.ids if name not in ledger.facts]
    if unknown:
        yield f"no such fact: {' '.join(unknown)}"
    facts = [ledger.facts[name] for name in statement.facts if name in ledger.facts]
    allowed = {key for fact in facts for key in fact["keys"]}
    for key in statement.keys:
        if key not in ledger.sources:
            yield f"no such source: {key}"
        elif key not in allowed:
            yield f"{key} is no source of {' '.join(statement.facts)}"
    for fact in facts:
        if not set(fact["keys"]) & set(statement.all_keys):
            yield f"no key of {fact['id']} is cited"


def supported(note: Note, ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Each number, date and name of a statement stands in a fact that it cites.

    The names of the Indonesian text are held against the English text (parity), since the facts are in English.
    """
    title = words_of(str(note.matter.get("title", "")))
    for statement in note.statements:
        if statement.is_own:
            problems = _own_figures(statement, note.language)
        else:
            problems = _unsupported_figures(statement, note, ledger)
        if note.language == "en" and not statement.is_own:
            there = ledger.names(statement) | title
            problems += [
                f"name {word}"
                for word in names(statement.text, vocabulary)
                if word.lower() not in there and not name_parts(word) <= there
            ]
        for problem in problems:
            ids = " ".join(statement.facts)
            yield Finding(note.path, statement.line, f"{problem} [{ids}]: {statement.text[:90]}")


def _own_figures(statement: Statement, language: str) -> list[str]:
    """A sentence of ours may say which year or day is not covered, and no other number."""
    found = figures(statement.text, language)
    days = {str(date.day) for date in found.dates}
    numbers = [n for n in found.numbers if n not in days and not re.fullmatch(r"(?:19|20)\d\d", n)]
    return [f"number {number} in a sentence of ours" for number in numbers]


def _unsupported_figures(statement: Statement, note: Note, ledger: Ledger) -> list[str]:
    ground = ledger.ground(statement)
    found = figures(statement.text, note.language)
    numbers = [n for n in found.numbers if not {n, bare(n)} & ground.numbers]
    counted = {str(statement.items)} | {n for slug, n in tables().counts if slug == note.slug}
    numbers += [n for n in found.words if n not in ground.numbers | counted]
    dates = [date for date in found.dates if not any(_fits(date, other) for other in ground.dates)]
    return [f"number {n}" for n in numbers] + [f"date {date}" for date in dates]


def _fits(date: Date, fact: Date) -> bool:
    """A fact's date supports a less exact one; "28 January and 3 February 2016" leaves the first year out."""
    return (
        date.month == fact.month
        and date.day in (0, fact.day)
        and (not date.year or not fact.year or date.year == fact.year)
    )


def hedged(note: Note, ledger: Ledger) -> Iterator[Finding]:
    """A statement that rests only on low facts, unseen pages or this library's own reading says so."""
    for statement in note.statements:
        facts = [ledger.facts[name] for name in statement.facts if name in ledger.facts]
        is_weak = bool(facts) and all(_is_weak(fact, statement) for fact in facts)
        if is_weak and not statement.is_item and not HEDGE[note.language].search(statement.text):
            ids = " ".join(statement.facts)
            message = f"uncertain and does not say so [{ids}]: {statement.text[:90]}"
            yield Finding(note.path, statement.line, message)


def _is_weak(fact: Fact, statement: Statement) -> bool:
    keys = set(statement.all_keys)
    return fact["confidence"] == "low" or keys <= {*fact.get("unseen", ()), OWN_READING}
