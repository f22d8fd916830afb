"""What a question names (places, years, names, terms), and one put in the place of another."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.places import PLACE
from index.glossary import Glossary
from index.keyword import is_stop_word, words

Kind = Literal["year", "numbered", "place", "name", "term"]
Share = Callable[[str], float]
"""The share of the passages, 0 to 1, that have a word: `library.keyword.share`."""

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?:\s?[-–/]\s?(?:(?:1[89]|20)\d\d|\d\d))?\b")
_NUMBERED = re.compile(
    r"\b(?:UU|PP|Perpres|Perma|Permen|Keppres|pasal|ayat|bab|tahap|fase|tier|article|art\.|section|chapter|act|law|"
    r"phase|stage|step|paragraph)\.? (?:(?:no|nomor)\.? )?(?:\d+\w?(?:/\d{4})?(?:\(\d+\))?)\b"
    r"(?: (?:tahun|of) \d{4})?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b[A-Z][\w&.'-]*(?:(?: (?:of|the|for|on|and|dan|untuk|bagi|de|van|den))* [A-Z0-9][\w&'-]*)*"
)
_PART = re.compile(
    r"(?:pasal|ayat|bab|tahap|fase|tier|art|section|chapter|phase|st)", re.IGNORECASE
)
"""Numbered parts: of which law or plan, they do not say."""
_MONTH_OR_DAY = re.compile(
    r"\b(?:\d{1,2} )?(?:jan|feb|mar|apr|may|mei|jun|jul|aug|agu|sep|oct|okt|nov|dec|des|mon|tues|wednes|thurs|fri|"
    r"satur|sun|senin|selasa|rabu|kamis|jumat|sabtu|minggu)[a-z]*(?: \d{1,2}| \d{4})*\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|\band\b|\bdan\b|\bor\b|\batau\b|,\s*(?:and|dan))\s*", re.IGNORECASE)
_IN = re.compile(r"(?:^|\s)(?:di|in|at|ke|from|dari)\s$", re.IGNORECASE)
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_NUMBERED, "numbered"),
    (_YEAR, "year"),
    (PLACE, "place"),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """`text[start:end]` with what kind of thing it names."""

    start: int
    end: int
    text: str
    kind: Kind


def entities(text: str, glossary: Glossary) -> list[Entity]:
    """What a text names, in its order; where two overlap, the longer one."""
    found = [
        Entity(match.start(), match.end(), match.group(), kind)
        for pattern, kind in _KINDS
        for match in pattern.finditer(text)
    ]
    for term in glossary.terms:
        proper = any(form[:1].isupper() and not form.isupper() for form in term.preferred.values())
        kind: Kind = "name" if proper else "term"
        found += [Entity(m.start(), m.end(), m.group(), kind) for m in term.pattern.finditer(text)]
    if text != text.upper():
        found += _names(text)
    kept: list[Entity] = []
    for entity in sorted(found, key=lambda e: (e.start - e.end, e.start)):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda e: e.start)


def _names(text: str) -> list[Entity]:
    """Runs of capitalised words, without a sentence's own first word."""
    found = []
    for pattern in (_NUMBERED, _YEAR, _MONTH_OR_DAY):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    for match in _NAME.finditer(text):
        start, run = match.start(), match.group()
        first = run.split()[0]
        opens = not text[:start].rstrip() or text[:start].rstrip()[-1] in ".?!"
        if opens and not first.isupper() and (is_stop_word(first) or " " not in run):
            start += len(first) + 1
            run = run[len(first) + 1 :]
        run = run.rstrip(".'")
        if len(run) > 1 and run[0].isupper():
            preceded = _IN.search(text[:start])
            kind: Kind = "place" if preceded and not run.isupper() else "name"
            found.append(Entity(start, start + len(run), run, kind))
    return found


def is_specific(entity: Entity, known: Share, most: float) -> bool:
    """Whether an entity has a word that stands in at most this share of the passages: it is not what all is about."""
    if entity.kind == "year" or (entity.kind == "numbered" and _PART.match(entity.text)):
        return False
    return any(known(word) <= most for word in words(entity.text) if not is_stop_word(word))


def swapped(question: str, phrase: str, glossary: Glossary) -> str:
    """A question with a new thing in the place of one of the same kind; "" where there is no such place for it.

    Args:
        question: the earlier question.
        phrase: what is asked about now, with its preposition: "in Batam", "2019", "Pasal 13".
        glossary: whose terms are things as well.
    """
    new = _whole(phrase, glossary)
    if new is None:
        return ""
    runs = _runs(question, glossary)
    slots = [run for run in runs if _same_head(run, new)] if new.kind != "place" else []
    slots = slots or [run for run in runs if run.kind == new.kind]
    if len(slots) != 1 or slots[0].text.casefold() == new.text.casefold():
        return ""
    before = question[: slots[0].start]
    if new.text.isupper():  # "the Ministry of ..." becomes "KPAI", not "the KPAI"
        before = re.sub(r"\bthe $", "", before, flags=re.IGNORECASE)
    return before + new.text + question[slots[0].end :]


def _whole(phrase: str, glossary: Glossary) -> Entity | None:
    """The one thing that a phrase names, if it says nothing else."""
    match = re.match(
        r"(?:(?P<in>di|in|at)|(?:pada|on|for|untuk|from|dari|the|para|menurut|during|tahun|oleh|by))\s+",
        phrase,
        re.IGNORECASE,
    )
    bare = phrase[match.end() :] if match else phrase
    if not bare:
        return None
    found = [e for e in entities(f"; {bare}", glossary) if e.text.casefold() == bare.casefold()]
    kind = found[0].kind if found else None
    if match and match["in"] and kind != "year" and len(words(bare)) <= 3:
        kind = kind if kind == "numbered" else "place"
    if kind is None or is_stop_word(bare.split()[0]):
        return None
    if kind == "place" and bare.islower():
        bare = bare.title()
    return Entity(0, len(bare), bare, kind)


def _runs(question: str, glossary: Glossary) -> list[Entity]:
    """The things that a question names; "Batam and Surabaya" is one."""
    runs: list[Entity] = []
    for entity in entities(question, glossary):
        last = runs[-1] if runs else None
        if (
            last
            and last.kind == entity.kind
            and _JOINED.fullmatch(question[last.end : entity.start])
        ):
            runs[-1] = Entity(
                last.start, entity.end, question[last.start : entity.end], entity.kind
            )
        else:
            runs.append(entity)
    return runs


def _same_head(one: Entity, other: Entity) -> bool:
    """Whether two names share their class: "Pasal 12" and "Pasal 13", "First World Congress" and "Second ..."."""
    left, right = one.text.casefold().split(), other.text.casefold().split()
    return min(len(left), len(right)) > 1 and (left[0] == right[0] or left[-1] == right[-1])
