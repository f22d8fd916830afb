"""The document reader: a whole document with one quotation marked, its characters untouched.

The text keeps its own white space: what is inside `<mark>` is `document.text[start:end]` exactly. What a sentence
rests on stands after it as an empty element that the style sheet and the script give a face.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from urllib.parse import quote, urlencode

from assistant.messages import ErrorMessage, string, strings
from assistant.referring import page_name, source_lead
from assistant.web.drawing import draw
from index.document import LANGUAGES, Document, Language, Page, Source
from index.problem import Problem

_NO_SOURCES: Mapping[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that are drawn alike.

    Attributes:
        at: where they begin in the document.
        level: of a heading, from 1; 0 for what is none.
        page, number: the name and number of a page that begins here; "" and 0 where none does.
        sources: numbers of the sources that the sentence which ends here rests on.
    """

    at: int
    text: str
    level: int = 0
    page: str = ""
    number: int = 0
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text before, inside and after the mark."""

    before: tuple[Stretch, ...] = ()
    marked: tuple[Stretch, ...] = ()
    after: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A section of a document beside that of its translation; without characters where one has fewer sections."""

    left: Drawn
    right: Drawn


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


def cut(
    document: Document,
    start: int,
    end: int,
    ui: Language,
    known: Mapping[str, Source] = _NO_SOURCES,
) -> Drawn:
    """Cut a document where the mark, a heading, a page or a sentence with sources begins or ends."""
    return _around(_stretches(document, start, end, ui, known), start, end)


def beside(
    document: Document,
    other: Document,
    span: tuple[int, int],
    ui: Language,
    known: Mapping[str, Source] = _NO_SOURCES,
) -> tuple[Row, ...]:
    """Both languages of a document, section by section in their order; the mark is in the first."""
    left = _by_section(document, *span, ui, known)
    right = _by_section(other, 0, 0, ui, known)
    pairs = zip_longest(left, right, fillvalue=Drawn())
    return tuple(Row(one, two) for one, two in pairs)


def _by_section(
    document: Document, start: int, end: int, ui: Language, known: Mapping[str, Source]
) -> Iterator[Drawn]:
    stretches = tuple(_stretches(document, start, end, ui, known))
    for section in document.sections:
        within = [one for one in stretches if section.start <= one.at < section.end]
        yield _around(within, start, end)


def _around(stretches: Iterable[Stretch], start: int, end: int) -> Drawn:
    found = tuple(stretches)
    return Drawn(
        before=tuple(one for one in found if one.at < start),
        marked=tuple(one for one in found if start <= one.at < end),
        after=tuple(one for one in found if one.at >= max(start, end)),
    )


def _stretches(
    document: Document, start: int, end: int, ui: Language, known: Mapping[str, Source]
) -> Iterator[Stretch]:
    pages = {page.start: page for page in document.pages}
    numbers = {key: number for number, key in enumerate(_rested_on(document, known), 1)}
    rests: dict[int, tuple[int, ...]] = {}
    for mark in document.marks:
        found = {numbers[key] for key in mark.keys if key in numbers}
        rests[mark.end] = tuple(sorted(found.union(rests.get(mark.end, ()))))
    edges = {0, start, end, len(document.text), *pages, *rests}
    for section in document.sections:
        edges.update((section.start, section.body))
    for left, right in pairwise(sorted(edges)):
        section, page = document.section_at(left), pages.get(left)
        yield Stretch(
            at=left,
            text=document.text[left:right],
            level=max(len(section.headings), 1) if left < section.body else 0,
            page=_page_mark(page, ui) if page else "",
            number=page.number if page else 0,
            sources=rests.get(right, ()),
        )


def _rested_on(document: Document, known: Mapping[str, Source]) -> tuple[str, ...]:
    """The keys of a document's sources, by first appearance."""
    keys = (key for mark in document.marks for key in mark.keys if key in known)
    return tuple(dict.fromkeys(keys))


def _page_mark(page: Page, ui: Language) -> str:
    if page.label and page.label != str(page.number):
        return string("page.page_mark_labelled", ui, page=page.number, label=page.label)
    return string("page.page_mark", ui, page=page.number)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the reader shows around a text.

    Attributes:
        quoted: the sources that the quotation rests on.
        known: all sources of the library, by key.
        pair: the document's translation.
        is_beside: whether the translation is drawn beside it.
        has_original: whether its file can be downloaded.
    """

    quoted: tuple[Source, ...] = ()
    known: Mapping[str, Source] = field(default_factory=dict)
    pair: Document | None = None
    is_beside: bool = False
    has_original: bool = False


def render_document(
    document: Document, start: int, end: int, ui: Language, around: Surroundings
) -> str:
    """The reader's page. The chat page takes its `<article>` into the evidence panel.

    Args:
        document: that is read.
        start: where the quotation begins.
        end: where it ends; equal to `start` for none.
        ui: language of the page.
        around: what stands beside the text.
    """
    section = document.section_at(start)
    has_mark = end > start
    known, pair = around.known, around.pair
    other = pair if around.is_beside else None
    return draw(
        "reader",
        ui,
        here="library",
        own=strings(ui)["reader_page"],
        document=document,
        drawn=cut(document, start, end, ui, known),
        pair=pair,
        rows=beside(document, other, (start, end), ui, known) if other else (),
        headings=[one for one in document.sections if one.headings and one.body > one.start],
        section=" > ".join(section.headings) if has_mark else "",
        page=page_name(document.page_at(start), ui) if has_mark else "",
        source_lead=source_lead(document, ui),
        quoted=around.quoted,
        sources=[known[key] for key in _rested_on(document, known)],
        pair_sources=[known[key] for key in _rested_on(other, known)] if other else [],
        original=f"/original/{quote(document.id, safe='')}" if around.has_original else "",
        addresses={
            (code, both): _address(document, (start, end), code, is_beside=both)
            for code in LANGUAGES
            for both in (False, True)
        },
    )


def _address(document: Document, span: tuple[int, int], ui: Language, *, is_beside: bool) -> str:
    start, end = span
    place = {"start": start, "end": end} if end > start else {}
    query = urlencode({**place, "ui": ui, **({"beside": 1} if is_beside else {})})
    return f"/reader/{quote(document.id, safe='')}?{query}{'#quote' if place else ''}"


def render_missing(error: ErrorMessage, ui: Language) -> str:
    """The page for a document or a span that is not there, or a library that is not open."""
    hint = error.hint if error.code.startswith("library_") else ""
    return draw("missing", ui, message=error.message, hint=hint)
