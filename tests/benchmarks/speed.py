"""How long a question takes: cold, from `make run`, and in a batch, idle and beside a busy process."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable

from assistant.conversation import Assistant, open_assistant
from assistant.evaluation.questions import load_questions
from assistant.settings import load_settings
from index import embedding
from tests.conftest import ROOT

QUESTIONS = ROOT / "knowledge" / "questions" / "tuning.jsonl"


def cold_ask() -> float:
    """Seconds of `python -m assistant ask` as a process of its own, the library being there."""
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "Apa peran ECPAT Indonesia?"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return time.monotonic() - started


def serve_until_answered() -> float:
    """Seconds from starting app.py in an empty home to the first answered request."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"ASSISTANT_HOME": home, "ASSISTANT_PORT": "7899"}
        started = time.monotonic()
        server = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )
        try:
            body = b'{"data": ["Apa peran ECPAT Indonesia?", "", "[]"]}'
            while time.monotonic() - started < 120:
                time.sleep(0.1)
                if _answered("http://127.0.0.1:7899/gradio_api/run/ask", body):
                    return time.monotonic() - started
        finally:
            server.terminate()
            server.wait()
    return float("nan")


def _answered(url: str, body: bytes) -> bool:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
            return b'"status":"answered"' in reply.read().replace(b" ", b"")
    except OSError:
        return False


def batch(assistant: Assistant) -> tuple[list[float], list[float]]:
    """(seconds of each question, seconds of it outside the embedder), after ten to warm up."""
    inside = 0.0
    encode = embedding._encode

    def timed(texts: list[str], *, is_query: bool) -> embedding.Vectors:
        nonlocal inside
        started = time.perf_counter()
        try:
            return encode(texts, is_query=is_query)
        finally:
            inside += time.perf_counter() - started

    embedding._encode = timed  # type: ignore[assignment]
    whole: list[float] = []
    outside: list[float] = []
    try:
        for at, question in enumerate(load_questions(QUESTIONS)):
            inside = 0.0
            started = time.perf_counter()
            assistant.ask(question.request.question, history=question.request.history)
            seconds = time.perf_counter() - started
            if at >= 10:
                whole.append(seconds)
                outside.append(seconds - inside)
    finally:
        embedding._encode = encode
    return whole, outside


def percentiles(seconds: list[float]) -> str:
    """p50 / p95 in milliseconds."""
    ordered = sorted(seconds)
    return (
        f"{statistics.median(ordered) * 1e3:.0f} / {ordered[int(len(ordered) * 0.95)] * 1e3:.0f} ms"
    )


def beside_a_busy_process(run: Callable[[], tuple[list[float], list[float]]]) -> list[float]:
    """The same batch while another process uses one core all the time."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        return run()[0]
    finally:
        busy.kill()
        busy.wait()


def report() -> None:
    """Print the figures."""
    print(f"start of app.py in an empty home to the first answer  {serve_until_answered():.1f} s")
    assistant = open_assistant(load_settings())
    assistant.library.open()
    print(f"python -m assistant ask, cold                         {cold_ask():.1f} s")
    whole, outside = batch(assistant)
    print(f"one question in a batch, p50 / p95                    {percentiles(whole)}")
    print(f"  of it outside the embedder                          {percentiles(outside)}")
    busy = beside_a_busy_process(lambda: batch(assistant))
    print(f"  beside a busy process                               {percentiles(busy)}")
