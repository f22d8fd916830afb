"""Server-sent events (WHATWG HTML, 9.2) of a chat completion become the text they carry. Untrusted input."""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

from index.problem import Problem

_LONGEST = 2_000_000
"""Bytes of a whole stream: some 200 times what an answer needs."""
_FIELDS = (":", "event:", "id:", "retry:")
"""What else a line may begin with: comments, and fields that mean nothing here."""
_LINE_END = re.compile(rb"\r\n|\n|\r")


async def deltas(chunks: AsyncIterator[bytes]) -> AsyncGenerator[str, None]:
    """The pieces of text of a stream, up to its end.

    Args:
        chunks: the body as it comes, cut anywhere.

    Raises:
        Problem: `model_garbled` for what is not such a stream; `model_truncated` for one that ends before the reply
            does; `model_failing` for an error in it; `model_empty` for nothing at all.
    """
    finished = False
    seen = 0
    async with aclosing(_payloads(chunks)) as payloads:
        async for payload in payloads:
            seen += 1
            if payload == "[DONE]":
                finished = True
                break
            text, reason = _read(payload)
            if reason not in (None, "stop"):
                raise Problem("model_truncated")  # "length", "content_filter": there was more
            finished = finished or reason == "stop"
            if text:
                yield text
    if not seen:
        raise Problem("model_empty")
    if not finished:
        raise Problem("model_truncated")


async def _payloads(chunks: AsyncIterator[bytes]) -> AsyncGenerator[str, None]:
    """The `data` of each event."""
    data: list[str] = []
    is_stream = False
    async with aclosing(_lines(chunks)) as lines:
        async for line in lines:
            if not line and data:
                yield "\n".join(data)
                data = []
            elif line.startswith("data:"):
                is_stream = True
                data.append(line[5:].removeprefix(" "))
            elif line and not is_stream and not line.startswith(_FIELDS):
                raise Problem("model_garbled")  # a page or plain JSON in place of a stream
    if data:
        yield "\n".join(data)


async def _lines(chunks: AsyncIterator[bytes]) -> AsyncGenerator[str, None]:
    rest, size = b"", 0
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > _LONGEST:
                raise Problem("model_garbled")
            *lines, rest = _LINE_END.split(rest + chunk)
            for line in lines:
                yield line.decode("utf-8")
        yield rest.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("model_garbled") from None


def _read(payload: str) -> tuple[str, str | None]:
    """One event's text, and why the reply ends with it, if it does."""
    try:
        found: Any = json.loads(payload)
    except (ValueError, RecursionError):
        raise Problem("model_garbled") from None
    if not isinstance(found, dict):
        raise Problem("model_garbled")
    if "error" in found:
        raise Problem("model_failing")
    choices: Any = found.get("choices")
    if choices == []:
        return "", None  # the count of tokens that some servers add
    try:
        delta, reason = choices[0].get("delta") or {}, choices[0].get("finish_reason")
        text = delta.get("content") or ""
    except (TypeError, KeyError, IndexError, AttributeError):
        raise Problem("model_garbled") from None
    if not isinstance(text, str) or not isinstance(reason, str | None):
        raise Problem("model_garbled")
    return text.encode("utf-8", "ignore").decode(
        "utf-8"
    ), reason  # without halves of surrogate pairs
