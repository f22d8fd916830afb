"""From a query to passages: dense, sentence and keyword evidence added up with measured weights.

The score is `dense + SENTENCE_WEIGHT * best sentence + COVERAGE_WEIGHT * coverage + KEYWORD_WEIGHT * BM25`, and
`SAME_LANGUAGE` for a passage in the question's language: cosine of the passage and of its best sentence, both with the
query's vector, the share of the question's notions that stand in the passage, and the BM25 score. Candidates are the
nearest passages by vector and the best by keyword; each gets all figures, so being missed by one of the two costs
nothing. docs/retrieval.md says what was tried and measured.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.coverage import COMMON, passage_coverage
from index.document import Language, Passage
from index.embedding import Vectors
from index.keyword import is_stop_word
from index.library import Library

CANDIDATES = 150
"""From each of the two searches."""

SENTENCE_WEIGHT = 0.6
"""Of the best sentence's cosine, beside 1 for the passage's."""

COVERAGE_WEIGHT = 0.07
"""Cosine for a passage that has all of the question's notions."""

KEYWORD_WEIGHT = 0.001
"""Cosine per unit of BM25."""

EXPANSION_WEIGHT = 0.5
"""Of a word that the glossary added, beside 1 for a word of the question."""

SAME_LANGUAGE = 0.02
"""Cosine that a passage in the question's language is given: it decides between a text and its translation,
and never hides the only passage that answers."""


MOST_SPELLED_OUT = 2
"""Abbreviations whose meaning is embedded with the question: each makes the embedding slower."""

_WORD_AND_GAP = re.compile(r"((?:\w+(?:['’]\w+)?)?)(\W*)")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    Attributes:
        text: the question, standing alone.
        asked: the part of it that is asked now; the rest comes from the conversation.
        language: that its passages are preferred in; None for no preference.
        also: what the question also means (the glossary's other forms).
        vector: of the text and its focus together, 384.
        whole: of the text, 384.
        focus: of what is asked without the words that a good part of the library is about, 384.
    """

    text: str
    asked: str
    language: Language | None
    also: tuple[str, ...]
    vector: Vectors
    whole: Vectors
    focus: Vectors


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with what speaks for it.

    Attributes:
        dense: cosine with the query.
        keyword: BM25 score.
        coverage: share of the question's notions in it, weighted by rarity, 0 to 1.
        sentences: cosine of each of its sentences with the query.
        focus: cosine of each of its sentences with the query's focus.
    """

    passage: Passage
    score: float
    dense: float
    keyword: float
    coverage: float
    sentences: NDArray[np.float32]
    focus: NDArray[np.float32]


def make_query(
    library: Library, text: str, language: Language | None = None, asked: str = ""
) -> Query:
    """Embed a question and look up what it also means.

    Args:
        library: where it will be looked for.
        text: the question, standing alone.
        language: that passages are preferred in.
        asked: the part of `text` that is asked now, where the rest comes from the conversation.

    In a library about one subject every question names the subject, and every passage is near to it. What tells
    questions apart is the rest, so the rest is embedded too and counts as much as the whole.
    """
    also = library.glossary.expansions(text)
    whole = embedded(library, text, language)
    rest = focus_text(library, asked or text)
    focus = whole if rest == text else library.embedder.query_vector(rest)
    vector = whole + focus
    vector /= np.linalg.norm(vector)
    return Query(text, asked or text, language, also, vector, whole, focus)


def embedded(library: Library, text: str, language: Language | None) -> Vectors:
    """A question as a vector of 384, with what its abbreviations stand for."""
    meaning = library.glossary.spelled_out(text, language or "id")[:MOST_SPELLED_OUT]
    return library.embedder.query_vector(f"{text} ({'; '.join(meaning)})" if meaning else text)


def focus_text(library: Library, text: str) -> str:
    """The question without the words that stand in more than `COMMON` of the passages, if any word is left."""
    kept: list[str] = []
    left = False
    for word, gap in _WORD_AND_GAP.findall(text):
        if is_stop_word(word):
            kept.append(word + gap)
        elif library.keyword.share(word) <= COMMON:
            kept.append(word + gap)
            left = True
        else:
            kept.append(gap)
    return " ".join("".join(kept).split()) if left else text


def retrieve(
    library: Library, query: Query, k: int, only: frozenset[str] = frozenset()
) -> list[Hit]:
    """The `k` best passages, best first; equal scores are ordered by passage id.

    Args:
        library: where to look.
        query: from `make_query`.
        k: at most how many.
        only: ids of the documents to look in; empty for all.
    """
    if not library.passages:
        return []
    keyword = library.keyword.scores(
        [(query.text, 1.0), *((form, EXPANSION_WEIGHT) for form in query.also)]
    )
    covered = passage_coverage(library, query.text)
    hits = [
        _hit(library, query, row, float(keyword[row]), float(covered[row]))
        for row in _candidates(library, query, keyword, only)
        if not _has_translation(library, library.passages[row], query.language, only)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]


def _candidates(
    library: Library, query: Query, keyword: NDArray[np.float32], only: frozenset[str]
) -> list[int]:
    """The rows of the passages that get all figures: the nearest and the best by keyword, or all of some documents."""
    if only:
        return [row for row, one in enumerate(library.passages) if one.document_id in only]
    near = library.store.nearest(query.vector, min(CANDIDATES, len(library.passages)))
    best = np.argsort(-keyword, kind="stable")[:CANDIDATES]
    return sorted(
        {library.position[id_] for id_ in near} | {int(r) for r in best if keyword[r] > 0}
    )


def _has_translation(
    library: Library, passage: Passage, language: Language | None, only: frozenset[str]
) -> bool:
    """Whether the same is said in the question's language elsewhere: a document and its translation are one."""
    if language is None or passage.language == language:
        return False
    pair = library.documents.get(library.documents[passage.document_id].pair)
    return pair is not None and pair.language == language and (not only or pair.id in only)


def _hit(library: Library, query: Query, row: int, keyword: float, covered: float) -> Hit:
    passage = library.passages[row]
    dense = float(library.passage_vectors[row].astype(np.float32) @ query.vector)
    rows = slice(library.first_sentence[row], library.first_sentence[row + 1])
    sentences = library.sentence_vectors[rows].astype(np.float32) @ query.vector
    score = (
        dense
        + SENTENCE_WEIGHT * float(sentences.max())
        + COVERAGE_WEIGHT * covered
        + KEYWORD_WEIGHT * keyword
    )
    if passage.language == query.language:
        score += SAME_LANGUAGE
    focus = library.sentence_vectors[rows].astype(np.float32) @ query.focus
    return Hit(passage, score, dense, keyword, covered, sentences, focus)


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
