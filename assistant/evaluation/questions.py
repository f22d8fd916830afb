"""A question set: what is asked, and what a right answer must hold.

JSONL or CSV, in the format of docs/question-set.md.
A file is checked whole before anything is asked: every fault comes with its line and field.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    StrictInt,
    StringConstraints,
    ValidationError,
)

from assistant.answer import Status
from assistant.evaluation.measures import folded
from assistant.requests import Request, parse_history, parse_language, parse_question
from index.problem import Problem

_SEPARATORS = ",;\t"
_LONGEST_CELL = 1_000_000


def _checked(parse: Callable[[object], Any]) -> BeforeValidator:
    def run(value: object) -> Any:
        try:
            return parse(value)
        except Problem as problem:
            raise ValueError(problem.code) from problem

    return BeforeValidator(run)


def _matches_something(alternative: str) -> str:
    if not folded(alternative):
        raise ValueError("it would stand in every answer")
    return alternative


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Fact = Annotated[
    tuple[Annotated[_Text, AfterValidator(_matches_something)], ...],
    AfterValidator(lambda fact: fact if fact else _matches_something("")),
]


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that answers: `quote` stands in the text of the document."""

    document_id: _Text
    quote: _Text


class _Row(BaseModel):
    """The fields of a question that are read; others are ignored."""

    id: StrictInt | _Text
    question: Annotated[Any, _checked(parse_question)]
    language: Annotated[Any, _checked(parse_language)] = None
    history: Annotated[Any, _checked(parse_history)] = ()
    expect: Status
    also: tuple[Status, ...] = ()
    facts: tuple[_Fact, ...] = ()
    type: str = ""
    difficulty: str = ""
    gold: tuple[Gold, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    Attributes:
        id: as given.
        expect: the status of a right reply; `also` names others that are right too.
        facts: each a tuple of alternatives, one of which a right answer holds.
        type, difficulty: free words, "" where none is given.
        line: of the file, from 1.
    """

    id: str | int
    request: Request
    expect: Status
    also: tuple[Status, ...]
    facts: tuple[tuple[str, ...], ...]
    type: str = ""
    difficulty: str = ""
    gold: tuple[Gold, ...] = ()
    line: int = 0

    @property
    def right(self) -> tuple[Status, ...]:
        """The statuses that are right."""
        return (self.expect, *self.also)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of one line; `code` is a key under `evaluation.faults` in prompts/."""

    line: int
    field: str
    code: str


def load_questions(path: Path) -> list[Question]:
    """Read a question file that must be without fault.

    Raises:
        Problem: `no_such_file`, or `bad_question` with the line of the first fault.
    """
    questions, faults = check_questions(path)
    if faults:
        raise Problem("bad_question", file=path.name, line=faults[0].line)
    return questions


def check_questions(path: Path) -> tuple[list[Question], list[Fault]]:
    """Read a question file: the questions without fault, and all faults in the order of the lines.

    Args:
        path: CSV if its name ends so, else JSONL; UTF-8.

    Raises:
        Problem: `no_such_file`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem("no_such_file", path=str(path)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(data.count(b"\n", 0, error.start) + 1, "-", "encoding")]
    questions: list[Question] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for line, row in _csv_rows(text) if path.suffix.lower() == ".csv" else _json_rows(text):
        if not isinstance(row, dict):
            faults.append(Fault(line, "-", row))
            continue
        found = _read(row, line)
        if isinstance(found, list):
            faults += found
            continue
        if str(found.id) in seen:
            faults.append(Fault(line, "id", "twice"))
        seen.add(str(found.id))
        questions.append(found)
    if not questions and not faults:
        faults.append(Fault(1, "-", "empty"))
    return questions, faults


def sampled(questions: Sequence[Question], count: int) -> list[Question]:
    """So many questions, in the order of the file; drawn by their ids, so that a few more in the file change few."""
    drawn = sorted(questions, key=lambda q: hashlib.sha256(str(q.id).encode()).digest())[:count]
    return sorted(drawn, key=lambda question: question.line)


def _read(row: dict[str, Any], line: int) -> Question | list[Fault]:
    try:
        read = _Row.model_validate({name: v for name, v in row.items() if v is not None})
    except ValidationError as error:
        wrong = {str(e["loc"][0]): (len(e["loc"]), e["type"]) for e in error.errors()}
        return [
            Fault(line, field, "missing" if what == (1, "missing") else field)
            for field, what in wrong.items()
        ]
    return Question(
        id=read.id,
        request=Request(read.question, read.language, read.history),
        expect=read.expect,
        also=read.also,
        facts=read.facts,
        type=read.type,
        difficulty=read.difficulty,
        gold=read.gold,
        line=line,
    )


def gold_faults(questions: Sequence[Question], texts: Mapping[str, str]) -> list[Fault]:
    """What is wrong with gold sentences, by the documents themselves: unknown, misquoted, or without a fact.

    Args:
        questions: from `check_questions`.
        texts: document id -> document text.
    """
    faults: list[Fault] = []
    for question in questions:
        held = folded("\n".join(gold.quote for gold in question.gold))
        codes = {
            "gold_document": any(gold.document_id not in texts for gold in question.gold),
            "gold_quote": any(
                gold.quote not in texts.get(gold.document_id, gold.quote) for gold in question.gold
            ),
            "gold_fact": bool(question.gold)
            and not all(any(folded(a) in held for a in fact) for fact in question.facts),
        }
        faults += [Fault(question.line, "gold", code) for code, wrong in codes.items() if wrong]
    return faults


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line, object), or a fault's code in place of one that cannot be read."""
    for line, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            try:
                found = json.loads(row)
            except (ValueError, RecursionError):
                found = None
            yield line, found if isinstance(found, dict) else "json"


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line that the row begins in, cells by column); a spreadsheet in Indonesian writes semicolons for commas."""
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    names: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if names is None:
                names = [name.strip().lower() for name in cells]
            elif any(cell.strip() for cell in cells):
                row = zip(names, cells, strict=False)
                yield line, {name: _cell(name, cell) for name, cell in row if cell.strip()}
            line = reader.line_num + 1
    except csv.Error:
        yield line, "csv"


def _cell(name: str, cell: str) -> Any:
    """A cell as the JSON field would be: `;` between facts, `|` between alternatives; or the JSON itself."""
    if cell.lstrip().startswith("[") and name in {"facts", "also", "gold", "history"}:
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    if name == "gold":
        rows = [line.partition("|") for line in cell.splitlines() if line.strip()]
        return [{"document_id": id_, "quote": quote} for id_, _, quote in rows]
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    if name == "facts":
        return [part.split("|") for part in parts]
    return parts if name == "also" else cell.strip()
