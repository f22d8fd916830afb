"""Which words of a claim stand in a stretch of evidence: the same stem, term, meaning, a translation, or near it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.verifying.likeness import likeness
from assistant.verifying.reading import Reading, Word
from assistant.verifying.wording import synonyms, translations
from index.document import Language

Strengths = NDArray[np.float64]

_FIRM = 0.3
"""Weight of the lexicon from which a translation is taken for certain."""


def strengths(claim: Reading, evidence: Reading) -> Strengths:
    """How surely each word of the claim is each word of the evidence, 0 to 1.

    Returns:
        An array of shape (words of the claim, words of the evidence), the words in the order they stand in.
    """
    table = np.zeros((len(claim.words), len(evidence.words)))
    for row, word in enumerate(claim.words):
        for column, other in enumerate(evidence.words):
            table[row, column] = _alike(word, claim.language, other, evidence.language)
    return table


def _alike(word: Word, language: Language, other: Word, its_language: Language) -> float:
    if word.terms & other.terms:
        return 1.0
    if not (word.is_content and other.is_content):
        return 1.0 if word.means & other.means else 0.0
    known = _known(word.stem, language, other.stem, its_language)
    if known or word.is_name or other.is_name:
        return known
    return _near(word.text.lower(), other.text.lower())


@lru_cache(maxsize=200_000)
def _near(word: str, other: str) -> float:
    """What the vectors of two words that nothing else joins say, at most 0.65: they also join words of one field."""
    found = likeness(word, other)
    return min(max((found - _STRANGE) / (_SYNONYM - _STRANGE), 0.0), 1.0) * 0.65


_STRANGE, _SYNONYM = 0.2, 0.65
"""Likeness of word vectors up to which two words have nothing in common, and from which they mean about the same."""


@lru_cache(maxsize=200_000)
def _known(stem: str, language: Language, other: str, its_language: Language) -> float:
    if stem == other:
        return 1.0
    if language == its_language:
        if other in synonyms(stem, language):
            return 0.8
        return 0.8 if _shared_start(stem, other) >= 0.75 else 0.0
    weight = translations(stem, language).get(other, 0.0)
    if weight:
        return 1.0 if weight >= _FIRM else 0.7
    return 0.8 if _shared_start(_plain(stem), _plain(other)) >= 0.7 else 0.0


def _shared_start(one: str, other: str) -> float:
    """The length of the common beginning over that of the longer word; 0 under four letters."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared / max(len(one), len(other)) if shared >= 4 else 0.0


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    """A spelling that cognates of English and Indonesian share ("commission" and "komisi")."""
    for old, new in _SPELLING:
        word = word.replace(old, new)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


_SPELLING: Sequence[tuple[str, str]] = (
    ("ph", "f"), ("tion", "si"), ("sion", "si"), ("ch", "k"), ("ck", "k"), ("c", "k"), ("q", "k"),
    ("x", "ks"), ("v", "f"), ("y", "i"), ("th", "t"), ("ee", "e"),
)  # fmt: skip
