"""A note as the checks see it: sections of statements, each with its line, its keys and its facts.

A statement is one sentence or one list item of the Markdown file. Its keys stand in `[@key; @key]`, the facts
that it rests on in the comment after it: `<!--IN009 IN010-->`, or `<!--own-->` for a sentence of our own.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from index.sentences import sentence_spans

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
KEYS = re.compile(r"\[(@[^\]]*)\]")
FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
ITEM = re.compile(r"- ")
OWN = "own"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item; `lead_in` is the sentence that an item belongs to."""

    line: int
    text: str
    keys: tuple[str, ...]
    ids: tuple[str, ...]
    is_item: bool = False
    lead_in: "Statement | None" = None
    items: int = 0  # how many list items this sentence introduces

    @property
    def is_own(self) -> bool:
        return self.ids == (OWN,)

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids that the statement rests on; an item also rests on those of its lead-in."""
        own = tuple(name for name in self.ids if name != OWN)
        return own + (self.lead_in.facts if self.lead_in else ())

    @property
    def all_keys(self) -> tuple[str, ...]:
        return self.keys + (self.lead_in.all_keys if self.lead_in else ())


@dataclass(frozen=True, slots=True)
class Section:
    line: int
    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A file of `knowledge/notes`."""

    path: Path
    raw: str
    matter: dict[str, Any]
    sections: tuple[Section, ...]

    @property
    def slug(self) -> str:
        return self.path.name.removesuffix(".md").rpartition(".")[0]

    @property
    def language(self) -> str:
        return self.path.name.removesuffix(".md").rpartition(".")[2]

    @property
    def statements(self) -> list[Statement]:
        return [statement for section in self.sections for statement in section.statements]


@dataclass(frozen=True, slots=True)
class Finding:
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def read_notes(folder: Path, slugs: Iterable[str] = ()) -> list[Note]:
    """The notes of a folder, in order of file name; only those with these slugs when any are given."""
    notes = [read_note(path) for path in sorted(folder.glob("*.md"))]
    wanted = set(slugs)
    return [note for note in notes if not wanted or note.slug in wanted]


def read_note(path: Path) -> Note:
    raw = path.read_text(encoding="utf-8")
    match = FRONT_MATTER.match(raw)
    start = match.end() if match else 0
    return Note(path, raw, _matter(match.group(1) if match else ""), tuple(_sections(raw, start)))


def _matter(text: str) -> dict[str, Any]:
    """Front matter; empty, which the checks report, when it cannot be read."""
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def read_facts(path: Path) -> dict[str, dict[str, Any]]:
    """`facts.jsonl` by id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {fact["id"]: fact for fact in map(json.loads, lines)}


def read_sources(path: Path) -> dict[str, dict[str, Any]]:
    """`sources.yaml` by key."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    return {source["id"]: source for source in loaded["sources"]}


def _sections(raw: str, start: int) -> list[Section]:
    sections: list[Section] = []
    first_line = raw[:start].count("\n") + 1
    heading, heading_line, blocks = "", first_line, [_Block(first_line)]
    for line, words in enumerate(raw[start:].split("\n"), first_line):
        if words.startswith("#"):
            if heading or any(block.lines for block in blocks):
                sections.append(Section(heading_line, heading, _statements(blocks)))
            heading, heading_line, blocks = words, line, [_Block(line)]
        elif not words.strip():
            blocks.append(_Block(line))
        elif ITEM.match(words):
            blocks.append(_Block(line, [words[2:]], is_item=True))
        else:
            blocks[-1].lines.append(words)
            if len(blocks[-1].lines) == 1:
                blocks[-1].line = line
    sections.append(Section(heading_line, heading, _statements(blocks)))
    return sections


class _Block:
    """A paragraph or a list item and the line that it begins on."""

    def __init__(self, line: int, lines: list[str] | None = None, is_item: bool = False) -> None:
        self.line = line
        self.lines = lines or []
        self.is_item = is_item


def _statements(blocks: list[_Block]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    lead_in: int | None = None
    for block in blocks:
        if not block.lines:
            continue
        pieces = _pieces("\n".join(block.lines), block.line)
        if block.is_item and lead_in is not None:
            parent = found[lead_in]
            found[lead_in] = Statement(
                parent.line, parent.text, parent.keys, parent.ids, items=parent.items + 1
            )
        for line, text, keys, ids in pieces:
            parent_of = found[lead_in] if block.is_item and lead_in is not None else None
            found.append(Statement(line, text, keys, ids, block.is_item, parent_of))
        if not block.is_item:
            is_lead_in = bool(found) and found[-1].text.endswith(":")
            lead_in = len(found) - 1 if is_lead_in else None
    return tuple(found)


def _pieces(block: str, first_line: int) -> list[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    """Line, text, keys and ids of each sentence of a block."""
    found = []
    at = 0
    for match in [*COMMENT.finditer(block), None]:
        piece = block[at : match.start() if match else len(block)]
        ids = tuple(match.group(1).split()) if match else ()
        keys = tuple(
            key.strip().lstrip("@") for group in KEYS.findall(piece) for key in group.split(";")
        )
        # Keys and line ends become spaces, so that places in the text still tell the line.
        text = KEYS.sub(lambda key: " " * len(key.group()), piece).replace("\n", " ")
        spans = sentence_spans(text, 0, len(text))
        for number, span in enumerate(spans, 1):
            is_last = number == len(spans)
            line = first_line + block.count("\n", 0, at + span.start)
            words = " ".join(text[span.start : span.end].split())
            found.append((line, words, keys if is_last else (), ids if is_last else ()))
        if not spans and ids:
            line = first_line + block.count("\n", 0, match.start() if match else 0)
            found.append((line, "", keys, ids))
        at = match.end() if match else at
    return found
