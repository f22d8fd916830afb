"""What items are made from, and how those of one kind are put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assistant.answer import Citation
from assistant.training.checking import Checker
from assistant.training.choosing import Values, shuffled
from assistant.training.definitions import Definition
from assistant.training.item import Item, Level, Pair
from assistant.training.statements import Statement, quotation
from assistant.training.wording import Wording
from index.library import Library

PAIRS = 4
"""Of a matching question."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that items are made from.

    Attributes:
        statements: fit sentences of the language, the whole library's.
        definitions: of the whole library as well; wrong options come from here.
    """

    library: Library
    words: Wording
    checker: Checker
    values: Values
    statements: Sequence[Statement]
    definitions: Sequence[Definition]
    seed: int


def cited(shop: Workshop, statement: Statement, number: int = 1) -> Citation:
    """The citation of a statement, numbered within its item."""
    return quotation(shop.library, statement.document, statement.start, statement.end, number)


def choice(  # noqa: PLR0913, PLR0917 - the parts of a question
    shop: Workshop,
    statement: Statement,
    level: Level,
    question: str,
    key: str,
    wrong: Sequence[str],
    rng: Random,
) -> Item:
    """A multiple choice whose key stands in the statement."""
    citation = cited(shop, statement)
    options = shuffled([key, *wrong], rng)
    return Item("multiple_choice", level, question, options, key, citation.quote, (citation,))


def matching(
    shop: Workshop, frame: str, level: Level, pairs: Sequence[tuple[Statement, Pair]], rng: Random
) -> Item:
    """A matching question, each of its pairs with the statement that shows it."""
    citations = tuple(cited(shop, statement, at + 1) for at, (statement, _) in enumerate(pairs))
    return Item(
        "matching",
        level,
        shop.words.frame(frame),
        shuffled([pair.right for _, pair in pairs], rng),
        "",
        "\n\n".join(citation.quote for citation in citations),
        citations,
        pairs=tuple(pair for _, pair in pairs),
    )
