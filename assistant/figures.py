"""The numbers and years in a text, as values that can be compared between documents and languages."""

import re
from dataclasses import dataclass

from index.document import Language
from index.keyword import is_stop_word, stem

_UNITS_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_UNITS_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen".split()
_WORDS = {word: str(value) for words in (_UNITS_ID, _UNITS_EN) for value, word in enumerate(words)}
_WORDS |= {
    f"{word} belas": str(value + 10) for value, word in enumerate(_UNITS_ID[:10]) if value > 1
}
_WORDS |= {"fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18"}
_WORDS |= {"nineteen": "19", "twenty": "20", "dua puluh": "20"}
_NOT_COUNTS = frozenset({"satu", "one", "nol", "zero"})
"""Words that are more often an article or a pronoun than a count."""

_SPELLED = "|".join(sorted(_WORDS.keys() - _NOT_COUNTS, key=lambda w: (-len(w), w)))
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?:(?P<digits>\d+(?:[.,]\d+)*)|(?P<word>{_SPELLED}))(?![\w/-])\s*(?P<unit>%|[^\W\d_]+)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,/-])(?:1[89]|20)\d\d(?![\w])")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_PERCENT = frozenset({"%", "persen", "percent"})
_NUMBERED = re.compile(r"\b(?:no|nomor|number|pasal|articles?|uu|ayat)\.?\s*$", re.IGNORECASE)
"""What stands before a number that names something: "Pasal 81"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the stemmed word that says what is counted: ("11", "negara"). A percentage has unit "%"."""

    value: str
    unit: str


def years(text: str) -> frozenset[str]:
    """The years, from 1800 to 2099, that a text names."""
    return frozenset(_YEAR.findall(text))


def counts(text: str, language: Language) -> frozenset[Figure]:
    """The numbers that a text counts with, in digits or words; no years, and no numbers of laws and articles."""
    found: set[Figure] = set()
    for match in _NUMBER.finditer(text):
        unit = (match["unit"] or "").lower()
        digits = match["digits"]
        if _NUMBERED.search(text[: match.start()]) or (digits and _YEAR.fullmatch(digits)):
            continue
        if unit in _PERCENT:
            unit = "%"
        elif not unit or is_stop_word(unit):
            continue
        else:
            unit = stem(unit, language)
        found.add(Figure(_value(digits) if digits else _WORDS[match["word"].lower()], unit))
    return frozenset(found)


def numbers(text: str) -> frozenset[str]:
    """All numbers and years of a text, in digits or words, without what they count."""
    return frozenset(
        _value(match["digits"]) if match["digits"] else _WORDS[match["word"].lower()]
        for match in _NUMBER.finditer(text)
    )


def _value(digits: str) -> str:
    """Digits without what groups them by three; "1.500" and "1,500" are the same."""
    if _GROUPED.fullmatch(digits):
        return digits.replace(".", "").replace(",", "")
    return digits.replace(",", ".")
