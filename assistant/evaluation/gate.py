"""The gate: a floor or a ceiling for a measure, from a TOML file. A run that breaks one has failed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from pathlib import Path

from assistant.evaluation.intervals import Estimate
from assistant.evaluation.scoring import MEASURES
from index.problem import Problem


@dataclass(frozen=True, slots=True)
class Bound:
    """What a measure must not fall below (a floor) or rise above (a ceiling)."""

    measure: str
    limit: float
    is_floor: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bound and whether it held; None where there was nothing to measure."""

    bound: Bound
    value: float | None
    held: bool | None


def load_gate(path: Path) -> list[Bound]:
    """Read `[floors]` and `[ceilings]`, each `measure = number`.

    Raises:
        Problem: `no_such_file`, or `bad_gate` naming what is wrong.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem("no_such_file", path=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("bad_gate", file=path.name, reason=str(error)) from error
    bounds: list[Bound] = []
    for table, rows in tables.items():
        if table not in {"floors", "ceilings"} or not isinstance(rows, dict):
            raise Problem("bad_gate", file=path.name, reason=table)
        for measure, limit in rows.items():
            is_number = isinstance(limit, int | float) and not isinstance(limit, bool)
            if measure not in MEASURES or not is_number or isnan(limit):
                raise Problem("bad_gate", file=path.name, reason=f"{table}: {measure} = {limit}")
            bounds.append(Bound(measure, float(limit), table == "floors"))
    return bounds


def check_gate(bounds: list[Bound], found: Mapping[str, Estimate]) -> list[Verdict]:
    """Hold every bound against the value that was measured."""
    return [_verdict(bound, found[bound.measure].value) for bound in bounds]


def _verdict(bound: Bound, value: float) -> Verdict:
    if isnan(value):
        return Verdict(bound, None, None)
    held = value >= bound.limit if bound.is_floor else value <= bound.limit
    return Verdict(bound, value, held)
