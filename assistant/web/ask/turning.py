"""One turn of the page's conversation, as lines of JSON: a written answer appears sentence by sentence.

Nothing of a question is kept or logged. When the page goes away or stops, the request to a language model ends.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Generator
from typing import Any

from anyio import CancelScope, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from assistant.answer import Answer
from assistant.conversation import Assistant
from assistant.generating.checking import Written
from assistant.messages import describe
from assistant.referring import as_markdown
from assistant.web.bodies import read_json
from assistant.web.failures import logged
from assistant.web.handlers import AT_ONCE, MOST_WAITING, VISITOR_COOKIE, address_of
from assistant.web.limits import RateLimit
from assistant.web.rendering import Growing, render_answer, render_problem
from index.document import Language
from index.problem import Problem

MOST_BYTES = 256 * 1024
_A_MINUTE = 10
"""Questions of one visitor."""
_WRITING_AT_ONCE = 16
"""Where a language model writes, most of the time is waiting for it."""
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Line = dict[str, Any]
Steps = Generator[Written | None, None, Answer]


class Turns:
    """Answers the page's questions; holds how many are worked on, and nothing else."""

    def __init__(
        self,
        assistant: Assistant,
        asking: RateLimit,
        note: Callable[[Answer], None] = lambda _answer: None,
    ) -> None:
        """Args: `asking` counts the questions of an address; `note` counts what is declined, by topic."""
        self._assistant = assistant
        self._note = note
        self._asking = asking
        self._visitors = RateLimit(_A_MINUTE)
        self._slots = asyncio.Semaphore(AT_ONCE if assistant.model is None else _WRITING_AT_ONCE)
        self._waiting = 0

    async def turn(self, request: Request) -> Response:
        """{"question", "history"} -> lines: {"sentence": HTML} any number of times, then the turn or an error.

        The last line has "html"; an answer's also "text" (for the history), "copy" (Markdown) and "record" (what
        is sent back to draw or export it).
        """
        ui: Language = request.path_params["ui"]
        try:
            address = address_of(request)
            self._visitors.check(request.cookies.get(VISITOR_COOKIE) or address)
            self._asking.check(address)
            data = await read_json(request, MOST_BYTES)
        except Problem as problem:
            return _lines(_once(_told(problem, ui)))
        return _lines(self._answered(data, ui))

    async def _answered(self, data: dict[str, Any], ui: Language) -> AsyncIterator[Line]:
        if self._waiting >= MOST_WAITING:
            yield _told(Problem("busy"), ui)
            return
        self._waiting += 1
        try:
            async with self._slots:
                steps = self._assistant.steps(
                    data.get("question"),  # type: ignore[arg-type]  # checked there
                    history=data.get("history"),  # type: ignore[arg-type]
                    default_language=ui,
                    only=data.get("only"),
                )
                async for line in _grown(steps, ui, self._note):
                    yield line
        except Problem as problem:
            yield _told(problem, ui)
        except Exception as failure:  # the border: the page gets data and a reference
            yield _told(logged(failure), ui)
        finally:
            self._waiting -= 1


async def _grown(steps: Steps, ui: Language, note: Callable[[Answer], None]) -> AsyncIterator[Line]:
    growing = Growing(ui)
    try:
        while True:
            step = await to_thread.run_sync(_next, steps)
            if isinstance(step, Answer):
                note(step)
                yield await to_thread.run_sync(_whole, step, ui)
                return
            if step is not None:
                yield {"sentence": growing.render(step)}
    finally:
        with CancelScope(shield=True):  # it ends the model's request, which runs a loop of its own
            await to_thread.run_sync(steps.close)


def _next(steps: Steps) -> Written | Answer | None:
    try:
        return next(steps)
    except StopIteration as end:
        answer: Answer = end.value
        return answer


def _whole(answer: Answer, ui: Language) -> Line:
    return {
        "html": render_answer(answer, ui),
        "text": answer.text,
        "copy": as_markdown(answer, ui),
        "record": answer.to_json(),
    }


def _told(problem: Problem, ui: Language) -> Line:
    error = describe(problem, ui)
    return error.to_json() | {"html": render_problem(error, ui)}


async def _once(line: Line) -> AsyncIterator[Line]:
    yield line


def _lines(lines: AsyncIterator[Line]) -> Response:
    async def encoded() -> AsyncIterator[bytes]:
        async for line in lines:
            yield json.dumps(line, ensure_ascii=False).encode() + b"\n"

    return StreamingResponse(encoded(), media_type="application/x-ndjson", headers=_HEADERS)
