"""The sentences of the best passages, ranked by how well they answer the question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from assistant.cues import cues
from assistant.questions import Wanted
from index.coverage import Notion, coverage, notions
from index.document import LANGUAGES, Document, Language, Passage
from index.keyword import tokens
from index.library import Library
from index.retrieval import Hit, Query

_WEIGHTS: tuple[tuple[str, float], ...] = (
    ("cosine", 0.60),
    ("focus", 0.28),
    ("dense", 1.12),
    ("passage", 0.104),
    ("asked", 0.045),
    ("named", -0.023),
    ("head", 0.009),
    ("kind", 0.056),
    ("name", 0.013),
    ("place", 0.048),
    ("defines", 0.034),
    ("headed", 0.059),
    ("own", 0.073),
    ("own_asked", 0.023),
    ("lists", 0.08),
    ("itself", -0.06),
)
"""Fitted by tests/benchmarks/fit_ranking.py; the three cosines count 2 together. `lists` and `itself` were set by
hand: the fit judges single sentences, and does not see that a list is quoted whole. docs/retrieval.md says what they
cost."""

_NAME = re.compile(r"(?<!^)\b[A-Z]\w+")

NEXT_IN_LIST = re.compile(
    r"^(?:(?:peran |alasan |bentuk |tahap |hal )?(?:yang )?(?:kedua|ketiga|keempat|kelima|keenam|terakhir)|"
    r"second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|last(?:ly)?|selain itu|in addition|also)\b",
    re.IGNORECASE,
)
"""A sentence that goes on counting what one before it began."""
_SECOND = re.compile(
    r"(?:(?:peran|alasan|bentuk|tahap|hal|the) )?(?:yang )?(?:kedua|second(?:ly)?)\b", re.IGNORECASE
)
_STUDY = re.compile(
    r"\b(?:(?:pertanyaan )?penelitian ini|this (?:stud(?:y|ies)|research|thesis)|research questions?|"
    r"penulis|the author)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:menemukan|menunjukkan|hasil|temuan|found|finds|shows?|results?)\b", re.IGNORECASE
)
_ITEM = re.compile(r"[-*•]|\d{1,2}[.)] ")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one sentence; shares are weighted by rarity, from 0 to 1.

    Attributes:
        cosine: of the sentence and the query.
        focus: of the sentence and the query's focus.
        dense: cosine of its passage and the query.
        passage: share of the question's notions in the passage.
        nearby: share of them in the sentence and its neighbours.
        asked: share of what is asked now in the sentence, without names and without what the library is about.
        named: share of the names in the question that stand in the sentence.
        head: share of the noun that names what is asked for ("anggaran" in "berapa anggaran ...") in the sentence.
        kind, name, place, defines: see `assistant.cues.Cues`.
        lists: 1 if a list is asked for and begins here.
        itself: 1 for what a study says of itself (its aim, place, method) where nothing of the kind is asked for.
        headed: how alike the question and what the passage says it answers are in their notions.
        fits: 1 if the kind of thing asked for (a date, a number) stands in it, or nothing of a kind is asked for.
        own: 1 for the thesis, from which the material starts.
        own_asked: 1 for the thesis when the question is about it ("penelitian ini", "the author").
    """

    cosine: float
    focus: float
    dense: float
    passage: float
    nearby: float
    asked: float
    named: float
    head: float
    kind: float
    name: float
    place: float
    defines: float
    lists: float
    itself: float
    headed: float
    fits: float
    own: float
    own_asked: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with what speaks for it: number `index` of the hit's passage."""

    hit: Hit
    index: int
    evidence: Evidence

    @property
    def score(self) -> float:
        """The weighted sum of the evidence, on the scale of a cosine."""
        return sum(weight * float(getattr(self.evidence, name)) for name, weight in _WEIGHTS)

    def figures(self) -> dict[str, Any]:
        """Where the sentence is and its figures, for whoever asks why."""
        passage = self.hit.passage
        sentence = passage.sentences[self.index]
        place = {"document_id": passage.document_id, "start": sentence.start, "end": sentence.end}
        evidence = {name: round(value, 4) for name, value in asdict(self.evidence).items()}
        return place | {"score": round(self.score, 4)} | evidence


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as texts of one language would answer it."""

    wanted: tuple[Notion, ...]
    plain: tuple[Notion, ...]
    names: tuple[Notion, ...]
    heads: tuple[Notion, ...]


def candidates(
    library: Library, query: Query, hits: Sequence[Hit], want: Wanted
) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    asked = {language: _asked(library, query, want, language) for language in LANGUAGES}
    found = [
        candidate
        for hit in hits
        for candidate in _sentences(library, query, hit, want, asked[hit.passage.language])
    ]
    return sorted(found, key=lambda c: (-c.score, c.hit.passage.id, c.index))


def _asked(library: Library, query: Query, want: Wanted, language: Language) -> _Asked:
    capitals = frozenset(tokens(" ".join(_NAME.findall(query.asked)), language, library.glossary))
    rare = [notion for notion in notions(library, query.asked, language) if not notion.common]
    names = tuple(n for n in rare if any(form <= capitals for form in n.alternatives))
    wanted = notions(library, query.text, language)
    return _Asked(
        wanted=wanted,
        plain=tuple(notion for notion in rare if notion not in names),
        names=names,
        heads=tuple(n for head in want.heads for n in notions(library, head, language)),
    )


def _sentences(
    library: Library, query: Query, hit: Hit, want: Wanted, asked: _Asked
) -> Iterator[Candidate]:
    passage = hit.passage
    document = library.documents[passage.document_id]
    headed = _headed(library, asked.wanted, query.text, document, passage)
    own = document.kind == "thesis"
    texts = [document.text[s.start : s.end] for s in passage.sentences]
    stems = [words_and_pairs(library, text, document.language) for text in texts]
    for index, text in enumerate(texts):
        there = stems[index]
        around = frozenset().union(*stems[max(0, index - 1) : index + 2])
        cue = cues(library, want, text, document.language)
        evidence = Evidence(
            cosine=float(hit.sentences[index]),
            focus=float(hit.focus[index]),
            dense=hit.dense,
            passage=hit.coverage,
            nearby=coverage(asked.wanted, around),
            asked=coverage(asked.plain, there),
            named=coverage(asked.names, there) if asked.names else 1.0,
            head=coverage(asked.heads, there) if asked.heads else 1.0,
            **asdict(cue),
            itself=float(not want.about_a_study and _speaks_of_itself(text)),
            lists=float("list" in want.types and _begins_a_list(texts, index)),
            headed=headed,
            fits=float(want.fits(text)),
            own=float(own),
            own_asked=float(own and want.about_thesis),
        )
        yield Candidate(hit, index, evidence)


def _begins_a_list(sentences: Sequence[str], at: int) -> bool:
    """Whether the sentence is followed by items, or by one that goes on with "second"."""
    following = sentences[at + 1].lstrip() if at + 1 < len(sentences) else ""
    items = sentences[at].rstrip().endswith(":") and bool(_ITEM.match(following))
    return items or bool(_SECOND.match(following))


def _speaks_of_itself(sentence: str) -> bool:
    return bool(_STUDY.search(sentence)) and not _RESULT.search(sentence)


def words_and_pairs(library: Library, text: str, language: Language) -> frozenset[str]:
    """The stemmed words of a text, and each two neighbours as one: "ibu kota" is "ibukota" too."""
    found = tokens(text, language, library.glossary)
    return frozenset(found) | {one + two for one, two in pairwise(found)}


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
