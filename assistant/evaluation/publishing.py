"""The figures of a run that the app shows, in a small file beside the questions: sums only."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.evaluation.running import FAILED
from index.problem import Problem

SCORE = "score.json"
HEADLINES = (
    "facts",
    "quotation_fidelity",
    "false_refusal",
    "unanswerable_declined",
    "route_accuracy",
    "language_match",
    "right_status",
)
_LEAST = 10
"""Questions of a kind, below which its figure is not published."""


def publish(found: Mapping[str, Any], knowledge: Path) -> Path:
    """Write the headline figures of a result (`reporting.result`); the file's path.

    Raises:
        Problem: `not_whole`, the program failed on a question; `read_only`.
    """
    if any(row["status"] == FAILED for row in found["questions"]):
        raise Problem("not_whole")
    kinds = {
        name: _figures(measured)
        for name, measured in found["groups"]["type"].items()
        if measured["right_status"]["n"] >= _LEAST
    }
    score = {
        "file": found["run"]["file"],
        "date": found["run"]["date"],
        "questions": len(found["questions"]),
        "fingerprint": found["fingerprint"],
        "library": found["run"]["library"],
        "measures": _figures(found["measures"]),
        "language": {name: _figures(one) for name, one in found["groups"]["language"].items()},
        "type": kinds,
    }
    path = knowledge / "questions" / SCORE
    text = json.dumps(score, ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Problem("read_only", path=str(path.parent)) from error
    return path


def _figures(measured: Mapping[str, Any]) -> dict[str, Any]:
    return {name: measured[name] for name in HEADLINES if measured[name]["n"]}


def read_score(knowledge: Path | None) -> dict[str, Any] | None:
    """What was published for this material; None for nothing."""
    if knowledge is None:
        return None
    try:
        found: dict[str, Any] = json.loads(
            (knowledge / "questions" / SCORE).read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return None
    return found
