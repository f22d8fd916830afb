"""What the library has for a question: passages and sentences, ranked, before anything is decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.confidence import Features, features
from assistant.questions import Wanted, wanted
from assistant.ranking import Candidate, candidates
from assistant.reading import Reading
from assistant.requests import MOST_PASSAGES
from index.library import Library
from index.retrieval import Hit, Query, make_query, retrieve

_HITS = 8
_OWN_HITS = 2
_ASKED_OF_AN_ENTRY = 0.7
"""Share of what is asked that a glossary entry must hold."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question: passages and their sentences, best first, and what the confidence rests on."""

    reading: Reading
    query: Query
    want: Wanted
    hits: list[Hit]
    ranked: list[Candidate]
    features: Features | None


def find(library: Library, reading: Reading) -> Findings:
    """Search for a question and rank what was found."""
    query = make_query(library, reading.question, reading.language, reading.asked)
    found = retrieve(library, query, MOST_PASSAGES, reading.only)
    hits = [hit for hit in found if _speaks(library, hit)]
    return judge(library, reading, query, hits)


def _speaks(library: Library, hit: Hit) -> bool:
    """A glossary entry says what its term means; it stands back where more is asked than it holds."""
    is_entry = library.documents[hit.passage.document_id].kind == "glossary"
    return not is_entry or hit.coverage >= _ASKED_OF_AN_ENTRY


def judge(library: Library, reading: Reading, query: Query, hits: list[Hit]) -> Findings:
    """Rank the sentences of the passages that were found, and measure how well they answer."""
    want = wanted(reading.asked)
    ranked = candidates(library, query, _considered(library, hits), want)
    measured = features(library, query, ranked, want, reading.asked)
    return Findings(reading, query, want, hits, ranked, measured)


def _considered(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """The best passages, the rest of their sections, and the thesis's best: the material starts from it."""
    best = list(hits[:_HITS])
    sections = {(hit.passage.document_id, hit.passage.headings) for hit in best}
    rest = hits[_HITS:]
    siblings = [h for h in rest if (h.passage.document_id, h.passage.headings) in sections]
    own = [hit for hit in hits if library.documents[hit.passage.document_id].kind == "thesis"]
    chosen = {hit.passage.id: hit for hit in [*best, *siblings, *own[:_OWN_HITS]]}
    return list(chosen.values())
