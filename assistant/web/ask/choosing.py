"""The list of documents that a question can be limited to."""

import json
from dataclasses import dataclass

from assistant.messages import describe
from assistant.web.drawing import draw
from assistant.web.rendering import render_problem
from index.document import Document, Language
from index.library import LibraryHandle
from index.problem import Problem

_KINDS = ("thesis", "document", "note", "glossary")
"""In this order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A document, with its translation where it has one.

    Attributes:
        ids: of both, as a JSON list.
    """

    ids: str
    title: str
    language: Language


def render_choices(library: LibraryHandle, ui: Language) -> str:
    """The documents by kind; one that exists in both languages stands once, under its title in `ui`."""
    try:
        documents = library.current().documents
    except Problem as problem:
        return render_problem(describe(problem, ui), ui)
    shown = [one for one in documents.values() if not _is_the_other(one, documents, ui)]
    groups = {
        kind: sorted(
            (_choice(one, documents) for one in shown if one.kind == kind),
            key=lambda choice: choice.title.casefold(),
        )
        for kind in _KINDS
    }
    return draw("choices", ui, groups=groups)


def _is_the_other(one: Document, documents: dict[str, Document], ui: Language) -> bool:
    return one.pair in documents and one.language != ui and documents[one.pair].language == ui


def _choice(one: Document, documents: dict[str, Document]) -> Choice:
    ids = [one.id, one.pair] if one.pair in documents else [one.id]
    return Choice(json.dumps(ids, ensure_ascii=False), one.title, one.language)
