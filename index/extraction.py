"""The child process that reads one untrusted file, and what it may not do.

Before it reads a byte it gives up what it can without being root: memory, time, files it could
write, processes it could start, the network. It knows no path: the file is its standard input.

What is done, from the outside in: a network namespace of its own where the system allows one
(Linux); no address space beyond the limit (not enforced on macOS); no processor time beyond the
limit; no written file, no core dump, no child process (POSIX limits); and in Python itself an audit
hook that ends every attempt to open a socket or to start a program. A parser that a file takes over
completely could undo the last of these, not the others.
"""

import ctypes
import importlib
import io
import json
import os
import resource
import sys
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, Protocol

from index.document import Page, Section
from index.language import detect_language
from index.mapping import Mapped
from index.problem import Problem

MAX_FILE_BYTES = 25 * 2**20
MAX_RUNS = 150_000
"""Pieces of a text. A book has a tenth of that; more is a file made to fill memory."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One file, read: a `Document` without a name."""

    title: str
    mapped: Mapped
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str = field(default="")
