"""The page's process: listens at once, serves, and stops when it is told to."""

import errno
import os
import signal
import socket
import sys

from assistant.messages import string
from assistant.settings import Settings
from index.problem import Problem

_DRAIN_SECONDS = 5


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
    # Once it serves, uvicorn drains on these signals and then raises them again.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    listener = _listen(settings)
    _prepare_gradio(settings)
    import uvicorn  # noqa: PLC0415 - heavy

    from assistant.web.application import build_app  # noqa: PLC0415 - reads the environment

    config = uvicorn.Config(
        build_app(settings),
        log_level="warning",
        access_log=False,
        proxy_headers=settings.trusted_proxy is not None,
        forwarded_allow_ips=settings.trusted_proxy or "",
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
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
