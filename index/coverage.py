"""Which of a question's notions stand in a text: single words, and glossary terms in any of their forms."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.document import Language
from index.keyword import tokens
from index.library import Library

COMMON = 0.25
"""Share of the passages from which a word is taken to name the library's subject."""


@dataclass(frozen=True, slots=True)
class Notion:
    """A word or term of a question.

    Attributes:
        alternatives: sets of stemmed words; a text that has all words of one of them has the notion.
        weight: its rarity (idf) in the library.
        common: it names what a good part of the library is about.
    """

    alternatives: tuple[frozenset[str], ...]
    weight: float
    common: bool


def notions(library: Library, text: str, language: Language) -> tuple[Notion, ...]:
    """The notions of a question, as a text of `language` would hold them."""
    found: list[Notion] = []
    rest = text
    for term in library.glossary.terms:
        match = term.pattern.search(text)
        if match:
            rest = rest.replace(match.group(), " ")
            forms = (tokens(form, language, library.glossary) for form in term.forms)
            found.append(_notion(library, [frozenset(form) for form in forms if form]))
    words = dict.fromkeys(tokens(rest, language, library.glossary))
    return (*found, *(_notion(library, [frozenset([word])]) for word in words))


def _notion(library: Library, alternatives: list[frozenset[str]]) -> Notion:
    size = max(len(library.passages), 1)
    # A form is as frequent as its rarest word, a notion as its most frequent form.
    frequency = max(
        (min(library.keyword.frequency(word) for word in form) for form in alternatives), default=0
    )
    weight = notion_weight(library, frequency)
    return Notion(tuple(alternatives), weight, frequency > COMMON * size)


def notion_weight(library: Library, frequency: int) -> float:
    """The rarity (idf) of what stands in so many passages of the library."""
    return math.log1p(max(len(library.passages), 1) / (0.5 + frequency))


def coverage(wanted: Iterable[Notion], there: frozenset[str]) -> float:
    """Share of the notions, by weight, that stand among the stemmed words of a text: 0 to 1."""
    total = found = 0.0
    for notion in wanted:
        total += notion.weight
        if any(form <= there for form in notion.alternatives):
            found += notion.weight
    return found / total if total else 0.0


def passage_coverage(library: Library, text: str) -> NDArray[np.float32]:
    """The coverage of a question's notions in every passage, its headings counted in; one figure a passage."""
    covered = np.zeros(len(library.passages), np.float32)
    for language, rows in library.rows_in.items():
        wanted = notions(library, text, language)
        total = sum(notion.weight for notion in wanted)
        for notion in wanted:
            there = np.zeros(len(library.passages), bool)
            for form in notion.alternatives:
                there |= _having_all(library, sorted(form))
            covered[rows] += np.float32(notion.weight / total) * there[rows]
    return covered


def _having_all(library: Library, words: Sequence[str]) -> NDArray[np.bool_]:
    there = np.ones(len(library.passages), bool)
    for word in words:
        having = np.zeros(len(library.passages), bool)
        having[library.keyword.rows(word)] = True
        there &= having
    return there
