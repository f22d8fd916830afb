"""The Model Context Protocol: closed unless it is switched on; then three tools, harmless when called raw."""

import json
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from tests.guarded import start_guarded
from tests.serving import Running

PATH = "/gradio_api/mcp/"
QUESTION = "Di mana penelitian ini dilakukan?"
DEEP = "[" * 5000 + "]" * 5000


@pytest.fixture(scope="module")
def open_server(thesis_home: Path) -> Running:
    return start_guarded(thesis_home)


def post(server: Running, body: Any, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", **headers}
    return httpx.post(server.url + PATH, content=content, headers=sent, timeout=20)


def call(server: Running, method: str, **params: Any) -> Any:
    body = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}
    reply = post(server, body).json()
    assert reply["id"] == 7
    return reply


def test_it_is_closed_unless_it_is_switched_on(server: Running):
    for path in (PATH, PATH.rstrip("/"), f"{PATH}sse", "/mcp"):
        reply = httpx.post(server.url + path, json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
        assert reply.status_code == 404


def test_there_are_exactly_three_tools(open_server: Running):
    tools = call(open_server, "tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools] == ["ask", "search", "document"]
    for tool in tools:
        assert tool["description"]
        assert tool["inputSchema"]["additionalProperties"] is False
        assert all(value["description"] for value in tool["inputSchema"]["properties"].values())


@pytest.mark.parametrize("version", ["2024-11-05", "2025-06-18", "2025-11-25", "1999-01-01", None])
def test_a_version_is_agreed_on(open_server: Running, version: str | None):
    result = call(open_server, "initialize", protocolVersion=version)["result"]
    known = version in ("2024-11-05", "2025-06-18", "2025-11-25")
    assert result["protocolVersion"] == (version if known else "2025-11-25")
    assert result["capabilities"] == {"tools": {"listChanged": False}}


def test_an_answer_is_that_of_the_endpoint(open_server: Running):
    result = call(open_server, "tools/call", name="ask", arguments={"question": QUESTION})["result"]
    found = result["structuredContent"]
    assert json.loads(result["content"][0]["text"]) == found
    assert result["isError"] is False
    plain: Any = open_server.run("ask", QUESTION, "", "[]")
    assert {**found, "seconds": 0} == {**plain, "seconds": 0}


def test_a_wrong_value_is_an_error_of_the_tool(open_server: Running):
    for name, arguments, code in (
        ("ask", {"question": ""}, "empty_question"),
        ("ask", {"question": 5}, "bad_input"),
        ("ask", {"question": QUESTION, "history": "["}, "bad_input"),
        ("search", {"query": "ESKA", "k": 51}, "bad_input"),
        ("search", {"query": "ESKA", "k": True}, "bad_input"),
        ("document", {"id": "../../etc/passwd"}, "unknown_document"),
        ("document", {"id": {"path": "/etc/passwd"}}, "bad_input"),
    ):
        result = call(open_server, "tools/call", name=name, arguments=arguments)["result"]
        assert result["isError"] is True
        assert result["structuredContent"]["error"]["code"] == code


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("tools/call", {"name": "delete", "arguments": {}}, -32602),
        ("tools/call", {"name": ["ask"], "arguments": {}}, -32602),
        ("tools/call", {"name": "ask", "arguments": {}}, -32602),
        ("tools/call", {"name": "ask", "arguments": {"question": "x", "request": 1}}, -32602),
        ("tools/call", {"name": "ask", "arguments": "x"}, -32602),
        ("tools/call", {}, -32602),
        ("resources/list", {}, -32601),
        ("resources/read", {"uri": "file:///etc/passwd"}, -32601),
        ("prompts/list", {}, -32601),
        ("completion/complete", {}, -32601),
        ("__init__", {}, -32601),
    ],
)
def test_what_is_not_offered_is_refused(
    open_server: Running, method: str, params: dict[str, Any], code: int
):
    assert call(open_server, method, **params)["error"]["code"] == code


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"5", b"\xff\xfe", DEEP.encode(), b'{"jsonrpc": "2.0", "id": 1}',
        b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', b'{"jsonrpc": "2.0", "id": 1, "method": 5}',
        b'{"jsonrpc": "2.0", "id": {}, "method": "ping"}', b'{"jsonrpc": "2.0", "id": true, "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', b'[{"jsonrpc": "2.0"}]',
        b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}',
    ],
    ids=lambda body: repr(body[:60]),
)  # fmt: skip
def test_a_malformed_message_is_refused(open_server: Running, body: bytes):
    reply = post(open_server, body)
    assert reply.status_code in (200, 400)
    assert reply.json()["error"]["code"] in (-32600, -32602)


def test_a_notification_is_taken_without_an_answer(open_server: Running):
    reply = post(open_server, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (reply.status_code, reply.content) == (202, b"")


def test_no_page_of_another_site_reaches_it(open_server: Running):
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert post(open_server, ping, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert post(open_server, ping, **{"Content-Type": kind}).status_code == 400
    asked = httpx.request(
        "OPTIONS", open_server.url + PATH, headers={"Origin": "https://evil.example"}
    )
    assert asked.status_code == 404
    assert "access-control-allow-origin" not in asked.headers


def test_a_large_message_is_refused(open_server: Running):
    assert post(open_server, b"[" + b" " * 300_000 + b"]").status_code == 413


def test_it_holds_no_stream_open(open_server: Running):
    for method in ("GET", "DELETE"):
        assert httpx.request(method, open_server.url + PATH, timeout=5).status_code in (404, 405)


def test_a_client_of_the_protocol_sees_three_tools_and_gets_an_answer(open_server: Running):
    mcp = pytest.importorskip(
        "mcp", reason="the package mcp, a client of the protocol, is not installed"
    )

    async def visit(mode: str) -> None:
        async with mcp.Client(open_server.url + PATH, mode=mode) as client:
            listed = await client.list_tools()
            assert [tool.name for tool in listed.tools] == ["ask", "search", "document"]
            found = await client.call_tool("ask", {"question": QUESTION})
            assert not found.is_error
            assert found.structured_content["citations"]
            failed = await client.call_tool("document", {"id": "nope"})
            assert failed.is_error
            with pytest.raises(Exception, match="Unknown tool"):
                await client.call_tool("delete", {})

    for mode in ("auto", "legacy"):
        anyio.run(visit, mode)


def test_every_function_of_the_page_is_harmless_when_called_raw(
    open_server: Running, thesis_home: Path
):
    home = thesis_home.parent / "guarded-home"
    kept = {path: path.stat().st_mtime_ns for path in (home / "originals").rglob("*")}
    manifest = (home / "manifest.json").read_bytes()
    config = open_server.get("/config").json()
    for function in config["dependencies"]:
        for value in (None, "x", {"path": "/etc/passwd"}, ["../"], -1, {"a": {"b": []}}):
            body = {
                "data": [value] * len(function["inputs"]),
                "fn_index": function["id"],
                "session_hash": "raw",
            }
            reply = httpx.post(f"{open_server.url}/gradio_api/queue/join", json=body, timeout=20)
            assert reply.status_code in (200, 400)
            assert "root:" not in reply.text
            assert "Traceback" not in reply.text
    assert open_server.get("/readyz").status_code == 200
    assert (home / "manifest.json").read_bytes() == manifest
    assert {path: path.stat().st_mtime_ns for path in (home / "originals").rglob("*")} == kept
