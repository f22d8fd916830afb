"""A question as it is best read: what was typed short is written out, and misspelled words are put right.

A word is put right only when nothing knows it: neither the library, nor the glossary, nor the embedder, in whose
vocabulary an everyday word of any language is one piece. It becomes the nearest word that the library has. What is near
to none stays as typed, so that the answer can say that the material does not mention it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.document import LANGUAGES, Language
from index.embedding import is_one_piece
from index.keyword import STOP_WORDS, is_stop_word, stem
from index.language import detect_language
from index.library import Library
from index.shorthand import written_out

SHORTEST = 4
"""Letters of a word that may be put right: among shorter ones everything is near to everything."""

LONG = 8
"""Letters from which a word may hold two slips."""

SWAPPED, MISPLACED, BESIDE, VOWEL, OTHER = 3, 4, 5, 6, 8
"""What a slip costs: two letters swapped, or one doubled or a double one halved; a letter too many or too few; the key
beside the right one, or a consonant that sounds alike; another vowel; any other letter."""

MOST, MOST_IN_LONG = BESIDE, SWAPPED + MISPLACED
"""What a word may be away from what was meant. Any other letter is too far: it makes another word ("revolusi",
"resolusi") more often than a misspelled one."""

WELL_KNOWN = 0.01
"""Share of the passages from which a name is taken to be what an unknown name, one slip away, was meant to be."""

FREQUENT = 0.25
"""What a word gains on another by being e times as frequent."""

_ALIKE = ("fvp", "dt", "kcq", "szc", "jyg", "vw")

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    key: {
        other
        for y, others in enumerate(_KEYS)
        for x, other in enumerate(others)
        # each row is moved half a key to the right of the one above
        if abs(y - row) <= 1 and abs((x + y / 2) - (place + row / 2)) <= 1 and other != key
    }
    for row, keys in enumerate(_KEYS)
    for place, key in enumerate(keys)
}
"""The keys that touch a key of the usual keyboard."""

_VOWELS = frozenset("aeiou")

_LETTERS = re.compile(r"[^\W\d_]+")
_TYPED = re.compile(r"\S*[@:/\\]\S+\.\S+|\bw/o\b|\b[a-z]/w?(?!\w)|[^\W_]+", re.IGNORECASE)
"""An address, which is left alone; a short form with its slash; a word."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a library, as `nearest` looks them up.

    Attributes:
        counts: how often each lower-case word stands in the library's documents of each language.
        written: how it is mostly written there, where that is not in lower case.
        words: the words of `SHORTEST - 2` letters and more, in order of length, then of the alphabet.
        letters: of each of `words`, which letters it has once (low 32 bits) and twice (high 32 bits).
        starts: `words[starts[n]:starts[n + 1]]` have n letters.
    """

    counts: dict[Language, Counter[str]]
    written: dict[str, str]
    words: tuple[str, ...]
    letters: NDArray[np.uint64]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A question as it is best read, and (typed, read) of each word that was changed, in order."""

    text: str
    changes: tuple[tuple[str, str], ...]


def corrected(library: Library, text: str, default: Language = "id") -> Correction:
    """A question as it is best read.

    Args:
        library: whose words are known, and are what a misspelled word can become.
        text: the question as typed.
        default: its language, where no word of it tells.
    """
    vocabulary = vocabulary_of(library)
    shouted = text.isupper() and len(_LETTERS.findall(text)) > 1
    text = _as_written(vocabulary, text) if shouted else text
    language = detect_language(text, default)
    one_case = shouted or text.islower() or text.istitle()
    changes: list[tuple[str, str]] = []

    def read(match: re.Match[str]) -> str:
        typed = match.group()
        word = typed.lower()
        is_name = typed != word and not (one_case or _begins(text, match.start()))
        best = word if is_name else written_out(word, language)
        if best == word and not _is_known(library, vocabulary, word):
            best = _put_right(library, vocabulary, word, language, is_name=is_name)
        if best == word:
            return typed
        best = best[0].upper() + best[1:] if typed[0].isupper() else best
        changes.append((typed, best))
        return best

    return Correction(_TYPED.sub(read, text), tuple(changes))


def _put_right(
    library: Library, vocabulary: Vocabulary, word: str, language: Language, *, is_name: bool
) -> str:
    """An unknown word as the library writes what was meant.

    A name only after the likeliest of slips, or as a name that is often spoken of there.
    """
    best = nearest(
        vocabulary, word, language, MOST if is_name or len(word) < LONG else MOST_IN_LONG
    )
    if best is None:
        return word
    written = vocabulary.written.get(best, best)
    if not is_name or slips(word, best) <= SWAPPED:
        return written
    is_well_known = written != best and library.keyword.share(best) >= WELL_KNOWN
    return written if is_well_known and len(word) > SHORTEST else word


def nearest(vocabulary: Vocabulary, word: str, language: Language, most: int) -> str | None:
    """The word of a library that an unknown one is meant to be; None when there is none so near.

    The noisy channel of Kernighan, Church and Gale (1990): how unlikely the slips are, against how often the library
    has the word in the question's language.

    Args:
        vocabulary: of the library.
        word: in lower case.
        language: of the question.
        most: that it may be away, as `slips` counts.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    last = len(vocabulary.starts) - 1
    longer = most // SWAPPED
    low = vocabulary.starts[min(len(word) - longer, last)]
    high = vocabulary.starts[min(len(word) + longer + 1, last)]
    apart = np.bitwise_count(vocabulary.letters[low:high] ^ _letters(word))
    found = []
    # One slip changes the counts of two letters at most, two slips that `MOST_IN_LONG` allows of one each.
    for at in np.flatnonzero(apart <= 2):
        other = vocabulary.words[low + at]
        if other[0] not in word[:2] or word[0] not in other[:2]:
            continue  # the first letter is seldom wrong, and then swapped with the second
        cost = slips(word, other)
        if cost <= (min(most, MOST) if is_stop_word(other) else most):
            found.append((cost - FREQUENT * math.log1p(vocabulary.counts[language][other]), other))
    return min(found)[-1] if found else None


def slips(typed: str, meant: str) -> int:
    """How unlikely it is that one word was typed for another: the cheapest way from one to the other.

    The optimal string alignment distance (Damerau 1964, Levenshtein 1966), each slip at its own cost.
    """
    before: list[int] = []
    row = [MISPLACED * n for n in range(len(meant) + 1)]
    for i, letter in enumerate(typed, start=1):
        above, before, row = before, row, [MISPLACED * i]
        for j, wanted in enumerate(meant, start=1):
            added = SWAPPED if i > 1 and typed[i - 2] == letter else MISPLACED
            lost = SWAPPED if j > 1 and meant[j - 2] == wanted else MISPLACED
            cost = min(
                before[j] + added, row[j - 1] + lost, before[j - 1] + _instead(letter, wanted)
            )
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == wanted:
                cost = min(cost, above[j - 2] + SWAPPED)
            row.append(cost)
    return row[-1]


def _instead(letter: str, wanted: str) -> int:
    if letter == wanted:
        return 0
    if wanted in _BESIDE.get(letter, ()) or any({letter, wanted} <= set(s) for s in _ALIKE):
        return BESIDE
    return VOWEL if {letter, wanted} <= _VOWELS else OTHER


def build_vocabulary(texts: Iterable[tuple[str, Language]]) -> Vocabulary:
    """The words of (text, language) pairs."""
    forms: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for text, language in texts:
        forms[language].update(_LETTERS.findall(text))
    counts: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for language in LANGUAGES:
        for form, count in forms[language].items():
            counts[language][form.lower()] += count
    commonest: dict[str, str] = {}
    for form, _ in sorted(sum(forms.values(), Counter()).items(), key=lambda f: (f[1], f[0])):
        commonest[form.lower()] = form
    words = sorted((w for w in commonest if len(w) >= SHORTEST - 2), key=lambda w: (len(w), w))
    lengths = np.array([len(word) for word in words], np.int64)
    longest = int(lengths[-1]) if words else 0
    return Vocabulary(
        counts=counts,
        written={w: f for w, f in commonest.items() if f != w and not is_stop_word(w)},
        words=tuple(words),
        letters=np.array([_letters(word) for word in words], np.uint64),
        starts=tuple(int(n) for n in np.searchsorted(lengths, np.arange(longest + 2))),
    )


_vocabularies: dict[str, Vocabulary] = {}


def vocabulary_of(library: Library) -> Vocabulary:
    """The words of a library, its glossary and the stop words; made at the first question, then kept."""
    found = _vocabularies.get(library.fingerprint)
    if found is None:
        found = build_vocabulary(_texts(library))
        _vocabularies.clear()  # a generation that is no longer live is not asked again
        _vocabularies[library.fingerprint] = found
    return found


def _texts(library: Library) -> Iterator[tuple[str, Language]]:
    for language in LANGUAGES:
        # in questions they are more frequent than in documents
        yield " ".join(sorted(STOP_WORDS[language]) * 200), language
        yield from ((form, language) for t in library.glossary.terms for form in t.forms)
    for document in library.documents.values():
        yield document.text, document.language


def _as_written(vocabulary: Vocabulary, text: str) -> str:
    """A text in capitals with each word as the library mostly writes it, else in lower case."""
    return _LETTERS.sub(
        lambda match: vocabulary.written.get(match.group().lower(), match.group().lower()), text
    )


def _is_known(library: Library, vocabulary: Vocabulary, word: str) -> bool:
    return (
        any(word in counts for counts in vocabulary.counts.values())
        or is_stop_word(word)
        or library.keyword.share(word) > 0
        or is_everyday_word(word)
    )


def is_everyday_word(word: str) -> bool:
    """Whether a word, in lower case or capitalised, or its stem is one piece in the embedder's vocabulary."""
    stems = {stem(word, language) for language in LANGUAGES}
    forms = {word, word.capitalize(), *(s for s in stems if len(s) > SHORTEST)}
    return any(is_one_piece(form) for form in forms)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at `at`."""
    before = text[:at].rstrip(" \t\n\"'“‘(")
    return not before or before[-1] in ".?!:—"


def _letters(word: str) -> np.uint64:
    once = twice = 0
    for letter in word:
        bit = 1 << (ord(letter) & 31)
        twice |= once & bit
        once |= bit
    return np.uint64(once | twice << 32)
