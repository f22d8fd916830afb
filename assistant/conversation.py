"""The one door: a question becomes an answer. Web page, command line and evaluation all come through here."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.answer import Answer
from assistant.composing import not_found, quoted
from assistant.confidence import ANSWER_FROM, confidence
from assistant.finding import answer_language, find
from assistant.quoting import quote
from assistant.requests import Request, Turn, parse_k, parse_question, parse_request
from assistant.settings import Settings
from index.document import Document, Language
from index.generation import Progress
from index.ingest import sync
from index.language import detect_language
from index.library import Library, LibraryHandle
from index.problem import Problem
from index.retrieval import make_query, passages_json, retrieve

_SHOWN_SENTENCES = 8


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
        chosen = request.language or answer_language(request, fallback)
        return _answer(library, request, chosen, started)

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
        chosen = request.language or answer_language(request, self._settings.language)
        found = find(library, request, chosen)
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
            "sentences": [candidate.figures() for candidate in found.ranked[:_SHOWN_SENTENCES]],
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


def _answer(library: Library, request: Request, language: Language, started: float) -> Answer:
    found = find(library, request, language)
    sure = confidence(found.features)
    if sure >= ANSWER_FROM:
        body = quoted(library, quote(library, found.ranked, found.want), language)
    else:
        body = not_found(library, found.hits, language, request.question)
    return Answer(
        question=request.question,
        standalone_question=found.question,
        language=language,
        confidence=sure,
        fingerprint=library.fingerprint,
        seconds=time.monotonic() - started,
        **body,
    )
