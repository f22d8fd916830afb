from types import SimpleNamespace
from typing import Any

import pytest

from assistant.web.handlers import Handlers
from index.problem import Problem
from tests.assistant.web.making import answer

CANARY = "kanari question"


class Stub:
    """An assistant that does what the test says."""

    def __init__(self, outcome: Any = None) -> None:
        self.outcome = outcome or answer("Yes.")

    def ask(self, *_: Any, **__: Any) -> Any:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def caller(address: str = "10.0.0.1") -> Any:
    return SimpleNamespace(client=SimpleNamespace(host=address))


def made(stub: Stub) -> Handlers:
    return Handlers(stub, "en")  # type: ignore[arg-type]


def test_an_address_may_ask_three_hundred_times_a_minute():
    handlers = made(Stub())
    for _ in range(300):
        assert "error" not in handlers.ask("x", "", "", caller())
    limited = handlers.ask("x", "", "", caller())["error"]
    assert limited["code"] == "rate_limited"
    assert limited["retry_after"] > 0
    assert "error" not in handlers.ask("x", "", "", caller("10.0.0.2"))


def test_what_nobody_foresaw_is_said_and_logged_without_the_question(
    caplog: pytest.LogCaptureFixture,
):
    reply = made(Stub(ValueError(CANARY))).ask(CANARY, "", "", caller())
    assert reply["error"]["code"] == "unexpected"
    assert CANARY not in str(reply)
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


def test_a_problem_is_told_in_the_language_asked_in():
    handlers = made(Stub(Problem("library_not_ready")))
    messages = {
        language: handlers.ask("x", language, "", caller())["error"]["message"]
        for language in ("id", "en", "xx")
    }
    assert messages["id"] != messages["en"] == messages["xx"]
