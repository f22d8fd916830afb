"""The one door: a question becomes an answer. Web page, command line and evaluation all come through here."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import Answer, Citation, Receipt, cite
from assistant.confidence import ANSWER_FROM, Features, confidence, features
from assistant.followup import stand_alone
from assistant.messages import string
from assistant.questions import Wanted, wanted
from assistant.quoting import Candidate, Span, candidates, quote
from assistant.requests import (
    MOST_PASSAGES,
    Request,
    Turn,
    parse_k,
    parse_question,
    parse_request,
)
from assistant.settings import Settings
from index.document import Document, Language
from index.generation import Progress
from index.ingest import sync
from index.language import detect_language
from index.library import Library, LibraryHandle
from index.problem import Problem
from index.retrieval import Hit, Query, make_query, passages_json, retrieve

_HITS = 8
_OWN_HITS = 2
_NEAREST = 3
_SUGGESTIONS = 2


class Assistant:
    """Answers questions from the newest library. Keeps nothing of a conversation."""

    def __init__(self, settings: Settings, library: LibraryHandle) -> None:
        """Args: `library` may still be opening; questions then raise `library_not_ready`."""
        self._settings = settings
        self.library = library

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        default_language: Language | None = None,
    ) -> Answer:
        """Answer a question with quotations, or say that the material does not hold the answer.

        Args:
            question: 1 to 2,000 characters.
            language: of the answer; None for the question's own.
            history: the conversation so far as (question, answer), oldest first.
            default_language: for a question whose own language no word tells.

        Raises:
            Problem: `empty_question`, `question_too_long`, `bad_input`, or why the library is not open.
        """
        started = time.monotonic()
        request = parse_request(question, language, history)
        library = self.library.current()
        fallback = default_language or self._settings.language
        answer_language = request.language or _language(request, fallback)
        return _answer(library, request, answer_language, started)

    def explain(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
    ) -> dict[str, Any]:
        """Each stage's figures for a question: passages, sentences, and what the confidence rests on.

        Raises:
            Problem: as `ask`.
        """
        request = parse_request(question, language, history)
        library = self.library.current()
        chosen = request.language or _language(request, self._settings.language)
        found = _find(library, request, chosen)
        return {
            "standalone_question": found.question,
            "also": list(found.query.also),
            "types": sorted(found.want.types),
            "heads": list(found.want.heads),
            "passages": [
                {
                    "document_id": hit.passage.document_id,
                    "start": hit.passage.start,
                    "score": round(hit.score, 4),
                    "dense": round(hit.dense, 4),
                    "keyword": round(hit.keyword, 4),
                }
                for hit in found.hits
            ],
            "sentences": [candidate.figures() for candidate in found.ranked[:_HITS]],
            "confidence": asdict(found.features) if found.features else None,
        }

    def search(self, query: str, k: int = 10) -> list[dict[str, Any]]:
        """The `k` best passages for a query, as DESIGN's JSON.

        Raises:
            Problem: as `ask`; `bad_input` for a k that is not from 1 to 50.
        """
        text, count = parse_question(query), parse_k(k)
        library = self.library.current()
        language = detect_language(text, self._settings.language)
        hits = retrieve(library, make_query(library, text, language), count)
        return passages_json(library, hits)

    def document(self, document_id: str) -> Document:
        """A document of the library.

        Raises:
            Problem: `unknown_document`, `bad_input`, or why the library is not open.
        """
        if not isinstance(document_id, str):
            raise Problem("bad_input", field="id")
        documents = self.library.current().documents
        if document_id not in documents:
            raise Problem("unknown_document", id=document_id[:100])
        return documents[document_id]


def open_assistant(settings: Settings, progress: Progress | None = None) -> Assistant:
    """An assistant whose library is not open yet: call `library.open` or `library.open_in_background`."""
    extra = (progress,) if progress else ()
    handle = LibraryHandle(settings.home, lambda: sync(settings.home, settings.knowledge, *extra))
    return Assistant(settings, handle)


def _language(request: Request, fallback: Language) -> Language:
    """The question's language; where its words do not tell, the language of the turn before."""
    default = fallback
    for asked, _ in request.history:
        default = detect_language(asked, default)
    return detect_language(request.question, default)


@dataclass(frozen=True, slots=True)
class _Findings:
    """What was found for a question, before anything is decided."""

    question: str
    query: Query
    want: Wanted
    hits: list[Hit]
    ranked: list[Candidate]
    features: Features | None


def _find(library: Library, request: Request, language: Language) -> _Findings:
    question = stand_alone(request.question, request.history)
    query = make_query(library, question, language, request.question)
    want = wanted(request.question)
    hits = retrieve(library, query, MOST_PASSAGES)
    ranked = candidates(library, query, _considered(library, hits), want)
    measured = features(library, query, ranked, want, request.question)
    return _Findings(question, query, want, hits, ranked, measured)


def _considered(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """The best passages, the rest of their sections, and the thesis's best: the material starts from it."""
    best = list(hits[:_HITS])
    sections = {(hit.passage.document_id, hit.passage.headings) for hit in best}
    rest = hits[_HITS:]
    siblings = [h for h in rest if (h.passage.document_id, h.passage.headings) in sections]
    own = [hit for hit in hits if library.documents[hit.passage.document_id].kind == "thesis"]
    chosen = {hit.passage.id: hit for hit in [*best, *siblings, *own[:_OWN_HITS]]}
    return list(chosen.values())


def _answer(library: Library, request: Request, language: Language, started: float) -> Answer:
    found = _find(library, request, language)
    sure = confidence(found.features)
    if sure >= ANSWER_FROM:
        body = _quoted(library, quote(library, found.ranked, found.want), language)
    else:
        body = _not_found(library, found.hits, language, request.question)
    return Answer(
        question=request.question,
        standalone_question=found.question,
        language=language,
        confidence=sure,
        fingerprint=library.fingerprint,
        seconds=time.monotonic() - started,
        **body,
    )


def _quoted(library: Library, spans: Sequence[Span], language: Language) -> dict[str, Any]:
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


def _not_found(
    library: Library, hits: Sequence[Hit], language: Language, question: str
) -> dict[str, Any]:
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
    return confidence(_find(library, Request(question), language).features) >= ANSWER_FROM
