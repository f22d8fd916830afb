"""A class at work: 40 visitors behind one address, a cookie each, ask five questions as fast as they can, over HTTP."""

import json
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from assistant.conversation import open_assistant
from assistant.evaluation.questions import load_questions
from assistant.settings import Settings
from tests.benchmarks.speed import QUESTIONS, percentiles
from tests.conftest import LIBRARY
from tests.serving import Running, start

VISITORS = 40
EACH = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What one visitor got for one question; `record` is None where it was not answered."""

    question: str
    record: dict[str, Any] | None
    seconds: float
    why: str = ""


def asked() -> list[list[str]]:
    """Different questions for each visitor, so that an answer tells whose it is."""
    known = [one.request.question for one in load_questions(QUESTIONS) if not one.request.history]
    different = list(dict.fromkeys(known))[: VISITORS * EACH]
    assert len(different) == VISITORS * EACH
    return [different[at::VISITORS] for at in range(VISITORS)]


def visit(server: Running, questions: list[str], replies: list[Reply]) -> None:
    """One visitor, who asks as soon as the answer before is there."""
    with httpx.Client(base_url=server.url, timeout=120) as client:
        client.get("/")  # gives the cookie
        for question in questions:
            started = time.monotonic()
            try:
                reply = client.post("/turn/id", json={"question": question, "history": "[]"})
                last = json.loads(reply.text.strip().splitlines()[-1])
            except (httpx.HTTPError, ValueError) as failure:
                last = {"error": {"code": type(failure).__name__}}
            seconds = time.monotonic() - started
            why = last.get("error", {}).get("code", "")
            replies.append(Reply(question, last.get("record"), seconds, why))


def crossed(replies: list[Reply], home: Path) -> int:
    """How many answers are not those that the same question gets alone."""
    assistant = open_assistant(Settings(home=home, knowledge=LIBRARY))
    assistant.library.open()
    wrong = 0
    for reply in replies:
        if reply.record is not None:
            alone = assistant.ask(reply.question, default_language="id").to_json()
            same = {**alone, "seconds": 0} == {**reply.record, "seconds": 0}
            wrong += not (same and reply.record["question"] == reply.question)
    return wrong


def report() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        server = start(home, Path(folder) / "log", ASSISTANT_KNOWLEDGE=str(LIBRARY))
        try:
            server.wait()
            replies: list[Reply] = []
            visitors = [
                threading.Thread(target=visit, args=(server, questions, replies))
                for questions in asked()
            ]
            started = time.monotonic()
            for visitor in visitors:
                visitor.start()
            for visitor in visitors:
                visitor.join()
            whole = time.monotonic() - started
        finally:
            server.process.terminate()
            server.process.wait()
        wrong = crossed(replies, home)
    answered = [reply for reply in replies if reply.record is not None]
    failures = sorted({reply.why for reply in replies if reply.record is None})
    print(f"{VISITORS} visitors, {EACH} questions each, in {whole:.0f} s")
    print(f"  answered                                            {len(answered)}/{len(replies)}")
    if failures:
        print(f"  why not                                             {', '.join(failures)}")
    print(
        f"  p50 / p95                                           {percentiles([r.seconds for r in answered])}"
    )
    print(f"  answers that are another question's                 {wrong}")
