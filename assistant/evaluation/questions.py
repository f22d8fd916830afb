"""A question set: what is asked, and what a right answer must hold."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.requests import Request, parse_request
from index.problem import Problem


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a question set.

    Attributes:
        expect: the status of a right reply; `also` names others that are right too.
        facts: each a tuple of alternatives, one of which a right answer holds.
    """

    id: str
    request: Request
    expect: str
    also: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    type: str


def load_questions(path: Path) -> list[Question]:
    """Read a JSONL file in the format of docs/question-set.md.

    Raises:
        Problem: `no_such_file`, or `bad_question` with the number of the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("no_such_file", path=str(path)) from error
    found: list[Question] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, Problem) as error:
                raise Problem("bad_question", file=path.name, line=number) from error
    return found


def _question(row: dict[str, Any]) -> Question:
    return Question(
        id=str(row["id"]),
        request=parse_request(row["question"], row.get("language"), row.get("history")),
        expect=str(row["expect"]),
        also=tuple(row.get("also", ())),
        facts=tuple(tuple(str(text) for text in fact) for fact in row.get("facts", ())),
        type=str(row.get("type", "")),
    )
