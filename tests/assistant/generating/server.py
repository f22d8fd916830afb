"""A server of the OpenAI chat protocol over real HTTP: it plays scripted answers and every fault."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-0123456789abcdef"


class Handler(BaseHTTPRequestHandler):
    """One request: recorded, then answered by the next turn of the script; the last turn is repeated."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.requests.append(
            Request(self.path, dict(self.headers), json.loads(self.rfile.read(length)))
        )
        self.close_connection = True
        turns = self.server.turns
        turn = turns.pop(0) if len(turns) > 1 else turns[0]
        try:
            turn(self)
        except OSError:
            self.server.gone.set()  # whoever asked has closed the connection

    def log_message(self, *_: Any) -> None:
        """Print nothing."""

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def write(self, data: str | bytes) -> None:
        self.wfile.write(data.encode("utf-8") if isinstance(data, str) else data)
        self.wfile.flush()

    @property
    def asked(self) -> "Request":
        return self.server.requests[-1]


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All that the model is told."""
        return "\n".join(message["content"] for message in self.body["messages"])

    def key_of(self, words: str) -> str:
        """The key over the passage that has these words, as a model would find it."""
        before = self.text[: self.text.index(words)]
        return before[before.rindex("[s") + 1 :].partition("]")[0]


Turn = Callable[[Handler], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, turns: Sequence[Turn]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.turns = list(turns)
        self.requests: list[Request] = []
        self.gone = threading.Event()
        """Set once a client was noticed to have closed its connection."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(*turns: Turn) -> Iterator[Server]:
    server = Server(turns)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def event(text: str | None = None, reason: str | None = None) -> str:
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    body = {"object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n"


def says(text: str | Callable[[Request], str], *, pieces: int = 12) -> Turn:
    """A reply in pieces of so many characters; `text` may be made from the request (its keys are new each time)."""

    def turn(handler: Handler) -> None:
        reply = text if isinstance(text, str) else text(handler.asked)
        handler.begin()
        handler.write(event(""))
        for at in range(0, len(reply), pieces):
            handler.write(event(reply[at : at + pieces]))
        handler.write(event(reason="stop"))
        handler.write('data: {"choices": [], "usage": {"total_tokens": 10}}\n\n')
        handler.write("data: [DONE]\n\n")

    return turn


def status(code: int, body: str = "", **headers: str) -> Turn:
    """An error; like real servers it repeats the key in its message."""

    def turn(handler: Handler) -> None:
        handler.begin(code, "application/json", **headers)
        handler.write(body or json.dumps({"error": {"message": f"wrong key {KEY}"}}))

    return turn


def stream_of(*data: str | bytes) -> Turn:
    def turn(handler: Handler) -> None:
        handler.begin()
        for part in data:
            handler.write(part)

    return turn


def hang(handler: Handler) -> None:
    """Takes the request and says nothing."""
    _wait_until_gone(handler)


def hang_midway(handler: Handler) -> None:
    handler.begin()
    handler.write(event("One sentence begins and"))
    _wait_until_gone(handler)


def _wait_until_gone(handler: Handler) -> None:
    handler.connection.settimeout(20)
    if handler.connection.recv(1) == b"":
        handler.server.gone.set()


def drip(handler: Handler) -> None:
    """A byte at a time, each soon enough for a timeout of reads, for ever."""
    handler.begin()
    while True:
        for character in event("a"):
            handler.write(character)
            time.sleep(0.02)


def drip_headers(handler: Handler) -> None:
    handler.write("HTTP/1.1 200 OK\r\n")
    while True:
        handler.write("X-A: b\r\n")
        time.sleep(0.02)


def reset(handler: Handler) -> None:
    """The connection is torn down without a reply."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


FAULTS: dict[str, Turn] = {
    "401": status(401),
    "403": status(403),
    "404 model": status(404),
    "429 without a time": status(429),
    "429 in an hour": status(429, Retry_After="3600"),
    "500": status(500),
    "503": status(503),
    "redirect": status(302, Location="http://127.0.0.1:9/elsewhere"),
    "bad request": status(400),
    "context too long": status(400, '{"error": {"code": "context_length_exceeded"}}'),
    "reset": reset,
    "hang": hang,
    "hang midway": hang_midway,
    "slow drip": drip,
    "slow drip of headers": drip_headers,
    "bad JSON": stream_of("data: {not json\n\n"),
    "another JSON": stream_of('data: {"choices": [{"delta": "text"}]}\n\n'),
    "bad SSE": stream_of("<html><body>Welcome</body></html>"),
    "not UTF-8": stream_of(b"data: \xff\xfe\n\n"),
    "empty": stream_of(),
    "empty reply": says(""),
    "white space": says(" \n\n "),
    "truncated": stream_of(event("ECPAT Indonesia")),
    "cut by length": stream_of(
        event("ECPAT Indonesia"), event(reason="length"), "data: [DONE]\n\n"
    ),
    "error in the stream": stream_of(
        event("ECPAT"), f'data: {{"error": {{"message": "{KEY}"}}}}\n\n'
    ),
    "endless line": stream_of(b"data: " + b"x" * 3_000_000),
}
