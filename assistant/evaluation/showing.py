"""Figures as a reader sees them, and the tables of a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluation.scoring import NOT_SHARES
from assistant.messages import string, strings
from index.document import Language

MISSING = "–"


def decimal(value: float, digits: int, language: Language, *, signed: bool = False) -> str:
    """A number with the language's decimal mark: 0,82 in Indonesian."""
    text = f"{value:{'+' if signed else ''}.{digits}f}"
    return text.replace(".", ",") if language == "id" else text


def shown(name: str, value: float | None, language: Language) -> str:
    """The value of a measure: a share as per cent, the rest as it is; a dash for what was not measured."""
    if value is None:
        return MISSING
    if name.startswith("seconds"):
        return decimal(value, 2, language) + " " + string("evaluation.seconds", language)
    if name in NOT_SHARES:
        return decimal(value, 0, language)
    return decimal(value * 100, 1, language) + "%"


def interval_of(name: str, one: Mapping[str, float | None], language: Language) -> str:
    """The interval of a measure; "" for what was not measured."""
    if one["low"] is None:
        return ""
    return f"{shown(name, one['low'], language)} – {shown(name, one['high'], language)}"


def grades(row: Sequence[int | None]) -> str:
    """The marks that people gave an answer, side by side."""
    return " / ".join(MISSING if grade is None else str(grade) for grade in row)


def plain_table(found: Mapping[str, Any], language: Language) -> str:
    """The measures of a result, then the gate's verdicts."""
    names = strings(language)["evaluation"]["measures"]
    lines = [
        f"{names[name]['label']:<42} {shown(name, one['value'], language):>8}  "
        f"{interval_of(name, one, language):<19} n = {one['n']}"
        for name, one in found["measures"].items()
        if one["value"] is not None
    ]
    verdicts = [
        string(
            f"evaluation.gate.{'broken' if bound['held'] is False else 'unmeasured'}",
            language,
            measure=names[bound["measure"]]["label"],
            value=shown(bound["measure"], bound["value"], language),
            limit=shown(bound["measure"], bound["limit"], language),
        )
        for bound in found["bounds"]
        if not bound["held"]
    ]
    return "\n".join([*lines, "", *verdicts, string(f"evaluation.gate.{found['gate']}", language)])


def plain_marks(marks: Mapping[str, Any], language: Language) -> str:
    """How far people agree, criterion by criterion, and the answers that they marked differently."""
    t = strings(language)["evaluation"]["marking"]
    keys = ("mean", "observed", "kappa", "alpha")
    lines = [f"{t['criterion']:<16}" + "".join(f"{t[key]:>12}" for key in keys) + f"{'n':>6}"]
    for name, one in marks["agreement"].items():
        cells = [MISSING if one[key] is None else decimal(one[key], 2, language) for key in keys]
        padded = "".join(f"{cell:>12}" for cell in cells)
        lines.append(f"{t['names'][name]:<16}{padded}{one['n']:>6}")
    disputed = {id_: one for id_, one in marks["answers"].items() if one["disagrees"]}
    lines += ["", string("evaluation.marking.disputed", language, n=len(disputed))]
    for id_, one in sorted(disputed.items()):
        given = [f"{t['names'][name]} {grades(one['marks'][name])}" for name in one["disagrees"]]
        lines.append(f"{id_}: {', '.join(given)}")
    return "\n".join(lines)
