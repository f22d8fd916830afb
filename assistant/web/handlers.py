"""What the page's server does when it is asked: check, ask the assistant, hand back plain data.

Nothing about a question is remembered or logged. Anyone may call each method raw, with anything.
"""

import json
from collections.abc import Callable
from typing import Any, Protocol

import gradio as gr

from assistant.answer import Answer
from assistant.conversation import Assistant
from assistant.messages import describe
from assistant.web.failures import logged
from assistant.web.limits import RateLimit
from index.document import LANGUAGES, Language
from index.problem import Problem

VISITOR_COOKIE = "visitor"
AT_ONCE = 4
"""Questions worked on at a time; the embedder takes one after the other anyway."""
MOST_WAITING = 64


class Caller(Protocol):
    """The part of a request that a limit counts by."""

    @property
    def client(self) -> Any:
        """Who asks, with a `host`."""


class Handlers:
    """The named endpoints.

    Attributes:
        asking: counts the questions of an address, whichever way they come.
    """

    def __init__(
        self,
        assistant: Assistant,
        default_language: Language,
        note: Callable[[Answer], None] = lambda _answer: None,
    ) -> None:
        """Args: `note` counts what is declined, by topic."""
        self._note = note
        self._assistant = assistant
        self._default = default_language
        self.asking = RateLimit(300)
        self._searching = RateLimit(300)

    def ask(
        self, question: str, language: str, history: str, request: gr.Request
    ) -> dict[str, Any]:
        """Answer a question with quotations and their places.

        `language` is "id", "en" or empty for the question's own; `history` is a JSON list of
        [question, answer] pairs as a string, or empty.
        """

        def work() -> dict[str, Any]:
            self.asking.check(address_of(request))
            _check_text("history", history)
            answer = self._assistant.ask(question, language=language, history=history)  # type: ignore[arg-type]
            self._note(answer)
            return answer.to_json()

        return self._guarded(self._language(language), work)

    def search(self, query: str, k: int, request: gr.Request) -> dict[str, Any]:
        """Find the passages nearest to a query, best first; `k` from 1 to 50."""

        def work() -> dict[str, Any]:
            self._searching.check(address_of(request))
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

    def _language(self, wanted: object) -> Language:
        return next((code for code in LANGUAGES if code == wanted), self._default)

    def _guarded(self, language: Language, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Do `work`; a problem becomes data."""
        try:
            return work()
        except Problem as problem:
            return describe(problem, language).to_json()
        except Exception as failure:  # the border: the caller gets data and a reference
            return describe(logged(failure), language).to_json()


def address_of(request: Caller) -> str:
    """What an address is counted by."""
    return str(request.client.host) if request.client else ""


def _check_text(field: str, value: object) -> None:
    """Refuse half of a character: it can be neither stored nor sent back."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Problem("bad_input", field=field) from None
