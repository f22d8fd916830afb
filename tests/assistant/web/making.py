"""Small documents and answers to draw."""

from typing import Any

from assistant.answer import Answer, Citation, cite
from index.document import Document, Page, Section, Source

SOURCE = Source("s1", "ECPAT <b>International</b>", "Title & more", "2018", "https://example.org/x")
EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


def document(text: str, **fields: Any) -> Document:
    values: dict[str, Any] = {
        "id": "doc",
        "title": "A title",
        "language": "en",
        "kind": "document",
        "sections": (Section(("Part",), 0, 0, len(text)),),
        **fields,
    }
    return Document(text=text, **values)


def paged(text: str, cut: int) -> Document:
    pages = (Page(1, "iv", 0, cut), Page(2, "2", cut, len(text)))
    return document(text, pages=pages)


def citation(text: str, start: int, end: int, *, number: int = 1, **fields: Any) -> Citation:
    sources = fields.pop("sources", ())
    return cite(document(text, **fields), start, end, number=number, sources=sources)


def answer(text: str, citations: tuple[Citation, ...] = (), **fields: Any) -> Answer:
    values: dict[str, Any] = {
        "question": "Why?",
        "standalone_question": "Why?",
        "language": "en",
        "status": "answered",
        "mode": "quoted",
        "nearest": (),
        "suggestions": (),
        "notices": (),
        "receipts": (),
        "confidence": 0.9,
        "fingerprint": "f",
        "seconds": 0.1,
        **fields,
    }
    return Answer(text=text, citations=citations, **values)
