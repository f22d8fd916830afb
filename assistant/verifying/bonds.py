"""Do the words that a claim puts side by side stand side by side in the evidence too, and in the same roles?

"The shelter funded the ministry" has every word of "the ministry funded the shelter", and "Law No. 20 ratified
convention 182" may have every number of its evidence. What gives them away is the order around a verb, and what the
evidence has right beside the neighbours of a number or name.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.verifying.figures import Figure
from assistant.verifying.likeness import is_verb
from assistant.verifying.matching import Strengths
from assistant.verifying.reading import Reading
from assistant.verifying.wording import preposition
from index.document import Language

Table = NDArray[np.bool_]
Places = list[list[int]]
"""For each token of the claim, the tokens of the evidence that it may be."""

_SURE = 0.6
"""Likeness from which two words are taken for the same."""
_LEAST = 0.3
"""Share of the claim's content words under which a stretch is about something else: its order is not looked at."""
_REACH = 3
"""Tokens of the evidence within which two words are still side by side."""
_ROLES = {"", "by", "to"}
"""What may stand before who does something, and before whom it is done to."""
_TELLING = {"from", "to", "than", "without"}
"""Prepositions that say who is who: two words that exchange one of them exchange their roles."""
_BE = {"is", "are", "was", "were", "be", "been", "being"}


@dataclass(frozen=True, slots=True)
class Token:
    """A figure or a word of a text.

    Attributes:
        word: index of the word; None for a figure.
        clause: number of the clause that it stands in.
        before: the class of the preposition right before it ("from" for "dari"); "" for none.
        kind: "name", the kind of the figure, or "".
        is_heavy: a figure, or a word that carries meaning.
    """

    word: int | None
    figure: Figure | None
    start: int
    clause: int
    before: str
    kind: str
    is_heavy: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim and a stretch of evidence as tokens, and which of them are the same."""

    claim: Reading
    evidence: Reading
    ours: Sequence[Token]
    theirs: Sequence[Token]
    table: Table


@dataclass(frozen=True, slots=True)
class Bonds:
    """How the words of a claim hang together, compared with a stretch of the evidence; 0 to 1.

    Attributes:
        broken: share of the neighbours in the claim, both of which stand in the evidence, that stand apart there.
        taken: how clearly a figure or name stands where the evidence has another one: by its neighbours on both
            sides (1) or on one (0.5). Prepositions and articles do not count, they stand beside everything.
        usurper: the figure or name, "" for none.
        turned: the verb around which two words changed sides, or the word whose preposition another has; "" for none.
    """

    broken: float
    taken: float
    usurper: str
    turned: str


def bonds(claim: Reading, evidence: Reading, alike: Strengths) -> Bonds:
    """Compare how a claim's words stand together with a stretch of the evidence.

    Args:
        claim: the claim.
        evidence: the stretch.
        alike: `matching.strengths(claim, evidence)`.
    """
    content = [at for at, word in enumerate(claim.words) if word.is_content]
    if not content or not alike.shape[1] or (alike[content].max(axis=1) >= _SURE).mean() < _LEAST:
        return Bonds(broken=0.0, taken=0.0, usurper="", turned="")
    ours, theirs = tokens(claim), tokens(evidence)
    pair = _Pair(claim, evidence, ours, theirs, _table(claim, evidence, ours, theirs, alike))
    heavy = [at for at, token in enumerate(ours) if token.is_heavy]
    far = [at for at, token in enumerate(theirs) if token.is_heavy]
    places = _places(pair)
    order = {at: number for number, at in enumerate(far)}
    images = [[order[place] for place in places[at] if place in order] for at in heavy]
    taken, usurper = _taken(pair)
    return Bonds(
        broken=_broken(images),
        taken=taken,
        usurper=usurper,
        turned=_turned(pair, places),
    )


def tokens(reading: Reading) -> list[Token]:
    """The figures of a text and its words outside them, in order."""
    found = [
        Token(
            at,
            None,
            word.start,
            word.clause,
            _before(reading, at),
            "name" if word.is_name else "",
            word.is_content,
        )
        for at, word in enumerate(reading.words)
        if not any(f.start <= word.start < f.end for f in reading.figures)
    ]
    for figure in reading.figures:
        at = sum(word.start < figure.start for word in reading.words)
        clause, before = reading.clause_at(figure.start), _before(reading, at)
        found.append(Token(None, figure, figure.start, clause, before, figure.kind, is_heavy=True))
    return sorted(found, key=lambda token: token.start)


def _before(reading: Reading, at: int) -> str:
    """The class of the preposition before a word, articles skipped."""
    for word in reversed(reading.words[max(at - 2, 0) : at]):
        found = preposition(word.text.lower())
        if found is not None:
            return found
    return ""


def _table(
    claim: Reading,
    evidence: Reading,
    ours: Sequence[Token],
    theirs: Sequence[Token],
    alike: Strengths,
) -> Table:
    """Which tokens of the claim are which of the evidence, by figure, stem or likeness."""
    table = np.zeros((len(ours), len(theirs)), dtype=np.bool_)
    is_crossing = claim.language != evidence.language
    for row, one in enumerate(ours):
        for column, other in enumerate(theirs):
            if one.figure and other.figure:
                table[row, column] = one.figure.is_same(other.figure)
            elif one.word is not None and other.word is not None:
                word = claim.words[one.word]
                same = word.stem == evidence.words[other.word].stem
                same = same and preposition(word.text.lower()) == ""
                near = one.is_heavy and other.is_heavy and alike[one.word, other.word] >= _SURE
                table[row, column] = near or (same and not is_crossing)
    return table


def _places(pair: _Pair) -> Places:
    """The places of each token: those of the very word where there are some, else of all that are like it."""
    found = []
    claim, evidence, theirs = pair.claim, pair.evidence, pair.theirs
    for token, row in zip(pair.ours, pair.table, strict=True):
        spots = [int(spot) for spot in np.flatnonzero(row)]
        if token.word is not None:
            stem = claim.words[token.word].stem
            words = [(spot, theirs[spot].word) for spot in spots]
            very = [spot for spot, w in words if w is not None and evidence.words[w].stem == stem]
            spots = very or spots
        found.append(spots)
    return found


def _broken(images: Places) -> float:
    gaps = [
        min((abs(one - other) for one in left for other in right if one != other), default=0)
        for left, right in itertools.pairwise(images)
        if left and right
    ]
    return sum(gap > _REACH for gap in gaps) / len(gaps) if gaps else 0.0


def _taken(pair: _Pair) -> tuple[float, str]:
    """The figure or name that stands most clearly in another one's place, and how clearly."""
    claim, evidence = pair.claim, pair.evidence
    ours, theirs, table = pair.ours, pair.theirs, pair.table
    if claim.language != evidence.language:  # small words do not match across languages
        kept, far = [t.is_heavy for t in ours], [t.is_heavy for t in theirs]
        table = table[kept][:, far]
        ours = [t for t in ours if t.is_heavy]
        theirs = [t for t in theirs if t.is_heavy]
        pair = _Pair(claim, evidence, ours, theirs, table)
    mirrored = _says_by(claim) != _says_by(evidence)
    best, usurper = 0.0, ""
    for at, token in enumerate(ours):
        if not token.kind:
            continue
        own = [p for p in range(len(theirs)) if table[at, p]]
        if not own:
            continue
        rivals = [p for p, t in enumerate(theirs) if t.kind == token.kind and not table[at, p]]
        fits = [
            max((_fit(pair, at, p, mirrored=mirrored) for p in spots), default=0)
            for spots in (own, rivals)
        ]
        gap = (fits[1] - fits[0]) / 2
        if gap > best:
            best, usurper = gap, _shown(claim, token)
    return best, usurper


def _fit(pair: _Pair, at: int, place: int, *, mirrored: bool) -> int:
    """How many neighbours, 0 to 2, a token of the claim has in common with a place in the evidence.

    Args:
        pair: claim and evidence.
        at: the token of the claim.
        place: the token of the evidence.
        mirrored: what stands on the left in one stands on the right in the other, as in the passive.
    """
    ours, theirs, table = pair.ours, pair.theirs, pair.table
    same = 0
    for side in (-1, 1):
        near, far = at + side, place + (-side if mirrored else side)
        if 0 <= near < len(ours) and 0 <= far < len(theirs):
            together = theirs[far].clause == theirs[place].clause
            same += bool(table[near, far]) and together and ours[near].clause == ours[at].clause
    return same


def _turned(pair: _Pair, places: Places) -> str:
    claim, ours, theirs = pair.claim, pair.ours, pair.theirs
    alone = [
        (ours[at], theirs[p[0]]) for at, p in enumerate(places) if ours[at].is_heavy and len(p) == 1
    ]
    for number, (one, here) in enumerate(alone):
        for two, there in alone[number + 1 :]:
            said = (one.before, two.before)
            changed = said[0] != said[1] and said == (there.before, here.before)
            if changed and _TELLING & set(said):
                return _shown(claim, one)
    for at, token in enumerate(ours):
        if token.word is None or len(places[at]) != 1 or not token.is_heavy:
            continue
        verb, other = claim.words[token.word].text, theirs[places[at][0]].word
        if other is None or not _has_sides(verb, claim.language):
            continue
        theirs_too = _has_sides(pair.evidence.words[other].text, pair.evidence.language)
        if theirs_too and _is_crossed(pair, places, at):
            return verb
    return ""


def _has_sides(word: str, language: Language) -> bool:
    """Whether a word can only be a verb with somebody before it and something after it; "direct" and "plans" cannot."""
    lower = word.lower()
    endings = lower.endswith("ed") if language == "en" else lower.startswith(("me", "di"))
    return endings and is_verb(lower, language)


def _is_crossed(pair: _Pair, places: Places, verb: int) -> bool:
    """Whether what stands before a verb and what stands after it changed sides, its voice considered."""
    ours, theirs = pair.ours, pair.theirs
    pivot = places[verb][0]
    turned = _is_passive(pair.claim, ours[verb]) != _is_passive(pair.evidence, theirs[pivot])
    crossed: set[bool] = set()
    balance = 0
    for at, token in enumerate(ours):
        there = {(place < pivot) != turned for place in places[at]}
        spots = [theirs[place] for place in places[at]]
        plays = {token.before, *(spot.before for spot in spots)} <= _ROLES
        near = token.clause == ours[verb].clause and all(
            spot.clause == theirs[pivot].clause for spot in spots
        )
        if at == verb or not token.is_heavy or len(there) != 1 or not plays or not near:
            continue
        is_crossed = (at < verb) not in there
        balance += 1 if is_crossed else -1
        if is_crossed:
            crossed.add(at < verb)
    return len(crossed) == 2 and balance > 0


def _is_passive(reading: Reading, verb: Token) -> bool:
    """Whether a verb says what is done to the word before it: "was signed", "signed by", "ditandatangani"."""
    at = verb.word or 0
    lower = [word.text.lower() for word in reading.words]
    by = lower[at + 1 : at + 2] in (["by"], ["oleh"])
    if reading.language == "id":
        return by or lower[at].startswith("di")
    return by or bool(_BE & set(lower[max(at - 2, 0) : at]))


def _says_by(reading: Reading) -> bool:
    """Whether a text is in the passive somewhere."""
    return any(
        token.word is not None and token.is_heavy and _is_passive(reading, token)
        for token in tokens(reading)
    )


def _shown(reading: Reading, token: Token) -> str:
    if token.figure:
        return reading.text[token.figure.start : token.figure.end]
    return reading.words[token.word or 0].text
