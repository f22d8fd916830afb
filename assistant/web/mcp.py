"""The Model Context Protocol, for programs that give a language model tools: ask, search, document, and no more.

JSON-RPC 2.0 over the protocol's "Streamable HTTP" without sessions or streams, which the specification leaves to the
server (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports). Gradio's own server for it needs an
older pydantic than the rest of the program, and offers every handler there is.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.messages import describe, strings
from assistant.web.account.doors import check_own_page
from assistant.web.bodies import read_json
from assistant.web.failures import logged
from assistant.web.handlers import AT_ONCE, Handlers
from index.document import Language
from index.problem import Problem

PATH = "/gradio_api/mcp"
"""Where Gradio has its own, so that clients find this one at the address that they expect."""
_VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
_MOST_BYTES = 256 * 1024
_INVALID_REQUEST, _NO_METHOD, _INVALID_PARAMS, _INTERNAL = -32600, -32601, -32602, -32603
_SCHEMAS: dict[str, dict[str, dict[str, Any]]] = {
    "ask": {
        "question": {"type": "string", "minLength": 1, "maxLength": 2000},
        "language": {"type": "string", "enum": ["", "id", "en"], "default": ""},
        "history": {"type": "string", "default": "[]"},
    },
    "search": {
        "query": {"type": "string", "minLength": 1, "maxLength": 2000},
        "k": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
    },
    "document": {"id": {"type": "string"}},
}
"""What each tool takes; a value without a default is required."""


@dataclass(frozen=True, slots=True)
class _Fault(Exception):
    """An error of the protocol itself, not of a tool."""

    code: int
    message: str


class Tools:
    """Answers one message of a client. Keeps nothing between messages."""

    def __init__(self, handlers: Handlers, language: Language) -> None:
        self._calls: dict[str, Callable[..., dict[str, Any]]] = {
            "ask": lambda request, question, language, history: handlers.ask(
                question, language, history, request
            ),
            "search": lambda request, query, k: handlers.search(query, k, request),
            "document": lambda request, id: handlers.document(id),  # noqa: ARG005
        }
        self._texts = strings(language)["mcp"]

    def answer(self, message: dict[str, Any], request: Request) -> dict[str, Any] | None:
        """The reply to a message; None where it wants none.

        Args:
            message: JSON-RPC, from anyone.
            request: that brought it; its address is what limits count by.
        """
        id_ = message.get("id")
        try:
            if message.get("jsonrpc") != "2.0" or not isinstance(message.get("method"), str):
                raise _Fault(_INVALID_REQUEST, "Invalid Request")
            if "id" not in message:
                return None
            if type(id_) not in (str, int):
                id_ = None
                raise _Fault(_INVALID_REQUEST, "Invalid Request")
            params = message.get("params", {})
            if not isinstance(params, dict):
                raise _Fault(_INVALID_PARAMS, "Invalid params")
            result = self._result(message["method"], params, request)
        except _Fault as fault:
            error = {"code": fault.code, "message": fault.message}
            return {"jsonrpc": "2.0", "id": id_, "error": error}
        return {"jsonrpc": "2.0", "id": id_, "result": result}

    def _result(self, method: str, params: dict[str, Any], request: Request) -> dict[str, Any]:
        if method == "initialize":
            wanted = params.get("protocolVersion")
            return {
                "protocolVersion": wanted if wanted in _VERSIONS else _VERSIONS[0],
                "capabilities": {"tools": {"listChanged": False}},
                "serverInfo": {"name": "csec-study-assistant", "version": "1"},
                "instructions": self._texts["instructions"],
            }
        if method == "ping":
            return {}
        if method == "tools/list":
            return {"tools": [self._described(name) for name in _SCHEMAS]}
        if method == "tools/call":
            return self._called(params, request)
        raise _Fault(_NO_METHOD, "Method not found")

    def _described(self, name: str) -> dict[str, Any]:
        texts = self._texts["tools"][name]
        values = _SCHEMAS[name]
        return {
            "name": name,
            "title": texts["title"],
            "description": texts["description"],
            "inputSchema": {
                "type": "object",
                "properties": {
                    value: schema | {"description": texts["values"][value]}
                    for value, schema in values.items()
                },
                "required": [value for value, schema in values.items() if "default" not in schema],
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }

    def _called(self, params: dict[str, Any], request: Request) -> dict[str, Any]:
        name, given = params.get("name"), params.get("arguments") or {}
        if not isinstance(name, str) or name not in _SCHEMAS:
            raise _Fault(_INVALID_PARAMS, "Unknown tool")
        schemas = _SCHEMAS[name]
        required = {value for value, schema in schemas.items() if "default" not in schema}
        if not isinstance(given, dict) or not required <= given.keys() <= schemas.keys():
            raise _Fault(_INVALID_PARAMS, f"{name} takes: {', '.join(schemas)}")
        values = {
            value: given.get(value, schema.get("default")) for value, schema in schemas.items()
        }
        found = self._calls[name](request, **values)  # checks each value, and says what is wrong
        return {
            "content": [{"type": "text", "text": json.dumps(found, ensure_ascii=False)}],
            "structuredContent": found,
            "isError": "error" in found,
        }


def routes(handlers: Handlers, language: Language) -> list[Route]:
    """The address of the protocol."""
    tools = Tools(handlers, language)
    at_once = CapacityLimiter(AT_ONCE)

    async def post(request: Request) -> Response:
        try:
            # A page of another site cannot send JSON without asking first, and nobody answers it.
            check_own_page(request)
            if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
                raise Problem("bad_input", field="Content-Type")
            message = await read_json(request, _MOST_BYTES)
            reply = await to_thread.run_sync(tools.answer, message, request, limiter=at_once)
        except Problem as problem:
            return _refused(problem, language)
        except Exception as failure:  # the border: the caller gets data and a reference
            return _refused(logged(failure), language)
        return Response(status_code=202) if reply is None else JSONResponse(reply)

    return [Route(path, post, methods=["POST"]) for path in (PATH, f"{PATH}/")]


def _refused(problem: Problem, language: Language) -> Response:
    code = _INTERNAL if problem.code == "unexpected" else _INVALID_REQUEST
    status = {"unexpected": 500, "request_too_large": 413, "not_allowed": 403}
    error = {"code": code, "message": describe(problem, language).message}
    return JSONResponse(
        {"jsonrpc": "2.0", "id": None, "error": error}, status.get(problem.code, 400)
    )
