"""The fitted part: logistic models over a message's vector and its signs.

One model a route and one a situation (one-vs-rest), fitted by tests/benchmarks/fit_safeguarding.py on
tests/data/safeguarding/train.jsonl. Their scores become probabilities by a softmax whose temperature was fitted on
scores of examples that a model had not seen (Guo et al. 2017, "On Calibration of Modern Neural Networks").
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.safeguarding.cues import CUES
from assistant.safeguarding.rules import by_rules

WEIGHTS = Path(__file__).with_name("weights.npz")

ROUTES = ("support", "refuse", "injection", "off_topic", "answer")
SITUATIONS = (
    "danger_now",
    "happened_to_me",
    "know_someone",
    "teacher_or_parent",
    "pictures",
    "own_thoughts",
    "suicide",
)

Array = NDArray[np.float64]

SCALE = 8.0
"""What vectors are multiplied by, so that the ridge penalty weighs a dimension about as much as a sign."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of one set of labels.

    Attributes:
        labels: in the order of the columns of `weights`.
        centre: the mean vector of the examples (384).
        weights: one row a vector dimension, a sign, a rule's verdict, and the bias; one column a label.
        temperature: what scores are divided by before the softmax.
    """

    labels: tuple[str, ...]
    centre: Array
    weights: Array
    temperature: float

    def probabilities(self, vector: Array, signs: Set[str]) -> dict[str, float]:
        """The probability of each label; they add up to 1."""
        scores = inputs(vector, signs, self.centre) @ self.weights / self.temperature
        raised = np.exp(scores - scores.max())
        return dict(zip(self.labels, (raised / raised.sum()).tolist(), strict=True))


def inputs(vector: Array, signs: Set[str], centre: Array) -> Array:
    """What is weighed: the scaled vector, 0 or 1 for each sign and each verdict of the rules, 1 for the bias."""
    verdict = by_rules(signs)
    own = [float(name in signs) for name in CUES] + [float(verdict == r) for r in ROUTES[:-1]]
    return np.concatenate([(np.asarray(vector, dtype=np.float64) - centre) * SCALE, own, [1.0]])


@cache
def load_models() -> tuple[Model, Model]:
    """The models of the routes and of the situations, as shipped.

    Raises:
        ValueError: the weights were fitted with other signs than the program has.
    """
    with np.load(WEIGHTS, allow_pickle=False) as saved:
        if tuple(saved["cues"].tolist()) != tuple(CUES):
            raise ValueError(
                "weights.npz does not fit cues.py: run tests.benchmarks.fit_safeguarding"
            )
        centre = saved["centre"].astype(np.float64)
        routes, situations = (
            Model(
                labels, centre, saved[name].astype(np.float64), float(saved[f"{name}_temperature"])
            )
            for name, labels in (("routes", ROUTES), ("situations", SITUATIONS))
        )
    return routes, situations
