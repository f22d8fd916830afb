"""An answer that was exported earlier is asked again: what is another one now, and what may have made it so."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import ndiff
from pathlib import Path
from typing import Any

from assistant.conversation import Assistant
from assistant.messages import string, strings
from assistant.requests import parse_history, parse_language, parse_question
from index.document import Language
from index.problem import Problem

_KEPT = ("text", "status", "mode", "language")
"""What of an answer is compared; its quotations stand in its text."""


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that was one way in the export and is another now; "" for not at all.

    Attributes:
        what: of an answer: `text`, `status`, `mode`, `language`; of the program: a part of the fingerprint, or with a
            colon one setting or version ("settings: llm_model").
    """

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Replay:
    """One exported answer and what it is now.

    Attributes:
        id: as exported; None for none.
        asked: the question as it was asked again.
        is_same: whether text, status, mode and language are.
        knows_all: whether the export says what program it was made with; else only the library was compared.
    """

    id: str | int | None
    question: str
    asked: str
    is_same: bool
    knows_all: bool
    answer: list[Change]
    program: list[Change]

    def to_json(self) -> dict[str, Any]:
        """The replay as plain data."""
        return asdict(self)


def read_exported(path: Path) -> list[dict[str, Any]]:
    """The answers of a file: what `ask --json` or `ask --batch` printed. Lines that hold an error are passed over.

    Raises:
        Problem: `no_such_file`; `bad_export` with the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("no_such_file", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise Problem("bad_export", file=path.name, line=1) from error
    whole = _parsed(text)
    rows = [(1, whole)] if whole is not None else _lines(text)
    answers = []
    for line, row in rows:
        if not isinstance(row, dict) or not ("error" in row or _is_answer(row)):
            raise Problem("bad_export", file=path.name, line=line)
        if "error" not in row:
            answers.append(row)
    if not answers:
        raise Problem("bad_export", file=path.name, line=1)
    return answers


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> list[tuple[int, Any]]:
    return [(n, _parsed(line)) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _is_answer(row: Mapping[str, Any]) -> bool:
    made_with = row.get("made_with", {})
    is_text = all(isinstance(row.get(name), str) for name in ("text", "status", "fingerprint"))
    try:
        parse_question(row.get("question"))
        parse_language(row.get("language"))
        parse_history(row.get("history"))
    except Problem:
        return False
    return (
        is_text
        and isinstance(made_with, dict)
        and all(isinstance(part, str) for part in made_with.values())
    )


def replay(assistant: Assistant, old: Mapping[str, Any], made_with: Mapping[str, str]) -> Replay:
    """Ask the question of an exported answer again.

    A follow-up that was exported without the conversation is asked as it was understood then.

    Args:
        assistant: with an open library.
        old: an answer, from `read_exported`.
        made_with: the fingerprint of this program.
    """
    asked, history = old["question"], parse_history(old.get("history"))
    new = assistant.ask(asked, language=old["language"], history=history)
    understood = old.get("standalone_question") or asked
    if not history and new.standalone_question != understood:
        asked = understood
        new = assistant.ask(asked, language=old["language"])
    answer = _changes({name: old.get(name) for name in _KEPT}, new.to_json(), _KEPT)
    known = old.get("made_with")
    if known:
        program = _program(known, made_with)
    else:
        program = _changes({"library": old["fingerprint"]}, made_with, ("library",))
        program = program if old["fingerprint"] else []
    return Replay(old.get("id"), old["question"], asked, not answer, bool(known), answer, program)


def _changes(
    before: Mapping[str, Any], now: Mapping[str, Any], names: Sequence[str]
) -> list[Change]:
    pairs = [(name, _word(before.get(name)), _word(now.get(name))) for name in names]
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _program(before: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """The parts that differ; settings and versions one by one."""
    found = _changes(before, now, ("library", "prompts", "code"))
    for part, split in (("settings", _settings), ("versions", _versions)):
        old, new = split(before.get(part, "")), split(now[part])
        names = sorted(old.keys() | new.keys())
        found += [
            Change(f"{part}: {change.what}", change.before, change.now)
            for change in _changes(old, new, names)
        ]
    return found


def _settings(text: str) -> dict[str, Any]:
    found = _parsed(text)
    return found if isinstance(found, dict) else {}


def _versions(text: str) -> dict[str, str]:
    return {name: version for name, _, version in (one.partition(" ") for one in text.split(", "))}


def plain_replay(found: Replay, language: Language) -> str:
    """A replay in words, for a terminal."""
    t = strings(language)["evaluation"]["replay"]
    name = found.question if found.id is None else f"{found.id}: {found.question}"
    lines = [name, f"  {t['same' if found.is_same else 'differs']}"]
    if found.asked != found.question:
        lines.insert(1, f"  {string('evaluation.replay.understood', language, asked=found.asked)}")
    for change in found.answer:
        if change.what == "text":
            lines += [f"  {line}" for line in _lines_of(change)]
        else:
            lines.append(f"  {_told(change, language)}")
    if found.program:
        lines += [f"  {t['program']}", *(f"  - {_told(c, language)}" for c in found.program)]
    elif found.knows_all:
        lines.append(f"  {t['same_program']}")
    if not found.knows_all:
        lines.append(f"  {t['little_known']}")
    return "\n".join(lines)


def _lines_of(change: Change) -> list[str]:
    """The text line by line: "-" was there, "+" is there now, neither is both."""
    return [
        line.rstrip()
        for line in ndiff(change.before.split("\n"), change.now.split("\n"))
        if line.strip() and not line.startswith("?")
    ]


def _told(change: Change, language: Language) -> str:
    part, _, detail = change.what.partition(": ")
    what = string(f"evaluation.replay.parts.{part}", language)
    nothing = string("evaluation.replay.nothing", language)
    return string(
        "evaluation.replay.change",
        language,
        what=f"{what} {detail}".strip(),
        before=change.before or nothing,
        now=change.now or nothing,
    )
