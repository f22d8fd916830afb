"""The one door: a question becomes an answer. Web page, command line and evaluation all come through here."""

import time
from collections.abc import Collection, Generator, Sequence
from dataclasses import asdict
from typing import Any

from assistant.answer import Answer
from assistant.composing import not_found, quoted, replied
from assistant.confidence import ANSWER_FROM, confidence, mentioned, not_mentioned
from assistant.explaining import Explanation, explained
from assistant.finding import Findings, find
from assistant.generating.checking import Written
from assistant.generating.model import open_model
from assistant.generating.writing import finished, written
from assistant.leaning import own_topic
from assistant.quoting import Manner, Part, quote
from assistant.reading import Reading, answer_language, read, read_in_context, read_parts
from assistant.requests import Request, Turn, parse_k, parse_question, parse_request
from assistant.safeguarding import Triage, replies, triage
from assistant.settings import Settings
from assistant.suggesting import LEAST, load_offered, suggest, tried
from index.document import Document, Language
from index.embedding import Vectors, each_text_once, open_embedder
from index.generation import Progress
from index.ingest import sync
from index.knowledge import load_source_entries
from index.language import detect_language
from index.library import Library, LibraryHandle
from index.problem import Problem
from index.retrieval import make_query, passages_json, retrieve
from index.spelling import corrected

_SHOWN_SENTENCES = 8
ANSWER_IN_CONTEXT = 0.4
"""Confidence that the earlier question must give one that seemed to stand alone: a new topic is not dragged back."""
LIKELY_TO_LEAN = 0.9
"""Share of its confidence alone from which a question without a topic of its own is taken for a follow-up."""
OFF_TOPIC_BELOW = 0.82
"""Cosine of the nearest passage from which a question that is not answered is still one about the material: nineteen in
twenty everyday matters are below it."""


class Assistant:
    """Answers questions from the newest library. Keeps nothing of a conversation."""

    def __init__(self, settings: Settings, library: LibraryHandle) -> None:
        """Args: `library` may still be opening; questions then raise `library_not_ready`."""
        self._settings = settings
        self.library = library
        self.model = open_model(settings)

    @each_text_once()
    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        default_language: Language | None = None,
        only: Collection[str] | None = None,
    ) -> Answer:
        """Answer a question with quotations, or say that the material does not hold the answer.

        Args:
            question: 1 to 2,000 characters.
            language: of the answer; None for the question's own.
            history: the conversation so far as (question, answer), oldest first.
            default_language: for a question whose own language no word tells.
            only: ids of the documents that may be quoted; None or none for all.

        Raises:
            Problem: `empty_question`, `question_too_long`, `bad_input`, or why the library is not open.
        """
        return finished(
            self.steps(
                question,
                language=language,
                history=history,
                default_language=default_language,
                only=only,
            )
        )

    def steps(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        default_language: Language | None = None,
        only: Collection[str] | None = None,
    ) -> Generator[Written | None, None, Answer]:
        """Answer as `ask` does, for a reader who wants to see a written answer grow.

        Yields:
            Each sentence that a language model wrote once it is checked, None while there is none; nothing where no
            model writes. Closing the generator ends the model's request.

        Returns:
            The answer.

        Raises:
            Problem: as `ask`.
        """
        started = time.monotonic()
        request = parse_request(question, language, history, only)
        fallback = default_language or self._settings.language
        typed = request.question
        seen = triage(_vector(typed), typed, request.history, _vector)
        if seen.route in ("support", "refuse", "injection"):
            body = self._replied(request, seen, fallback)
        else:
            body = yield from self._studied(request, seen, fallback)
        unless_studied: dict[str, Any] = {
            "standalone_question": request.question,
            "confidence": 0.0,
            "fingerprint": "",
        }
        return Answer(
            question=request.question,
            seconds=time.monotonic() - started,
            **(unless_studied | body),
        )

    def _replied(self, request: Request, seen: Triage, fallback: Language) -> dict[str, Any]:
        """The fields of a reply that is not looked up; a study question beside it is answered too.

        Help and refusals need no library.
        """
        language = answer_language(request, fallback)
        studied: dict[str, Any] = {}
        if seen.question:
            alone = Request(seen.question, request.language, only=request.only)
            try:
                studied = finished(self._studied(alone, seen, language))
            except Problem:
                studied = {}  # the library is not open
        answered = bool(studied) and studied["status"] == "answered"
        if seen.route == "support" and seen.situation:
            message = replies.support_message(seen.situation, language)
            return replied("support", message, language, studied if answered else {})
        if seen.route == "injection":
            if answered:
                return studied
            return replied("refused", replies.injection_refusal(language), language)
        return replied("refused", replies.refusal(language), language)

    def _studied(
        self, request: Request, seen: Triage, fallback: Language
    ) -> Generator[Written | None, None, dict[str, Any]]:
        """The fields of an answer from the library, or of its absence."""
        library = self.library.current()
        found = _found(library, read(library, request, fallback), seen)
        reading = found.reading
        parts = [find(library, part) for part in read_parts(library, reading)]
        sure = confidence(found.features)
        body = self._quoted(library, found, parts) if sure >= ANSWER_FROM else {}
        body = body or self._not_found(library, found, seen)
        if seen.route in ("answer", "off_topic") and not seen.gentle:
            # What stands near a disclosure never leaves this machine.
            body = yield from written(library, body, found.hits, reading, self.model)
        if seen.gentle:
            body["notices"] = (*body["notices"], replies.gentle_line(reading.language))
        return {
            "standalone_question": reading.question,
            "language": reading.language,
            "confidence": sure,
            "fingerprint": library.fingerprint,
            **body,
        }

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

    def _not_found(self, library: Library, found: Findings, seen: Triage) -> dict[str, Any]:
        """What the library does not answer: an everyday matter, or a question that it is too small for."""
        language = found.reading.language
        suggestions = self._suggestions(found)
        if len(suggestions) < LEAST:
            suggestions = tried(library, found.hits, language, found.reading.question)
        if seen.route == "off_topic" and _is_far(library, found):
            text = replies.off_topic(language)
            return replied("off_topic", text, language) | {"suggestions": suggestions[:LEAST]}
        missing = not_mentioned(library, found.reading.asked)
        return not_found(library, found.hits, language, missing=missing, suggestions=suggestions)

    def _suggestions(
        self, found: Findings, answered: Sequence[tuple[str, str]] = ()
    ) -> tuple[str, ...]:
        reading = found.reading
        asked = [reading.question, *reading.earlier]
        offered = load_offered(self._settings.knowledge)
        return suggest(offered, found.hits, reading.language, asked, answered)

    def compared(
        self,
        answer: Answer,
        history: Sequence[Turn] = (),
        default_language: Language | None = None,
        only: Collection[str] | None = None,
    ) -> Explanation:
        """What an answer was chosen by: its question is searched for once more, and nothing is written.

        Args:
            answer: of `ask`.
            history: that `ask` was given.
            default_language: that `ask` was given.
            only: that `ask` was given.

        Raises:
            Problem: as `ask`.
        """
        request = parse_request(answer.question, None, history, only)
        library = self.library.current()
        seen = triage(_vector(request.question), request.question, request.history, _vector)
        reading = read(library, request, default_language or self._settings.language)
        whole = _found(library, reading, seen)
        parts = [find(library, part) for part in read_parts(library, whole.reading)]
        return explained(answer.citations or answer.nearest, whole, parts)

    def source_entries(self) -> list[dict[str, Any]]:
        """The sources of the study notes, as `assistant.bibliography` takes them.

        Raises:
            Problem: `bad_knowledge`.
        """
        folder = self._settings.knowledge
        return load_source_entries(folder) if folder else []

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


def open_now(settings: Settings, progress: Progress) -> Assistant:
    """An assistant whose library is open.

    Raises:
        Problem: why it cannot be opened.
    """
    assistant = open_assistant(settings, progress)
    assistant.library.open()
    problem = assistant.library.problem()
    if problem is not None:
        raise problem
    return assistant


def _found(library: Library, reading: Reading, seen: Triage) -> Findings:
    """What is found for a question alone, or in the context of the conversation where that answers better.

    A question that names what the material tells apart is a new topic: it is not dragged back while it is answered.
    """
    alone = find(library, reading)
    context = read_in_context(reading) if seen.route == "answer" else None
    if context is None:
        return alone
    sure = confidence(alone.features)
    if sure >= ANSWER_FROM and own_topic(reading.asked, library.glossary, library.keyword.share):
        return alone
    within = find(library, context)
    least = max(ANSWER_IN_CONTEXT, sure * LIKELY_TO_LEAN)
    return within if confidence(within.features) >= least else alone


def _is_far(library: Library, found: Findings) -> bool:
    """Whether a question that triage holds for an everyday matter is one for this library too.

    Triage knows the built-in material's subject; a library without it is about something else. What leans on the
    conversation, asks about the thesis or names what the library names is about the material.
    """
    reading = found.reading
    of_the_subject = any(document.kind != "document" for document in library.documents.values())
    alone = reading.question == reading.asked and not found.want.about_thesis
    near = found.features is not None and found.features.dense >= OFF_TOPIC_BELOW
    return of_the_subject and alone and not near and not mentioned(library, reading.asked)


def _vector(text: str) -> Vectors | None:
    """What triage reads beside the words; None where the embedder is missing."""
    try:
        return open_embedder().query_vector(text)
    except Problem:
        return None
