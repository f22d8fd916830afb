"""Quotations become the text of an answer; what was not found is said, with what lies nearest."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer import Citation, Receipt, Status, cite
from assistant.messages import string
from assistant.quoting import Group
from assistant.spans import Span
from index.document import Language
from index.library import Library
from index.retrieval import Hit

_NEAREST = 3
_SUGGESTIONS = 2


def quoted(
    library: Library,
    groups: Sequence[Group],
    language: Language,
    *,
    suggestions: Sequence[str] = (),
) -> dict[str, Any]:
    """The fields of an `Answer` that is made of quotations, each with its number, groups under their lines."""
    citations: list[Citation] = []
    blocks: list[str] = []
    for group in groups:
        if group.lead:
            blocks.append(string(f"answer.{group.lead}", language))
        for span in group.spans:
            citations.append(_cite(library, span, len(citations) + 1))
            blocks.append(f"{citations[-1].quote} [{citations[-1].number}]")
    foreign = any(citation.document.language != language for citation in citations)
    return {
        "status": "answered",
        "mode": "quoted",
        "text": "\n\n".join(blocks),
        "citations": tuple(citations),
        "nearest": (),
        "suggestions": tuple(suggestions),
        "notices": (string("answer.other_language", language),) if foreign else (),
        "receipts": tuple(Receipt(c.quote, "quotation", (c.number,)) for c in citations),
    }


def replied(
    status: Status, text: str, language: Language, answer: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The fields of an `Answer` whose text is one of ours, with an answer from the library below it.

    Args:
        status: support, refused or off_topic.
        text: of `prompts/`.
        language: of the text.
        answer: the fields of the answer that follows, if there is one.
    """
    alone = {
        "language": language,
        "mode": None,
        "citations": (),
        "nearest": (),
        "suggestions": (),
        "notices": (),
        "receipts": (),
    }
    below = dict(answer or {})
    whole = "\n\n".join(part for part in (text, below.get("text", "")) if part)
    return alone | below | {"status": status, "text": whole}


def not_found(
    library: Library,
    hits: Sequence[Hit],
    language: Language,
    *,
    missing: Sequence[str] = (),
    suggestions: Sequence[str] = (),
) -> dict[str, Any]:
    """The fields of an `Answer` that says that the material does not hold it, with what lies nearest.

    Args:
        library: where it was looked for.
        hits: what was found, best first.
        language: of the answer.
        missing: names, years and numbers of the question that the library never mentions, as typed.
        suggestions: questions known to be answered.
    """
    nearest = tuple(
        cite(
            library.documents[hit.passage.document_id],
            hit.passage.start,
            hit.passage.end,
            number=number,
        )
        for number, hit in enumerate(hits[:_NEAREST], start=1)
    )
    return {
        "status": "not_found",
        "mode": None,
        "text": _without_answer(library, language, missing),
        "citations": (),
        "nearest": nearest,
        "suggestions": tuple(suggestions[:_SUGGESTIONS]),
        "notices": (),
        "receipts": (),
    }


def _without_answer(library: Library, language: Language, missing: Sequence[str]) -> str:
    """That nothing was found; and what the library never mentions, by name."""
    if not library.passages:
        return string("answer.empty_library", language)
    lines = [string("answer.not_found", language)]
    if missing:
        names = ", ".join(f"“{name}”" for name in dict.fromkeys(missing))
        lines.insert(0, string("answer.not_mentioned", language, names=names))
    return "\n\n".join(lines)


def _cite(library: Library, span: Span, number: int) -> Citation:
    sources = library.sources_of(span.document, span.start, span.end)
    return cite(span.document, span.start, span.end, number=number, sources=sources)
