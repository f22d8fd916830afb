"""What can be exchanged in a sentence for another of its kind: years, dates, numbers, articles, laws and names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.training.statements import Statement
from assistant.training.wording import Wording

_YEAR = re.compile(r"(?<![\w.,/–-])(?:19|20)\d\d(?![\w/–-]|[.,]\d)")
_NUMBERED = re.compile(
    r"(?:\b(?:No|Nomor|Nos|articles?|Pasal|ayat|target|tier|Tahun|of|bab|Rp|CETS|resolution|resolusi)\.? ?|[/-]|"
    r"\b(?:articles?|pasal) [\d(),\w]+ (?:to|and|or|sampai|dan|atau) )$",
    re.IGNORECASE,
)
"""What stands before digits that only name something."""
_NUMBER = re.compile(r"(?<![\w.,/–()-])\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?(?![\w/–-]|[.,]\d)")
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|persen\b)")
_FEWEST_WORDS = 12
_ORDERED = frozenset({"year", "month", "date", "number", "percent", "article", "spelled"})


@dataclass(frozen=True, slots=True)
class Slot:
    """`text[start:end]` of a sentence on one line, which others of its kind can replace.

    Attributes:
        kind: as in the frames `gap_<kind>`.
        group: only values of the same group replace each other ("percent", "million", a pool's number).
        size: what values are ordered by; 0 for names and laws.
    """

    start: int
    end: int
    value: str
    kind: str
    group: str
    size: float = 0.0

    @property
    def is_ordered(self) -> bool:
        """Whether values of this kind are smaller and greater than one another."""
        return self.kind in _ORDERED

    def put(self, text: str, value: str) -> str:
        """The sentence with another value in this place."""
        if self.start == 0:
            value = value[:1].upper() + value[1:]
        return text[: self.start] + value + text[self.end :]


def find_slots(text: str, words: Wording) -> list[Slot]:
    """What can be exchanged in a sentence, in its order; where two overlap, the one that is found first below."""
    found: list[Slot] = []
    for slot in (
        *_laws(text, words),
        *_articles(text, words),
        *_dates(text, words),
        *_years(text, words),
    ):
        _add(found, slot)
    for slot in (*_numbers(text, words), *_spelled(text, words), *_names(text, words)):
        _add(found, slot)
    return sorted(found, key=lambda slot: slot.start)


def _add(found: list[Slot], slot: Slot) -> None:
    if all(slot.end <= other.start or other.end <= slot.start for other in found):
        found.append(slot)


def _laws(text: str, words: Wording) -> Iterator[Slot]:
    for pattern in words.laws:
        for match in re.finditer(rf"\b{pattern}(?!\w)", text):
            group = f"law {match[0].split()[0]}"
            yield Slot(match.start(), match.end(), match[0], "law", group)


def _articles(text: str, words: Wording) -> Iterator[Slot]:
    names = "|".join(words.articles)
    one = rf"\b(?:{names}) (?P<number>\d+[A-Z]?)(?!\w|\(|[-–/]| ?(?:to|and|or|sampai|dan|atau|,) ?(?:\d|{names}))"
    for match in re.finditer(one, text):
        digits = re.match(r"\d+", match["number"])
        assert digits is not None  # noqa: S101 - the pattern begins with digits
        yield Slot(
            match.start("number"),
            match.end("number"),
            match["number"],
            "article",
            f"article {match['number'][len(digits[0]) :]}",
            float(digits[0]),
        )


def _dates(text: str, words: Wording) -> Iterator[Slot]:
    months = "|".join(words.months)
    whole = rf"(?<![\w–-])(?P<day>\d{{1,2}}) (?P<month>{months}) (?P<year>\d{{4}})(?![\w–-])"
    short = rf"(?<![\d–-] )(?<!\w)(?P<month>{months}) (?P<year>\d{{4}})(?![\w–-])"
    for kind, pattern in (("date", whole), ("month", short)):
        for match in re.finditer(pattern, text):
            parts = match.groupdict()
            size = int(parts["year"]) + words.months.index(parts["month"]) / 12
            size += int(parts.get("day", 0)) / 372
            yield Slot(match.start(), match.end(), match[0], kind, kind, size)


def _years(text: str, words: Wording) -> Iterator[Slot]:
    """Years that stand alone: none in brackets, of a law or of a longer date."""
    other = re.compile(rf"(?:\d (?:of|Tahun)|(?:{'|'.join(words.months)})) $|\([^)]*$|\ba $")
    for match in _YEAR.finditer(text):
        if not other.search(text[: match.start()]):
            yield Slot(match.start(), match.end(), match[0], "year", "year", float(match[0]))


def _numbers(text: str, words: Wording) -> Iterator[Slot]:
    scale = re.compile(rf"\s(?:{'|'.join(words.scales)})\b")
    month = re.compile(rf"\s(?:{'|'.join(words.months)})\b")
    for match in _NUMBER.finditer(text):
        after = text[match.end() :]
        if _NUMBERED.search(text[: match.start()]) or month.match(after):
            continue
        size = _size(match[0])
        shape = re.sub(r"\d+", "0", match[0])
        if _PERCENT.match(after):
            group = f"percent {shape} {size > 100}"
            yield Slot(match.start(), match.end(), match[0], "percent", group, size)
        elif scaled := scale.match(after):
            yield Slot(match.start(), match.end(), match[0], "number", scaled[0] + shape, size)
        elif re.match(r"\s[^\W\d]", after):
            digits = sum(c.isdigit() for c in match[0])
            is_round = digits > 2 and match[0].endswith("00")
            group = f"small {shape}" if digits < 3 else f"{digits} digits {shape} {is_round}"
            yield Slot(match.start(), match.end(), match[0], "number", group, size)


def _size(digits: str) -> float:
    """Digits as a number: a last group of three is thousands, a shorter one decimals."""
    *whole, last = re.split(r"[.,]", digits)
    if not whole or len(last) == 3:
        return float("".join([*whole, last]))
    return float(f"{''.join(whole)}.{last}")


def _spelled(text: str, words: Wording) -> Iterator[Slot]:
    for match in re.finditer(rf"\b(?:{'|'.join(words.spelled)})\b(?![-–])", text):
        if text[match.end() :].count(",") < 2 and ":" not in text:  # else the list can be counted
            size = float(words.spelled.index(match[0]) + 2)
            yield Slot(match.start(), match.end(), match[0], "number", "spelled", size)


def _names(text: str, words: Wording) -> Iterator[Slot]:
    """Names in sentences that say enough: what is said in few words is often true of others too."""
    if len(text.split()) < _FEWEST_WORDS:
        return
    for number, pool in enumerate(words.pools):
        names = "|".join(re.escape(n) for n in sorted(pool.names, key=lambda n: (-len(n), n)))
        before = (
            rf"(?<![\w-])(?:{pool.after}|{pool.after.capitalize()}) "
            if pool.after
            else r"(?<![\w'’-])"
        )
        for match in re.finditer(
            rf"{before}(?P<name>{names})(?![\w'’-]| \(|, [A-Z]| (?:No|Nomor)\b| [A-Z])", text
        ):
            start = match.start("name")
            before_it = text[: start - len(pool.after)]
            if not re.search(r"(?:[A-Z][\w-]* |\()$", before_it) and not words.examples.search(
                before_it
            ):
                yield Slot(start, match.end("name"), match["name"], pool.kind, f"pool {number}")


def pools(statements: Iterable[Statement], words: Wording) -> dict[str, dict[str, float]]:
    """For each group the values that stand in the library, with their sizes."""
    found: dict[str, dict[str, float]] = {}
    for statement in statements:
        for slot in find_slots(statement.text, words):
            found.setdefault(slot.group, {})[slot.value] = slot.size
    return {group: dict(sorted(values.items())) for group, values in sorted(found.items())}
