"""Documents and passages: plain frozen data that every other part hands on.

Offsets are Unicode code points into `Document.text`, the text its reader sees. `Document.runs` leads from
there back to the file: to the decoded text of a Markdown or text file, to the extracted text of a PDF or DOCX.
"""

from bisect import bisect_right
from dataclasses import asdict, dataclass
from typing import Any, Literal

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
Kind = Literal["thesis", "note", "glossary", "document"]
"""thesis: the user's own text; note: written for this project; glossary: its terms; document: a file someone added."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF: `number` counts from 1, `label` is what is printed on it ("iv", "12")."""

    number: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything up to the next heading.

    `start` is where the heading begins, `body` where its text begins (equal to `start` when the section has no
    heading of its own in the text), `end` where the next section starts. Sections are in order, do not overlap,
    and together cover the whole text.
    """

    headings: tuple[str, ...]
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """The outside publication that a statement of a note rests on."""

    id: str
    publisher: str
    title: str
    year: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceMark:
    """`text[start:end]`, a sentence of a note, rests on the sources with these keys."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """`text[start:start + length]` is, character for character, `raw[origin:origin + length]`."""

    start: int
    origin: int
    length: int


@dataclass(frozen=True, slots=True)
class Document:
    """One piece of study material in one language.

    Attributes:
        questions: that the text answers; offered to a reader whose own question it does not answer.
        warnings: message codes for whoever added the file.
    """

    id: str
    title: str
    language: Language
    kind: Kind
    text: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    runs: tuple[Run, ...] = ()
    marks: tuple[SourceMark, ...] = ()
    licence: str = ""
    pair: str = ""
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def section_at(self, offset: int) -> Section:
        """The section that holds the character at `offset`."""
        index = bisect_right([section.start for section in self.sections], offset) - 1
        return self.sections[max(index, 0)]

    def page_at(self, offset: int) -> Page | None:
        """The page that holds the character at `offset`; None for a document without pages."""
        if not self.pages:
            return None
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(index, 0)]

    def origin_of(self, offset: int) -> int:
        """Where in the raw text the character at `offset` comes from.

        A character that a repair put there (the second letter of a resolved ligature) leads to the place of the
        last one before it that the file has.
        """
        index = bisect_right([run.start for run in self.runs], offset) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.origin + min(offset - run.start, run.length - 1)

    def to_json(self) -> dict[str, Any]:
        """Plain data for a JSON file; `document_from_json` reads it back."""
        return asdict(self)


def document_from_json(data: dict[str, Any]) -> Document:
    """Read what `Document.to_json` wrote."""
    rows = {"sections": Section, "pages": Page, "runs": Run, "marks": SourceMark}
    fields = dict(data)
    for name, row in rows.items():
        fields[name] = tuple(row(**_tuples(item)) for item in data[name])
    for name in ("questions", "warnings"):
        fields[name] = tuple(data[name])
    return Document(**fields)


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in item.items()}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`document.text[start:end]`, one sentence or list item."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document small enough to find: whole sentences of one section.

    `id` is the same whenever the same text stands at the same place of the same document.
    """

    id: str
    document_id: str
    language: Language
    headings: tuple[str, ...]
    start: int
    end: int
    sentences: tuple[Sentence, ...]
