"""Proper names of a sentence, word by word, and the table of the words that differ between the languages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.knowledge.figures import MONTHS

TABLE = Path(__file__).parents[1] / "data" / "name_words.yaml"

_WORD = re.compile(r"[^\W\d_][\w.]*\w|[^\W\d_]")
_NAME = re.compile(r"(?<![\w-])(?!No\.|Nos\.|The\b)[A-ZÀ-Þ][\w'’-]*")
_BEGINS = re.compile(r"(?:^|[.:?!;…]|[\"“‘(\[])\s*[\"“‘(]*$")
_SUFFIX = re.compile(r"(?:['’]s?|-nya|(?<=\w{4})nya)$")
_ROMAN = re.compile(r"[IVX]+")
_CURRENCY = re.compile(r"Rp\d*|EUR|USD")


@cache
def one_sided() -> frozenset[str]:
    """Words that one language may have alone."""
    groups = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["one_sided"]
    return frozenset(word.lower() for group in groups for word in group)


@cache
def counterparts() -> dict[str, frozenset[str]]:
    """Indonesian word of a name, in lower case: the English words that it may stand for."""
    words = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["words"]
    return {
        name.lower(): frozenset(word.lower() for word in others) for name, others in words.items()
    }


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What tells a name at the beginning of a sentence from a word that is only written large there.

    Attributes:
        ordinary: words that are also written small.
        known: words of names: written large inside sentences, or named by a fact.
    """

    ordinary: frozenset[str]
    known: frozenset[str]


def vocabulary(texts: Iterable[str], fact_names: Iterable[str] = ()) -> Vocabulary:
    """The vocabulary of these sentences."""
    ordinary: set[str] = set()
    known = set(words_of(" ".join(fact_names)))
    for text in texts:
        ordinary.update(re.findall(r"(?<![\w-])[a-zà-þ][\w'’-]*", text))
        known.update(word.lower() for word, begins in _capitalised(text) if not begins)
    return Vocabulary(frozenset(ordinary), frozenset(known))


def names(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words of a sentence that belong to names, without "'s", months and numerals."""
    found = []
    for word, begins in _capitalised(text):
        small = word.lower()
        is_known = small in vocabulary.known and small not in vocabulary.ordinary
        is_month = all(part in MONTHS for part in small.split("-"))
        if len(word) > 1 and not is_month and (not begins or word.isupper() or is_known):
            found.append(word)
    return found


def _capitalised(text: str) -> Iterator[tuple[str, bool]]:
    """Each word that is written large, and whether it begins a sentence or quotation."""
    text = text.replace("*", "")
    for match in _NAME.finditer(text):
        word = _SUFFIX.sub("", match.group()).rstrip("-")
        if not _ROMAN.fullmatch(word) and not _CURRENCY.fullmatch(word):
            yield word, _BEGINS.search(text, 0, match.start()) is not None


def words_of(text: str) -> frozenset[str]:
    """All words in lower case, compounds whole and in parts."""
    whole = re.findall(r"[^\W_][\w'’-]*", text.replace("*", "").lower())
    cut = {_SUFFIX.sub("", word) for word in whole}
    return frozenset(part for word in cut for part in (word, *word.split("-")))


def missing_in_english(found: Iterable[str], english: str) -> list[str]:
    """Indonesian name words that the English sentence does not have."""
    there = words_of(english) | one_sided()
    table = counterparts()
    return [
        word
        for word in found
        if not name_parts(word) <= there and not table.get(word.lower(), frozenset()) & there
    ]


def missing_in_indonesian(found: Iterable[str], indonesian: str) -> list[str]:
    """English name words that the Indonesian sentence does not have."""
    there = words_of(indonesian)
    translated = {word for name in there for word in counterparts().get(name, ())}
    covered = there | one_sided() | translated
    return [
        word for word in found if word.lower() not in covered and not name_parts(word) <= covered
    ]


def name_parts(word: str) -> frozenset[str]:
    """The parts of a compound that are names: "ai" of "AI-made"."""
    return frozenset(part.lower() for part in word.split("-") if part[:1].isupper())
