"""What stands in the library, in the order in which a student looks for it; a document and its translation are one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from index.document import Document, Kind, Language
from index.library import Library
from index.yamlfile import load_yaml

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
SUBJECTS = (
    "concept",
    "terms",
    "forms",
    "online",
    "law",
    "indonesia",
    "institutions",
    "ecpat",
    "down-to-zero",
    "roles",
    "theory",
    "method",
    "response",
    "help",
)
"""The subjects of notes, from the notion of CSEC to what helps against it."""


@dataclass(frozen=True, slots=True)
class Work:
    """One document, or two that are each other's translation.

    Attributes:
        documents: the one in the reader's language first.
        sources: how many outside publications its statements rest on.
        years: from the oldest to the newest of these ("1996-2024"), "" where it has none.
        added: the day an ingested file was taken in.
    """

    documents: tuple[Document, ...]
    sources: int
    years: str
    added: date | None

    @property
    def first(self) -> Document:
        """The one that is shown."""
        return self.documents[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Works of one kind; notes of one subject."""

    kind: Kind
    subject: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All works in groups, and what there is in figures."""

    groups: tuple[Group, ...]
    works: int
    documents: int
    sources: int
    passages: int


def shelf(
    library: Library, subjects: Mapping[str, str], added: Mapping[str, date], ui: Language
) -> Shelf:
    """The library in groups: thesis, notes by subject, glossary, ingested files.

    Args:
        library: all that is indexed.
        subjects: the main subject of a note, by document id (`note_subjects`).
        added: the day of an ingested file, by document id.
        ui: the language that is shown first.
    """
    works = [_work(library, pair, added) for pair in _pairs(library.documents, ui)]
    cited = {key for one in library.documents.values() for mark in one.marks for key in mark.keys}
    return Shelf(
        groups=tuple(_groups(works, subjects)),
        works=len(works),
        documents=len(library.documents),
        sources=len(cited & library.sources.keys()),
        passages=len(library.passages),
    )


@cache
def note_subjects(folder: Path | None) -> dict[str, str]:
    """The main subject of each note by its id: the first that its front matter names."""
    found: dict[str, str] = {}
    for path in sorted((folder / "notes").glob("*.md")) if folder else []:
        matter = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        fields: dict[str, Any] = load_yaml(matter.group(1)) if matter else {}
        if fields.get("subjects"):
            found[str(fields["id"])] = str(fields["subjects"][0])
    return found


def _pairs(documents: Mapping[str, Document], ui: Language) -> Iterable[tuple[Document, ...]]:
    """Each document with its translation, the one in `ui` first; nothing twice."""
    seen: set[str] = set()
    for document in documents.values():
        if document.id in seen:
            continue
        other = documents.get(document.pair)
        pair = (document,) if other is None else (document, other)
        seen.update(one.id for one in pair)
        yield tuple(sorted(pair, key=lambda one: one.language != ui))


def _work(library: Library, pair: tuple[Document, ...], added: Mapping[str, date]) -> Work:
    first = pair[0]
    sources = library.sources_of(first, 0, len(first.text))
    years = sorted(source.year[:4] for source in sources if source.year[:4].isdigit())
    span = "-".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    return Work(pair, len(sources), span, added.get(first.id))


def _groups(works: list[Work], subjects: Mapping[str, str]) -> Iterable[Group]:
    shelves: list[tuple[Kind, str]] = [
        ("thesis", ""),
        *(("note", subject) for subject in (*SUBJECTS, "")),
        ("glossary", ""),
        ("document", ""),
    ]
    for kind, subject in shelves:
        found = [
            one for one in works if (one.first.kind, _subject(one, subjects)) == (kind, subject)
        ]
        if found:
            yield Group(kind, subject, tuple(sorted(found, key=lambda one: one.first.title)))


def _subject(work: Work, subjects: Mapping[str, str]) -> str:
    """The first subject of a note; "" for what is no note, and for subjects that the page has no name for."""
    if work.first.kind != "note":
        return ""
    found = next((subjects[one.id] for one in work.documents if one.id in subjects), "")
    return found if found in SUBJECTS else ""
