"""Answer and Citation: what every reader gets, as plain frozen data that goes to JSON as it stands."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from index.document import Document, Language, Source

Status = Literal["answered", "not_found", "support", "refused", "off_topic"]
Mode = Literal["quoted", "generated"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer to a quotation: `document.text[start:end] == quote`, always.

    Made by `cite`; the check is in the constructor, which is why it wants the document.
    """

    document: Document = field(repr=False, compare=False)
    number: int
    start: int
    end: int
    quote: str
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a quotation that is not the document's own characters.

        Raises:
            ValueError: the span is empty or outside the text, or the text there is not `quote`.
        """
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise ValueError(f"no span {self.start}:{self.end} in {self.document.id}")
        if self.document.text[self.start : self.end] != self.quote:
            raise ValueError(f"{self.document.id}[{self.start}:{self.end}] is not the quotation")

    @property
    def section(self) -> str:
        """The headings above the quotation, outermost first, joined by " > "."""
        return " > ".join(self.document.section_at(self.start).headings)

    def to_json(self) -> dict[str, Any]:
        """The citation as DESIGN's JSON."""
        page = self.document.page_at(self.start)
        return {
            "number": self.number,
            "document_id": self.document.id,
            "title": self.document.title,
            "kind": self.document.kind,
            "language": self.document.language,
            "section": self.section,
            "page": page.number if page else None,
            "page_label": page.label if page else None,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "sources": [asdict(source) for source in self.sources],
        }


def cite(
    document: Document, start: int, end: int, *, number: int, sources: tuple[Source, ...] = ()
) -> Citation:
    """The citation of `document.text[start:end]`."""
    return Citation(document, number, start, end, document.text[start:end], sources)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sentence of an answer, how it was made, and the numbers of the citations it rests on."""

    sentence: str
    kind: Literal["quotation", "paraphrase"]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to one question. `text` is Markdown with [n]; `mode` is None when nothing was answered."""

    question: str
    standalone_question: str
    language: Language
    status: Status
    mode: Mode | None
    text: str
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    notices: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    confidence: float
    fingerprint: str
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The answer as DESIGN's JSON."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "language": self.language,
            "status": self.status,
            "mode": self.mode,
            "text": self.text,
            "citations": [citation.to_json() for citation in self.citations],
            "nearest": [citation.to_json() for citation in self.nearest],
            "suggestions": list(self.suggestions),
            "notices": list(self.notices),
            "receipts": [
                {"sentence": r.sentence, "kind": r.kind, "citations": list(r.citations)}
                for r in self.receipts
            ],
            "confidence": round(self.confidence, 4),
            "fingerprint": self.fingerprint,
            "seconds": round(self.seconds, 4),
        }
