"""Fit the weights of assistant/verifying/support.py on the labelled claims, and say how the whole check does.

    python -m tests.benchmarks.fit_verifying

Ridge-penalised logistic regression by Newton's method, features scaled to a standard deviation of 1, true and false
weighing the same in all; one model for evidence in the claim's language and one for the other. Claims that the rules
refuse are left out. False claims made by program (`altered_claims.py`) are added, and count less than written ones.
The figures of the training half are by note: the claims of each note are judged by weights that have not seen it. The
other sets come from other notes; no weight is fitted to them.
"""

import json
from collections import defaultdict
from dataclasses import astuple, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.settings import set_process_environment
from assistant.verifying.support import Features
from assistant.verifying.verify import Evidence, compare, features, read_evidence, reasons
from index.embedding import Vectors, open_embedder
from index.glossary import Glossary, load_glossary
from tests.benchmarks.altered_claims import altered
from tests.conftest import LIBRARY, ROOT

Row = dict[str, Any]
Judged = list[tuple[Features, bool]]
"""For each stretch of the evidence: the features, and whether a rule refuses the claim over it."""
Matrix = NDArray[np.float64]

DATA = ROOT / "tests" / "data" / "verifying"


def load(name: str) -> list[Row]:
    """One half of the labelled claims."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


class Reader:
    """Reads claims and passages, each text embedded once."""

    def __init__(self) -> None:
        self.glossary: Glossary = load_glossary(LIBRARY)
        self.evidence: dict[str, Evidence] = {}
        self._embedder = open_embedder()
        self._kept: dict[str, Any] = {}

    def embed(self, texts: Any) -> Vectors:
        for text in texts:
            if text not in self._kept:
                self._kept[text] = self._embedder.passage_vectors([text])[0]
        return np.stack([self._kept[text] for text in texts])

    def read(self, text: str) -> Evidence:
        if text not in self.evidence:
            self.evidence[text] = read_evidence(text, self.glossary, self.embed)
        return self.evidence[text]


def judge(rows: list[Row], reader: Reader) -> list[Judged]:
    """What the features and rules say of each claim."""
    found = []
    for row in rows:
        evidence = reader.read(row["evidence"])
        compared = compare(row["claim"], evidence, reader.glossary, reader.embed)
        found.append(
            [
                (features(compared, at), bool(reasons(compared, at)))
                for at in range(len(evidence.stretches))
            ]
        )
    return found


def nearest(judged: Judged) -> tuple[Features, bool]:
    """The stretch that the claim most likely is about."""
    return max(judged, key=lambda each: each[0].coverage + 2 * each[0].cosine + each[0].names / 2)


def fit(x: Matrix, y: Matrix, share: Matrix, penalty: float = 2.0) -> Matrix:
    """Weights for unscaled features, the bias last; `share` says how much each row counts."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    ridge = np.diag([penalty] * x.shape[1] + [0.0])
    sides = [share[y == 1].sum(), share[y == 0].sum()]
    balance = share * np.where(y == 1, len(y) / (2 * sides[0]), len(y) / (2 * sides[1]))
    weights = np.zeros(z.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(z @ weights, -30, 30)))
        step = z.T @ (balance * (p - y)) + ridge @ weights
        weights -= np.linalg.solve((z.T * (balance * p * (1 - p))) @ z + ridge, step)
    scaled = weights[:-1] / spread
    return np.append(scaled, weights[-1] - scaled @ mean)


def score(judged: Judged, weights: Matrix) -> float:
    """The probability of a claim, as `verify` decides it: 0 where a rule refuses every stretch that would do."""
    return max(
        0.0
        if refused
        else float(1 / (1 + np.exp(-(np.array(astuple(f)) @ weights[:-1] + weights[-1]))))
        for f, refused in judged
    )


def is_crossing(row: Row) -> bool:
    """Whether claim and evidence are in different languages."""
    return bool(row["language"] != row["evidence_language"])


def counts(row: Row) -> float:
    """How much a claim counts: passages that have nothing to do with it are easy, claims made by program are odd."""
    if row["kind"] == "wrong_citation":
        return 0.1
    if str(row["kind"]).startswith("made: ") or (row["kind"] == "merged" and row["id"] > _WRITTEN):
        return 0.2
    return 1.0


_WRITTEN = 656
"""The last claim of the training half that was written by hand."""


def report(title: str, rows: list[Row], accepted: list[bool]) -> None:
    """Precision, recall, and the share of each kind that is accepted, by whether the languages differ."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for row, ok in zip(rows, accepted, strict=True):
        truth = "true" if row["supported"] else "false"
        for name in (
            truth,
            f"{truth}, {row['language']} over {row['evidence_language']}",
            row["kind"],
        ):
            groups[name].append(ok)
    right = sum(groups["true"])
    print(f"\n{title}: precision {right / max(sum(accepted), 1):.3f}")
    for name, of in sorted(groups.items()):
        print(f"  {name:24} accepted {sum(of):4} of {len(of):4}  {sum(of) / len(of):.3f}")


def main() -> None:
    """Run from the command line."""
    set_process_environment()
    reader = Reader()
    train = load("train")
    for row in train:
        reader.read(row["evidence"])
    rows = train + altered(train, reader.evidence, reader.glossary)
    judged = judge(rows, reader)
    best = [nearest(each) for each in judged]
    x = np.array([astuple(found) for found, _ in best])
    y = np.array([float(row["supported"]) for row in rows])
    share = np.array([counts(row) for row in rows])
    note = np.array([row["note"] for row in rows])
    crossing = np.array([is_crossing(row) for row in rows])
    use = (y == 1) | ~np.array([refused for _, refused in best])
    models = {}
    own = np.zeros(len(rows))
    for way in (False, True):
        mine = use & (crossing == way)
        models[way] = fit(x[mine], y[mine], share[mine])
        print(f"\n{'across' if way else 'within'} languages")
        for field, weight in zip(
            [f.name for f in fields(Features)] + ["bias"], models[way], strict=True
        ):
            print(f"    {field}={weight:.1f},")
        for name in sorted(set(note)):
            others = mine & (note != name)
            weights = fit(x[others], y[others], share[others])
            for at in np.flatnonzero((note == name) & (crossing == way)):
                own[at] = score(judged[at], weights)
    scored = {"training": (rows, own)}
    for name in ("held_out", "fresh"):
        held = load(name)
        scored[name] = (
            held,
            np.array(
                [
                    score(each, models[is_crossing(row)])
                    for row, each in zip(held, judge(held, reader), strict=True)
                ]
            ),
        )
    for name, (of, scores) in scored.items():
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
            report(f"{name}, accept from {threshold}", of, list(scores >= threshold))


if __name__ == "__main__":
    main()
