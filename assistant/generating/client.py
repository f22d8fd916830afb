"""An OpenAI-compatible server's `/chat/completions`, its stream read as it comes.

One request at a time, on an event loop of its own: so a wait of any kind (a name that does not resolve, a header that
drips, a body that stops) ends when the time is up, or when whoever reads the text has gone.
"""

import asyncio
import random
import re
import time
from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from assistant.generating.events import deltas
from assistant.generating.model import Limits, Model
from index.problem import Problem
from index.tokens import count_tokens

Messages = Sequence[Mapping[str, str]]
"""[{"role": "system" or "user", "content": text}, ..]"""

BEAT = 0.5
"""Seconds after which an empty piece says that nothing has come."""
_LONGEST_ERROR = 4096
"""Bytes of an error's body that are looked at, and shown to nobody: servers repeat keys in them."""
_TOO_LONG = re.compile(rb"context|too long|too large|maximum|n_ctx|max_tokens", re.IGNORECASE)


class _Retryable(Exception):
    """A fault that may pass: the problem it ends as, and the pause the server asks for."""

    def __init__(self, problem: Problem, wait: float | None = None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.wait = wait


def stream(model: Model, messages: Messages) -> Generator[str, None, None]:
    """Ask a model and yield its reply in pieces.

    Args:
        model: whose breaker and allowance are asked first.
        messages: their tokens count against the day.

    Yields:
        Text as it comes; "" after each half second without any, so that a reader who has gone can close this
        generator. Closing it closes the connection.

    Raises:
        Problem: `model_resting`, `model_budget`; `model_unreachable`, `model_refused` (401, 403), `model_unknown`
            (404), `model_busy` (429), `model_failing` (5xx), `model_rejected`, `model_too_long` (other 4xx),
            `model_slow`, `model_garbled`, `model_empty`, `model_truncated`. All within `limits.total` seconds.
    """
    model.breaker.check()
    sent = sum(count_tokens(message["content"]) for message in messages)
    most = (model.limits.retries + 1) * sent + model.limits.answer
    day = model.allowance.reserve(most)
    received: list[str] = []
    attempts = [0]
    try:
        for piece in _run(_pieces(model, messages, attempts), model.limits.total):
            received.append(piece)
            yield piece
        if not "".join(received).strip():
            raise Problem("model_empty")
    except Problem:
        model.breaker.failed()
        raise
    else:
        model.breaker.succeeded()
    finally:
        used = attempts[0] * sent + count_tokens("".join(received))
        model.allowance.give_back(max(most - used, 0), day)


def _run(pieces: AsyncGenerator[str, None], seconds: float) -> Generator[str, None, None]:
    """An asynchronous generator, driven from here; "" for each beat without a piece."""
    loop = asyncio.new_event_loop()
    ends = time.monotonic() + seconds
    task: asyncio.Task[str | None] | None = None
    try:
        while True:
            task = task or loop.create_task(_next(pieces))
            left = ends - time.monotonic()
            if left <= 0:
                raise Problem("model_slow")
            loop.run_until_complete(asyncio.wait({task}, timeout=min(BEAT, left)))
            if not task.done():
                yield ""
                continue
            piece, task = task.result(), None
            if piece is None:
                return
            yield piece
    finally:
        if task is not None and not task.done():
            task.cancel()
            loop.run_until_complete(asyncio.wait({task}))
        loop.run_until_complete(pieces.aclose())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _next(pieces: AsyncGenerator[str, None]) -> str | None:
    return await anext(pieces, None)


async def _pieces(
    model: Model, messages: Messages, attempts: list[int]
) -> AsyncGenerator[str, None]:
    """The reply's text over as many attempts as it takes; none after the first piece has come."""
    limits = model.limits
    ends = time.monotonic() + limits.total
    timeout = httpx.Timeout(limits.total, connect=limits.connect)
    # No proxy and no .netrc of the environment, no redirect: the text goes where the settings say, or nowhere.
    async with httpx.AsyncClient(timeout=timeout, trust_env=False) as client:
        while True:
            attempts[0] += 1
            started = False
            try:
                async with aclosing(_attempt(client, model, messages)) as attempt:
                    async for piece in attempt:
                        started = True
                        yield piece
                return
            except _Retryable as fault:
                wait = _pause(fault.wait, attempts[0], limits)
                if started:
                    raise Problem("model_truncated") from None
                late = time.monotonic() + wait >= ends
                if attempts[0] > limits.retries or wait > limits.wait or late:
                    raise fault.problem from None
            await asyncio.sleep(wait)


def _pause(asked: float | None, attempt: int, limits: Limits) -> float:
    """Seconds before the next attempt; chance keeps many clients from coming back at once."""
    own = limits.backoff * float(2 ** (attempt - 1)) * (0.5 + random.random())  # noqa: S311
    return own if asked is None else asked + own * 0.1


async def _attempt(
    client: httpx.AsyncClient, model: Model, messages: Messages
) -> AsyncGenerator[str, None]:
    headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    body: dict[str, Any] = {
        "model": model.name,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": model.limits.answer,
        "stream": True,
    }
    address = f"{model.url}/chat/completions"
    try:
        async with client.stream("POST", address, json=body, headers=headers) as response:
            await _check_status(response)
            async with aclosing(deltas(response.aiter_raw())) as reply:
                async for piece in reply:
                    yield piece
    except httpx.ConnectTimeout:
        raise _Retryable(Problem("model_unreachable")) from None
    except httpx.TimeoutException:
        raise Problem("model_slow") from None
    except httpx.HTTPError:
        raise _Retryable(Problem("model_unreachable")) from None


_FINAL = {401: "model_refused", 403: "model_refused", 404: "model_unknown"}
_PASSING = {408: "model_failing", 429: "model_busy"}


async def _check_status(response: httpx.Response) -> None:
    """Nothing for 200; else the problem that the status stands for."""
    status = response.status_code
    if status == 200:
        return
    if status in _FINAL:
        raise Problem(_FINAL[status])
    if status in _PASSING or status >= 500:
        wait = _seconds(response.headers.get("Retry-After"))
        raise _Retryable(Problem(_PASSING.get(status, "model_failing")), wait)
    told = b""
    async for chunk in response.aiter_raw():
        told += chunk
        if len(told) > _LONGEST_ERROR:
            break
    too_long = status == 413 or _TOO_LONG.search(told[:_LONGEST_ERROR])
    raise Problem("model_too_long" if too_long else "model_rejected")


def _seconds(retry_after: str | None) -> float | None:
    """A `Retry-After` (RFC 9110, 10.2.3: seconds, or a date) in seconds; None where there is none to read."""
    if retry_after is None:
        return None
    try:
        return (
            max(float(retry_after), 0.0)
            if retry_after.strip()[:1].isdigit()
            else _until(retry_after)
        )
    except (ValueError, TypeError, OverflowError):
        return None


def _until(moment: str) -> float:
    return max((parsedate_to_datetime(moment) - datetime.now(UTC)).total_seconds(), 0.0)
