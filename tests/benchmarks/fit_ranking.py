"""Fit the weights of assistant/ranking.py: which sentence of the best passages answers a question.

A conditional logit (McFadden 1974): the chance that a sentence is chosen among a question's sentences is the softmax of
its weighted evidence. It is fitted by Adam on two sets that weigh the same: train questions of IDK-MRC whose contexts
are in the validation library (none of them belongs to a validation question), and the tuning part of the question set,
where a sentence is right that holds a fact. Printed are how often the right sentence is first, among two, among three.

    python -m tests.benchmarks.fit_ranking IDK_DATA_FOLDER --home IDK_HOME_FOLDER
"""

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.conversation import open_assistant
from assistant.evaluation.measures import folded
from assistant.evaluation.questions import load_questions
from assistant.finding import find
from assistant.ranking import Evidence
from assistant.reading import Reading, read, read_alone
from assistant.settings import load_settings
from index.library import Library
from tests.benchmarks.idk_mrc import build, questions
from tests.conftest import ROOT

NAMES = tuple(field.name for field in fields(Evidence))
TRAIN_QUESTIONS = 1100
SEED = 7

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences of one question: their evidence (sentences, features), and which are right."""

    evidence: Matrix
    right: NDArray[np.bool_]


def choice(library: Library, reading: Reading, is_right: Callable[[str, str], bool]) -> Choice:
    """The candidates of a question; `is_right` judges a document id and a sentence."""
    found = find(library, reading)
    evidence, right = [], []
    for candidate in found.ranked:
        passage = candidate.hit.passage
        sentence = passage.sentences[candidate.index]
        text = library.documents[passage.document_id].text[sentence.start : sentence.end]
        evidence.append(astuple(candidate.evidence))
        right.append(is_right(passage.document_id, text))
    return Choice(np.array(evidence), np.array(right, bool))


def idk_choices(folder: Path, library: Library, split: str) -> list[Choice]:
    """Of IDK-MRC's answerable questions: right is a sentence of the gold context that holds the gold answer."""
    asked = [one for one in questions(folder, split) if one[2]]
    if split == "train":
        random.Random(SEED).shuffle(asked)
        asked = asked[:TRAIN_QUESTIONS]

    def judge(gold: str, answers: Sequence[str]) -> Callable[[str, str], bool]:
        return lambda id_, text: id_ == gold and any(answer in text for answer in answers)

    return [
        choice(library, read_alone(q, "id"), judge(gold, answers)) for gold, q, answers in asked
    ]


def own_choices(library: Library, file: Path) -> list[Choice]:
    """Of the question set's answerable questions: right is a sentence that holds a fact."""

    def judge(facts: Sequence[Sequence[str]]) -> Callable[[str, str], bool]:
        wanted = [folded(alternative) for fact in facts for alternative in fact]
        return lambda _, text: any(alternative in folded(text) for alternative in wanted)

    asked = [one for one in load_questions(file) if one.expect == "answered"]
    return [choice(library, read(library, one.request, "id"), judge(one.facts)) for one in asked]


def fit(sets: Sequence[Sequence[Choice]], steps: int = 400, penalty: float = 2e-3) -> Matrix:
    """Weights for the evidence as it is; each set counts the same."""
    useful = [[c for c in one if c.right.any() and not c.right.all()] for one in sets]
    choices = [c for one in useful for c in one]
    evidence = np.concatenate([c.evidence for c in choices])
    right = np.concatenate([c.right for c in choices])
    sizes = np.array([len(c.right) for c in choices])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    share = np.concatenate([np.full(len(one), 1 / (len(one) * len(useful))) for one in useful])
    share = np.repeat(share, sizes)
    scale = evidence.std(0) + 1e-9
    evidence = evidence / scale
    weights = np.zeros(len(scale))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        total = evidence @ weights
        chance = np.exp(total - np.repeat(np.maximum.reduceat(total, starts), sizes))
        chance /= np.repeat(np.add.reduceat(chance, starts), sizes)
        wanted = chance * right
        wanted /= np.repeat(np.add.reduceat(wanted, starts), sizes)
        gradient = penalty * weights - evidence.T @ (share * (wanted - chance))
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        move = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
        weights = weights - 0.1 * move
    fitted: Matrix = weights / scale
    return fitted


def within(choices: Sequence[Choice], weights: Matrix) -> str:
    """How often a right sentence is first, in the first two, in the first three."""
    ordered = [c.right[np.argsort(-(c.evidence @ weights), kind="stable")] for c in choices]
    shares = (np.mean([right[:n].any() for right in ordered]) for n in (1, 2, 3))
    return " / ".join(f"{share:.3f}" for share in shares)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    arguments = parser.parse_args()
    idk = build(arguments.data, arguments.home)
    assistant = open_assistant(load_settings())
    assistant.library.open()
    own = own_choices(
        assistant.library.current(), ROOT / "knowledge" / "questions" / "tuning.jsonl"
    )
    train = idk_choices(arguments.data, idk, "train")
    valid = idk_choices(arguments.data, idk, "valid")
    weights = fit([train, own])
    halves = [fit([train, own[1::2]]), fit([train, own[::2]])]
    print("IDK-MRC train", within(train, weights), "validation", within(valid, weights))
    print("question set, each half by weights of the other:")
    for at in (0, 1):
        print("  ", within(own[at::2], halves[at]))
    for name, weight in zip(NAMES, weights / weights[NAMES.index("cosine")], strict=True):
        print(f'    ("{name}", {weight:.3f}),')


if __name__ == "__main__":
    main()
