"""Whether two quotations say the same: a note and the thesis, or two notes, in nearly the same words."""

import numpy as np

from assistant.figures import numbers
from assistant.spans import Span, is_list, overlap
from index.keyword import tokens
from index.library import Library

SAME_MEANING = 0.95
"""Cosine of two sentences from which they may say the same; below it they share a subject."""
SAME_WORDS = 0.52
"""Share of the words of the one with fewer, stemmed, that the other has too."""
SAME_ITEMS = 0.78
"""The same for lists, whose vectors lie close together whatever they list."""


def alike(library: Library, one: Span, other: Span) -> bool:
    """Whether nothing is added by quoting the one beside the other.

    Both must agree: near vectors alone are found for sentences that differ in one figure, and shared words alone for
    sentences that say the opposite. Numbers that stand in only one of the two make them different.
    """
    if overlap(one, other):
        return True
    if cosine(library, one, other) < SAME_MEANING:
        return False
    figures = numbers(one.text), numbers(other.text)
    if not (figures[0] <= figures[1] or figures[1] <= figures[0]):
        return False
    if one.document.language != other.document.language:
        return figures[0] == figures[1]
    mine, theirs = (
        set(tokens(s.text, s.document.language, library.glossary)) for s in (one, other)
    )
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return shared >= (SAME_ITEMS if is_list(one) or is_list(other) else SAME_WORDS)


def cosine(library: Library, one: Span, other: Span) -> float:
    """Cosine of the two quotations' mean sentence vectors."""
    vectors = [
        library.sentence_vectors[slice(*span.rows)].astype(np.float32).mean(axis=0)
        for span in (one, other)
    ]
    return float(vectors[0] @ vectors[1] / np.prod([np.linalg.norm(v) for v in vectors]))
