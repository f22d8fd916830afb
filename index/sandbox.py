"""A file is read in a process of its own, which may do little and not for long.

The child is a fresh interpreter (never a fork of a process with threads) with an empty environment.
It gets the file as its standard input, already open, and answers on its standard output: a line of
JSON, then the text. What it does to itself before it reads a byte: `index/extraction.py`.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.extract import PROBLEMS
from index.problem import Problem

_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; sys.path.append(sys.argv[1]); from index.extraction import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost."""

    wall_seconds: float = 60
    cpu_seconds: int = 60
    memory_bytes: int = 2**30
    characters: int = 5_000_000
    answer_bytes: int = 26_000_000
    """Five million characters of four bytes, and the places of their pieces."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child said: plain JSON data, and the text."""

    data: dict[str, Any]
    text: str


def read_in_child(descriptor: int, suffix: str, limits: Limits) -> Answer:
    """Have an open file read by a child process.

    Args:
        descriptor: the file, open for reading.
        suffix: the ending of its name, which its content must agree with.
        limits: time, memory and size.

    Raises:
        Problem: what the child found wrong with the file, or `parse_timeout`, `text_too_long`,
            `parser_failed`.
    """
    arguments = [
        str(_ROOT),
        suffix,
        json.dumps([limits.cpu_seconds, limits.memory_bytes, limits.characters]),
    ]
    process = subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, *arguments],
        stdin=descriptor,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        answer = _collect(process, limits)
    finally:
        _end(process)
    if process.returncode == -signal.SIGXCPU:
        raise Problem("parse_timeout")
    if process.returncode == -signal.SIGKILL:  # by the system, which ran out of memory
        raise Problem("parse_memory")
    return _understand(answer)


def _collect(process: "subprocess.Popen[bytes]", limits: Limits) -> bytearray:
    """All that the child writes, within the limits."""
    deadline = time.monotonic() + limits.wall_seconds
    answer = bytearray()
    pipe = process.stdout.fileno() if process.stdout else -1
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise Problem("parse_timeout")
        part = os.read(pipe, 1 << 16)
        if not part:
            break
        answer += part
        if len(answer) > limits.answer_bytes:
            raise Problem("text_too_long", limit=limits.characters)
    try:
        process.wait(max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        raise Problem("parse_timeout") from None
    return answer


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the child with everything it started, and forget it."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _understand(answer: bytearray) -> Answer:
    head, _, body = answer.partition(b"\n")
    try:
        data = json.loads(head)
        text = body.decode("utf-8")
    except ValueError:  # the child died before it had finished
        raise Problem("parser_failed") from None
    if not isinstance(data, dict):
        raise Problem("parser_failed")
    if "problem" in data:
        raise _problem(data["problem"], data.get("values"))
    return Answer(data, text)


def _problem(code: object, values: object) -> Problem:
    """The problem a child names; one that a file took over may say anything."""
    if code not in PROBLEMS or not isinstance(values, dict):
        return Problem("parser_failed")
    plain = {str(name): value for name, value in values.items() if isinstance(value, int | str)}
    return Problem(str(code), **plain)
