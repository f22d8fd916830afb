"""Fit the weights of assistant/confidence.py on the tuning part of the question set, and say how they do.

Ridge-penalised logistic regression by Newton's method; the figures are leave-one-out, so each question is judged by
weights that have not seen it.

    python -m tests.benchmarks.fit_confidence [FILE.jsonl ..]
"""

import sys
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.confidence import Features
from assistant.conversation import open_assistant
from assistant.evaluation.questions import Question, load_questions
from assistant.finding import answer_language, find
from assistant.settings import load_settings
from tests.conftest import ROOT

SCALE = Features(
    focus=0.04, dense=0.03, coverage=0.3, nearby=0.3, fits=0.4, head=0.5, unknown=0.4, named=0.4
)
"""About a standard deviation of each feature: the penalty weighs them alike."""

Matrix = NDArray[np.float64]


def rows(questions: list[Question]) -> tuple[Matrix, Matrix]:
    """(features, 1 for answerable) of each question."""
    assistant = open_assistant(load_settings())
    assistant.library.open()
    library = assistant.library.current()
    made = []
    for question in questions:
        request = question.request
        found = find(library, request, request.language or answer_language(request, "id"))
        assert found.features is not None
        made.append(astuple(found.features))
    wanted = [float(question.expect == "answered") for question in questions]
    return np.array(made), np.array(wanted)


def fit(x: Matrix, y: Matrix, penalty: float = 1.0) -> Matrix:
    """Weights, the bias last, for scaled features; answerable and unanswerable questions weigh the same in all."""
    x = np.column_stack([x / np.array(astuple(SCALE)), np.ones(len(x))])
    ridge = np.diag([penalty] * (x.shape[1] - 1) + [0.0])
    weights = np.zeros(x.shape[1])
    balance = np.where(y == 1, len(y) / (2 * y.sum()), len(y) / (2 * (1 - y).sum()))
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (balance * (p - y)) + ridge @ weights
        weights -= np.linalg.solve((x.T * (balance * p * (1 - p))) @ x + ridge, gradient)
    return weights


def predict(x: Matrix, weights: Matrix) -> Matrix:
    """Probability of an answer for each row."""
    x = np.column_stack([x / np.array(astuple(SCALE)), np.ones(len(x))])
    return 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))


def _groups(questions: list[Question]) -> dict[str, NDArray[np.bool_]]:
    names = sorted({question.id[:2] for question in questions})
    return {n: np.array([question.id[:2] == n for question in questions]) for n in names}


def _auc(answerable: Matrix, others: Matrix) -> str:
    wins = (answerable[:, None] > others[None, :]).mean()
    return f"area under the curve {wins:.3f} ({len(answerable)} and {len(others)} questions)"


def main() -> None:
    """Run from the command line."""
    files = sys.argv[1:] or [str(ROOT / "knowledge" / "questions" / "tuning.jsonl")]
    # A wrong premise may be answered or declined: it teaches nothing here.
    questions = [q for file in files for q in load_questions(Path(file)) if not q.also]
    x, y = rows(questions)
    left_out = np.zeros(len(y))
    for at in range(len(y)):
        rest = np.arange(len(y)) != at
        left_out[at] = predict(x[at : at + 1], fit(x[rest], y[rest]))[0]
    weights = fit(x, y)
    for name, some in _groups(questions).items():
        print(name, _auc(left_out[some & (y == 1)], left_out[some & (y == 0)]))
    for field, weight, scale in zip(fields(Features), weights, astuple(SCALE), strict=False):
        print(f"{field.name:10} {weight / scale:7.2f}")
    print(f"{'bias':10} {weights[-1]:7.2f}")
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        refused = (left_out[y == 1] < threshold).mean()
        declined = (left_out[y == 0] < threshold).mean()
        print(f"answer from {threshold}: refused {refused:.3f}, declined {declined:.3f}")


if __name__ == "__main__":
    main()
