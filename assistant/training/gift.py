"""Items in Moodle's GIFT format (https://docs.moodle.org/en/GIFT_format), UTF-8 text."""

import re
from collections.abc import Callable, Sequence

from assistant.training.item import Item, Kind, explanation_text
from assistant.training.wording import wording
from index.document import Language

_SPECIAL = re.compile(r"([\\~=#{}:])")


def to_gift(items: Sequence[Item], language: Language) -> str:
    """All items, each with kind and level in a comment; flashcards as essays with a key."""
    return "\n".join(_question(item, number, language) for number, item in enumerate(items, 1))


def escaped(text: str) -> str:
    r"""Text in which nothing has a meaning of its own.

    `~ = # { } : \` get a backslash, line breaks become `\n`; the arrow of pairs, which cannot be escaped, becomes "→".
    """
    plain = text.replace("\r", "").replace("->", "→")
    return _SPECIAL.sub(r"\\\1", plain).replace("\n", "\\n")


def _question(item: Item, number: int, language: Language) -> str:
    name = f"::{number:03} {item.id}::"
    answer = _ANSWERS[item.kind](item, language)
    comment = f"// {item.kind}, {item.level}"
    return f"{comment}\n{name}[plain]{escaped(item.question)} {{{answer}}}\n"


def _feedback(item: Item, language: Language) -> str:
    return f"\n####{escaped(explanation_text(item, language))}\n"


def _choice(item: Item, language: Language) -> str:
    lines = [f"{'=' if option == item.key else '~'}{escaped(option)}" for option in item.options]
    return "\n" + "\n".join(lines) + _feedback(item, language)


def _truth(item: Item, language: Language) -> str:
    return ("TRUE" if item.key == wording(language).truth[True] else "FALSE") + _feedback(
        item, language
    )


def _short(item: Item, language: Language) -> str:
    answers = [f"={escaped(answer)}" for answer in (item.key, *item.accept)]
    return "\n" + "\n".join(answers) + _feedback(item, language)


def _matching(item: Item, language: Language) -> str:
    pairs = [f"={escaped(pair.left)} -> {escaped(pair.right)}" for pair in item.pairs]
    return "\n" + "\n".join(pairs) + _feedback(item, language)


def _card(item: Item, language: Language) -> str:
    return _feedback(item, language)


_ANSWERS: dict[Kind, Callable[[Item, Language], str]] = {
    "multiple_choice": _choice,
    "true_false": _truth,
    "short_answer": _short,
    "matching": _matching,
    "flashcard": _card,
}
