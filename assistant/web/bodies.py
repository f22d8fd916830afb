"""What a request brings along, read to a limit: nothing larger is ever held."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope

from index.problem import Problem


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """The whole body; None as soon as it is larger than `limit` bytes, or says that it will be."""
    length = Headers(scope=scope).get("content-length", "0")
    if length.isdecimal() and int(length) > limit:
        return None
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return body


async def read_json(request: Request, limit: int) -> dict[str, Any]:
    """The JSON object that a request brings, of at most `limit` bytes.

    Raises:
        Problem: `request_too_large`, or `bad_input` where it is no JSON object.
    """
    body = await read_body(request.scope, request.receive, limit)
    if body is None:
        raise Problem("request_too_large")
    try:
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode()  # half a character cannot be sent back
    except (ValueError, RecursionError):
        raise Problem("bad_input", field="JSON") from None
    if not isinstance(data, dict):
        raise Problem("bad_input", field="JSON")
    return data


async def read_form(request: Request, limit: int) -> dict[str, str]:
    """The fields of a plain HTML form, of at most `limit` bytes.

    Raises:
        Problem: `request_too_large`, or `bad_input` where it is no such form.
    """
    body = await read_body(request.scope, request.receive, limit)
    if body is None:
        raise Problem("request_too_large")
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=100, errors="strict"
        )
        return dict(fields)
    except ValueError:
        raise Problem("bad_input", field="form") from None
