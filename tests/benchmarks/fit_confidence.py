"""Fit the weights of assistant/confidence.py, and say how well they are calibrated.

Ridge-penalised logistic regression by Newton's method on two sets: the tuning part of the question set, and train
questions of IDK-MRC, each asked with its context in the library and with it taken out. Of the tuning part each eighth
is judged by weights that have not seen it; of IDK-MRC the validation questions are.

    python -m tests.benchmarks.fit_confidence IDK_DATA_FOLDER --home IDK_HOME_FOLDER
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.confidence import Features
from assistant.conversation import open_assistant
from assistant.evaluation.questions import load_questions
from assistant.finding import find, judge
from assistant.reading import Reading, read, read_alone
from assistant.requests import MOST_PASSAGES
from assistant.settings import load_settings
from index.library import Library
from index.retrieval import make_query, retrieve
from tests.benchmarks.idk_mrc import build, questions
from tests.conftest import ROOT

NAMES = tuple(field.name for field in fields(Features))
QUESTIONS = 400
FOLDS = 8
SEED = 3

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Features (questions, features), and 1 for each question that has an answer, 0 for one that has none."""

    x: Matrix
    y: Matrix


def own_sample(library: Library, file: Path) -> Sample:
    """The question set's. One that may be answered or declined (a wrong premise) teaches nothing here."""
    decided = ("answered", "not_found")
    asked = [one for one in load_questions(file) if one.expect in decided and not one.also]
    found = [find(library, read(library, one.request, "id")).features for one in asked]
    return _sample(found, [one.expect == "answered" for one in asked])


def idk_sample(folder: Path, library: Library, split: str) -> Sample:
    """Answerable questions of IDK-MRC, each with its gold context and without it."""
    asked = [one for one in questions(folder, split) if one[2]]
    random.Random(SEED).shuffle(asked)
    found: list[Features | None] = []
    for gold, question, _ in asked[:QUESTIONS]:
        reading = read_alone(question, "id")
        found += [find(library, reading).features, _without(library, reading, gold)]
    return _sample(found, [True, False] * (len(found) // 2))


def _without(library: Library, reading: Reading, gold: str) -> Features | None:
    query = make_query(library, reading.question, reading.language, reading.asked)
    hits = retrieve(library, query, MOST_PASSAGES)
    rest = [hit for hit in hits if hit.passage.document_id != gold]
    return judge(library, reading, query, rest).features


def _sample(found: Sequence[Features | None], answered: Sequence[bool]) -> Sample:
    known = [(astuple(one), right) for one, right in zip(found, answered, strict=True) if one]
    return Sample(np.array([row for row, _ in known]), np.array([float(r) for _, r in known]))


def fit(samples: Sequence[Sample], shares: Sequence[float], penalty: float = 3.0) -> Matrix:
    """Weights, the bias last. Answerable and unanswerable questions of a sample weigh the same, `shares` in all."""
    x = np.concatenate([sample.x for sample in samples])
    y = np.concatenate([sample.y for sample in samples])
    scale = np.append(x.std(0) + 1e-9, 1.0)
    x = np.column_stack([x, np.ones(len(x))]) / scale
    balance = np.concatenate(
        [
            share / 2 * np.where(s.y == 1, 1 / s.y.sum(), 1 / (1 - s.y).sum())
            for s, share in zip(samples, shares, strict=True)
        ]
    )
    ridge = np.diag([penalty] * (x.shape[1] - 1) + [0.0])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (balance * (p - y)) + ridge @ weights
        weights -= np.linalg.solve((x.T * (balance * p * (1 - p))) @ x + ridge, gradient)
    fitted: Matrix = weights / scale
    return fitted


def predict(x: Matrix, weights: Matrix) -> Matrix:
    """Probability of an answer for each row."""
    chance: Matrix = 1 / (1 + np.exp(-np.clip(x @ weights[:-1] + weights[-1], -30, 30)))
    return chance


def area(p: Matrix, y: Matrix) -> float:
    """The area under the ROC curve: how often an answerable question is surer than an unanswerable one."""
    yes, no = p[y == 1][:, None], p[y == 0][None]
    return float((yes > no).mean() + 0.5 * (yes == no).mean())


def declined(p: Matrix, y: Matrix, refused: float) -> float:
    """Share of the unanswerable that is declined where that share of the answerable is refused."""
    return float((p[y == 0] < np.quantile(p[y == 1], refused)).mean())


def calibration(p: Matrix, y: Matrix, bins: int = 8) -> list[tuple[float, float, int]]:
    """(mean confidence, share that has an answer, questions) of equally large groups, by confidence."""
    groups = np.array_split(np.argsort(p), bins)
    return [(float(p[g].mean()), float(y[g].mean()), len(g)) for g in groups]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    arguments = parser.parse_args()
    idk = build(arguments.data, arguments.home)
    assistant = open_assistant(load_settings())
    assistant.library.open()
    own = own_sample(assistant.library.current(), ROOT / "knowledge" / "questions" / "tuning.jsonl")
    train = idk_sample(arguments.data, idk, "train")
    valid = idk_sample(arguments.data, idk, "valid")
    shares = (400.0, 200.0)
    fold = np.arange(len(own.y)) % FOLDS
    p = np.zeros(len(own.y))
    for at in range(FOLDS):
        rest = Sample(own.x[fold != at], own.y[fold != at])
        p[fold == at] = predict(own.x[fold == at], fit([rest, train], shares))
    weights = fit([own, train], shares)
    for name, chance, y in (
        ("question set, unseen eighths", p, own.y),
        ("IDK-MRC validation, gold context there or taken out", predict(valid.x, weights), valid.y),
    ):
        print(f"{name}: area {area(chance, y):.3f}, {len(y)} questions")
        for refused in (0.04, 0.05, 0.08):
            print(f"    declined at {refused} refused: {declined(chance, y, refused):.3f}")
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        refused, ok = (p[own.y == 1] < threshold).mean(), (p[own.y == 0] < threshold).mean()
        print(f"answer from {threshold}: refused {refused:.3f}, declined {ok:.3f}")
    print("confidence, share with an answer, questions (unseen eighths):")
    for mean, share, size in calibration(p, own.y):
        print(f"    {mean:.2f}  {share:.2f}  {size}")
    for name, weight in zip([*NAMES, "bias"], weights, strict=True):
        print(f"    {name}={weight:.2f},")


if __name__ == "__main__":
    main()
