"""Numbers, years, percentages, months and numbered letters in a text, comparable between the two languages."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.verifying.wording import Meanings, meanings
from index.document import Language

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LETTER = re.compile(r"\(([a-z])\)")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|persen\b)")
_AFTER = re.compile(r"\s?-?([A-Za-z]+)")
_TODAY_AND_BEFORE = range(1800, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]`, read.

    Attributes:
        kind: "number", "year", "percent", "month" or "letter"; figures of two kinds are never equal.
        value: the same for "2,251" and "2.251", "five" and "lima", "1.7 million" and "1,7 juta".
        bound: "upward" after "more than", "downward" after "under", else "".
    """

    start: int
    end: int
    kind: str
    value: str
    bound: str = ""

    def is_same(self, other: "Figure") -> bool:
        """Whether both say the same number of the same kind."""
        return (self.kind, self.value) == (other.kind, other.value)


def read_figures(text: str, language: Language) -> list[Figure]:
    """The figures of a text, in order."""
    known = meanings(language)
    taken: list[tuple[int, int]] = []
    found: list[Figure] = []
    for figure in (*_digits(text, language, known), *_letters(text), *_spelled(text, known)):
        if not any(start < figure.end and figure.start < end for start, end in taken):
            taken.append((figure.start, figure.end))
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _letters(text: str) -> Iterator[Figure]:
    for match in _LETTER.finditer(text):
        yield Figure(match.start(), match.end(), "letter", match[1])


def _digits(text: str, language: Language, known: Meanings) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if before.isalpha() and not text[: match.start()].endswith("Rp"):
            continue  # part of a name such as "CO2"
        value = _value(match[0], language)
        end = match.end()
        if after.isalpha() and after.isupper() and not text[end + 1 : end + 2].isalnum():
            yield Figure(match.start(), end + 1, "number", f"{value:g}{after}")
            continue
        if after.isalpha():
            continue
        if percent := _PERCENT.match(text, end):
            yield Figure(
                match.start(),
                percent.end(),
                "percent",
                f"{value:g}",
                _bound(text, match.start(), known),
            )
            continue
        value, end = _scaled(text, end, value, known)
        is_year = re.fullmatch(r"\d{4}", match[0]) and int(match[0]) in _TODAY_AND_BEFORE
        kind = "year" if is_year and end == match.end() else "number"
        yield Figure(match.start(), end, kind, f"{value:.10g}", _bound(text, match.start(), known))


def _value(digits: str, language: Language) -> float:
    """Reads thousands and decimals as the language writes them; "3.1.2" stays what its first part is."""
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    groups = re.split(r"[.,]", digits)
    if len(groups) == 1:
        return float(digits)
    if all(len(group) == 3 for group in groups[1:]) and decimal not in digits:
        return float("".join(groups))
    whole, _, part = digits.replace(thousands, "").partition(decimal)
    if (
        len(groups) == 2 and thousands in digits
    ):  # "8.7" in an Indonesian text: a target, not thousands
        return float(".".join(groups))
    return float(f"{whole}.{part.replace(decimal, '') or 0}")


def _scaled(text: str, end: int, value: float, known: Meanings) -> tuple[float, int]:
    match = _AFTER.match(text, end)
    if match and match[1].lower() in known.magnitudes:
        return value * known.magnitudes[match[1].lower()], match.end()
    return value, end


def _spelled(text: str, known: Meanings) -> Iterator[Figure]:
    """Months and numbers written as words: "two hundred", "dua belas", "one year", "Mei"."""
    spots = list(_WORD.finditer(text))
    at = 0
    while at < len(spots):
        word = spots[at][0].lower()
        if word in known.months and spots[at][0][0].isupper():
            beside = f"{text[: spots[at].start()][-3:]}|{text[spots[at].end() :][:6]}"
            if word != "may" or re.search(r"\d ?\|| ?\| ?\d", beside):
                yield Figure(*spots[at].span(), "month", str(known.months[word]))
            at += 1
            continue
        value, used = _number_words(_run(text, spots[at : at + 5]), known)
        if used:
            start, end = spots[at].start(), spots[at + used - 1].end()
            kind = "percent" if _PERCENT.match(text, end) else "number"
            yield Figure(start, end, kind, f"{value:.10g}", _bound(text, start, known))
        at += max(used, 1)


def _run(text: str, spots: list[re.Match[str]]) -> list[str]:
    """The words that follow one another with nothing but white space between them."""
    run = [spots[0][0].lower()]
    for one, other in itertools.pairwise(spots):
        if text[one.end() : other.start()].strip():
            break
        run.append(other[0].lower())
    return run


def _number_words(words: list[str], known: Meanings) -> tuple[float, int]:
    """The number at the start of a list of words, and how many words it takes; (0, 0) where there is none."""
    first = words[0].removesuffix("nya")
    if first in ("one", "satu"):
        follows = words[1] if len(words) > 1 else ""
        scale = known.magnitudes.get(follows)
        return (scale, 2) if scale else (1, int(follows in known.counted))
    if first == "kedua" and words[1:2] in (["puluh"], ["belas"]):
        first = "dua"
    tens, _, units = first.partition("-")
    if units and tens in known.numbers:
        return known.numbers[tens] + known.numbers.get(units, 1), 1
    return _scaled_words(first, words[1:], known) if first in known.numbers else (0, 0)


def _scaled_words(first: str, rest: list[str], known: Meanings) -> tuple[float, int]:
    """The value of a number word and the words after it, and how many words that takes: "lima puluh dua" is (52, 3)."""
    value, used = float(known.numbers[first]), 1
    for word in rest:
        if word == "belas":
            value += 10
        elif word == "puluh":
            value *= 10
        elif word in known.magnitudes:
            value *= known.magnitudes[word]
        elif value >= 20 and known.numbers.get(word, 10) < 10:
            value += known.numbers[word]
        else:
            break
        used += 1
    return value, used


def _bound(text: str, start: int, known: Meanings) -> str:
    """On which side of a number the truth lies, by the words right before it."""
    before = [word.lower() for word in re.findall(r"[\w-]+", text[max(start - 45, 0) : start])]
    for skip in (
        0,
        1,
    ):  # "under the age of" no, "berusia di bawah usia 18" yes: one word may stand between
        tail = before[: len(before) - skip]
        for form, side in sorted(known.bounds.items(), key=lambda item: -len(item[0])):
            if tail[-len(form) :] == list(form):
                return side
    return ""
