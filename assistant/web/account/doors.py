"""What stands before each thing that only some may do: who asks, and whether a page of ours asks.

Two marks tell our own pages from a forged request: the form's token, and what the browser says about the page that the
request comes from (`Sec-Fetch-Site`; browsers send it since 2023, over TLS and on the machine itself).
"""

import hmac
from collections.abc import Awaitable, Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from assistant.messages import describe, strings
from assistant.web.account.sessions import Role, Session, Sessions
from assistant.web.bodies import read_form
from assistant.web.drawing import draw
from assistant.web.failures import logged
from assistant.web.responding import page
from index.document import Language
from index.problem import Problem

Fields = dict[str, str]
Handler = Callable[[Request], Awaitable[Response]]
_STATUS = {
    "not_allowed": 403,
    **dict.fromkeys(
        ("login_off", "no_run", "no_such_upload", "no_such_version", "unknown_document"), 404
    ),
    **dict.fromkeys(("documents_busy", "library_busy"), 409),
    **dict.fromkeys(("request_too_large", "file_too_large"), 413),
    **dict.fromkeys(("rate_limited", "login_locked", "too_many_uploads"), 429),
    "unexpected": 500,
    **dict.fromkeys(("no_space", "uploads_full"), 507),
    "wrong_password": 401,
}


def status_of(problem: Problem) -> int:
    """The HTTP status that fits a problem."""
    return _STATUS.get(problem.code, 400)


def check_own_page(request: Request) -> None:
    """Refuse what a browser says comes from a page of another site.

    Raises:
        Problem: `not_allowed`.
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise Problem("not_allowed")


def check_form(request: Request, session: Session, token: str) -> None:
    """Refuse what no page of ours sent.

    Raises:
        Problem: `not_allowed`.
    """
    check_own_page(request)
    if not hmac.compare_digest(token.encode(), session.form_token.encode()):
        raise Problem("not_allowed")


def refused(problem: Problem, ui: Language) -> Response:
    """The page that says why something was not done."""
    error = describe(problem, ui)
    own = strings(ui)["account"]
    html = draw("refused", ui, own=own, message=error.message, hint=error.hint)
    return page(html, status_of(problem))


def showing(
    sessions: Sessions, role: Role, work: Callable[[Request, Session, Language], Response]
) -> Callable[[Request], Response]:
    """The handler of an address that shows `role` something."""

    def handle(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        try:
            return work(request, sessions.admit(request, role), ui)
        except Problem as problem:
            return refused(problem, ui)
        except Exception as failure:  # the border: the visitor gets a page and a reference
            return refused(logged(failure), ui)

    return handle


def acting(
    sessions: Sessions,
    role: Role,
    work: Callable[[Fields, Language], Response],
    most_bytes: int = 4096,
) -> Handler:
    """The handler of an address that takes a form from `role` and changes something.

    Args:
        sessions: who is logged in.
        role: checked before the form is read.
        work: makes the response from the form's fields; runs in a thread of its own. A `Problem` becomes a page.
        most_bytes: that the form may have.
    """

    async def handle(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        try:
            session = sessions.admit(request, role)
            fields = await read_form(request, most_bytes)
            check_form(request, session, fields.pop("token", ""))
            return await to_thread.run_sync(work, fields, ui)
        except Problem as problem:
            return refused(problem, ui)
        except Exception as failure:  # the border: the visitor gets a page and a reference
            return refused(logged(failure), ui)

    return handle
