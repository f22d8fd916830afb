"""The addresses beside the chat page: health, library state, reader, help, static files."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from assistant.conversation import Assistant
from assistant.messages import describe, string
from assistant.settings import Settings
from assistant.web import account, documents, marking, practise, train
from assistant.web.drawing import draw, static, static_names
from assistant.web.dressing import LANGUAGE_COOKIE
from assistant.web.library import Gaps
from assistant.web.library import routes as library_routes
from assistant.web.responding import page
from assistant.web.score import pages as score
from assistant.web.shell import HOME, render_help, render_leave
from index.document import Language
from index.library import LibraryHandle
from index.problem import Problem

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600


def routes(
    assistant: Assistant, library: LibraryHandle, settings: Settings, gaps: Gaps | None = None
) -> list[Route]:
    """All addresses that are not Gradio's; `gaps` is told of the answers."""

    def healthz(request: Request) -> Response:  # noqa: ARG001
        return JSONResponse({"status": "ok"})

    def readyz(request: Request) -> Response:  # noqa: ARG001
        is_ready = library.problem() is None
        return JSONResponse({"ready": is_ready}, status_code=200 if is_ready else 503)

    def status(request: Request) -> Response:
        return JSONResponse(_state(library.problem(), request.path_params["ui"]))

    handlers: dict[str, Callable[[Request], Response]] = {
        "/healthz": healthz,
        "/readyz": readyz,
        "/status/{ui:language}": status,
        "/help/{ui:language}": _help,
        "/leave": _leave,
        "/language/{ui:language}": _choose_language,
        "/page/{name}": _static,
    }
    own = [Route(path, handler) for path, handler in handlers.items()]
    sessions = account.Sessions(settings)
    return [
        *own,
        *account.routes(sessions),
        *library_routes(assistant, settings, gaps),
        *documents.routes(settings, sessions),
        *marking.routes(settings, sessions),
        *practise.routes(library),
        *score.routes(library, settings.knowledge),
        *train.routes(library),
    ]


def _state(problem: Problem | None, ui: Language) -> dict[str, object]:
    """Whether questions are answered, and the line that says why not."""
    if problem is None:
        return {"ready": True, "html": draw("state", ui, message=string("page.ready", ui), hint="")}
    if problem.code == "library_not_ready":
        html = draw("state", ui, message=string("page.opening", ui), hint="")
    else:
        error = describe(problem, ui)
        html = draw("state", ui, message=error.message, hint=error.hint)
    return {"ready": False, "opening": problem.code == "library_not_ready", "html": html}


def _help(request: Request) -> Response:
    return page(render_help(request.path_params["ui"]))


def _leave(request: Request) -> Response:  # noqa: ARG001
    return page(render_leave())


def _choose_language(request: Request) -> Response:
    ui = request.path_params["ui"]
    response = RedirectResponse(HOME[ui], status_code=303)
    response.set_cookie(LANGUAGE_COOKIE, ui, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in static_names():
        return PlainTextResponse("", status_code=404)
    headers = {"Cache-Control": "no-cache"}
    return Response(static(name), media_type=_TYPES[name.rpartition(".")[2]], headers=headers)
