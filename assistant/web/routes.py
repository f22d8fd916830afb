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
from assistant.web.drawing import draw, static, static_names
from assistant.web.dressing import LANGUAGE_COOKIE
from assistant.web.reader import checked_span, render_document, render_missing
from assistant.web.responding import language_of, page
from assistant.web.shell import HOME, render_help, render_leave
from index.document import Language
from index.library import LibraryHandle
from index.problem import Problem

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600


def routes(assistant: Assistant, library: LibraryHandle) -> list[Route]:
    """All addresses that are not Gradio's."""

    def healthz(request: Request) -> Response:  # noqa: ARG001
        return JSONResponse({"status": "ok"})

    def readyz(request: Request) -> Response:  # noqa: ARG001
        is_ready = library.problem() is None
        return JSONResponse({"ready": is_ready}, status_code=200 if is_ready else 503)

    def status(request: Request) -> Response:
        return JSONResponse(_state(library.problem(), request.path_params["ui"]))

    def reader(request: Request) -> Response:
        return _read(request, assistant, library)

    handlers: dict[str, Callable[[Request], Response]] = {
        "/healthz": healthz,
        "/readyz": readyz,
        "/status/{ui:language}": status,
        "/reader/{document_id:path}": reader,
        "/help/{ui:language}": _help,
        "/leave": _leave,
        "/language/{ui:language}": _choose_language,
        "/page/{name}": _static,
    }
    return [Route(path, handler) for path, handler in handlers.items()]


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


def _read(request: Request, assistant: Assistant, library: LibraryHandle) -> Response:
    query = request.query_params
    ui = language_of(query.get("ui", ""))
    try:
        document = assistant.document(request.path_params["document_id"])
        start, end = checked_span(
            document, _integer(query.get("start")), _integer(query.get("end"))
        )
        sources = library.current().sources_of(document, start, end)
    except Problem as problem:
        code = 503 if problem.code.startswith("library_") else 404
        return page(render_missing(describe(problem, ui), ui), code)
    return page(render_document(document, start, end, sources, ui))


def _integer(text: str | None) -> int | None:
    """A number from an address, or None where there is none.

    Raises:
        Problem: `bad_input`, it is not a plain number.
    """
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Problem("bad_input", field="start, end")
    return int(text)


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
