"""Quotations become the text of an answer; what was not found is said, with what lies nearest."""

from collections.abc import Sequence
from typing import Any

from assistant.answer import Citation, Receipt, cite
from assistant.confidence import ANSWER_FROM, confidence
from assistant.finding import find
from assistant.messages import string
from assistant.quoting import Span
from assistant.requests import Request
from index.document import Language
from index.library import Library
from index.retrieval import Hit

_NEAREST = 3
_SUGGESTIONS = 2


def quoted(library: Library, spans: Sequence[Span], language: Language) -> dict[str, Any]:
    """The fields of an `Answer` that is made of quotations."""
    citations = tuple(_cite(library, span, number) for number, span in enumerate(spans, start=1))
    lines = [f"{citation.quote} [{citation.number}]" for citation in citations]
    if len(lines) > 1:
        lines.insert(1, string("answer.support", language))
    foreign = any(citation.document.language != language for citation in citations)
    return {
        "status": "answered",
        "mode": "quoted",
        "text": "\n\n".join(lines),
        "citations": citations,
        "nearest": (),
        "suggestions": (),
        "notices": (string("answer.other_language", language),) if foreign else (),
        "receipts": tuple(Receipt(c.quote, "quotation", (c.number,)) for c in citations),
    }


def not_found(
    library: Library, hits: Sequence[Hit], language: Language, question: str
) -> dict[str, Any]:
    """The fields of an `Answer` that says that the material does not hold it, with what lies nearest."""
    nearest = tuple(
        cite(
            library.documents[hit.passage.document_id],
            hit.passage.start,
            hit.passage.end,
            number=number,
        )
        for number, hit in enumerate(hits[:_NEAREST], start=1)
    )
    empty = not library.passages
    return {
        "status": "not_found",
        "mode": None,
        "text": string("answer.empty_library" if empty else "answer.not_found", language),
        "citations": (),
        "nearest": nearest,
        "suggestions": _suggestions(library, hits, language, question),
        "notices": (),
        "receipts": (),
    }


def _cite(library: Library, span: Span, number: int) -> Citation:
    sources = library.sources_of(span.document, span.start, span.end)
    return cite(span.document, span.start, span.end, number=number, sources=sources)


def _suggestions(
    library: Library, hits: Sequence[Hit], language: Language, question: str
) -> tuple[str, ...]:
    """Questions that the library answers, those of the nearest documents first; each is tried before it is offered."""
    nearest = [library.documents[hit.passage.document_id] for hit in hits]
    ordered = dict.fromkeys([d.id for d in nearest] + sorted(library.documents))
    offered = [
        asked
        for document in (library.documents[id_] for id_ in ordered)
        if document.language == language
        for asked in document.questions
        if asked.casefold() != question.casefold()
    ]
    chosen: list[str] = []
    for asked in dict.fromkeys(offered):
        if len(chosen) == _SUGGESTIONS:
            break
        if is_answered(library, asked, language):
            chosen.append(asked)
    return tuple(chosen)


def is_answered(library: Library, question: str, language: Language) -> bool:
    """Whether the library holds an answer."""
    return confidence(find(library, Request(question), language).features) >= ANSWER_FROM
