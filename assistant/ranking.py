"""The sentences of the best passages, ranked by how well they answer the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.coverage import Notion, coverage, notions
from assistant.questions import Wanted
from index.document import Document, Passage
from index.keyword import tokens
from index.library import Library
from index.retrieval import Hit, Query

_OWN = 0.02
"""Score that a sentence of the thesis is given: the material starts from it."""
_OWN_WHEN_ASKED = 0.08
"""The same for a question about the thesis itself ("penelitian ini", "the author")."""

NEXT_IN_LIST = re.compile(
    r"^(?:(?:peran |alasan |bentuk |tahap |hal )?(?:yang )?(?:kedua|ketiga|keempat|kelima|keenam|terakhir)|"
    r"second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|last(?:ly)?|selain itu|in addition|also)\b",
    re.IGNORECASE,
)
"""A sentence that goes on counting what one before it began."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with what speaks for it.

    Attributes:
        cosine: of the sentence and the query.
        focus: of the sentence and the query's focus.
        coverage: share of the question's notions in the sentence, weighted by rarity, 0 to 1.
        nearby: the same in the whole passage.
        asked: the same in the sentence for what is asked now, without the notions that name the library's subject.
        headed: how alike the question and what the passage says it answers are in their notions, 0 to 1.
        opens: it is the first sentence under its heading, which answers the heading's question.
        fits: the kind of thing asked for (a date, a number) stands in it.
        lists: a list is asked for, and it begins one.
        own: what the thesis is given over other documents, 0 for those.
    """

    hit: Hit
    index: int
    cosine: float
    focus: float
    coverage: float
    nearby: float
    asked: float
    headed: float
    opens: bool
    fits: bool
    lists: bool
    own: float

    @property
    def score(self) -> float:
        """Weights chosen on the tuning part and on IDK-MRC's validation questions (tests/benchmarks/)."""
        return (
            self.cosine
            + 0.3 * self.focus
            + 0.6 * self.hit.dense
            + 0.03 * self.coverage
            + 0.08 * self.asked
            + 0.02 * self.nearby
            + (0.10 if self.opens else 0.06) * self.headed
            + 0.04 * self.lists
            + 0.02 * self.fits
            + self.own
        )

    def figures(self) -> dict[str, Any]:
        """Where the sentence is and its figures, for whoever asks why."""
        passage = self.hit.passage
        sentence = passage.sentences[self.index]
        place = {"document_id": passage.document_id, "start": sentence.start, "end": sentence.end}
        names = ("score", "cosine", "focus", "coverage", "nearby", "asked", "headed")
        return place | {name: round(getattr(self, name), 4) for name in names} | {"fits": self.fits}


def candidates(
    library: Library, query: Query, hits: Sequence[Hit], want: Wanted
) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    found: list[Candidate] = []
    own = _OWN_WHEN_ASKED if want.about_thesis else _OWN
    for hit in hits:
        document = library.documents[hit.passage.document_id]
        wanted = notions(library, query.text, document.language)
        asked = notions(library, query.asked, document.language)
        rare = [notion for notion in asked if not notion.common]
        headed = _headed(library, wanted, query.text, document, hit.passage)
        section = document.section_at(hit.passage.start)
        nearby = coverage(wanted, _tokens(library, document, hit.passage.start, hit.passage.end))
        for index, sentence in enumerate(hit.passage.sentences):
            there = _tokens(library, document, sentence.start, sentence.end)
            candidate = Candidate(
                hit=hit,
                index=index,
                cosine=float(hit.sentences[index]),
                focus=float(hit.focus[index]),
                coverage=coverage(wanted, there),
                nearby=nearby,
                asked=coverage(rare, there),
                headed=headed,
                opens=not document.text[section.body : sentence.start].strip(),
                fits=want.fits(document.text[sentence.start : sentence.end]),
                lists="list" in want.types and _begins_list(document, hit.passage, index),
                own=own if document.kind == "thesis" else 0.0,
            )
            found.append(candidate)
    return sorted(found, key=lambda c: (-c.score, c.hit.passage.id, c.index))


def _headed(
    library: Library, wanted: Sequence[Notion], question: str, document: Document, passage: Passage
) -> float:
    """How alike a question is to what the passage says it answers: its heading, or a question of the catalogue."""
    answers = [" ".join(passage.headings)]
    if document.kind == "thesis":
        answers += document.questions
    language = document.language
    asked = frozenset(tokens(question, language, library.glossary))
    best = 0.0
    for text in answers:
        there = coverage(wanted, frozenset(tokens(text, language, library.glossary)))
        back = coverage(notions(library, text, language), asked)
        # Having all of the question counts more than having nothing beside it.
        best = max(best, there * there * back)
    return best


def _begins_list(document: Document, passage: Passage, index: int) -> bool:
    """Whether a sentence leads to a list, or the next one goes on counting where it began."""
    sentence = passage.sentences[index]
    text = document.text[sentence.start : sentence.end]
    if text.endswith(":"):
        return True
    if index + 1 == len(passage.sentences) or NEXT_IN_LIST.match(text):
        return False
    following = passage.sentences[index + 1]
    return bool(NEXT_IN_LIST.match(document.text[following.start : following.end]))


def _tokens(library: Library, document: Document, start: int, end: int) -> frozenset[str]:
    return frozenset(tokens(document.text[start:end], document.language, library.glossary))
