"""The door of the page's server: what is not named here does not exist, and no request is large.

Gradio brings many routes (uploads, a proxy, monitoring, an editor, ...); the page and the endpoints need few.
"""

import json
import re
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.messages import describe
from assistant.web.page import ARITY
from index.document import Language
from index.problem import Problem

BODY_LIMIT = 256 * 1024

_NAMES = "|".join(ARITY)
_OPEN = {
    "GET": re.compile(
        r"/(en)?|/healthz|/readyz|/status/(id|en)|/leave|/(help|language)/(id|en)|/page/[a-z.]+|/reader/.+"
        r"|/config|/theme\.css|/favicon\.ico|/robots\.txt|/assets/.+|/static/.+"
        rf"|/gradio_api/(info|app_id|login_check|startup-events|theme\.css|queue/(data|status)"
        rf"|heartbeat/[\w-]+|call/(v2/)?({_NAMES})/\w+)/?"
    ),
    "POST": re.compile(
        rf"/gradio_api/(queue/join|cancel|reset|(run|api|call|call/v2)/({_NAMES}))/?"
    ),
}
_CALL = re.compile(rf"/gradio_api/(run|api|call)/({_NAMES})/?")
_SECURITY_HEADERS = {
    # Gradio needs inline scripts and styles, and compiles the template of its HTML component with `Function`.
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Gate:
    """Middleware around the whole app."""

    def __init__(self, app: ASGIApp, functions: dict[int, int], language: Language) -> None:
        """Args: `functions` says how many values each of Gradio's functions takes, by its index."""
        self._app = app
        self._functions = functions
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send))

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._closed(scope)
        if refusal is None and scope["method"] == "POST":
            body = await _read(receive)
            if body is None:
                refusal = self._error(413, Problem("request_too_large"))
            elif not self._is_well_formed(scope["path"], body):
                refusal = self._error(400, Problem("bad_input", field="JSON"))
            else:
                receive = _again(body, receive)
        await (refusal or self._app)(scope, receive, send)

    def _closed(self, scope: Scope) -> Response | None:
        method = "GET" if scope["method"] in ("HEAD", "OPTIONS") else scope["method"]
        path: str = scope["path"]
        pattern = _OPEN.get(method)
        if pattern and pattern.fullmatch(path):
            return None
        if scope["method"] == "OPTIONS" and _OPEN["POST"].fullmatch(path):
            return None
        if path.startswith("/gradio_api/upload"):
            return self._error(403, Problem("not_offered"))
        return self._error(404, Problem("not_offered"))

    def _error(self, status: int, problem: Problem) -> Response:
        return JSONResponse(describe(problem, self._language).to_json(), status_code=status)

    def _is_well_formed(self, path: str, body: bytes) -> bool:
        """Whether Gradio's routes can read the body; they answer some bodies with a traceback."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return False
        if not isinstance(data, dict):
            return False
        if call := _CALL.fullmatch(path):
            return _has_values(data, ARITY[call[2]]) and not data.keys() & {"fn_index", "batched"}
        if path.startswith("/gradio_api/queue/join"):
            index = data.get("fn_index")
            known = type(index) is int and index in self._functions
            return known and _has_values(data, self._functions[index])
        return True


def _has_values(data: dict[str, Any], wanted: int) -> bool:
    values = data.get("data")
    return isinstance(values, list) and len(values) == wanted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None as soon as it is too large."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            return None
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Hand the read body on, then whatever comes next (the end of the connection)."""
    sent = False

    async def receiving() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
