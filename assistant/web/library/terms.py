"""The glossary as a page: each term as the glossary's document has it, so that it opens in the reader."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from index.document import Document, Language, Section, Source
from index.library import Library


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `document.text[start:end]` is its definition.

    Attributes:
        title: with its abbreviation.
        other: what it is called in the other language, the same way.
    """

    key: str
    title: str
    other: str
    definition: str
    document: Document
    start: int
    end: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms that begin with a letter."""

    letter: str
    terms: tuple[Term, ...]


def letters(library: Library, ui: Language) -> tuple[Letter, ...]:
    """The terms of the library's glossary in one language, A to Z; none where it has no glossary."""
    terms = sorted(_terms(library, ui), key=lambda term: _plain(term.title))
    return tuple(
        Letter(letter, tuple(found))
        for letter, found in groupby(terms, key=lambda term: _plain(term.title)[:1].upper())
    )


def _terms(library: Library, ui: Language) -> Iterator[Term]:
    other: Language = "en" if ui == "id" else "id"
    known = {term.titles[ui]: term for term in library.glossary.terms}
    for document in library.documents.values():
        if document.kind != "glossary" or document.language != ui:
            continue
        for section in document.sections:
            term = known.get(section.headings[-1])
            if term is None:
                continue
            start, end = _definition(document, section)
            yield Term(
                key=term.key,
                title=section.headings[-1],
                other=term.titles[other],
                definition=document.text[start:end],
                document=document,
                start=start,
                end=end,
                sources=library.sources_of(document, start, end),
            )


def _definition(document: Document, section: Section) -> tuple[int, int]:
    text = document.text[section.body : section.end]
    return section.body, section.body + len(text.rstrip())


def _plain(text: str) -> str:
    """For the order of an alphabet: without accents, marks and capitals."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if c.isalnum() or c == " ").strip()
