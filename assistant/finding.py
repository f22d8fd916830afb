"""What the library has for a question: passages and sentences, ranked, before anything is decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.confidence import Features, features
from assistant.followup import stand_alone
from assistant.questions import Wanted, wanted
from assistant.ranking import Candidate, candidates
from assistant.requests import MOST_PASSAGES, Request
from index.document import Language
from index.language import detect_language
from index.library import Library
from index.retrieval import Hit, Query, make_query, retrieve

_HITS = 8
_OWN_HITS = 2


def answer_language(request: Request, fallback: Language) -> Language:
    """The question's language; where its words do not tell, the language of the turn before."""
    default = fallback
    for asked, _ in request.history:
        default = detect_language(asked, default)
    return detect_language(request.question, default)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question, before anything is decided."""

    question: str
    query: Query
    want: Wanted
    hits: list[Hit]
    ranked: list[Candidate]
    features: Features | None


def find(library: Library, request: Request, language: Language) -> Findings:
    """Search for a question and rank what was found.

    Args:
        library: where to look.
        request: the question with its history.
        language: that the answer is wanted in.
    """
    question = stand_alone(request.question, request.history)
    query = make_query(library, question, language, request.question)
    want = wanted(request.question)
    hits = retrieve(library, query, MOST_PASSAGES)
    ranked = candidates(library, query, _considered(library, hits), want)
    measured = features(library, query, ranked, want, request.question)
    return Findings(question, query, want, hits, ranked, measured)


def _considered(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """The best passages, the rest of their sections, and the thesis's best: the material starts from it."""
    best = list(hits[:_HITS])
    sections = {(hit.passage.document_id, hit.passage.headings) for hit in best}
    rest = hits[_HITS:]
    siblings = [h for h in rest if (h.passage.document_id, h.passage.headings) in sections]
    own = [hit for hit in hits if library.documents[hit.passage.document_id].kind == "thesis"]
    chosen = {hit.passage.id: hit for hit in [*best, *siblings, *own[:_OWN_HITS]]}
    return list(chosen.values())
