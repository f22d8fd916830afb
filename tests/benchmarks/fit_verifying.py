"""Fit the weights of assistant/verifying/support.py on the labelled claims, and say how the whole check does.

    python -m tests.benchmarks.fit_verifying

Ridge-penalised logistic regression by Newton's method, features scaled to a standard deviation of 1, true and false
weighing the same in all. False claims that the rules refuse are left out, and so are the merged ones: the features
cannot see them. The figures of the training half are by note: the claims of each note are judged by weights that have
not seen it. The held-back half comes from other notes; no weight is fitted to it.
"""

import json
from collections import defaultdict
from dataclasses import astuple, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.settings import set_process_environment
from assistant.verifying.matching import strengths
from assistant.verifying.support import Features
from assistant.verifying.verify import Evidence, features, read_claim, read_evidence, reasons
from index.embedding import Vectors, open_embedder
from index.glossary import load_glossary
from tests.conftest import LIBRARY, ROOT

Row = dict[str, Any]
Judged = list[tuple[Features, bool]]
"""For each stretch of the evidence: the features, and whether a rule refuses the claim over it."""
Matrix = NDArray[np.float64]

DATA = ROOT / "tests" / "data" / "verifying"


def load(name: str) -> list[Row]:
    """One half of the labelled claims."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def judge(rows: list[Row]) -> list[Judged]:
    """What the features and rules say of each claim."""
    glossary, embedder = load_glossary(LIBRARY), open_embedder()
    kept: dict[str, Any] = {}

    def embed(texts: Any) -> Vectors:
        for text in texts:
            if text not in kept:
                kept[text] = embedder.passage_vectors([text])[0]
        return np.stack([kept[text] for text in texts])

    read: dict[str, Evidence] = {}
    found = []
    for row in rows:
        text = row["evidence"]
        evidence = read.get(text) or read.setdefault(text, read_evidence(text, glossary, embed))
        claim = read_claim(row["claim"], evidence, glossary)
        tables = [strengths(claim, stretch) for stretch in evidence.stretches]
        cosines = evidence.vectors @ embed([row["claim"]])[0]
        found.append(
            [
                (
                    features(claim, evidence, tables, cosines, at),
                    bool(reasons(claim, evidence, tables, at)),
                )
                for at in range(len(tables))
            ]
        )
    return found


def nearest(judged: Judged) -> tuple[Features, bool]:
    """The stretch that the claim most likely is about."""
    return max(judged, key=lambda each: each[0].coverage + 2 * each[0].cosine + each[0].names / 2)


def fit(x: Matrix, y: Matrix, penalty: float = 1.0) -> Matrix:
    """Weights for unscaled features, the bias last."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    ridge = np.diag([penalty] * x.shape[1] + [0.0])
    balance = np.where(y == 1, len(y) / (2 * y.sum()), len(y) / (2 * (1 - y).sum()))
    weights = np.zeros(z.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(z @ weights, -30, 30)))
        step = z.T @ (balance * (p - y)) + ridge @ weights
        weights -= np.linalg.solve((z.T * (balance * p * (1 - p))) @ z + ridge, step)
    scaled = weights[:-1] / spread
    return np.append(scaled, weights[-1] - scaled @ mean)


def accepts(judged: Judged, weights: Matrix, threshold: float) -> bool:
    """Whether a claim is accepted, as `verify` decides it."""
    return any(
        not refused
        and 1 / (1 + np.exp(-(np.array(astuple(f)) @ weights[:-1] + weights[-1]))) >= threshold
        for f, refused in judged
    )


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
    rows, held = load("train"), load("held_out")
    judged, held_judged = judge(rows), judge(held)
    best = [nearest(each) for each in judged]
    x = np.array([astuple(found) for found, _ in best])
    y = np.array([float(row["supported"]) for row in rows])
    kind = np.array([row["kind"] for row in rows])
    refused = np.array([no for _, no in best])
    use = (y == 1) | (~refused & (kind != "merged")) | (kind == "wrong_citation")
    weights = fit(x[use], y[use])
    for field, weight in zip([f.name for f in fields(Features)] + ["bias"], weights, strict=True):
        print(f"{field:18} {weight:7.1f}")
    note = np.array([row["note"] for row in rows])
    for threshold in (0.4, 0.5, 0.6, 0.7):
        accepted = [False] * len(rows)
        for name in sorted(set(note)):
            others = fit(x[use & (note != name)], y[use & (note != name)])
            for at in np.flatnonzero(note == name):
                accepted[at] = accepts(judged[at], others, threshold)
        report(f"training half, accept from {threshold}", rows, accepted)
        report(
            f"held-back half, accept from {threshold}",
            held,
            [accepts(each, weights, threshold) for each in held_judged],
        )


if __name__ == "__main__":
    main()
