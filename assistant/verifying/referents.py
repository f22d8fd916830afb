"""Does a number or name belong, in the evidence, to the words that the claim puts it with?

The false "412 police officers in Surabaya" over "412 teachers in Batam. ... 95 police officers in Surabaya" has every
word and number of its evidence. What gives it away: the words around 412 fit 95 better.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verifying.figures import Figure
from assistant.verifying.matching import Strengths
from assistant.verifying.reading import Reading, Word

_LABEL = re.compile(
    r"(?:\b(?:no|nos|nomor|articles?|pasal|ayat|paragraphs?|paragraf|tier|target|uu|pp|law|resolution|resolusi|perpres|"
    r"keppres|perma)\.? |[/-])$",
    re.IGNORECASE,
)
"""Before a number that only names something."""
_REACH = 7
"""Words on either side of an anchor that say what it belongs to."""
_SURE = 0.8
"""Likeness from which two names are one."""
_FIGURE_WEIGHT = 1.5
"""A year beside a number says more than a word does."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure, or a run of capitalised words, that must belong to the right words.

    Attributes:
        at: index of the word that it is, or that it stands before.
        words: how many words it takes; 0 for a figure in digits.
    """

    at: int
    words: int
    clause: int
    figure: Figure | None = None


def figure_anchors(reading: Reading) -> list[Anchor]:
    """The figures of a text."""
    found = []
    for figure in reading.figures:
        at = sum(word.start < figure.start for word in reading.words)
        inside = sum(figure.start <= word.start < figure.end for word in reading.words)
        found.append(Anchor(at, inside, reading.clause_at(figure.start), figure))
    return found


def name_anchors(reading: Reading) -> list[Anchor]:
    """The names of a text: capitalised words that follow one another in one clause."""
    found: list[Anchor] = []
    for at, word in enumerate(reading.words):
        if not word.is_name:
            continue
        last = found[-1] if found else None
        if last and last.at + last.words == at and last.clause == word.clause:
            found[-1] = Anchor(last.at, last.words + 1, last.clause)
        else:
            found.append(Anchor(at, 1, word.clause))
    return found


def fit(
    claim: Reading, anchor: Anchor, evidence: Reading, place: Anchor, alike: Strengths
) -> float:
    """How well the surroundings of a claim's anchor fit those of a place in the evidence, 0 to 1.

    Args:
        claim: the claim.
        anchor: the figure or name in question, in it.
        evidence: a stretch of the evidence.
        place: a figure or name in that.
        alike: `matching.strengths(claim, evidence)`.
    """
    there = list(_around(evidence, place))
    total = reached = 0.0
    for at, _, weight in _around(claim, anchor):
        total += weight
        reached += weight * max(
            (alike[at, other] * nearness for other, _, nearness in there), default=0.0
        )
    figures = [f for f in claim.figures if f is not anchor.figure]
    for figure in figures:
        total += _FIGURE_WEIGHT * _near(claim, figure, anchor)
        reached += (
            _FIGURE_WEIGHT
            * _near(claim, figure, anchor)
            * max(
                (_near(evidence, f, place) for f in evidence.figures if f.is_same(figure)),
                default=0.0,
            )
        )
    return reached / total if total else 0.0


def _around(reading: Reading, anchor: Anchor) -> Iterator[tuple[int, Word, float]]:
    """(index, word, weight from 0 to 1) of the content words near an anchor; what follows it weighs more."""
    content = [
        (at, word)
        for at, word in enumerate(reading.words)
        if (word.is_content or word.means) and not anchor.at <= at < anchor.at + anchor.words
    ]
    after = [(at, word) for at, word in content if at >= anchor.at][:_REACH]
    before = [(at, word) for at, word in reversed(content) if at < anchor.at][:_REACH]
    for steps, (at, word) in (
        *enumerate(after),
        *((n + 0.7, spot) for n, spot in enumerate(before)),
    ):
        yield at, word, 1 / (1 + 0.35 * steps + abs(word.clause - anchor.clause))


def _near(reading: Reading, figure: Figure, anchor: Anchor) -> float:
    return 1 / (1 + 0.5 * abs(reading.clause_at(figure.start) - anchor.clause))


@dataclass(frozen=True, slots=True)
class Fit:
    """How an anchor of a claim fits where it stands in the evidence, and how much better it would fit elsewhere.

    Attributes:
        gap: what a rival (another number of the same kind) fits better than the figure itself, -1 to 1; 0 for a name,
            whose rivals fit too often.
        exchange: what two anchors of the claim would fit better if they changed places.
    """

    anchor: Anchor
    text: str
    gap: float
    exchange: float


def fits(
    claim: Reading, stretches: Sequence[Reading], tables: Sequence[Strengths], at: int
) -> list[Fit]:
    """The figures and names of a claim that stand in one stretch of the evidence, each with how it fits there.

    Args:
        claim: the claim.
        stretches: of the evidence.
        tables: `matching.strengths(claim, stretch)` of each.
        at: the stretch that is judged.
    """
    anchors = [*figure_anchors(claim), *name_anchors(claim)]
    spots = [[*figure_anchors(s), *name_anchors(s)] for s in stretches]
    own = [[p for p in spots[at] if _same(a, p, tables[at])] for a in anchors]
    fitted = {
        (one, place): fit(claim, anchors[one], stretches[at], place, tables[at])
        for one in range(len(anchors))
        for place in spots[at]
        if own[one] and _kind(anchors[one]) == _kind(place)
    }
    covered = [_covered(claim, table) for table in tables]
    claimed = {place for places in own for place in places}
    found = []
    for one, anchor in enumerate(anchors):
        if not own[one]:
            continue
        best = max(fitted[one, place] for place in own[one])
        rivals = [
            fit(claim, anchor, stretch, place, tables[other])
            for other, stretch in enumerate(stretches)
            for place in spots[other]
            if anchor.figure
            and _kind(place) == _kind(anchor)
            and (other == at or covered[other] > covered[at])
            and place not in claimed
            and not any(_same(a, place, tables[other]) for a in anchors)
        ]
        exchange = 0.0
        for two in range(len(anchors)):
            alone = two == one or not own[two] or set(own[one]) & set(own[two])
            if alone or _role(claim, anchors[two]) != _role(claim, anchor):
                continue
            straight = best + max(fitted[two, place] for place in own[two])
            crossed = max(fitted[one, place] for place in own[two]) + max(
                fitted[two, place] for place in own[one]
            )
            exchange = max(exchange, crossed - straight)
        gap = max(rivals, default=0.0) - best if anchor.figure else 0.0
        found.append(Fit(anchor, _shown(claim, anchor), gap, exchange))
    return found


def _covered(claim: Reading, alike: Strengths) -> float:
    """Share of the claim's content words that stand in a stretch: only one that has more of them has rivals."""
    rows = [at for at, word in enumerate(claim.words) if word.is_content]
    return float((alike[rows].max(axis=1) >= _SURE).mean()) if rows and alike.shape[1] else 0.0


def _role(reading: Reading, anchor: Anchor) -> str:
    """Only anchors of one role can be exchanged: a day of the month is never mistaken for the number of a law."""
    figure = anchor.figure
    if figure is None or figure.kind != "number":
        return _kind(anchor)
    if _LABEL.search(reading.text[: figure.start]):
        return "label"
    follows = [f for f in reading.figures if f.kind == "month" and 0 < f.start - figure.end < 3]
    return "day" if follows else "number"


def _kind(anchor: Anchor) -> str:
    return anchor.figure.kind if anchor.figure else "name"


def _same(anchor: Anchor, place: Anchor, alike: Strengths) -> bool:
    if anchor.figure or place.figure:
        return bool(anchor.figure and place.figure and anchor.figure.is_same(place.figure))
    rows = slice(anchor.at, anchor.at + anchor.words)
    columns = slice(place.at, place.at + place.words)
    return bool((alike[rows, columns] >= _SURE).any())


def _shown(claim: Reading, anchor: Anchor) -> str:
    if anchor.figure:
        return claim.text[anchor.figure.start : anchor.figure.end]
    return " ".join(word.text for word in claim.words[anchor.at : anchor.at + anchor.words])
