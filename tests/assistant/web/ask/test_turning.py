"""The page's own turn: lines of JSON, limits, and what the page needs to go on."""

import asyncio
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from assistant.web.ask import turning as module
from assistant.web.ask.turning import Turns
from assistant.web.limits import RateLimit
from index.problem import Problem
from tests.assistant.web.making import answer
from tests.serving import Running

CANARY = "kanari question"


class Stub:
    """An assistant that does what the test says."""

    model = None

    def __init__(self, outcome: Any = None) -> None:
        self.outcome = outcome or answer("Yes.")
        self.go = threading.Event()
        self.go.set()

    def steps(self, *_: Any, **__: Any) -> Iterator[None]:
        self.go.wait(5)
        yield None
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def client(stub: Stub) -> httpx.AsyncClient:
    turns = Turns(stub, RateLimit(300))  # type: ignore[arg-type]
    app = Starlette(routes=[Route("/turn/{ui:language}", turns.turn, methods=["POST"])])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page")


async def asked(page: httpx.AsyncClient, visitor: str = "a", **data: Any) -> dict[str, Any]:
    body = {"question": CANARY, "history": []} | data
    reply = await page.post("/turn/en", json=body, headers={"Cookie": f"visitor={visitor}"})
    last: dict[str, Any] = json.loads(reply.text.splitlines()[-1])
    return last


def test_a_turn_has_all_that_the_page_goes_on_with():
    line = asyncio.run(asked(client(Stub())))
    assert line.keys() == {"html", "text", "copy", "record"}


def test_new_cookies_do_not_lift_the_address_limit():
    async def crowd() -> list[dict[str, Any]]:
        page = client(Stub())
        return [await asked(page, str(number)) for number in range(301)]

    *first, last = asyncio.run(crowd())
    assert not any("error" in line for line in first)
    assert last["error"]["code"] == "rate_limited"


def test_what_nobody_foresaw_is_said_and_logged_without_the_question(
    caplog: pytest.LogCaptureFixture,
):
    line = asyncio.run(asked(client(Stub(ValueError(CANARY)))))
    assert line["error"]["code"] == "unexpected"
    assert CANARY not in str(line)
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


def test_a_problem_is_a_line_with_what_the_page_shows():
    line = asyncio.run(asked(client(Stub(Problem("library_not_ready")))))
    assert line["error"]["code"] == "library_not_ready"
    assert line["error"]["message"] in line["html"]


def test_too_many_at_once_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_WAITING", 3)
    stub = Stub()
    stub.go.clear()

    async def crowd() -> tuple[list[Any], dict[str, Any]]:
        page = client(stub)
        waiting = [asyncio.create_task(asked(page, str(n))) for n in range(5)]
        await asyncio.sleep(0.2)
        stub.go.set()
        lines = await asyncio.gather(*waiting)
        return [line.get("error", {}).get("code") for line in lines], await asked(page, "later")

    codes, later = asyncio.run(crowd())
    assert sorted(codes, key=str) == [None, None, None, "busy", "busy"]
    assert "error" not in later


def test_a_visitor_may_ask_ten_times_a_minute(server: Running):
    with httpx.Client(base_url=server.url, timeout=20) as page:
        page.get("/")
        assert "visitor" in page.cookies
        lines = [page.post("/turn/en", json={"question": ""}).json() for _ in range(11)]
    assert [line["error"]["code"] for line in lines] == ["empty_question"] * 10 + ["rate_limited"]
    assert 0 < lines[-1]["error"]["retry_after"] <= 60
    assert "seconds" in lines[-1]["html"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"question": ["x"]}',
        b'{"question": "x", "history": 5}',
        b'{"question": "x", "only": "thesis.id"}',
        b'{"question": "x", "only": [1]}',
        b'{"question": "\\ud800"}',
    ],
)
def test_a_wrong_body_is_answered_with_an_error(server: Running, body: bytes):
    reply = httpx.post(
        f"{server.url}/turn/id", content=body, headers={"Cookie": f"visitor={body.hex()}"}
    )
    assert reply.status_code == 200
    assert reply.json()["error"]["code"] == "bad_input"


def test_only_the_documents_that_were_chosen_are_quoted(server: Running):
    body = {"question": "Apa peran ECPAT Indonesia?", "only": ["thesis.en"]}
    record = httpx.post(f"{server.url}/turn/id", json=body, timeout=20).json()["record"]
    shown = record["citations"] or record["nearest"]
    assert {citation["document_id"] for citation in shown} == {"thesis.en"}
    assert isinstance(record["confidence"], float)
