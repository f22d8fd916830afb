"""What the page's server does when it is asked: check, ask the assistant, hand back plain data.

Nothing about a question is remembered or logged. Anyone may call each method raw, with anything.
"""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import gradio as gr
from anyio import to_thread

from assistant.answer import Answer
from assistant.conversation import Assistant
from assistant.messages import describe
from assistant.referring import as_markdown
from assistant.web.failures import logged
from assistant.web.limits import RateLimit
from assistant.web.rendering import render_answer, render_problem
from index.document import LANGUAGES, Language
from index.problem import Problem

VISITOR_COOKIE = "visitor"
AT_ONCE = 4
"""Questions worked on at a time; the embedder takes one after the other anyway."""
MOST_WAITING = 64


class Caller(Protocol):
    """The part of a request that a limit counts by."""

    client: Any
    cookies: dict[str, str]


class Handlers:
    """The named endpoints, and the page's own."""

    def __init__(self, assistant: Assistant, default_language: Language) -> None:
        self._assistant = assistant
        self._default = default_language
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._visitors = RateLimit(10)
        self._asking = RateLimit(300)
        self._searching = RateLimit(300)

    def ask(
        self, question: str, language: str, history: str, request: gr.Request
    ) -> dict[str, Any]:
        """Answer a question with quotations and their places.

        `language` is "id", "en" or empty for the question's own; `history` is a JSON list of
        [question, answer] pairs as a string, or empty.
        """

        def work() -> dict[str, Any]:
            self._asking.check(_address(request))
            return self._answer(question, language, history).to_json()

        return self._guarded(self._language(language), work)

    def search(self, query: str, k: int, request: gr.Request) -> dict[str, Any]:
        """Find the passages nearest to a query, best first; `k` from 1 to 50."""

        def work() -> dict[str, Any]:
            self._searching.check(_address(request))
            return {"passages": self._assistant.search(query, k)}

        return self._guarded(self._default, work)

    def document(self, id: str) -> dict[str, Any]:
        """A document's text, which the offsets of citations count in."""

        def work() -> dict[str, Any]:
            _check_text("id", id)
            document = self._assistant.document(id)
            return {
                "id": document.id,
                "title": document.title,
                "language": document.language,
                "kind": document.kind,
                "text": document.text,
            }

        return self._guarded(self._default, work)

    async def turn(
        self, question: str, history: str, ui: str, request: gr.Request
    ) -> dict[str, Any]:
        """One turn of the page's conversation as HTML; an error has HTML too.

        Not in Gradio's queue, which keeps an answer that nobody fetches.
        """
        language = self._language(ui)

        def work() -> dict[str, Any]:
            address = _address(request)
            self._visitors.check(request.cookies.get(VISITOR_COOKIE) or address)
            self._asking.check(address)
            answer = self._answer(question, None, history, language)
            return {
                "html": render_answer(answer, language),
                "text": answer.text,
                "copy": as_markdown(answer, language),
            }

        def busy() -> dict[str, Any]:
            raise Problem("busy")

        if self._waiting >= MOST_WAITING:
            return self._guarded(language, busy, for_page=True)
        self._waiting += 1
        try:
            async with self._slots:
                answering = partial(self._guarded, language, work, for_page=True)
                return await to_thread.run_sync(answering)
        finally:
            self._waiting -= 1

    def _answer(
        self, question: Any, language: Any, history: Any, default: Language | None = None
    ) -> Answer:
        """Ask the assistant, which checks what it is given."""
        _check_text("history", history)
        return self._assistant.ask(
            question, language=language, history=history, default_language=default
        )

    def _language(self, wanted: object) -> Language:
        return next((code for code in LANGUAGES if code == wanted), self._default)

    def _guarded(
        self, language: Language, work: Callable[[], dict[str, Any]], for_page: bool = False
    ) -> dict[str, Any]:
        """Do `work`; a problem becomes data, for the page with the HTML that shows it."""
        try:
            return work()
        except Problem as problem:
            error = describe(problem, language)
        except Exception as failure:  # the border: the caller gets data and a reference
            error = describe(logged(failure), language)
        body = error.to_json()
        if for_page:
            body["html"] = render_problem(error, language)
        return body


def _address(request: Caller) -> str:
    return str(request.client.host) if request.client else ""


def _check_text(field: str, value: object) -> None:
    """Refuse half of a character: it can be neither stored nor sent back."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Problem("bad_input", field=field) from None
