"""Starting, stopping, and what is left when the library cannot be opened."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.serving import ROOT, Running, start


def stop(running: Running) -> float:
    started = time.monotonic()
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(timeout=15)
    return time.monotonic() - started


def test_a_port_in_use_is_one_line_and_exit_2(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={"ASSISTANT_PORT": port, "ASSISTANT_HOME": str(tmp_path), "PATH": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert port in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.fixture
def damaged(thesis_home: Path, tmp_path: Path) -> Running:
    """A server over a library with a garbled file."""
    home = tmp_path / "damaged"
    shutil.copytree(thesis_home, home)
    for file in home.rglob("*.npy"):
        file.write_bytes(b"garbled")
    running = start(home, tmp_path / "log", GRADIO_SHARE="True")
    running.wait("/healthz")
    return running


def test_a_damaged_library_leaves_help_and_the_command(damaged: Running):
    for _ in range(300):
        state = damaged.get("/status/en").json()
        if not state["opening"]:
            break
        time.sleep(0.1)
    assert damaged.get("/readyz").status_code == 503
    assert "library rebuild" in state["html"]
    assert damaged.run("ask", "Apa itu ESKA?", "", "")["error"]["code"] == "library_damaged"  # type: ignore[index]
    assert damaged.get("/reader/thesis.id").status_code == 503
    for path in ("/help/id", "/", "/healthz"):
        assert damaged.get(path).status_code == 200
    assert "SAPA 129" in damaged.get("/en").text
    assert "Traceback" not in damaged.log.read_text()
    assert stop(damaged) < 10


def test_it_is_served_at_once_and_stops_with_open_streams(thesis_home: Path, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(thesis_home, home)
    running = start(home, tmp_path / "log")
    running.wait("/healthz")
    running.wait("/readyz")
    clients = [httpx.Client() for _ in range(20)]
    streams = [
        client.stream("GET", f"{running.url}/gradio_api/heartbeat/s{n}")
        for n, client in enumerate(clients)
    ]
    for stream in streams:
        assert stream.__enter__().status_code == 200
    assert stop(running) < 10
    assert running.process.returncode == 0
    for client in clients:
        client.close()


def test_nothing_of_a_question_is_kept(thesis_home: Path, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(thesis_home, home)
    running = start(home, tmp_path / "log")
    running.wait()
    canary = "kanari7319"
    for value in (f"Apa itu ESKA {canary}?", f"{canary}\ud800", canary * 500, [canary]):
        body = json.dumps({"data": [value, "", ""]}).encode()
        for path in ("run/ask", "call/ask"):
            httpx.post(f"{running.url}/gradio_api/{path}", content=body, timeout=20)
    running.get(f"/reader/{canary}")
    assert stop(running) < 10
    assert canary not in running.log.read_text()
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or canary.encode() not in file.read_bytes()
