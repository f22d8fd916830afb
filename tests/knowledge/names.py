"""Proper names of a sentence, word by word, and the table of the words that differ between the languages."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from tests.knowledge.figures import MONTHS

TABLE = Path(__file__).parents[1] / "data" / "name_words.yaml"

_WORD = re.compile(r"[^\W\d_][\w.]*\w|[^\W\d_]")
_NAME = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w'’-]*")
_BEGINS = re.compile(r"(?:^|[.:?!;…]|[\"“‘(\[])\s*[\"“‘(]*$")
_ROMAN = re.compile(r"[IVX]+")
_CURRENCY = re.compile(r"Rp\d*|EUR|USD")


@cache
def counterparts() -> dict[str, frozenset[str]]:
    """Indonesian word of a name, in lower case: the English words that it may stand for."""
    words = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["words"]
    return {
        name.lower(): frozenset(word.lower() for word in others) for name, others in words.items()
    }


def names(text: str, ordinary: frozenset[str]) -> list[str]:
    """The capitalised words that belong to names, without "'s", months and numerals.

    Args:
        text: a sentence.
        ordinary: words that are also written small somewhere: at the beginning of a sentence or a quotation
            such a word is no name.
    """
    text = text.replace("*", "")
    found = []
    for match in _NAME.finditer(text):
        word = re.sub(r"(?:['’]s?|-nya)$", "", match.group()).rstrip("-")
        begins = _BEGINS.search(text, 0, match.start())
        if begins and word.lower() in ordinary and not word.isupper():
            continue
        parts = word.split("-")
        if len(word) < 2 or all(part.lower() in MONTHS for part in parts):
            continue
        if not _ROMAN.fullmatch(word) and not _CURRENCY.fullmatch(word):
            found.append(word)
    return found


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that are written small somewhere in these texts."""
    return frozenset(
        word for text in texts for word in re.findall(r"(?<![\w-])[a-zà-þ][\w'’-]*", text)
    )


def words_of(text: str) -> frozenset[str]:
    """All words in lower case, compounds whole and in parts."""
    whole = re.findall(r"[^\W_][\w'’-]*", text.replace("*", "").lower())
    cut = {re.sub(r"(?:['’]s?|-nya)$", "", word) for word in whole}
    return frozenset(part for word in cut for part in (word, *word.split("-")))


def missing_in_english(found: Iterable[str], english: str) -> list[str]:
    """Indonesian name words that the English sentence does not have."""
    there = words_of(english)
    table = counterparts()
    return [
        word
        for word in found
        if not _parts(word) <= there and not table.get(word.lower(), frozenset()) & there
    ]


def missing_in_indonesian(found: Iterable[str], indonesian: str) -> list[str]:
    """English name words that the Indonesian sentence does not have."""
    there = words_of(indonesian)
    covered = there | {word for name in there for word in counterparts().get(name, ())}
    return [word for word in found if word.lower() not in covered and not _parts(word) <= covered]


def _parts(word: str) -> frozenset[str]:
    return frozenset(word.lower().split("-"))
