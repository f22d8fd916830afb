"""The page's process: one server with everything on it, closed by default, that stops when it is told to."""

import errno
import os
import signal
import socket
import sys
from typing import Any

from assistant.messages import string
from assistant.settings import ROOT, Settings
from index.problem import Problem

_DRAIN_SECONDS = 5


def build_app(settings: Settings) -> Any:
    """The web app, with the library opening behind it. Settings are read, nothing is listened to yet."""
    _prepare_gradio(settings)
    # Gradio and the assistant take seconds to import, and read their environment when they are.
    import gradio as gr
    from fastapi import FastAPI

    from assistant.conversation import open_assistant
    from assistant.web.dressing import Dressing
    from assistant.web.gate import Gate
    from assistant.web.handlers import Handlers
    from assistant.web.page import build_page, theme
    from assistant.web.routes import routes

    assistant = open_assistant(settings)
    library = assistant.library
    library.open_in_background()
    blocks = build_page(Handlers(assistant, settings.language))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=routes(assistant, library))
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
    functions = {index: len(function.inputs) for index, function in blocks.fns.items()}
    return Gate(Dressing(app), functions, settings.language)


def _prepare_gradio(settings: Settings) -> None:
    """Set what Gradio reads from the environment when it is imported."""
    os.environ["GRADIO_TEMP_DIR"] = str(settings.home / "gradio")
    for name in ("GRADIO_ALLOWED_PATHS", "GRADIO_ROOT_PATH", "GRADIO_LOCAL_DEV_MODE"):
        os.environ.pop(name, None)


def serve(settings: Settings) -> None:
    """Serve the page until the process is told to stop.

    Raises:
        Problem: `port_taken`, or `bad_setting` for an address that cannot be listened at.
    """
    listener = _listen(settings)
    import uvicorn

    config = uvicorn.Config(
        build_app(settings),
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    # The server stops on these signals and then raises them again: with this, the process ends with 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    host, port = listener.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    sys.stderr.write(string("page.serving", settings.language, url=url) + "\n")
    uvicorn.Server(config).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Problem("port_taken", port=settings.port) from None
        raise Problem("bad_setting", name="ASSISTANT_HOST", reason=error.strerror or "") from None
    return listener
