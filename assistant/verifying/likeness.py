"""How near two words are in meaning, in either language: their vectors, without what all words have in common.

A word's embedding says mostly that it is a word; without the mean and the first axes of the library's vocabulary
(Mu and Viswanath 2018, "All-but-the-Top") synonyms and translations stand apart from other words of one field.
`tests/benchmarks/fit_lexicon.py` writes the vocabulary's vectors; a word outside it is embedded when it is met.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.document import Language
from index.embedding import Vectors, open_embedder

_FILE = Path(__file__).resolve().parent / "words.npz"
_SCALE = 127
"""Of the vectors' components, kept as integers from -127 to 127."""


def likeness(one: str, other: str) -> float:
    """The cosine of two words, lower case: about 0 for strangers, 0.3 to 0.6 for words of one field, to 1."""
    return float(vector(one) @ vector(other))


def common_part(vectors: Vectors, dropped: int, kept: int) -> tuple[Vectors, Vectors]:
    """What all words share: their mean, and the axes that are kept after the first ones are dropped.

    Args:
        vectors: one row of 384 a word.
        dropped: how many of the strongest axes say nothing about meaning.
        kept: how many of the following ones are kept.
    """
    mean = vectors.mean(axis=0)
    axes = np.linalg.svd(vectors - mean, full_matrices=False)[2]
    return mean, axes[dropped : dropped + kept]


def write(words: list[str], vectors: Vectors, dropped: int, kept: int) -> None:
    """Write the vocabulary: words, and their vectors without the common part."""
    mean, axes = common_part(vectors, dropped, kept)
    rows = np.rint(_unit((vectors - mean) @ axes.T) * _SCALE).astype(np.int8)
    np.savez_compressed(_FILE, words=np.array(words), rows=rows, mean=mean, axes=axes)


@cache
def _vocabulary() -> tuple[dict[str, int], Vectors, Vectors, Vectors]:
    with np.load(_FILE) as data:
        places = {str(word): at for at, word in enumerate(data["words"])}
        return places, _unit(data["rows"].astype(np.float32)), data["mean"], data["axes"]


@lru_cache(maxsize=20_000)
def vector(word: str) -> Vectors:
    """A word, lower case, as a row of length 1 without the common part."""
    places, rows, mean, axes = _vocabulary()
    if (at := places.get(word)) is not None:
        row: Vectors = rows[at]
        return row
    return _unit((open_embedder().passage_vectors([word])[0] - mean) @ axes.T)


def _unit(vectors: NDArray[Any]) -> Vectors:
    found: Vectors = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)
    return found


_VERB: dict[Language, tuple[str, ...]] = {
    "en": ("ed", "ing", "ise", "ize", "ify"),
    "id": ("me", "di", "ber", "ter"),
}
_NOUNS = frozenset({
    "berita", "dialog", "digital", "direktorat", "direktur", "disiplin", "medis", "mental", "menteri", "metode",
    "terapi",
})  # fmt: skip
"""Words of Indonesian that begin like verbs."""


def is_verb(word: str, language: Language) -> bool:
    """Whether a word looks like a verb: by its ending or prefix, or because the library also has its past form."""
    if language == "id":
        return word.startswith(_VERB["id"]) and len(word) > 5 and word not in _NOUNS
    if word.endswith(_VERB["en"]):
        return True
    known = _vocabulary()[0]
    base = word.removesuffix("s").removesuffix("e")
    return f"{base}ed" in known or f"{base}ing" in known
