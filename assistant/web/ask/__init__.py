"""The addresses of the page "Ask": a turn as it grows, why an answer, another language, and what is taken away."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from assistant.answer import Answer
from assistant.conversation import Assistant
from assistant.requests import parse_history, parse_only
from assistant.web.ask.choosing import render_choices
from assistant.web.ask.exporting import FORMATS, exported
from assistant.web.ask.records import read_answers
from assistant.web.ask.turning import Turns
from assistant.web.limits import RateLimit
from assistant.web.rendering import render_answer, render_why
from assistant.web.responding import language_of, posted
from assistant.web.shell import render_shell
from index.problem import Problem

_MOST_BYTES = 2 * 1024 * 1024
"""Of a conversation that is sent back to be drawn or exported."""
_A_MINUTE = 120


def routes(assistant: Assistant, asking: RateLimit, note: Callable[[Answer], None]) -> list[Route]:
    """Args: `asking` counts the questions of an address, whichever way they come; `note` what is declined."""
    turns = Turns(assistant, asking, note)
    rate = RateLimit(_A_MINUTE)

    def why(data: dict[str, Any]) -> Response:
        """{"turn": a record, "history": the turns before it} -> {"html"}."""
        ui = language_of(data.get("ui"))
        answer = read_answers(assistant, [data.get("turn")])[0]
        history, only = parse_history(data.get("history")), parse_only(data.get("only"))
        compared = assistant.compared(answer, history, ui, only)
        return JSONResponse({"html": render_why(answer, compared, ui)})

    def redraw(data: dict[str, Any]) -> Response:
        """{"turns": records} -> {"html": [..]}, in the language of the page."""
        ui = language_of(data.get("ui"))
        answers = read_answers(assistant, data.get("turns"))
        return JSONResponse({"html": [render_answer(answer, ui) for answer in answers]})

    def export(data: dict[str, Any]) -> Response:
        """{"turns": records, "format"} -> the file; what is quoted is read from the documents again."""
        ui, name = language_of(data.get("ui")), data.get("format")
        if not isinstance(name, str) or name not in FORMATS:
            raise Problem("bad_input", field="format")
        answers = read_answers(assistant, data.get("turns"))
        content = exported(answers, name, ui, assistant.source_entries())
        return Response(content, media_type=FORMATS[name])

    def shell(request: Request) -> Response:
        html = render_shell(request.path_params["ui"], assistant.model)
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    def choose(request: Request) -> Response:
        html = render_choices(assistant.library, request.path_params["ui"])
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    return [
        Route("/choose/{ui:language}", choose),
        Route("/turn/{ui:language}", turns.turn, methods=["POST"]),
        Route("/why", posted(why, _MOST_BYTES, rate), methods=["POST"]),
        Route("/redraw", posted(redraw, _MOST_BYTES, rate), methods=["POST"]),
        Route("/export", posted(export, _MOST_BYTES, rate), methods=["POST"]),
        Route("/shell/{ui:language}", shell),
    ]
