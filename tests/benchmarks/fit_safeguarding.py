"""Fit the models of assistant/safeguarding/ on the training examples, and say how they do on the held-out ones.

Ridge-penalised logistic regression by Newton's method, one label against the rest; the temperature of the softmax is
the one with the least log loss on six-fold scores. With the same examples, embedder and signs the weights come out the
same.

    python -m tests.benchmarks.fit_safeguarding            # figures of the shipped weights
    python -m tests.benchmarks.fit_safeguarding --write    # fit, write weights.npz, figures
    python -m tests.benchmarks.fit_safeguarding --cross    # six-fold figures on the training examples, with the misses
"""

import hashlib
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from assistant.safeguarding import Triage, triage
from assistant.safeguarding import model as shipped
from assistant.safeguarding.cues import CUES, cues
from assistant.safeguarding.model import ROUTES, SITUATIONS, WEIGHTS, Array, Model, inputs
from assistant.safeguarding.rules import by_rules
from assistant.settings import ROOT

Example = dict[str, Any]

PENALTY = 1.0
FOLDS = 6
EXAMPLES = ROOT / "tests" / "data" / "safeguarding"


def load_examples(part: str) -> list[Example]:
    """The examples of "train" or "held_out"."""
    rows = (EXAMPLES / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(row) for row in rows]


@cache
def _embedder() -> Any:
    from index.embedding import open_embedder

    return open_embedder()


def vectors(examples: Sequence[Example]) -> Array:
    """The query vectors of the examples' texts, one a row."""
    return np.array([_embedder().query_vector(row["text"]) for row in examples], dtype=np.float64)


def fit(x: Array, wanted: Array, penalty: float = PENALTY) -> Array:
    """Weights for inputs `x` whose last column is 1; `wanted` is 1 for the label and 0 for the rest.

    Each side's examples weigh by the square root of what would make both sides weigh the same.
    """
    ridge = np.diag([penalty] * (x.shape[1] - 1) + [1e-6])
    share = wanted.mean()
    balance = np.sqrt(np.where(wanted == 1, 0.5 / share, 0.5 / (1 - share)))
    balance /= balance.mean()
    weights = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (balance * (p - wanted)) + ridge @ weights
        weights -= np.linalg.solve((x.T * (balance * p * (1 - p) + 1e-9)) @ x + ridge, gradient)
    return weights


def fit_all(x: Array, labels: Array, n_labels: int) -> Array:
    """One column of weights a label."""
    return np.column_stack([fit(x, (labels == label).astype(float)) for label in range(n_labels)])


def _folds(n: int) -> Array:
    return np.random.default_rng(0).permutation(n) % FOLDS


def cross_scores(x: Array, labels: Array, n_labels: int) -> Array:
    """Scores of each example by weights that have not seen it."""
    folds, scores = _folds(len(labels)), np.zeros((len(labels), n_labels))
    for fold in range(FOLDS):
        seen = folds != fold
        scores[~seen] = x[~seen] @ fit_all(x[seen], labels[seen], n_labels)
    return scores


def temperature(scores: Array, labels: Array) -> float:
    """What scores are divided by for the least log loss."""

    def loss(t: float) -> float:
        scaled = scores / t
        top = scaled.max(axis=1, keepdims=True)
        logs = scaled - top - np.log(np.exp(scaled - top).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(labels)), labels].mean())

    return min((round(t, 2) for t in np.arange(0.4, 3.01, 0.02)), key=loss)


def make(
    examples: Sequence[Example], rows: Array, key: str, names: tuple[str, ...], centre: Array
) -> tuple[Model, Array]:
    """A model of one set of labels, and the six-fold scores that its temperature was fitted on."""
    x = np.array([inputs(v, cues(e["text"]), centre) for v, e in zip(rows, examples, strict=True)])
    labels = np.array([names.index(example[key]) for example in examples])
    scores = cross_scores(x, labels, len(names))
    weights = fit_all(x, labels, len(names))
    return Model(names, centre, weights, temperature(scores, labels)), scores


def fit_models(examples: Sequence[Example], rows: Array) -> tuple[Model, Model]:
    """The models of the routes and of the situations."""
    centre = rows.mean(axis=0)
    routes, _ = make(examples, rows, "route", ROUTES, centre)
    told = [i for i, example in enumerate(examples) if "situation" in example]
    situations, _ = make([examples[i] for i in told], rows[told], "situation", SITUATIONS, centre)
    return routes, situations


def made_from() -> str:
    """SHA-256 of all that the weights depend on: the training examples, their signs, what the rules say."""
    digest = hashlib.sha256((EXAMPLES / "train.jsonl").read_bytes())
    for example in load_examples("train"):
        signs = cues(example["text"])
        digest.update(f"{sorted(signs)} {by_rules(signs)}\n".encode())
    return digest.hexdigest()


def write(models: tuple[Model, Model]) -> None:
    """Write the weights beside the code, as 32-bit floats."""
    routes, situations = models
    np.savez_compressed(
        WEIGHTS,
        cues=np.array(list(CUES)),
        made_from=np.array(made_from()),
        centre=routes.centre.astype(np.float32),
        routes=routes.weights.astype(np.float32),
        routes_temperature=np.array(routes.temperature),
        situations=situations.weights.astype(np.float32),
        situations_temperature=np.array(situations.temperature),
    )
    shipped.load_models.cache_clear()


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    z, share = 1.959964, right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _history(example: Example) -> list[tuple[str, str]]:
    return [(asked, answered) for asked, answered in example.get("history", [])]


def judge(examples: Sequence[Example], rows: Array) -> list[Triage]:
    """What triage says of each example, with the shipped weights."""
    vector_of = _embedder().query_vector
    return [
        triage(v, e["text"], _history(e), vector_of) for v, e in zip(rows, examples, strict=True)
    ]


def judge_unseen(examples: Sequence[Example], rows: Array) -> list[Triage]:
    """The same on training examples, each by weights of the five folds that it is not in."""
    folds = _folds(len(examples))
    found: list[Triage | None] = [None] * len(examples)
    original = shipped.load_models
    try:
        for fold in range(FOLDS):
            seen = np.flatnonzero(folds != fold)
            fitted = fit_models([examples[i] for i in seen], rows[seen])
            _use(lambda fitted=fitted: fitted)
            for i in np.flatnonzero(folds == fold):
                found[i] = triage(
                    rows[i], examples[i]["text"], _history(examples[i]), _embedder().query_vector
                )
    finally:
        _use(original)
    return [one for one in found if one is not None]


def _use(loader: Callable[[], tuple[Model, Model]]) -> None:
    import assistant.safeguarding as package
    from assistant.safeguarding import situation, standing

    package.load_models = loader  # type: ignore[attr-defined]
    situation.load_models = loader  # type: ignore[assignment]
    standing.load_models = loader  # type: ignore[assignment]


def is_right(example: Example, found: Triage) -> bool:
    """Whether the route is the wanted one.

    Between off_topic and answer the library decides, so either will do for both: an innocent message is only wrong
    when it is refused, taken for an attack or for a disclosure.
    """
    free = ("off_topic", "answer")
    if example["route"] in free:
        return found.route in free
    return found.route == example["route"]


def lines(examples: Sequence[Example], found: Sequence[Triage]) -> Iterator[str]:
    """The figures as printed: per route, slices, confusion matrix, situations, calibration."""
    pairs = list(zip(examples, found, strict=True))
    yield f"{'route':<12}{'slice':<12}{'right':>8}{'of':>6}{'share':>8}   95 % interval"
    for route in ROUTES:
        own = [(e, t) for e, t in pairs if e["route"] == route]
        slices = {"all": own}
        slices |= {
            k: [p for p in own if p[0]["style"] == k] for k in ("formal", "slang", "misspelled")
        }
        slices |= {
            k: [p for p in own if p[0]["language"] == k] for k in ("id", "en", "mixed", "jv", "su")
        }
        for name, some in slices.items():
            if some:
                right = sum(is_right(*pair) for pair in some)
                low, high = wilson(right, len(some))
                share = right / len(some)
                yield f"{route:<12}{name:<12}{right:>8}{len(some):>6}{share:>8.3f}   {low:.3f}-{high:.3f}"
    yield ""
    yield "wanted (down), found (across)" + "".join(f"{name:>11}" for name in ROUTES)
    for route in ROUTES:
        counts = [sum(e["route"] == route and t.route == name for e, t in pairs) for name in ROUTES]
        yield f"{route:<29}" + "".join(f"{count:>11}" for count in counts)
    told = [(e, t) for e, t in pairs if e["route"] == "support" and t.route == "support"]
    right = sum(e.get("situation") == t.situation for e, t in told)
    yield f"\nsituation right: {right} of {len(told)}"
    asked = [(e, t) for e, t in pairs if "answer" in e.get("also", [])]
    yield f"question beside it found: {sum(bool(t.question) for _, t in asked)} of {len(asked)}"
    study = [t for e, t in pairs if e["route"] == "answer"]
    yield f"study questions with the gentle line: {sum(t.gentle for t in study)} of {len(study)}"
    yield f"calibration error of the routes' probabilities: {calibration_error(pairs):.3f}"


def calibration_error(pairs: Sequence[tuple[Example, Triage]], bins: int = 10) -> float:
    """Expected calibration error of the likeliest route: mean distance of probability and share that was right."""
    sure = np.array([max(t.probabilities.values()) for _, t in pairs])
    hit = np.array(
        [max(t.probabilities, key=t.probabilities.__getitem__) == e["route"] for e, t in pairs]
    )
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(sure[places == b].mean() - hit[places == b].mean()) * (places == b).mean()
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


def misses(examples: Sequence[Example], found: Sequence[Triage]) -> Iterator[str]:
    """Each wrong one with what it was taken for."""
    for example, one in zip(examples, found, strict=True):
        if not is_right(example, one):
            chances = " ".join(f"{name[:3]} {p:.2f}" for name, p in one.probabilities.items())
            signs = " ".join(sorted(cues(example["text"])))
            yield f"{example['id']} {example['route']} -> {one.route} [{chances}] {example['text']} <{signs}>"


def report_speed(examples: Sequence[Example], rows: Array) -> str:
    """What triage takes beside the embedding, in milliseconds."""
    taken = []
    for row, example in zip(rows, examples, strict=True):
        started = time.perf_counter()
        triage(row, example["text"])
        taken.append((time.perf_counter() - started) * 1000)
    return f"triage: median {np.median(taken):.2f} ms, p95 {np.percentile(taken, 95):.2f} ms"


def main() -> None:
    """Run from the command line."""
    if "--cross" in sys.argv:
        train = load_examples("train")
        rows = vectors(train)
        found = judge_unseen(train, rows)
        print("\n".join([*misses(train, found), *lines(train, found)]))
        return
    if "--write" in sys.argv:
        train = load_examples("train")
        write(fit_models(train, vectors(train)))
    held_out = load_examples("held_out")
    rows = vectors(held_out)
    found = judge(held_out, rows)
    print("\n".join(lines(held_out, found)))
    if "--misses" in sys.argv:
        print("\n".join(misses(held_out, found)))
    print(report_speed(held_out, rows))


if __name__ == "__main__":
    main()
