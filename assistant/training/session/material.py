"""What the library has for a session: quotations that answer a need, and the sections that a topic is made of.

The search and the ranking are the assistant's own. What is kept is fit for a training: understood alone, not graphic,
no single child's story, and nothing that the library itself doubts where there is enough without it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.alike import alike
from assistant.confidence import ANSWER_FROM, confidence
from assistant.finding import Findings, find
from assistant.questions import wanted
from assistant.ranking import Candidate, candidates
from assistant.reading import read_alone
from assistant.requests import MOST_PASSAGES
from assistant.spans import Span, is_list, span_of
from assistant.training.item import Item
from assistant.training.quiz import quiz
from assistant.training.session.audiences import Audience
from assistant.training.session.fitting import is_fit, outermost
from index.document import Language
from index.keyword import is_stop_word, stem, words
from index.library import Library
from index.problem import Problem
from index.retrieval import Hit, make_query, retrieve

_WHOLLY = 0.9
"""Share of a topic's notions that one passage must have for the library to cover it ..."""
_HALF, _SEVERAL, _SURE = 0.45, 5, 0.5
"""... or the share that is enough in so many passages, or with such confidence that the topic is answered."""
_ON_TOPIC = 0.6
"""Share of the best passage's coverage that another needs to count as being about the topic."""
_LEAN = 0.35
"""Weight of a section's nearness to the audience's work, beside the search's own score."""
_OWN_BONUS = 0.04
_MARGIN = 0.07
"""How far below the best sentence's score another may be and still belong to the answer."""
_MOST_ANSWERS = 8
_LIST_BONUS = 0.05
"""On the scale of a candidate's score."""
_ENOUGH = 2
"""Quotations from which those that doubt themselves are not needed."""
_TRIES = 12
"""Documents that are looked at for topics to offer instead."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A section of the library on a topic.

    Attributes:
        title: its innermost heading.
        spans: its quotations, in their order; at least one.
    """

    title: str
    spans: tuple[Span, ...]


class Material:
    """One library in one language. What was looked up stays, for the many parts of a session and for the next one."""

    def __init__(self, library: Library, language: Language) -> None:
        """Args: `language` is that of the questions, and of the quotations where the library has them in it."""
        self.library = library
        self.language = language
        self._found: dict[str, Findings] = {}
        self._answers: dict[tuple[str, str], tuple[Span, ...]] = {}
        self._themes: dict[tuple[str, str], tuple[Theme, ...]] = {}
        self._items: dict[tuple[str, ...], tuple[int, tuple[Item, ...]]] = {}

    def answers(self, question: str, audience: Audience) -> tuple[Span, ...]:
        """What the library says to a question, the answer first; () where it does not answer."""
        key = (question, audience.id)
        if key not in self._answers:
            self._answers[key] = self._answered(question, audience)
        return self._answers[key]

    def defines(self, topic: str, audience: Audience) -> tuple[Span, ...]:
        """What the library answers to the topic itself; of the glossary only the entry of that name."""
        asked = content(topic, self.language)
        return tuple(
            span
            for span in self.answers(topic, audience)
            if span.document.kind != "glossary"
            or content(" ".join(span.document.section_at(span.start).headings), self.language)
            <= asked
        )

    def covers(self, topic: str) -> bool:
        """Whether the library has something to say on a topic."""
        found = self._find(topic)
        shares = [hit.coverage for hit in found.hits]
        if any(share >= _WHOLLY for share in shares):
            return True
        half = sum(share >= _HALF for share in shares)
        return half >= _SEVERAL or (half > 0 and confidence(found.features) >= _SURE)

    def near(self, topics: Sequence[str], audience: Audience, count: int) -> list[str]:
        """Titles of documents that are topics the library covers, nearest to what was asked for first."""
        queries = [*topics, audience.focus]
        hits = [hit for query in queries for hit in self._find(query).hits]
        ids = dict.fromkeys(hit.passage.document_id for hit in hits)
        documents = [self.library.documents[id_] for id_ in ids]
        titles = [
            d.title for d in documents if d.kind != "glossary" and d.language == self.language
        ]
        return [title for title in titles[:_TRIES] if self.covers(title)][:count]

    def themes(self, topic: str, audience: Audience) -> tuple[Theme, ...]:
        """The sections on a topic, those that are nearest to the audience's work first."""
        key = (topic, audience.id)
        if key not in self._themes:
            self._themes[key] = self._sections(topic, audience)
        return self._themes[key]

    def items(self, topics: tuple[str, ...], count: int) -> tuple[Item, ...]:
        """Questions of a test on the topics; fewer where the material yields no more."""
        tried, made = self._items.get(topics, (0, ()))
        if tried < count:  # a quiz of few items is the beginning of one of many
            tried, made = count, tuple(self._quiz(topics, count))
            self._items[topics] = tried, made
        return made[:count]

    def _find(self, question: str) -> Findings:
        if question not in self._found:
            self._found[question] = find(self.library, read_alone(question, self.language))
        return self._found[question]

    def _answered(self, question: str, audience: Audience) -> tuple[Span, ...]:
        found = self._find(question)
        if confidence(found.features) < ANSWER_FROM:
            return ()
        suits = [c for c in found.ranked if _note(c.hit.passage.document_id) not in audience.others]
        ranked = self._in_language(suits)
        if not ranked:
            return ()
        best = ranked[0]
        place = (best.hit.passage.document_id, best.hit.passage.headings)
        near = [
            c
            for c in ranked
            if c.score >= best.score - _MARGIN
            or (c.hit.passage.document_id, c.hit.passage.headings) == place
        ]
        spans = self._fit(near)
        # Steps, signs and duties come as lists, and are what a trainer needs most.
        ordered = sorted(spans[1:], key=lambda span: -span.score - _LIST_BONUS * is_list(span))
        return tuple([*spans[:1], *ordered][:_MOST_ANSWERS])

    def _in_language(self, ranked: Sequence[Candidate]) -> list[Candidate]:
        """Those in the plan's language; the others only where there is nothing else."""
        own = [c for c in ranked if c.hit.passage.language == self.language]
        return own or list(ranked)

    def _fit(self, ranked: Sequence[Candidate]) -> list[Span]:
        """The quotations of ranked sentences that are fit for a training, none saying what another says."""
        spans = outermost([span_of(self.library, candidate) for candidate in ranked])
        sure = self._apart(span for span in spans if is_fit(span))
        if len(sure) >= _ENOUGH:
            return sure
        # Honest about what was not checked is better than silent.
        return self._apart(span for span in spans if is_fit(span, certain=False))

    def _apart(self, spans: Iterable[Span]) -> list[Span]:
        kept: list[Span] = []
        for span in spans:
            if not any(alike(self.library, span, other) for other in kept):
                kept.append(span)
        return kept

    def _sections(self, topic: str, audience: Audience) -> tuple[Theme, ...]:
        query = make_query(self.library, topic, self.language)
        hits = [
            hit
            for hit in retrieve(self.library, query, MOST_PASSAGES)
            if self._is_for(hit, audience)
        ]
        own = [hit for hit in hits if hit.passage.language == self.language]
        hits = own or hits
        most = max((hit.coverage for hit in hits), default=0.0)
        hits = [hit for hit in hits if hit.coverage >= _ON_TOPIC * most]
        focus = self.library.embedder.query_vector(audience.focus)
        groups: dict[tuple[str, tuple[str, ...]], list[Hit]] = {}
        for hit in hits:
            groups.setdefault((hit.passage.document_id, hit.passage.headings), []).append(hit)

        def worth(place: tuple[str, tuple[str, ...]]) -> float:
            rows = [self.library.position[hit.passage.id] for hit in groups[place]]
            vectors = self.library.passage_vectors[rows].astype(np.float32)
            bonus = _OWN_BONUS if _note(place[0]) in audience.own else 0.0
            best = max(hit.score for hit in groups[place])
            return best + _LEAN * float((vectors @ focus).max()) + bonus

        themes = [
            self._theme(topic, place, groups[place])
            for place in sorted(groups, key=lambda place: (-worth(place), place))
        ]
        return tuple(theme for theme in themes if theme is not None)

    def _theme(
        self, topic: str, place: tuple[str, tuple[str, ...]], hits: Sequence[Hit]
    ) -> Theme | None:
        query = self._find(topic).query
        ranked = candidates(self.library, query, hits, wanted(topic))
        in_order = sorted(ranked, key=lambda c: (c.hit.passage.start, c.index))
        spans = self._fit(in_order)
        title = place[1][-1] if place[1] else self.library.documents[place[0]].title
        return Theme(title, tuple(spans)) if spans else None

    def _is_for(self, hit: Hit, audience: Audience) -> bool:
        document = self.library.documents[hit.passage.document_id]
        return document.kind != "glossary" and _note(document.id) not in audience.others

    def _quiz(self, topics: tuple[str, ...], count: int) -> list[Item]:
        kinds, levels = frozenset({"multiple_choice", "true_false"}), frozenset({"easy", "medium"})
        made: list[Item] = []
        for wanted_topics in (topics, ()):
            try:
                more = quiz(
                    self.library,
                    self.language,
                    topics=wanted_topics,
                    count=count,
                    kinds=kinds,
                    levels=levels,
                )
            except Problem as problem:
                if problem.code != "quiz_topic":
                    raise
                more = []
            if wanted_topics and more:
                return more
            made = made or more
        return made


def content(text: str, language: Language) -> frozenset[str]:
    """The stemmed words of a text, without those that every text has."""
    return frozenset(stem(word, language) for word in words(text) if not is_stop_word(word))


def _note(document_id: str) -> str:
    """The id of a note without its language."""
    return document_id.rsplit(".", 1)[0]


_kept: dict[tuple[str, Language], Material] = {}


def material_of(library: Library, language: Language) -> Material:
    """The material of a library in one language; kept until another library is asked."""
    key = (library.fingerprint, language)
    if key not in _kept:
        for other in [other for other in _kept if other[0] != library.fingerprint]:
            del _kept[other]  # a generation that is no longer live is not asked again
        _kept[key] = Material(library, language)
    return _kept[key]
