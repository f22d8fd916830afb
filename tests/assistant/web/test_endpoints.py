"""The named endpoints over plain HTTP and gradio_client, and ways to get them wrong."""

import json
import time
from typing import Any

import httpx
import pytest
from gradio_client import Client

from tests.serving import Running

QUESTION = "Di mana penelitian ini dilakukan?"
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
REMOTE = {"url": "http://203.0.113.1/x", "path": "x", "meta": {"_type": "gradio.FileData"}}
DEEP = "[" * 5000 + "]" * 5000


def test_ask_answers_with_quotations_that_are_the_documents_own(server: Running):
    answer: Any = server.run("ask", QUESTION, "", "")
    assert answer["status"] == "answered"
    assert answer["language"] == "id"
    for citation in answer["citations"]:
        document: Any = server.run("document", citation["document_id"])
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert citation["quote"] in answer["text"]


def test_language_may_be_null_empty_or_named(server: Running):
    for language, expected in ((None, "id"), ("", "id"), ("en", "en"), ("id", "id")):
        answer: Any = server.run("ask", QUESTION, language, None)
        assert answer["language"] == expected


def test_search_gives_the_passages_asked_for(server: Running):
    passages = server.run("search", "ECPAT Indonesia", 2)["passages"]  # type: ignore[index]
    assert len(passages) == 2
    assert passages[0]["score"] >= passages[1]["score"]


def test_gradio_client_finds_three_endpoints_and_no_more(server: Running):
    client = Client(server.url, verbose=False)
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {
        "/ask",
        "/search",
        "/document",
    }
    answer = client.predict(QUESTION, None, "[]", api_name="/ask")
    assert answer["citations"]
    assert client.predict("ESKA", 1, api_name="/search")["passages"]
    assert client.predict("thesis.en", api_name="/document")["language"] == "en"
    error = client.predict("nope", api_name="/document")["error"]
    assert error["code"] == "unknown_document"
    assert error["hint"]


def test_the_queue_answers_the_plain_http_way(server: Running):
    call = f"{server.url}/gradio_api/call"
    for path, body in (
        ("ask", {"data": [QUESTION, "id", ""]}),
        ("v2/ask", {"question": QUESTION, "language": "id", "history": ""}),
    ):
        event = httpx.post(f"{call}/{path}", json=body).json()["event_id"]
        stream = httpx.get(f"{call}/ask/{event}", timeout=20).text
        assert "event: complete" in stream
        assert "Jakarta Selatan" in json.loads(stream.split("data: ")[-1])[0]["text"]


def test_history_makes_a_follow_up_stand_alone(server: Running):
    history = json.dumps([["Apa itu ESKA?", "ESKA adalah kejahatan global."]])
    answer: Any = server.run("ask", "Bagaimana dengan pencegahannya?", "", history)
    assert answer["question"] == "Bagaimana dengan pencegahannya?"
    assert "ESKA" in answer["standalone_question"]


VALUES = [
    None,
    "",
    "   ",
    "\0\0",
    "?!",
    [],
    ["x"],
    {},
    0,
    1.5,
    True,
    "x" * 2001,
    "a" * 200_000,
    "\ud800",
    "\u202e\u200b",
    "😀",
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: repr(v)[:20])
@pytest.mark.parametrize(
    ("endpoint", "others"),
    [("ask", ("id", "")), ("search", (3,)), ("document", ())],
)
def test_a_wrong_value_is_answered_with_an_error(
    server: Running, endpoint: str, others: tuple[object, ...], value: object
):
    headers = {"Content-Type": "application/json", "Cookie": f"visitor={time.monotonic()}"}
    body = json.dumps({"data": [value, *others]})
    path = f"{server.url}/gradio_api/run/{endpoint}"
    reply = httpx.post(path, content=body, headers=headers, timeout=20)
    assert reply.status_code == 200
    error = reply.json()["data"][0]["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["code"] in {"bad_input", "empty_question", "question_too_long", "unknown_document"}


@pytest.mark.parametrize(
    "history",
    [
        5,
        "[",
        "null",
        "[1]",
        '{"a": 1}',
        '[["a"]]',
        "[[1, 2]]",
        "[" * 20_000,
        "\ud800",
        [["\ud800", "x"]],
        json.dumps([["q", "a" * 30_000]]),
    ],
    ids=lambda v: repr(v)[:20],
)
def test_a_wrong_history_is_answered_with_an_error(server: Running, history: object):
    body = json.dumps({"data": ["Apa itu ESKA?", "", history]})
    reply = httpx.post(
        f"{server.url}/gradio_api/run/ask",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert reply.json()["data"][0]["error"]["code"] == "bad_input"


@pytest.mark.parametrize("k", [None, 0, 51, -1, "3", 1.5, True, 1e300, []], ids=repr)
def test_a_wrong_k_is_answered_with_an_error(server: Running, k: object):
    assert server.run("search", "ESKA", k)["error"]["code"] == "bad_input"  # type: ignore[index]


@pytest.mark.parametrize("language", ["xx", "ID", 5, [], {}], ids=repr)
def test_a_wrong_language_is_answered_with_an_error(server: Running, language: object):
    error = server.run("ask", QUESTION, language, "")["error"]  # type: ignore[index]
    assert error["code"] == "bad_input"


BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"data": null}',
    b'{"data": "x"}',
    b'{"data": []}',
    b'{"data": ["a"]}',
    b'{"data": ["a", "", "", "x"]}',
    b'{"data": ["a", "", ""], "fn_index": 99}',
    b'{"data": ["a", "", ""], "batched": true}',
    b'{"data": ["a", "", ""], "session_hash": 5}',
    b'{"data": ["a", "", ""], "event_id": "x", "trigger_id": 1}',
    DEEP.encode(),
    b'{"data": ' + DEEP.encode() + b"}",
    json.dumps({"data": [FILE, "", ""]}).encode(),
    json.dumps({"data": ["x", "", [[REMOTE]]]}).encode(),
]


@pytest.mark.parametrize("body", BODIES, ids=lambda b: repr(b[:40]))
@pytest.mark.parametrize("path", ["run/ask", "api/ask", "call/ask", "call/v2/ask", "queue/join"])
def test_a_malformed_body_is_refused(server: Running, path: str, body: bytes):
    reply = httpx.post(
        f"{server.url}/gradio_api/{path}",
        content=body,
        headers={"Content-Type": "application/json"},
        timeout=20,
    )
    assert reply.status_code == 400
    assert reply.json()["error"]["code"] == "bad_input"


@pytest.mark.parametrize("index", [-1, 99, 1.0, True, "0", None], ids=repr)
def test_the_queue_refuses_an_unknown_function(server: Running, index: object):
    body = {"data": ["x", "", ""], "fn_index": index, "session_hash": "s"}
    assert httpx.post(f"{server.url}/gradio_api/queue/join", json=body).status_code == 400


def test_a_large_request_is_refused_unread(server: Running):
    path = f"{server.url}/gradio_api/run/ask"
    body = b'{"data": ["' + b"a" * 60_000_000 + b'", "", ""]}'
    started = time.monotonic()
    reply = httpx.post(path, content=body, timeout=20)
    assert reply.status_code == 413
    assert reply.json()["error"]["code"] == "request_too_large"

    def trickle() -> Any:
        for _ in range(10):
            yield b"a" * 50_000

    assert httpx.post(path, content=trickle(), timeout=20).status_code == 413
    assert time.monotonic() - started < 4


def test_uploads_are_refused(server: Running):
    reply = httpx.post(f"{server.url}/gradio_api/upload", files={"files": ("a.txt", b"hello")})
    assert reply.status_code == 403
