"""Numbers and dates of a sentence, the same for both languages.

"1.239" in Indonesian and "1,239" in English become "1239"; "3,5" and "3.5" become "3.5"; "dua belas" and "twelve"
become "12"; "8 Maret 2021" and "8 March 2021" become the date (8, 3, 2021). A dotted identifier
("target 16.2.2") has the dot in both.
"""

import re
from collections import Counter
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        "january januari jan|february februari feb|march maret mar|april apr|may mei|june juni jun|"
        "july juli jul|august agustus aug|september sept sep|october oktober oct|november nov|"
        "december desember dec".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_DATE = re.compile(
    rf"(?:(?P<days>\d{{1,2}}(?:\s*(?:-|–|and|dan|to|sampai|hingga|,)\s*\d{{1,2}})*)\s+)?"
    rf"\b(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_BEFORE_MAY = set("in since early mid late until till by of from to and".split())
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"(?<!\d)(?<!\d[.,])(\d+(?:[.,]\d+)*)([A-Z]\b)?")
_SCALES = {
    "thousand": "e3", "ribu": "e3", "million": "e6", "juta": "e6",
    "billion": "e9", "miliar": "e9", "trillion": "e12", "triliun": "e12",
}  # fmt: skip
_SCALE = re.compile(rf"\s+({'|'.join(_SCALES)})\b")

_ENGLISH = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(),
        2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_INDONESIAN = {
    word: value
    for value, word in enumerate("dua tiga empat lima enam tujuh delapan sembilan".split(), 2)
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
} | {"one": 1, "both": 2, "twice": 2, "double": 2, "doubled": 2, "thirds": 3, "fifths": 5, "quarters": 4,
     "quarter": 4, "hundred": 100, "thousand": 1000, "pair": 2, "single": 1}  # fmt: skip
_ORDINALS_ID = {
    "pertama": 1,
    "satu": 1,
    "seratus": 100,
    "seribu": 1000,
    "sepuluh": 10,
    "sepasang": 2,
}
_WORDS_ID = re.compile(
    r"\b(?P<prefix>ke|se|seper|per|ber)?(?P<unit>dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
    r"(?:\s+(?P<kind>belas|puluh)(?:\s+(?P<rest>dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|satu)\b)?)?\b"
    r"|\b(?P<teen>ke)?(?P<special>sepuluh|sebelas)\b"
)
_WORDS_EN = re.compile(
    rf"\b(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?P<ones>{'|'.join(_ENGLISH)}|one)\b"
    rf"|\b(?P<word>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})\b"
)


@dataclass(frozen=True, slots=True)
class Date:
    day: int
    month: int
    year: int

    def __str__(self) -> str:
        return "-".join(str(part) for part in (self.year, self.month, self.day) if part)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a sentence counts.

    Attributes:
        numbers: in digits, with scale and letter: "1239", "3.5", "200e6", "76I".
        words: numbers in words from two on, as digits.
        loose: ordinals and words such as "one" or "both", which the other language may leave out.
        dates: with a month; a missing day or year is 0.
    """

    numbers: Counter[str]
    words: Counter[str]
    loose: frozenset[str]
    dates: Counter[Date]


def figures(text: str, language: str) -> Figures:
    """The numbers and dates of a sentence."""
    text = text.replace("–", "-").replace("\u00a0", " ")
    dates = Counter(date for match in _DATE.finditer(text) for date in _dates(match))
    numbers: Counter[str] = Counter()
    for match in _TOKEN.finditer(text):
        scale = _SCALE.match(text, match.end())
        value = plain_number(match.group(1), language)
        numbers[value + (_SCALES[scale.group(1)] if scale else match.group(2) or "")] += 1
    words, loose = (_words_id if language == "id" else _words_en)(text.lower())
    return Figures(numbers, words, frozenset(loose), dates)


def plain_number(text: str, language: str) -> str:
    """A number without thousands separators and with a decimal point."""
    thousands, decimal = (".", ",") if language == "id" else (",", ".")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+", text):
        return text.replace(thousands, "")
    whole, mark, rest = text.partition(decimal)
    if mark and language == "id" and rest.isdigit():
        if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", whole):
            whole = whole.replace(".", "")
        return f"{whole}.{rest}"
    if mark and language == "en" and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", whole):
        return f"{whole.replace(',', '')}.{rest}"
    return text.rstrip(".,")


def bare(number: str) -> str:
    """A number without scale and letter: what a fact may have written otherwise."""
    match = _NUMBER.match(number)
    return match.group() if match else number


def _dates(match: re.Match[str]) -> list[Date]:
    name = match.group("month")
    if not name[0].isupper() or (
        name == "May" and not match.group("days") and not match.group("year")
    ):
        return []
    year = int(match.group("year") or 0)
    days = [int(day) for day in re.findall(r"\d+", match.group("days") or "")] or [0]
    return [Date(day, MONTHS[name.lower()], year) for day in days if day <= 31]


def _words_en(text: str) -> tuple[Counter[str], set[str]]:
    words: Counter[str] = Counter()
    for match in _WORDS_EN.finditer(text):
        if match.group("word"):
            words[str(_ENGLISH[match.group("word")])] += 1
        else:
            words[
                str(_ENGLISH[match.group("tens")] + (_ENGLISH | {"one": 1})[match.group("ones")])
            ] += 1
    loose = {str(value) for word, value in _ORDINALS.items() if re.search(rf"\b{word}\b", text)}
    return words, loose


def _words_id(text: str) -> tuple[Counter[str], set[str]]:
    words: Counter[str] = Counter()
    loose = {str(value) for word, value in _ORDINALS_ID.items() if re.search(rf"\b{word}\b", text)}
    for match in _WORDS_ID.finditer(text.replace("dua kali", "kedua kali")):
        if match.group("special"):
            value, is_loose = (
                (10 if match.group("special") == "sepuluh" else 11),
                bool(match.group("teen")),
            )
        else:
            value, is_loose = _INDONESIAN[match.group("unit")], bool(match.group("prefix"))
            if match.group("kind") == "belas":
                value += 10
            elif match.group("kind") == "puluh":
                rest = match.group("rest")
                value = value * 10 + ((_INDONESIAN | {"satu": 1})[rest] if rest else 0)
        if is_loose:
            loose.add(str(value))
        else:
            words[str(value)] += 1
    return words, loose
