"""From a query to passages: dense, sentence and keyword evidence added up with measured weights.

The score is `dense + best sentence + KEYWORD_WEIGHT * BM25`: cosine of the passage, cosine of its best sentence, and
the BM25 score. Candidates are the nearest passages by vector and the best by keyword; each gets all three figures, so
being missed by one of the two costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.document import Language, Passage
from index.embedding import Vectors
from index.library import Library

CANDIDATES = 100
"""From each of the two searches."""

KEYWORD_WEIGHT = 0.0015
"""Cosine per unit of BM25. tests/benchmarks/ has the script that compares weights."""

EXPANSION_WEIGHT = 0.5
"""Of a word that the glossary added, beside 1 for a word of the question."""

SAME_LANGUAGE = 0.02
"""Cosine that a passage in the question's language is given: it decides between a text and its translation,
and never hides the only passage that answers."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    Attributes:
        text: the question, standing alone.
        language: that its passages are preferred in; None for no preference.
        also: what the question also means (the glossary's other forms).
        vector: of the text, 384.
    """

    text: str
    language: Language | None
    also: tuple[str, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with what speaks for it; `sentences` has the cosine of each of its sentences."""

    passage: Passage
    score: float
    dense: float
    keyword: float
    sentences: NDArray[np.float32]


def make_query(library: Library, text: str, language: Language | None = None) -> Query:
    """Embed a question and look up what it also means."""
    also = library.glossary.expansions(text)
    embedded = f"{text} ({'; '.join(also[:3])})" if also else text
    return Query(text, language, also, library.embedder.query_vector(embedded))


def retrieve(library: Library, query: Query, k: int) -> list[Hit]:
    """The `k` best passages, best first; equal scores are ordered by passage id.

    Args:
        library: where to look.
        query: from `make_query`.
        k: at most how many.
    """
    if not library.passages:
        return []
    keyword = library.keyword.scores(
        [(query.text, 1.0), *((form, EXPANSION_WEIGHT) for form in query.also)]
    )
    near = library.store.nearest(query.vector, min(CANDIDATES, len(library.passages)))
    best = np.argsort(-keyword, kind="stable")[:CANDIDATES]
    rows = sorted(
        {library.position[id_] for id_ in near} | {int(r) for r in best if keyword[r] > 0}
    )
    hits = [_hit(library, query, row, float(keyword[row])) for row in rows]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]


def _hit(library: Library, query: Query, row: int, keyword: float) -> Hit:
    passage = library.passages[row]
    dense = float(library.passage_vectors[row].astype(np.float32) @ query.vector)
    rows = slice(library.first_sentence[row], library.first_sentence[row + 1])
    sentences = library.sentence_vectors[rows].astype(np.float32) @ query.vector
    score = dense + float(sentences.max()) + KEYWORD_WEIGHT * keyword
    if passage.language == query.language:
        score += SAME_LANGUAGE
    return Hit(passage, score, dense, keyword, sentences)


def passages_json(library: Library, hits: Sequence[Hit]) -> list[dict[str, object]]:
    """Hits as DESIGN's JSON of a search."""
    rows: list[dict[str, object]] = []
    for hit in hits:
        passage = hit.passage
        document = library.documents[passage.document_id]
        page = document.page_at(passage.start)
        rows.append(
            {
                "document_id": document.id,
                "title": document.title,
                "language": document.language,
                "section": " > ".join(passage.headings),
                "page": page.number if page else None,
                "start": passage.start,
                "end": passage.end,
                "text": library.text(passage),
                "score": round(hit.score, 5),
            }
        )
    return rows
