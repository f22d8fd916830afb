"""The one door: a question becomes an answer. Web page, command line and evaluation all come through here."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.answer import Answer
from assistant.composing import not_found, quoted
from assistant.confidence import ANSWER_FROM, confidence, not_mentioned
from assistant.finding import Findings, find
from assistant.quoting import Manner, Part, quote
from assistant.reading import read, read_parts
from assistant.requests import Turn, parse_k, parse_question, parse_request
from assistant.settings import Settings
from assistant.suggesting import LEAST, load_offered, suggest, tried
from index.document import Document, Language
from index.generation import Progress
from index.ingest import sync
from index.language import detect_language
from index.library import Library, LibraryHandle
from index.problem import Problem
from index.retrieval import make_query, passages_json, retrieve
from index.spelling import corrected

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
        reading = read(library, request, default_language or self._settings.language)
        found = find(library, reading)
        parts = [find(library, part) for part in read_parts(library, reading)]
        sure = confidence(found.features)
        body = self._quoted(library, found, parts) if sure >= ANSWER_FROM else {}
        body = body or self._not_found(library, found)
        return Answer(
            question=request.question,
            standalone_question=reading.question,
            language=reading.language,
            confidence=sure,
            fingerprint=library.fingerprint,
            seconds=time.monotonic() - started,
            **body,
        )

    def _quoted(
        self, library: Library, found: Findings, parts: Sequence[Findings]
    ) -> dict[str, Any]:
        """The answer's fields; {} where nothing is left to quote."""
        answered = [
            Part(part.ranked, part.want)
            for part in parts
            if confidence(part.features) >= ANSWER_FROM
        ]
        manner = Manner(found.reading.intent, found.reading.used)
        groups = quote(library, found.ranked, found.want, answered, manner)
        if not groups:
            return {}
        seen = [
            (span.document.id, heading)
            for group in groups
            for span in group.spans
            for heading in span.document.section_at(span.start).headings[-1:]
        ]
        return quoted(
            library, groups, found.reading.language, suggestions=self._suggestions(found, seen)
        )

    def _not_found(self, library: Library, found: Findings) -> dict[str, Any]:
        language = found.reading.language
        suggestions = self._suggestions(found)
        if len(suggestions) < LEAST:
            suggestions = tried(library, found.hits, language, found.reading.question)
        missing = not_mentioned(library, found.reading.asked)
        return not_found(library, found.hits, language, missing=missing, suggestions=suggestions)

    def _suggestions(
        self, found: Findings, answered: Sequence[tuple[str, str]] = ()
    ) -> tuple[str, ...]:
        reading = found.reading
        asked = [reading.question, *reading.earlier]
        offered = load_offered(self._settings.knowledge)
        return suggest(offered, found.hits, reading.language, asked, answered)

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
        found = find(library, read(library, request, self._settings.language))
        return {
            "standalone_question": found.reading.question,
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
                    "coverage": round(hit.coverage, 4),
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
        text = corrected(library, text, language).text
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
