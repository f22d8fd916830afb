"""Why this answer: for each citation what it was compared with, and how it came out."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.confidence import ANSWER_FROM, Features, confidence
from assistant.finding import Findings
from assistant.ranking import Candidate


@dataclass(frozen=True, slots=True)
class Compared:
    """How one citation came out.

    Attributes:
        number: the citation's.
        rank: of its passage in the search, from 1; 0 for a quotation that was taken along with another.
        sentence_rank: of its best sentence among all that were compared, from 1; 0 as above.
        near: cosine of the passage and the question, -1 to 1.
        sentence_near: cosine of the sentence and the question.
        words: share of the question's notions that stand in the passage, weighted by rarity, 0 to 1.
        keyword: the passage's BM25 score, from 0.
        score: the sentence's weighted sum of everything, on the scale of a cosine.
        fits: whether the kind of thing that is asked for stands in the sentence; None where nothing of a kind is.
    """

    number: int
    rank: int
    sentence_rank: int
    near: float
    sentence_near: float
    words: float
    keyword: float
    score: float
    fits: bool | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an answer was chosen by.

    Attributes:
        citations: one for each of the answer's, or of its nearest passages.
        passages: how many were found.
        sentences: how many of their sentences were compared.
        also: what the question was also read as: the glossary's other forms.
        confidence: 0 to 1; from `answer_from` on a question is answered.
        features: what the confidence rests on; None where nothing could be ranked.
    """

    citations: tuple[Compared, ...]
    passages: int
    sentences: int
    also: tuple[str, ...]
    confidence: float
    answer_from: float
    features: Features | None


def explained(
    citations: Sequence[Citation], whole: Findings, parts: Sequence[Findings]
) -> Explanation:
    """Look citations up in what was found.

    Args:
        citations: of an answer.
        whole: what was found for its question.
        parts: what was found for each part of a question that asks for more than one thing.
    """
    return Explanation(
        citations=tuple(_compared(citation, [whole, *parts]) for citation in citations),
        passages=len(whole.hits),
        sentences=len(whole.ranked),
        also=whole.query.also,
        confidence=confidence(whole.features),
        answer_from=ANSWER_FROM,
        features=whole.features,
    )


def _compared(citation: Citation, findings: Sequence[Findings]) -> Compared:
    """From the first of the findings that has it: a part is looked at only where the whole question did not find it."""
    for found in findings:
        for place, candidate in enumerate(found.ranked, start=1):
            if _is_in(citation, candidate):
                return _of_sentence(citation, found, candidate, place)
    return Compared(citation.number, 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, None)


def _is_in(citation: Citation, candidate: Candidate) -> bool:
    passage = candidate.hit.passage
    sentence = passage.sentences[candidate.index]
    return (
        passage.document_id == citation.document.id
        and sentence.start < citation.end
        and citation.start < sentence.end
    )


def _of_sentence(citation: Citation, found: Findings, candidate: Candidate, place: int) -> Compared:
    passages = [hit.passage.id for hit in found.hits]
    evidence = candidate.evidence
    return Compared(
        number=citation.number,
        rank=passages.index(candidate.hit.passage.id) + 1,
        sentence_rank=place,
        near=evidence.dense,
        sentence_near=evidence.cosine,
        words=evidence.passage,
        keyword=candidate.hit.keyword,
        score=candidate.score,
        fits=bool(evidence.fits) if found.want.types else None,
    )
