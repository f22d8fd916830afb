"""The document reader: a whole document with one quotation marked, its characters untouched.

The text keeps its own white space: what is inside `<mark>` is `document.text[start:end]` exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.messages import ErrorMessage, string
from assistant.referring import document_path, page_name, source_lead
from assistant.web.drawing import draw
from index.document import LANGUAGES, Document, Language, Page, Source
from index.problem import Problem


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that are drawn alike. `page`: the name of a page that begins here."""

    text: str
    is_heading: bool
    page: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document's text before, inside and after the mark."""

    before: tuple[Stretch, ...]
    marked: tuple[Stretch, ...]
    after: tuple[Stretch, ...]


def checked_span(document: Document, start: int | None, end: int | None) -> tuple[int, int]:
    """The span that is asked for; (0, 0) when none is.

    Raises:
        Problem: `bad_input`, the span is not inside the document.
    """
    if start is None and end is None:
        return 0, 0
    if start is None or end is None or not 0 <= start < end <= len(document.text):
        raise Problem("bad_input", field="start, end")
    return start, end


def cut(document: Document, start: int, end: int, ui: Language) -> Drawn:
    """Cut a document where the mark, a heading or a page begins or ends."""
    pages = {page.start: _page_mark(page, ui) for page in document.pages}
    edges = {0, start, end, len(document.text), *pages}
    for section in document.sections:
        edges.update((section.start, section.body))
    stretches = list(_stretches(document, sorted(edges), pages))
    return Drawn(
        before=tuple(stretch for at, stretch in stretches if at < start),
        marked=tuple(stretch for at, stretch in stretches if start <= at < end),
        after=tuple(stretch for at, stretch in stretches if at >= max(start, end)),
    )


def _stretches(
    document: Document, edges: list[int], pages: dict[int, str]
) -> Iterator[tuple[int, Stretch]]:
    for left, right in pairwise(edges):
        is_heading = left < document.section_at(left).body
        yield left, Stretch(document.text[left:right], is_heading, pages.get(left, ""))


def _page_mark(page: Page, ui: Language) -> str:
    if page.label and page.label != str(page.number):
        return string("page.page_mark_labelled", ui, page=page.number, label=page.label)
    return string("page.page_mark", ui, page=page.number)


def render_document(
    document: Document, start: int, end: int, sources: tuple[Source, ...], ui: Language
) -> str:
    """The reader's page. The chat page takes its `<article>` into the evidence panel."""
    section = document.section_at(start)
    has_mark = end > start
    return draw(
        "reader",
        ui,
        here="library",
        document=document,
        drawn=cut(document, start, end, ui),
        section=" > ".join(section.headings) if has_mark else "",
        page=page_name(document.page_at(start), ui) if has_mark else "",
        source_lead=source_lead(document, ui),
        sources=sources,
        addresses={code: document_path(document.id, code, start, end) for code in LANGUAGES},
    )


def render_missing(error: ErrorMessage, ui: Language) -> str:
    """The page for a document or a span that is not there, or a library that is not open."""
    hint = error.hint if error.code.startswith("library_") else ""
    return draw("missing", ui, message=error.message, hint=hint)
