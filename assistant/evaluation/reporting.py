"""What a run comes to: a result as plain data for machines, a page for people."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.evaluation import plots, showing
from assistant.evaluation.abstention import Bin, reliability, risk_curve
from assistant.evaluation.comparing import Comparison
from assistant.evaluation.fingerprint import short
from assistant.evaluation.gate import Verdict
from assistant.evaluation.intervals import Estimate
from assistant.evaluation.scoring import (
    LOWER_IS_BETTER,
    NOT_SHARES,
    Case,
    fault_of,
    groups,
    summarise,
    weighed,
)
from assistant.messages import strings
from index.document import Language
from index.problem import Problem

RESULT = "result.json"
PAGE = "report.html"
MARKS = "marks.json"
HEADLINES = (
    "facts",
    "right_status",
    "false_refusal",
    "unanswerable_declined",
    "quotation_fidelity",
    "hit@5",
)
_FOLDER = Path(__file__).resolve().parent / "templates"


def result(
    cases: Sequence[Case],
    measured: Mapping[str, Estimate],
    verdicts: Sequence[Verdict],
    run: Mapping[str, str],
    about: Mapping[str, str],
) -> dict[str, Any]:
    """The run as plain data: DESIGN's contract, and beside it what the page is drawn from.

    Args:
        cases: in the order of the questions.
        measured: from `summarise(cases)`.
        verdicts: from the gate.
        run: the parts of the fingerprint.
        about: `file` and `date`, as shown.
    """
    decided = weighed(cases)
    answered = [case for case in cases if case.answer["status"] == "answered"]
    bins = reliability(
        [case.answer["confidence"] for case in decided], [case.is_answerable for case in decided]
    )
    curve = risk_curve(
        [case.answer["confidence"] for case in answered],
        [case.loss for case in answered],
        len(cases),
    )
    return {
        "measures": _figures(measured),
        "gate": "failed" if any(v.held is False for v in verdicts) else "passed",
        "bounds": [_bound(verdict) for verdict in verdicts],
        "fingerprint": short(run),
        "run": {**about, **run},
        "groups": {
            name: {value: _figures(summarise(some)) for value, some in rows.items()}
            for name, rows in groups(cases).items()
        },
        "reliability": [asdict(one) for one in bins],
        "risk_coverage": [[round(x, 4), round(y, 4)] for x, y in curve],
        "questions": [_row(case) for case in cases],
    }


def _figures(measured: Mapping[str, Estimate]) -> dict[str, dict[str, float | None]]:
    return {
        name: {
            key: None if isnan(number) else round(number, 4) for key, number in asdict(one).items()
        }
        for name, one in measured.items()
    }


def _bound(verdict: Verdict) -> dict[str, Any]:
    value = None if verdict.value is None else round(verdict.value, 4)
    return asdict(verdict.bound) | {"value": value, "held": verdict.held}


def _row(case: Case) -> dict[str, Any]:
    question, answer = case.question, case.answer
    ranks = [rank for rank in case.ranks if rank is not None]
    marked = zip(answer["citations"], case.relevant, strict=True)
    return {
        "id": question.id,
        "question": question.request.question,
        "history": [list(turn) for turn in question.request.history],
        "language": case.language,
        "type": question.type,
        "difficulty": question.difficulty,
        "expect": question.expect,
        "also": list(question.also),
        "status": answer["status"],
        "right": case.is_right,
        "loss": round(case.loss, 4),
        "fault": fault_of(case),
        "verdict": _verdict(case),
        "facts": [
            {"alternatives": list(fact), "found": found}
            for fact, found in zip(question.facts, case.facts, strict=True)
        ],
        "gold": [gold.quote for gold in question.gold],
        "rank": min(ranks, default=None),
        "standalone_question": answer["standalone_question"],
        "text": answer["text"],
        "citations": [citation | {"relevant": relevant} for citation, relevant in marked],
        "confidence": answer["confidence"],
        "seconds": answer["seconds"],
    }


def _verdict(case: Case) -> str:
    if not fault_of(case):
        return "right"
    return "wrong" if case.loss == 1 or not all(case.faithful) else "partly"


def read_result(folder: Path) -> dict[str, Any]:
    """The result of an earlier run.

    Raises:
        Problem: `no_run`.
    """
    try:
        found: dict[str, Any] = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        found["questions"], found["fingerprint"], found["measures"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem("no_run", path=str(folder)) from error
    return found


def read_marks(folder: Path, fingerprint: str) -> dict[str, Any] | None:
    """The marks that were joined to a run; None where there are none, or they are for other answers."""
    try:
        found: dict[str, Any] = json.loads((folder / MARKS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.get("run") == fingerprint else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Our own files, which hold nothing that comes from outside.
    environment.globals["asset"] = lambda name: Markup((_FOLDER / name).read_text("utf-8"))  # noqa: S704
    environment.filters["fill"] = lambda text, **values: text.format(**values)
    environment.globals |= {
        "shown": showing.shown,
        "range_of": showing.interval_of,
        "decimal": showing.decimal,
        "grades": showing.grades,
        "interval": plots.interval,
        "lower_is_better": LOWER_IS_BETTER,
        "not_shares": NOT_SHARES,
    }
    return environment


def page(
    found: Mapping[str, Any],
    language: Language,
    compared: Comparison | None = None,
    marks: Mapping[str, Any] | None = None,
) -> str:
    """The report as one HTML file that loads nothing.

    Args:
        found: from `result`.
        language: of the page; questions and answers stay in theirs.
        compared: with an earlier run.
        marks: from `marking.joined`.
    """
    t = strings(language)["evaluation"]
    curve = [(x, y) for x, y in found["risk_coverage"]]
    bins = [Bin(**one) for one in found["reliability"]]
    words = t["plots"]
    return (
        _environment()
        .get_template("report.html")
        .render(
            t=t,
            ui=language,
            found=found,
            headlines=[(name, found["measures"][name]) for name in HEADLINES],
            reliability=plots.reliability(
                bins, words["confidence"], words["answerable"], words["reliability"], language
            ),
            risk=plots.risk_coverage(
                curve, words["coverage"], words["risk"], words["risk_coverage"]
            ),
            values={name: _values(found["questions"], name) for name in _FILTERS},
            limits={bound["measure"]: bound["limit"] for bound in found["bounds"]},
            compared=compared,
            anchors={
                str(row["id"]): f"q-{at}" for at, row in enumerate(found["questions"], start=1)
            },
            marks=marks,
        )
    )


_FILTERS = ("language", "type", "difficulty", "expect", "status")


def _values(rows: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    return sorted({row[name] for row in rows} - {""})
