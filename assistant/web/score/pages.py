"""`/score/id` and `/score/en`: the figures of the last published evaluation, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.evaluation.plots import interval
from assistant.evaluation.publishing import read_score
from assistant.messages import string, strings
from assistant.web.drawing import draw
from assistant.web.responding import page
from index.document import LANGUAGES, Language
from index.library import LibraryHandle

_SHOWN = (
    "facts",
    "quotation_fidelity",
    "false_refusal",
    "unanswerable_declined",
    "route_accuracy",
    "language_match",
)
_ROWS = ("facts", "right_status", "unanswerable_declined")
_WEAKEST = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline: its name, its value of 100, what that means, how sure it is, and its drawing."""

    label: str
    value: str
    text: str
    range: str
    bar: Markup


def routes(library: LibraryHandle, knowledge: Path | None) -> list[Route]:
    """The page's address in both languages.

    Args:
        library: to tell whether it is the one that was measured.
        knowledge: the folder of the built-in material, with the published figures; None for none.
    """

    def score(request: Request) -> Response:
        ready = library.problem() is None
        open_now = library.current().fingerprint if ready else None
        return page(render_score(read_score(knowledge), open_now, request.path_params["ui"]))

    return [Route("/score/{ui:language}", score)]


def render_score(score: Mapping[str, Any] | None, library: str | None, ui: Language) -> str:
    """The page as HTML.

    Args:
        score: from `read_score`; None for nothing published.
        library: fingerprint of the open library; None while none is open.
        ui: language of the page.
    """
    return draw(
        "score",
        ui,
        here="score",
        score=score,
        s=strings(ui)["score"],
        is_other=score is not None and library not in (None, score["library"]),
        figures=_figures(score["measures"], ui) if score else [],
        date=_date(score["date"], ui) if score else "",
        languages=[string(f"evaluation.values.{one}", ui) for one in LANGUAGES],
        rows=_rows(score["language"], ui) if score else [],
        weak=_weak(score["type"], ui) if score else [],
    )


def of_hundred(share: float) -> int:
    """A share as a count of 100, rounded; 0 and 100 only where it is exactly none or all."""
    if share in (0.0, 1.0):
        return round(share * 100)
    return min(max(round(share * 100), 1), 99)


def _figures(measures: Mapping[str, Any], ui: Language) -> list[Figure]:
    return [_figure(name, measures[name], ui) for name in _SHOWN if name in measures]


def _figure(name: str, one: Mapping[str, Any], ui: Language) -> Figure:
    value = of_hundred(one["value"])
    low, high = of_hundred(one["low"]), of_hundred(one["high"])
    return Figure(
        label=string(f"score.figures.{name}.label", ui),
        value=string("score.of_hundred", ui, value=value),
        text=string(f"score.figures.{name}.text", ui, value=value),
        range=string("score.range", ui, low=low, high=high, n=one["n"]),
        bar=interval(one["value"], one["low"], one["high"]),
    )


def _date(text: str, ui: Language) -> str:
    """The day of a run ("2026-11-24 19:58 UTC") as it is said."""
    day = datetime.strptime(text[:10], "%Y-%m-%d").date()
    return f"{day.day} {strings(ui)['score']['months'][day.month - 1]} {day.year}"


def _rows(measured: Mapping[str, Any], ui: Language) -> list[list[str]]:
    """A row a figure: its name, then a cell a language."""
    counts = [str(measured[one]["right_status"]["n"]) for one in LANGUAGES]
    return [
        [string("score.questions", ui), *counts],
        *(
            [
                string(f"score.rows.{name}", ui),
                *(
                    string("score.of_hundred", ui, value=of_hundred(measured[one][name]["value"]))
                    for one in LANGUAGES
                ),
            ]
            for name in _ROWS
            if all(name in measured[one] for one in LANGUAGES)
        ),
    ]


def _weak(kinds: Mapping[str, Any], ui: Language) -> list[str]:
    """The kinds of question with the lowest figure: facts where they have any, else the kind of reply."""
    found = []
    for kind, measured in kinds.items():
        name = "facts" if "facts" in measured and kind != "safeguarding" else "right_status"
        one = measured[name]
        found.append((one["value"], kind, "facts" if name == "facts" else "status", one["n"]))
    names = strings(ui)["evaluation"]["values"]
    return [
        string(f"score.weak_{what}", ui, kind=names.get(kind, kind), value=of_hundred(value), n=n)
        for value, kind, what, n in sorted(found)[:_WEAKEST]
    ]
