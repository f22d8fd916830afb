"""The child process that reads one untrusted file, and what it may not do.

It knows no path: the file is its standard input. Before it reads a byte it gives up what it can
without being root. From the outside in: a network namespace of its own, where the system allows one
(Linux); limits on address space (not enforced by macOS), processor time, written files, core dumps
and processes; and in Python an audit hook that refuses sockets and programs. A parser that a file
took over completely could undo the last of these, not the others.
"""

import contextlib
import ctypes
import importlib
import io
import json
import os
import resource
import sys
from typing import NoReturn

from index.extract import Extract
from index.problem import Problem

MAX_FILE_BYTES = 25 * 2**20
MAX_RUNS = 150_000
"""Pieces of a text. A book has a tenth of that; more is a file made to fill memory."""

READERS = {
    ".pdf": "index.pdf",
    ".docx": "index.docx",
    ".md": "index.plain",
    ".markdown": "index.plain",
    ".txt": "index.plain",
}
"""Which module reads a file, by the ending of its name; imported only when it is needed."""

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
)


def main() -> None:
    """Read the file on standard input and answer on standard output: see `index/sandbox.py`.

    Arguments: the project's root, the ending of the file's name, the limits as a JSON list.
    """
    suffix, (cpu_seconds, memory_bytes, characters) = sys.argv[2], json.loads(sys.argv[3])
    answer_to = os.fdopen(os.dup(1), "wb")
    sys.stdout = io.StringIO()  # whatever a parser prints is not the answer
    _give_up_rights(cpu_seconds, memory_bytes)
    try:
        head, text = _read(suffix, characters)
    except MemoryError:
        head, text = _problem(Problem("parse_memory"))
    except RecursionError:
        head, text = _problem(Problem("parser_failed"))
    except Problem as problem:
        head, text = _problem(problem)
    answer_to.write(head + b"\n" + text)
    answer_to.flush()
    os._exit(0)  # no clean-up: a parser's leftovers must not spoil the answer


def _read(suffix: str, characters: int) -> tuple[bytes, bytes]:
    data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise Problem("file_too_large", limit=MAX_FILE_BYTES // 2**20)
    extract: Extract = importlib.import_module(READERS[suffix]).read(data, suffix, characters)
    text, runs = extract.mapped.text, extract.mapped.runs
    if len(text) > characters or len(runs) > MAX_RUNS:
        raise Problem("text_too_long", limit=characters)
    head = {
        "title": extract.title,
        "warnings": extract.warnings,
        "sections": [[s.headings, s.start, s.body, s.end] for s in extract.sections],
        "pages": [[p.number, p.label, p.start, p.end] for p in extract.pages],
        "runs": [number for run in runs for number in (run.start, run.origin, run.length)],
    }
    return json.dumps(head).encode(), text.encode()


def _problem(problem: Problem) -> tuple[bytes, bytes]:
    return json.dumps({"problem": problem.code, "values": problem.values}).encode(), b""


def _give_up_rights(cpu_seconds: int, memory_bytes: int) -> None:
    if sys.platform == "linux":
        # Fails without a word where namespaces are closed to ordinary users, as in many containers.
        ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on address space
            # Past the limit on time a process is told first (SIGXCPU), so its end can be explained.
            resource.setrlimit(kind, (limit, limit + (kind == resource.RLIMIT_CPU)))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        _stop()


def _stop() -> NoReturn:
    raise PermissionError("not in this process")
