"""The evaluator's addresses: the page, the answers of the last evaluation, the form with the marks in it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.evaluation.marking import CRITERIA, GRADES, check_name
from assistant.evaluation.reporting import read_result
from assistant.messages import describe, strings
from assistant.settings import Settings
from assistant.web.account.doors import Fields, acting, showing
from assistant.web.account.sessions import Session, Sessions
from assistant.web.drawing import draw
from assistant.web.marking.forms import filled_in, in_order
from assistant.web.responding import error_response, page
from index.document import Language
from index.problem import Problem

_MOST_BYTES = 4 * 2**20
"""Marks and comments on a few thousand answers, as a form encodes them."""
_BASE = "/marking/{ui:language}"


def routes(settings: Settings, sessions: Sessions) -> list[Route]:
    """The addresses of marking."""
    folder = settings.home / "evaluation"

    def show(request: Request, session: Session, ui: Language) -> Response:  # noqa: ARG001
        problem: Problem | None = None
        try:
            read_result(folder)
        except Problem as found:
            problem = found
        html = draw(
            "marking",
            ui,
            own=strings(ui)["marking_page"],
            rubric=strings(ui)["evaluation"]["marking"],
            session=session,
            criteria=CRITERIA,
            grades=GRADES,
            problem=describe(problem, ui) if problem else None,
        )
        return page(html)

    def answers(request: Request, session: Session, ui: Language) -> Response:  # noqa: ARG001
        try:
            result = read_result(folder)
            shown = in_order(result, request.query_params.get("marker", ""), ui)
        except Problem as problem:
            return error_response(problem, ui)
        data = {"run": result["fingerprint"], "answers": shown}
        return JSONResponse(data, headers={"Cache-Control": "no-store"})

    def write(fields: Fields, ui: Language) -> Response:
        marker = check_name(fields.get("marker", ""))
        text = filled_in(read_result(folder), marker, fields.get("marks", ""), ui)
        return Response(
            text.encode(),
            media_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{_ascii(marker)}.csv"',
                "Cache-Control": "no-store",
            },
        )

    return [
        Route(_BASE, showing(sessions, "evaluator", show)),
        Route(f"{_BASE}/answers", showing(sessions, "evaluator", answers)),
        Route(f"{_BASE}/form", acting(sessions, "evaluator", write, _MOST_BYTES), methods=["POST"]),
    ]


def _ascii(marker: str) -> str:
    """A marker's name as a header can hold it; `check_name` lets in letters of any alphabet."""
    return marker.encode("ascii", "ignore").decode() or "form"
