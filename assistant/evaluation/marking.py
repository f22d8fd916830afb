"""Marks that people give to answers: a form for each of them, read back, and joined.

A form shows question, answer and quotations, in an order of its own, and neither status, confidence, facts nor gold. So
those who mark see nothing of each other, nor of the program's opinion.
"""

import csv
import io
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from typing import Any

from assistant.evaluation import agreement
from assistant.messages import string
from index.document import Language
from index.problem import Problem

CRITERIA = ("correct", "complete", "cited", "clear", "safe")
GRADES = (0, 1, 2)
"""No, in part, yes."""

_FIXED = ("run", "id", "question", "answer", "quotations")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NAME = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was filled in: `marks[id][criterion]` is a grade, for those that were given."""

    marker: str
    run: str
    marks: dict[str, dict[str, int]]
    comments: dict[str, str]


def check_name(marker: str) -> str:
    """The name of a person who marks, which becomes part of a file's name.

    Raises:
        Problem: `bad_marker`.
    """
    if not _NAME.fullmatch(marker):
        raise Problem("bad_marker", name=marker[:40])
    return marker


def form(result: Mapping[str, Any], marker: str, language: Language) -> str:
    """The form as CSV text: a row an answer, shuffled by the marker's name; the second row says how to mark."""
    rows = sorted(result["questions"], key=lambda row: str(row["id"]))
    random.Random(f"{result['fingerprint']}:{marker}").shuffle(rows)  # noqa: S311 - an order, not a secret
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([*_FIXED, *CRITERIA, "comment"])
    how = [string(f"evaluation.marking.criteria.{name}", language) for name in CRITERIA]
    guide = string("evaluation.marking.guide", language)
    writer.writerow(["", "", guide, "", "", *how, ""])
    for row in rows:
        turns = [f"{asked}\n> {answered}" for asked, answered in row["history"]]
        quotations = [f"[{c['number']}] {c['title']}: {c['quote']}" for c in row["citations"]]
        cells = [
            result["fingerprint"],
            str(row["id"]),
            "\n".join([*turns, row["question"]]),
            row["text"],
            "\n".join(quotations),
        ]
        writer.writerow([*map(_safe, cells), *([""] * len(CRITERIA)), ""])
    return (
        "\ufeff" + file.getvalue()
    )  # without the mark, spreadsheets take UTF-8 for something else


def _safe(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def read_form(path: Path) -> Form:
    """Read a form that was filled in; the marker's name is the file's, without its ending.

    Raises:
        Problem: `no_such_file`, or `bad_form` with the line and what is wrong in it.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("no_such_file", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise Problem("bad_form", file=path.name, line=1, field="UTF-8") from error
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = {"run", "id", *CRITERIA} - set(reader.fieldnames or ())
    if missing:
        raise Problem("bad_form", file=path.name, line=1, field=min(missing))
    marks: dict[str, dict[str, int]] = {}
    comments: dict[str, str] = {}
    runs: set[str] = set()
    for row in reader:
        id_ = _plain(row["id"] or "")
        if not id_:
            continue  # the row that says how to mark
        runs.add(row["run"] or "")
        if len(runs) > 1 or id_ in marks:
            field = "run" if len(runs) > 1 else "id"
            raise Problem("bad_form", file=path.name, line=reader.line_num, field=field)
        marks[id_] = _grades(row, path, reader.line_num)
        comments[id_] = _plain((row.get("comment") or "").strip())
    return Form(path.stem, next(iter(runs), ""), marks, comments)


def _grades(row: Mapping[str, Any], path: Path, line: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in CRITERIA:
        cell = (row[name] or "").strip()
        if cell and cell not in {str(grade) for grade in GRADES}:
            raise Problem("bad_form", file=path.name, line=line, field=name)
        if cell:
            found[name] = int(cell)
    return found


def check_same_run(forms: Sequence[Form]) -> None:
    """Refuse forms over different answers, or fewer than two.

    Raises:
        Problem: `one_form` or `other_run`.
    """
    if len(forms) < 2:
        raise Problem("one_form")
    for one in forms[1:]:
        if one.run != forms[0].run:
            raise Problem("other_run", file=one.marker)


def table(forms: Sequence[Form], criterion: str) -> tuple[list[str], list[list[int | None]]]:
    """Ids that anybody marked, and for each its grades, a column a form: what `agreement` takes."""
    ids = sorted({id_ for one in forms for id_, marks in one.marks.items() if criterion in marks})
    return ids, [[one.marks.get(id_, {}).get(criterion) for one in forms] for id_ in ids]


def joined(forms: Sequence[Form]) -> dict[str, Any]:
    """All marks as the report takes them.

    Returns:
        `{"markers", "agreement": {criterion: {"n", "mean", "observed", "kappa", "alpha"}}, "answers": {id:
        {"marks": {criterion: [grade or None, ..]}, "comments", "disagrees": [criterion, ..]}}}`; `kappa` is
        Cohen's for two people, Fleiss' for more.
    """
    tables = {name: table(forms, name) for name in CRITERIA}
    answers: dict[str, Any] = {}
    for name, (ids, rows) in tables.items():
        for id_, row in zip(ids, rows, strict=True):
            comments = [one.comments.get(id_, "") for one in forms]
            found = answers.setdefault(id_, {"marks": {}, "comments": comments, "disagrees": []})
            found["marks"][name] = row
            if len({mark for mark in row if mark is not None}) > 1:
                found["disagrees"].append(name)
    agreed = {name: _agreement(rows, len(forms)) for name, (_, rows) in tables.items()}
    markers = [one.marker for one in forms]
    return {"run": forms[0].run, "markers": markers, "agreement": agreed, "answers": answers}


def _agreement(rows: list[list[int | None]], people: int) -> dict[str, float | None]:
    given = [mark for row in rows for mark in row if mark is not None]
    figures = {
        "mean": sum(given) / len(given) if given else nan,
        "observed": agreement.observed(rows),
        "kappa": agreement.cohen(rows) if people == 2 else agreement.fleiss(rows),
        "alpha": agreement.alpha(rows),
    }
    return {"n": len(rows)} | {name: None if isnan(v) else v for name, v in figures.items()}
