"""Whom a session is for: eight audiences and a general one, from `knowledge/training/audiences.yaml`."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.training.session.texts import training_file
from index.document import Language

AUDIENCES = (
    "teachers", "students", "parents", "tourism", "police", "journalists", "village", "health",
)  # fmt: skip
GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Ask:
    """What an audience needs, as a question that is put to the library.

    Attributes:
        title: of the part of the session that answers it.
        discuss: a question for the group afterwards.
    """

    ask: str
    title: str
    discuss: str


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience, its texts in one language.

    Attributes:
        focus: words of its work; passages near to them come first.
        own: the notes that are written for it, by their ids without the language.
        others: the notes that are written for another.
        asks: most needed first.
        objectives: most needed first.
    """

    id: str
    name: str
    focus: str
    own: frozenset[str]
    others: frozenset[str]
    asks: tuple[Ask, ...]
    objectives: tuple[str, ...]


@cache
def load_audience(audience: str, language: Language) -> Audience:
    """One audience by its id."""
    rows = {row["id"]: row for row in training_file("audiences")["audiences"]}
    row = rows[audience]
    own = frozenset(row["own"])
    written = {note for other in rows.values() for note in other["own"]}
    # What names its readers in its title is for no one else; the other notes are for all.
    others = frozenset(note for note in written - own if note.startswith("responding-"))
    return Audience(
        id=audience,
        name=row["name"][language],
        focus=row["focus"][language],
        own=own,
        others=others,
        asks=tuple(
            Ask(one["ask"][language], one["title"][language], one["discuss"][language])
            for one in row["asks"]
        ),
        objectives=tuple(one[language] for one in row["objectives"]),
    )


@cache
def _aliases() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in training_file("audiences")["audiences"]:
        for name in [row["id"], *row["aliases"], *row["name"].values()]:
            found[_plain(name)] = row["id"]
    return found


def audience_named(name: str) -> str | None:
    """The id of the audience that a plain word means, in either language; None for one that is not known.

    A longer phrase is known by the alias in it ("staff of a small hotel"): the longest one counts.
    """
    asked, aliases = _plain(name), _aliases()
    if asked in aliases:
        return aliases[asked]
    within = [alias for alias in aliases if re.search(rf"\b{re.escape(alias)}\b", asked)]
    return aliases[max(within, key=lambda alias: (len(alias), alias))] if within else None


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
