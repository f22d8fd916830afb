import asyncio
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.web import handlers as module
from assistant.web.handlers import Handlers
from index.problem import Problem
from tests.assistant.web.making import answer

CANARY = "kanari question"


class Stub:
    """An assistant that does what the test says."""

    def __init__(self, outcome: Any = None) -> None:
        self.outcome = outcome or answer("Yes.")
        self.go = threading.Event()
        self.go.set()

    def ask(self, *_: Any, **__: Any) -> Any:
        self.go.wait(5)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def caller(address: str = "10.0.0.1", visitor: str = "") -> Any:
    cookies = {"visitor": visitor} if visitor else {}
    return SimpleNamespace(client=SimpleNamespace(host=address), cookies=cookies)


def made(stub: Stub) -> Handlers:
    return Handlers(stub, "en")  # type: ignore[arg-type]


def turn(handlers: Handlers, **who: str) -> dict[str, Any]:
    return asyncio.run(handlers.turn(CANARY, "", "en", caller(**who)))


def test_a_turn_has_html_and_text_for_the_next_one():
    assert turn(made(Stub())).keys() == {"html", "text", "copy"}


def test_new_cookies_do_not_lift_the_address_limit():
    handlers = made(Stub())
    for number in range(300):
        assert "error" not in turn(handlers, visitor=str(number))
    assert turn(handlers, visitor="301")["error"]["code"] == "rate_limited"
    limited = handlers.ask("x", "", "", caller())["error"]
    assert limited["code"] == "rate_limited"
    assert limited["retry_after"] > 0
    assert "error" not in turn(handlers, address="10.0.0.2")


def test_what_nobody_foresaw_is_said_and_logged_without_the_question(
    caplog: pytest.LogCaptureFixture,
):
    handlers = made(Stub(ValueError(CANARY)))
    reply = turn(handlers)
    assert reply["error"]["code"] == "unexpected"
    assert CANARY not in str(reply)
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text
    assert handlers.ask(CANARY, "", "", caller())["error"]["code"] == "unexpected"


def test_a_problem_is_told_in_the_language_asked_in():
    handlers = made(Stub(Problem("library_not_ready")))
    messages = {
        language: handlers.ask("x", language, "", caller())["error"]["message"]
        for language in ("id", "en", "xx")
    }
    assert messages["id"] != messages["en"] == messages["xx"]


def test_too_many_at_once_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_WAITING", 3)
    stub = Stub()
    stub.go.clear()
    handlers = made(stub)

    async def crowd() -> list[dict[str, Any]]:
        waiting = [
            asyncio.create_task(handlers.turn("x", "", "en", caller(visitor=str(n))))
            for n in range(5)
        ]
        await asyncio.sleep(0.05)
        stub.go.set()
        return await asyncio.gather(*waiting)

    codes = [reply.get("error", {}).get("code") for reply in asyncio.run(crowd())]
    assert codes == [None, None, None, "busy", "busy"]
    assert "error" not in turn(handlers, visitor="later")
