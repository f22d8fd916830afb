"""How our own addresses answer: plain pages with a strict policy, and data; nothing is kept by a cache."""

from collections.abc import Awaitable, Callable
from typing import Any

from anyio import to_thread
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.messages import describe
from assistant.web.bodies import read_json
from assistant.web.failures import logged
from assistant.web.limits import RateLimit
from index.document import LANGUAGES, Language
from index.problem import Problem

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_STATUS = {"rate_limited": 429, "request_too_large": 413, "unexpected": 500}


class _LanguageConvertor(Convertor[Language]):
    """`{ui:language}` in an address: a page language, and nothing else."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> Language:
        return language_of(value)

    def to_string(self, value: Language) -> str:
        return value


register_url_convertor("language", _LanguageConvertor())


def language_of(code: object) -> Language:
    """The page language that `code` names, Indonesian where it names none."""
    return next((known for known in LANGUAGES if known == code), "id")


def page(html: str, code: int = 200) -> Response:
    """A whole page; its scripts and styles come from `/page/`, none stands inside."""
    return HTMLResponse(html, status_code=code, headers=_HEADERS)


def error_response(problem: Problem, ui: Language) -> Response:
    """A problem as data, with the status that fits it."""
    status = 503 if problem.code.startswith("library_") else _STATUS.get(problem.code, 400)
    return JSONResponse(describe(problem, ui).to_json(), status_code=status)


def posted(
    work: Callable[[dict[str, Any]], Response], most_bytes: int, rate: RateLimit
) -> Callable[[Request], Awaitable[Response]]:
    """The handler of an address that takes a JSON object, with errors in the language of `?ui=`.

    Args:
        work: makes the response; runs in a thread of its own. A `Problem` becomes data.
        most_bytes: that the object may have.
        rate: counted by the caller's address.
    """

    async def handle(request: Request) -> Response:
        ui = language_of(request.query_params.get("ui"))
        try:
            rate.check(request.client.host if request.client else "")
            data = await read_json(request, most_bytes)
            return await to_thread.run_sync(work, data)
        except Problem as problem:
            return error_response(problem, ui)
        except Exception as failure:  # the border: the caller gets data and a reference
            return error_response(logged(failure), ui)

    return handle
