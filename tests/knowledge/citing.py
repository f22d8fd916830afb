"""Which sources the library cites, and where: notes, glossary, helplines, timeline."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.knowledge.reading import KEYS, Note

FILES = ("glossary.yaml", "helplines.yaml", "timeline.yaml")
FIELDS = {"source", "sources", "keys"}


def cited_in_notes(notes: Iterable[Note]) -> set[str]:
    """The keys of all sentences and items."""
    return {key for note in notes for statement in note.statements for key in statement.keys}


def cited_in_data(knowledge: Path) -> dict[str, set[str]]:
    """The keys in the data files, by file: `source: key`, `sources: [key, ..]` or `[@key]` in a text."""
    found: dict[str, set[str]] = {}
    for name in FILES:
        path = knowledge / name
        if path.exists():
            found[name] = set(_keys(yaml.safe_load(path.read_text(encoding="utf-8"))))
    return found


def _keys(value: Any, is_source: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _keys(part, name in FIELDS)
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part, is_source)
    elif isinstance(value, str):
        for group in KEYS.findall(value):
            yield from re.findall(r"@([\w.-]+)", group)
        if is_source:
            yield from re.findall(r"[\w.-]+", KEYS.sub("", value))
