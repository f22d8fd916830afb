"""What a claim says that its evidence contradicts or does not say, in small words and figures.

Each check gives reasons: a code (`prompts/strings.*.yaml` has its text under `verifying.reasons`) and the words of the
claim that it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.verifying.matching import Strengths
from assistant.verifying.reading import Reading
from assistant.verifying.wording import is_proper, translations

_SURE = 0.7
"""Likeness from which two words are taken for the same."""
_STRESSED = 10
"""Characters between "only" and the number that it stresses."""
_SCOPE = 4
"""Words after a negation that it denies."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is not supported: a code, and the part of the claim (or of the evidence) that is at fault."""

    code: str
    value: str


def missing_names(claim: Reading, alike: Strengths) -> Iterator[Reason]:
    """The names of a claim that stand nowhere in its passage.

    Args:
        claim: the claim.
        alike: its likenesses to all words of the passage.
    """
    for at, word in enumerate(claim.words):
        if alike.shape[1] and alike[at].max() >= _SURE:
            continue
        known = translations(word.stem, claim.language)
        is_name = word.is_name or (word.opens and word.text[0].isupper() and word.stem in known)
        if is_name and is_proper(word.stem, claim.language):
            yield Reason("name", word.text)


def conflicts(claim: Reading, evidence: Reading, alike: Strengths) -> Iterator[Reason]:
    """What small words of the claim say against a stretch of the evidence, or beyond it."""
    yield from _negation(claim, evidence, alike)
    yield from _quantifiers(claim, evidence)
    yield from _opposites(claim, evidence, alike)
    yield from _modality(claim, evidence)


def _scope(reading: Reading, at: int) -> list[int]:
    """The words that a negation denies: those after it, to the end of its clause."""
    clause = reading.words[at].clause
    scope: list[int] = []
    for place in range(at + 1, len(reading.words)):
        word = reading.words[place]
        if word.clause != clause or len(scope) == _SCOPE:
            break
        if word.is_content or word.means:
            scope.append(place)
    return scope


def _negation(claim: Reading, evidence: Reading, alike: Strengths) -> Iterator[Reason]:
    denied = claim.meaning("negation")
    if len(_denials(claim)) > len(_denials(evidence)) or (
        denied and not evidence.meaning("negation")
    ):
        yield Reason("negation", claim.words[denied[-1]].text)
    elif (at := _denied_alone(evidence, claim, alike.T)) is not None:
        yield Reason("negation", evidence.words[at].text)
    elif (at := _denied_alone(claim, evidence, alike)) is not None:
        yield Reason("negation", claim.words[at].text)


def _denials(reading: Reading) -> list[int]:
    """The negations that deny what happens, not only what a thing lacks ("without")."""
    places = reading.meaning("negation")
    return [at for at in places if reading.words[at].text.lower() not in ("without", "tanpa")]


def _denied_alone(one: Reading, other: Reading, alike: Strengths) -> int | None:
    """A negation of one text whose words the other says without one.

    A word that the first text also says undenied tells nothing.

    Args:
        one: where negations are looked for.
        other: what is compared with it.
        alike: likenesses of the words of `one` (rows) to those of `other` (columns).
    """
    clauses = {other.words[at].clause for at in other.meaning("negation")}
    scopes = {at: _scope(one, at) for at in one.meaning("negation")}
    covered = {place for scope in scopes.values() for place in scope}
    undenied = [place for place in range(len(one.words)) if place not in covered]
    for at, scope in scopes.items():
        same = [place for place in scope if (alike[place] >= _SURE).any()]
        if not scope or len(same) * 2 < len(scope):
            continue
        columns = {
            column
            for place in same
            for column in (alike[place] >= _SURE).nonzero()[0]
            if not (alike[undenied, column] >= _SURE).any()
        }
        if columns and not any(other.words[column].clause in clauses for column in columns):
            return at
    return None


_WIDER = {
    "all": ("all", "every"),
    "most": ("most", "many"),
    "many": ("many", "most"),
    "only": ("only",),
    "few": ("few",),
    "condition": ("condition",),
}
"""What the evidence must say for the claim to say it."""


def _quantifiers(claim: Reading, evidence: Reading) -> Iterator[Reason]:
    for name, enough in _WIDER.items():
        said = [at for at in claim.meaning(name) if name != "only" or not _counts(claim, at)]
        if said and not any(evidence.meaning(other) for other in enough):
            yield Reason("quantifier", claim.words[said[0]].text)
    for name, stronger in (("some", ("all", "most", "every")), ("every", ("some", "most", "many"))):
        said = claim.meaning(name)
        if said and not evidence.meaning(name) and any(map(evidence.meaning, stronger)):
            yield Reason("quantifier", claim.words[said[0]].text)


def _counts(claim: Reading, at: int) -> bool:
    """Whether "only" stands before a number, whose size it stresses ("only about 4 of 566")."""
    word = claim.words[at]
    end = word.start + len(word.text)
    return any(0 < figure.start - end < _STRESSED for figure in claim.figures)


def _opposites(claim: Reading, evidence: Reading, alike: Strengths) -> Iterator[Reason]:
    here, there = _sides(claim), _sides(evidence)
    for (number, side), at in here.items():
        other = (number, 1 - side)
        if other not in there or other in here:
            continue
        if (number, side) not in there or _goes_with(claim, at, evidence, there[other], alike):
            yield Reason("opposite", claim.words[at].text)
            return


def _goes_with(claim: Reading, at: int, evidence: Reading, place: int, alike: Strengths) -> bool:
    """Whether the same word follows a word of the claim and one of the evidence ("less often", "more often")."""
    if at + 1 == len(claim.words) or place + 1 == len(evidence.words):
        return False
    return bool(alike[at + 1, place + 1] >= _SURE)


def _sides(reading: Reading) -> dict[tuple[int, int], int]:
    """(which pair of opposites, which side of it) to the index of the word.

    Words of a clause with a negation are left out: which of them it turns round cannot be told.
    """
    denied = {reading.words[at].clause for at in reading.meaning("negation")}
    found: dict[tuple[int, int], int] = {}
    for at, word in enumerate(reading.words):
        for meaning in word.means:
            alone = word.clause not in denied or "negation" in word.means
            if meaning.startswith("opposite") and alone:
                _, number, side = meaning.split("-")
                found[int(number), int(side)] = at
    return found


def _modality(claim: Reading, evidence: Reading) -> Iterator[Reason]:
    here, there = _modals(claim), _modals(evidence)
    if "must" in here and "must" not in there and there:
        yield Reason("modality", claim.words[here["must"]].text)
    elif "may" in here and "must" in there and "may" not in there:
        yield Reason("modality", claim.words[here["may"]].text)


def _modals(reading: Reading) -> dict[str, int]:
    """Which of "must", "should" and "may" a text says, and where; "need not" is "may"."""
    found: dict[str, int] = {}
    for name in ("must", "should", "may"):
        for at in reading.meaning(name):
            beside = {at - 1, at + 1} & set(reading.meaning("negation"))
            found["may" if name == "must" and beside else name] = at
    return found
