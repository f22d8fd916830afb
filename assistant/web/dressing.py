"""Gradio's start page, dressed: the page's language and title, its style and its script.

Gradio serves one template for every page, in English, with link previews of its own site.
"""

import json
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.messages import string
from assistant.web.drawing import draw
from assistant.web.handlers import VISITOR_COOKIE
from assistant.web.shell import HOME
from index.document import Language

LANGUAGE_COOKIE = "language"
_PAGES: dict[str, Language] = {path: ui for ui, path in HOME.items()}
_PREVIEWS = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>")
_BASE = re.compile(r"<base [^>]*>")
_LANG = re.compile(r"<html\s+lang=\"en\"")


class Dressing:
    """Middleware that changes the HTML of `/` and `/en`, and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Dress the answer to a page's address; send a visitor who chose English there."""
        ui = _PAGES.get(scope.get("path", "")) if scope["type"] == "http" else None
        if ui is None:
            await self._app(scope, receive, send)
            return
        cookies = Request(scope).cookies
        if ui == "id" and cookies.get(LANGUAGE_COOKIE) == "en":
            await RedirectResponse(HOME["en"], status_code=303)(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        dressed = _Dressed(send, ui, is_new=VISITOR_COOKIE not in cookies)
        await self._app({**scope, "headers": plain}, receive, dressed)


class _Dressed:
    """Holds the response back until it is whole, then sends it changed."""

    def __init__(self, send: Send, ui: Language, *, is_new: bool) -> None:
        self._send = send
        self._ui = ui
        self._is_new = is_new
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(scope=self._start)
        headers["Cache-Control"] = "no-store"
        headers["Content-Language"] = self._ui
        if self._is_new:
            value = f"{VISITOR_COOKIE}={secrets.token_urlsafe(16)}; Path=/; HttpOnly; SameSite=Lax"
            headers.append("Set-Cookie", value)
        if self._body:
            self._body = dress(self._body.decode(), self._ui).encode()
            headers["Content-Length"] = str(len(self._body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})


def dress(html: str, ui: Language) -> str:
    """The start page in `ui`, with the page's own head and a text for browsers without scripts."""
    html = _BASE.sub("", _PREVIEWS.sub("", html))
    html = _LANG.sub(f'<html lang="{ui}"', html, count=1)
    title, own = string("page.title", "id"), string("page.title", ui)
    html = html.replace(f'"title":{json.dumps(title)}', f'"title":{json.dumps(own)}')
    html = html.replace("</head>", draw("head", ui) + "</head>", 1)
    return html.replace("</body>", draw("noscript", ui) + "</body>", 1)
