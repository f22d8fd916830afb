"""The web app: the page, its endpoints and its addresses, behind one gate."""

import warnings

import gradio as gr
from fastapi import FastAPI
from starlette.types import ASGIApp

from assistant.conversation import open_assistant
from assistant.settings import ROOT, Settings
from assistant.web import ask, mcp
from assistant.web.dressing import Dressing
from assistant.web.gate import Gate
from assistant.web.handlers import Handlers
from assistant.web.library import Gaps
from assistant.web.page import build_page, theme
from assistant.web.routes import routes


def build_app(settings: Settings) -> ASGIApp:
    """Everything that is served, with the library opening behind it."""
    assistant = open_assistant(settings)
    library = assistant.library
    library.open_in_background()
    gaps = Gaps(settings.knowledge)
    handlers = Handlers(assistant, settings.language, gaps.note)
    blocks = build_page(handlers, assistant.model)
    own = [
        *routes(assistant, library, settings, gaps),
        *ask.routes(assistant, handlers.asking, gaps.note),
        *(mcp.routes(handlers, settings.language) if settings.mcp else ()),
    ]
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=[*own])
    with warnings.catch_warnings():
        # It says that server-side rendering is off, as it is meant to be.
        warnings.filterwarnings("ignore", message="SSR mode is not supported")
        _mount(app, blocks, settings)
    functions = {
        index: len(function.inputs) for index, function in blocks.fns.items() if function.queue
    }
    return Gate(Dressing(app), own, functions, settings.language)


def _mount(app: FastAPI, blocks: gr.Blocks, settings: Settings) -> None:
    """Put Gradio under the app with everything off that is not needed."""
    gr.mount_gradio_app(
        app,
        blocks,
        "/",
        server_name=settings.host,
        server_port=settings.port,
        theme=theme(),
        footer_links=[],
        app_kwargs={"openapi_url": None},
        allowed_paths=[],
        blocked_paths=[str(ROOT), str(settings.home)],
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        run_history=False,
        show_error=False,
        ssr_mode=False,
        max_file_size=1,
    )
