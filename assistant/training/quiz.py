"""The door to the quiz: topics, number and language become items, each made once and checked."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.requests import MOST_PASSAGES
from assistant.training import gaps, terms
from assistant.training.cards import flashcard
from assistant.training.checking import Checker
from assistant.training.choosing import Values, rng_for
from assistant.training.definitions import definitions
from assistant.training.item import Item, Kind, Level
from assistant.training.slots import pools
from assistant.training.statements import Statement, fit, sentences
from assistant.training.wording import wording
from assistant.training.workshop import Workshop
from index.document import Language, Passage
from index.library import Library
from index.problem import Problem
from index.retrieval import make_query, retrieve

MOST_ITEMS = 500
_ON_TOPIC = 0.6
"""Share of the best passage's coverage of the topic that another passage needs to count as being about it."""
_LEAST_COVERAGE = 0.4
_ALIKE = 0.86
"""Cosine of two sentences from which items over them with the same key count as one."""

Maker = Callable[[], Item | None]

_ORDER = (
    "gap_choice",
    "true_or_false",
    "term_choice",
    "flashcard",
    "right_statement",
    "gap_answer",
    "gap_choice",
    "matching_terms",
    "true_or_false",
    "ending_choice",
    "gap_choice",
    "term_answer",
    "flashcard",
    "right_statement",
    "true_or_false",
    "gap_choice",
    "matching_figures",
    "gap_answer",
    "right_statement",
)
"""What is made in turn; a way that has run out is passed over."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One item that may come about.

    Attributes:
        row: of the first sentence that it asks about, in `library.sentence_vectors`.
    """

    make: Maker
    row: int


def quiz(  # noqa: PLR0913 - what a quiz is asked for
    library: Library,
    language: Language,
    *,
    topics: Sequence[str] = (),
    count: int = 10,
    seed: int = 0,
    kinds: frozenset[str] | None = None,
    levels: frozenset[str] | None = None,
) -> list[Item]:
    """Make a quiz; the same library and arguments give the same one.

    Args:
        library: where key, explanation and wrong options come from.
        language: of the questions and of the quotations.
        topics: what it is about; none for all of the library.
        count: how many items, 1 to 500; fewer come where the material yields no more.
        seed: another one gives another quiz.
        kinds: only these (`item.Kind`); None for all.
        levels: only these (`item.Level`); None for all.

    Raises:
        Problem: `quiz_size`, or `quiz_topic` for a topic that the library does not have.
    """
    if not 1 <= count <= MOST_ITEMS:
        raise Problem("quiz_size", limit=MOST_ITEMS)
    shop, chosen = _open(library, language, topics, seed)
    ways = {
        name: iter(attempts)
        for name, attempts in _attempts(shop, chosen).items()
        if (kinds is None or _YIELDS[name].kind in kinds)
        and (levels is None or _YIELDS[name].levels & levels)
    }
    made: list[Item] = []
    used: list[int] = []
    for name in itertools.cycle(_ORDER):
        if len(made) == count or not ways:
            break
        if name in ways and not _one_more(shop, ways[name], made, used, levels):
            del ways[name]
    return made


@dataclass(frozen=True, slots=True)
class Yields:
    """What a way of making items can make."""

    kind: Kind
    levels: frozenset[Level]


_YIELDS: dict[str, Yields] = {
    "gap_choice": Yields("multiple_choice", frozenset({"easy", "medium"})),
    "term_choice": Yields("multiple_choice", frozenset({"easy"})),
    "ending_choice": Yields("multiple_choice", frozenset({"easy"})),
    "right_statement": Yields("multiple_choice", frozenset({"hard"})),
    "true_or_false": Yields("true_false", frozenset({"easy", "medium"})),
    "gap_answer": Yields("short_answer", frozenset({"medium"})),
    "term_answer": Yields("short_answer", frozenset({"easy"})),
    "matching_terms": Yields("matching", frozenset({"medium"})),
    "matching_figures": Yields("matching", frozenset({"hard"})),
    "flashcard": Yields("flashcard", frozenset({"easy"})),
}


def _one_more(
    shop: Workshop,
    attempts: Iterator[Attempt],
    made: list[Item],
    used: list[int],
    levels: frozenset[str] | None,
) -> bool:
    for attempt in attempts:
        if shop.checker.repeats(attempt.row, used):
            continue
        item = attempt.make()
        if item is None or (levels is not None and item.level not in levels):
            continue
        rows = shop.checker.rows_of(item.citations)
        if any(shop.checker.repeats(row, used) for row in rows):
            continue
        if any(_is_same(shop, item, other) for other in made):
            continue
        made.append(item)
        used.extend(rows)
        return True
    return False


def _is_same(shop: Workshop, one: Item, other: Item) -> bool:
    """Whether two items ask the same: in the same words, or for the same thing of sentences that are near."""
    if one.question == other.question and one.kind != "matching":
        return True
    if one.key != other.key or one.kind in {"matching", "true_false"}:
        return False
    rows, others = (shop.checker.rows_of(item.citations) for item in (one, other))
    return any(shop.checker.repeats(row, others, _ALIKE) for row in rows)


def _open(
    library: Library, language: Language, topics: Sequence[str], seed: int
) -> tuple[Workshop, list[list[Statement]]]:
    """What items are made from, and for each passage that is asked about, its sentences."""
    words = wording(language)
    whole = [passage for passage in library.passages if passage.language == language]
    everything = sentences(library, whole)
    statements = fit(everything, words)
    shop = Workshop(
        library=library,
        words=words,
        checker=Checker(library),
        values=Values(pools(statements, words)),
        statements=statements,
        definitions=definitions(statements, words, library.glossary),
        seed=seed,
    )
    passages = _about(library, language, topics) if topics else whole
    chosen = [sentences(library, [passage]) for passage in passages]
    rng_for(seed, words, "order").shuffle(chosen)
    return shop, chosen


def _about(library: Library, language: Language, topics: Sequence[str]) -> list[Passage]:
    """The passages about any of the topics."""
    found: dict[str, Passage] = {}
    for topic in topics:
        hits = retrieve(library, make_query(library, topic, language), MOST_PASSAGES)
        hits = [hit for hit in hits if hit.passage.language == language]
        best = max((hit.coverage for hit in hits), default=0.0)
        if best < _LEAST_COVERAGE:
            raise Problem("quiz_topic", topic=topic)
        found |= {h.passage.id: h.passage for h in hits if h.coverage >= _ON_TOPIC * best}
    return list(found.values())


def _attempts(shop: Workshop, chosen: Sequence[Sequence[Statement]]) -> dict[str, list[Attempt]]:
    """For each way of making items what it can try, in order."""
    rows = {statement.row for group in chosen for statement in group}
    order = {row: at for at, row in enumerate(s.row for group in chosen for s in group)}
    statements = sorted((s for s in shop.statements if s.row in rows), key=lambda s: order[s.row])
    rng_for(shop.seed, shop.words, "statements").shuffle(statements)
    defined = [d for d in shop.definitions if d.statement.row in rows]
    rng_for(shop.seed, shop.words, "definitions").shuffle(defined)

    def one_by_one(make: Callable[[Workshop, Statement], Item | None]) -> list[Attempt]:
        return [Attempt(_later(make, shop, s), s.row) for s in statements]

    def from_terms(make: Callable[..., Item | None]) -> list[Attempt]:
        return [Attempt(_later(make, shop, d), d.statement.row) for d in defined]

    return {
        "gap_choice": one_by_one(gaps.gap_choice),
        "true_or_false": one_by_one(gaps.true_or_false),
        "right_statement": one_by_one(gaps.right_statement),
        "gap_answer": one_by_one(gaps.gap_answer),
        "term_choice": from_terms(terms.term_choice),
        "ending_choice": from_terms(terms.ending_choice),
        "term_answer": from_terms(terms.term_answer),
        "flashcard": _flashcards(shop, chosen),
        "matching_terms": [
            Attempt(_later(terms.matching_terms, shop, d), d.statement.row) for d in defined
        ],
        "matching_figures": one_by_one(gaps.matching_figures),
    }


def _later(make: Callable[..., Item | None], *values: object) -> Maker:
    return lambda: make(*values)


def _flashcards(shop: Workshop, chosen: Sequence[Sequence[Statement]]) -> list[Attempt]:
    opening = [group for group in chosen if group[0].opens and group[0].heading.endswith("?")]
    return [Attempt(_later(flashcard, shop, group), group[0].row) for group in opening]
