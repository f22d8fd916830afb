"""The page where one logs in and out."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assistant.messages import describe, strings
from assistant.web.account.doors import Handler, check_form, check_own_page, refused, status_of
from assistant.web.account.sessions import (
    SESSION_COOKIE,
    SESSION_SECONDS,
    Role,
    Session,
    Sessions,
)
from assistant.web.bodies import read_form
from assistant.web.drawing import draw
from assistant.web.failures import logged
from assistant.web.responding import page
from index.document import Language
from index.problem import Problem

_MOST_BYTES = 4096
AREAS: dict[Role, str] = {"trainer": "documents", "evaluator": "marking"}
"""Where each role's page is: `/<area>/<language>`."""


def routes(sessions: Sessions) -> list[Route]:
    """The addresses of logging in and out."""

    def show(request: Request) -> Response:
        return page(_draw(sessions, sessions.find(request), request.path_params["ui"]))

    return [
        Route("/account/{ui:language}", show),
        Route("/account/{ui:language}/enter", _entering(sessions), methods=["POST"]),
        Route("/account/{ui:language}/leave", _leaving(sessions), methods=["POST"]),
    ]


def _entering(sessions: Sessions) -> Handler:
    async def enter(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        role: object = None
        try:
            check_own_page(request)
            fields = await read_form(request, _MOST_BYTES)
            role = fields.get("role")
            address = request.client.host if request.client else ""
            cookie = sessions.enter(role, fields.get("password", ""), address)
        except Problem as problem:
            html = _draw(sessions, None, ui, problem, role)
            return page(html, status_of(problem))
        except Exception as failure:  # the border: the visitor gets a page and a reference
            return refused(logged(failure), ui)
        sessions.leave(request.cookies.get(SESSION_COOKIE, ""))
        area = next(area for name, area in AREAS.items() if name == role)
        response = RedirectResponse(f"/{area}/{ui}", status_code=303)
        _set_cookie(response, request, cookie, SESSION_SECONDS)
        return response

    return enter


def _leaving(sessions: Sessions) -> Handler:
    async def leave(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        try:
            fields = await read_form(request, _MOST_BYTES)
            session = sessions.find(request)
            if session is not None:
                check_form(request, session, fields.get("token", ""))
                sessions.leave(request.cookies[SESSION_COOKIE])
        except Problem as problem:
            return refused(problem, ui)
        response = RedirectResponse(f"/account/{ui}", status_code=303)
        _set_cookie(response, request, "", 0)
        return response

    return leave


def _set_cookie(response: Response, request: Request, value: str, seconds: int) -> None:
    response.set_cookie(
        SESSION_COOKIE,
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _draw(
    sessions: Sessions,
    session: Session | None,
    ui: Language,
    problem: Problem | None = None,
    role: object = None,
) -> str:
    roles = sessions.roles()
    return draw(
        "account",
        ui,
        own=strings(ui)["account"],
        roles=roles,
        chosen=role if role in roles else next(iter(roles), ""),
        session=session,
        areas=AREAS,
        error=describe(problem, ui) if problem else None,
    )
