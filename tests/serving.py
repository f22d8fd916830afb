"""A real server in a process of its own, as `python app.py` starts it."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx

from tests.conftest import KNOWLEDGE, ROOT

START_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """A served page: its address, its process, and the file with all that it printed."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, **kwargs: object) -> httpx.Response:
        return httpx.get(self.url + path, timeout=20, **kwargs)

    def run(self, endpoint: str, *values: object) -> object:
        """What an endpoint answers over plain HTTP."""
        reply = httpx.post(
            f"{self.url}/gradio_api/run/{endpoint}", json={"data": values}, timeout=20
        )
        assert reply.status_code == 200, reply.text
        return reply.json()["data"][0]

    def wait(self, path: str = "/readyz", status: int = 200) -> None:
        for _ in range(START_SECONDS * 10):
            try:
                if self.get(path).status_code == status:
                    return
            except httpx.TransportError:
                pass
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(f"{path} never answered {status}: {self.log.read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, log: Path, **settings: str) -> Running:
    """Start a server; `settings` are further environment variables."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")}
    environment |= {"ASSISTANT_HOME": str(home), "ASSISTANT_PORT": str(port)}
    environment |= {"ASSISTANT_KNOWLEDGE": str(KNOWLEDGE), **settings}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    atexit.register(process.kill)
    return Running(f"http://127.0.0.1:{port}", process, log)


@cache
def shared(thesis_home: Path) -> Running:
    """One server over the thesis for all tests that only read."""
    home = thesis_home.parent / "served-home"
    shutil.copytree(thesis_home, home)
    running = start(home, thesis_home.parent / "served.log")
    running.wait()
    return running
