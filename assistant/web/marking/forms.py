"""The form of `assistant/evaluation/marking.py`, shown answer by answer, and filled in with what was marked.

The marks live in the marker's browser. They come here once, to be written into the form, and are not kept.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.marking import CRITERIA, GRADES, check_name, form
from assistant.referring import document_path
from assistant.web.drawing import draw
from assistant.web.markup import parse
from index.document import Language
from index.problem import Problem

_LONGEST_COMMENT = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of an answer that is marked; one that stands in the answer is not shown twice."""

    number: int
    href: str
    title: str
    section: str
    page: int | None
    language: Language
    quote: str
    is_in_answer: bool


def in_order(result: Mapping[str, Any], marker: str, ui: Language) -> list[dict[str, Any]]:
    """The answers of a run in the order of a marker's form.

    Returns:
        `{"id", "html"}` each; in the HTML is what the form shows, and nothing else of the run.

    Raises:
        Problem: `bad_marker`.
    """
    rows = {str(row["id"]): row for row in result["questions"]}
    ids = [cells["id"] for cells in _cells(result, marker, ui) if cells["id"]]
    return [{"id": id_, "html": _draw(rows[id_], ui)} for id_ in ids]


def _cells(result: Mapping[str, Any], marker: str, ui: Language) -> list[dict[str, str]]:
    text = form(result, check_name(marker), ui).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _draw(row: Mapping[str, Any], ui: Language) -> str:
    quoted = {one["number"]: _quoted(one, row["text"], ui) for one in row["citations"]}
    blocks = parse(row["text"], {number: one.quote for number, one in quoted.items()})
    return draw(
        "markedanswer",
        ui,
        question=row["question"],
        history=row["history"],
        spoken=row["language"],
        blocks=blocks,
        quoted=quoted,
    )


def _quoted(citation: Mapping[str, Any], answer: str, ui: Language) -> Quoted:
    place = (citation["document_id"], ui, citation["start"], citation["end"])
    return Quoted(
        number=citation["number"],
        href=document_path(*place),
        title=citation["title"],
        section=citation["section"],
        page=citation["page"],
        language=citation["language"],
        quote=citation["quote"],
        is_in_answer=citation["quote"] in answer,
    )


def filled_in(result: Mapping[str, Any], marker: str, marks: str, ui: Language) -> str:
    """A marker's form with the marks in it, as CSV text that `mark agree` reads.

    Args:
        result: the run.
        marker: name of the person, and of the file.
        marks: JSON, `{id: {criterion: 0, 1 or 2, .., "comment": text}}`; each may be missing.
        ui: language of the guide in the form.

    Raises:
        Problem: `bad_marker`; `bad_marks` for marks that are none, or of answers that are not in the run.
    """
    cells = _cells(result, marker, ui)
    given = _checked(marks, {row["id"] for row in cells})
    for row in cells:
        row.update(given.get(row["id"], {}))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(cells[0]))
    writer.writeheader()
    writer.writerows(cells)
    return "\ufeff" + file.getvalue()


def _checked(marks: str, ids: set[str]) -> dict[str, dict[str, str]]:
    try:
        given = json.loads(marks)
        checked = {id_: _row(row) for id_, row in given.items()}
    except (ValueError, AttributeError, RecursionError):
        raise Problem("bad_marks") from None
    if not checked.keys() <= ids - {""}:
        raise Problem("bad_marks")
    return checked


def _row(given: Mapping[str, Any]) -> dict[str, str]:
    """One answer's cells.

    Raises:
        ValueError: a mark is not 0, 1 or 2, or there is something else.
    """
    comment = given.get("comment", "")
    grades = {name: grade for name, grade in given.items() if name != "comment"}
    known = all(type(grade) is int and grade in GRADES for grade in grades.values())
    if not known or not grades.keys() <= set(CRITERIA) or not isinstance(comment, str):
        raise ValueError
    shown = comment[:_LONGEST_COMMENT].strip()
    shown.encode()  # half a character cannot be written
    shown = f"'{shown}" if shown.startswith(_FORMULA) else shown
    return {name: str(grade) for name, grade in grades.items()} | {"comment": shown}
