"""The actors and how they work together: `knowledge/actors.yaml`, each relation held by a quotation of the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.web.library.layout import Drawing, Edge, lay_out
from index.document import Document, Language
from index.library import Library
from index.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class Actor:
    """One organisation, authority or company. `group`: see the head of the file."""

    key: str
    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` says-what `target`, as `document.text[start:end]` states it."""

    number: int
    source: Actor
    target: Actor
    says: str
    document: Document
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The document's own words."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Network:
    """The actors that have a relation, the relations, and the map of both."""

    actors: tuple[Actor, ...]
    relations: tuple[Relation, ...]
    drawing: Drawing

    def of(self, actor: Actor) -> tuple[Relation, ...]:
        """The relations that an actor has a part in."""
        return tuple(one for one in self.relations if actor in (one.source, one.target))


def network(folder: Path | None, library: Library, ui: Language) -> Network:
    """What the library shows of the file; a relation whose quotation it does not hold is left out.

    Args:
        folder: the knowledge folder.
        library: with the documents that are quoted.
        ui: language of names and quotations.
    """
    data = _read(folder)
    known = {
        entry["key"]: Actor(entry["key"], entry["group"], entry["name"][ui])
        for entry in data["actors"]
    }
    relations = tuple(_relations(data["relations"], known, library, ui))
    shown = {actor for one in relations for actor in (one.source, one.target)}
    actors = tuple(actor for actor in known.values() if actor in shown)
    drawing = lay_out(
        [(actor.key, actor.group, actor.name) for actor in actors],
        [Edge(one.number, one.source.key, one.target.key) for one in relations],
    )
    return Network(actors, relations, drawing)


@cache
def _read(folder: Path | None) -> dict[str, Any]:
    path = folder / "actors.yaml" if folder else None
    if path is None or not path.is_file():
        return {"actors": [], "relations": []}
    data: dict[str, Any] = load_yaml(path.read_text(encoding="utf-8"))
    return data


def _relations(
    entries: list[dict[str, Any]], known: dict[str, Actor], library: Library, ui: Language
) -> Iterator[Relation]:
    number = 0
    for entry in entries:
        document = library.documents.get(f"{entry['note']}.{ui}")
        quote = entry["quote"][ui]
        start = document.text.find(quote) if document else -1
        if document is None or start < 0:
            continue
        number += 1
        yield Relation(
            number=number,
            source=known[entry["from"]],
            target=known[entry["to"]],
            says=entry["says"][ui],
            document=document,
            start=start,
            end=start + len(quote),
        )
