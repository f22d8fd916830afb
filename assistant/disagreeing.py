"""Where sources differ with one another, and where the best of them differs with what a question takes for granted.

Both are said only when the words leave little doubt: a wrong alarm costs more trust than a missed one.
"""

import re
from collections.abc import Sequence

from assistant.alike import cosine
from assistant.figures import counts, numbers, years
from assistant.questions import Wanted
from assistant.ranking import Candidate
from assistant.spans import Span, span_of
from index.coverage import coverage, notions
from index.keyword import is_stop_word, stem, tokens, words
from index.library import Library

_SAME_THING = 0.93
"""Cosine of two sentences from which they may be about the same thing."""
_SHARED_WORDS = 0.6
"""Share of the words of the one with fewer, figures aside, that the other must have too."""
_WELL_RANKED = 0.05
"""How far below the best a sentence that is held against it may score."""
_RIVALS = 12

_ABOUT_THE_SAME = 0.75
"""Share of the question's notions, figures aside, that a sentence must have to contradict it."""

_NEVER = re.compile(r"\b(?:tidak pernah|belum pernah|never)\b", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:tanpa|tidak pernah|tidak|belum|without|never|not|did not|has not)\s+(?P<verb>\w+)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:hanya|cuma|semata|only|solely|nowhere else|purely)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"\b(?:bukan hanya|tidak hanya|bukan satu-satunya|not only|not the only|not just)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:di|ke|in|at|from)\s+(?P<place>\w+)", re.IGNORECASE)
_NAMED_PLACE = re.compile(r"\b(?:di|ke|in|at|from|office,|pusat)\s+(?:\w+ ){0,4}?[A-Z]\w+")


def differing(library: Library, ranked: Sequence[Candidate], want: Wanted) -> Candidate | None:
    """The best sentence of another document that gives another number or year for the same thing than the first one.

    Args:
        library: where they stand.
        ranked: the sentences, best first.
        want: what the question wants; None is returned unless that is a number or a date.
    """
    kind = want.types & {"when", "how_many"}
    if not kind or want.types & {"list", "comparison"} or not ranked:
        return None
    first = span_of(library, ranked[0])
    for candidate in ranked[1:_RIVALS]:
        if candidate.score < ranked[0].score - _WELL_RANKED:
            return None
        other = span_of(library, candidate)
        if other.document.id != first.document.id and _differ(
            library, first, other, "when" in kind
        ):
            return candidate
    return None


def _differ(library: Library, one: Span, other: Span, when: bool) -> bool:
    if one.document.language != other.document.language:
        return False
    mine, theirs = years(one.text), years(other.text)
    if when:
        apart = len(mine) == len(theirs) == 1 and mine != theirs
    else:
        counted, recounted = (counts(s.text, s.document.language) for s in (one, other))
        units = {f.unit for f in counted} & {f.unit for f in recounted}
        apart = mine == theirs and any(
            {f.value for f in counted if f.unit == unit}.isdisjoint(
                f.value for f in recounted if f.unit == unit
            )
            for unit in units
        )
    if not apart or cosine(library, one, other) < _SAME_THING:
        return False
    left, right = (
        {w for w in tokens(s.text, s.document.language, library.glossary) if not w[0].isdigit()}
        for s in (one, other)
    )
    return len(left & right) >= _SHARED_WORDS * max(1, min(len(left), len(right)))


def contradicts(library: Library, best: Candidate, span: Span, want: Wanted) -> bool:
    """Whether the best quotation says otherwise than the question takes for granted.

    A number, year or place that the question states and the passage does not have, where the quotation has another of
    that kind for the same thing; "never" or "only" against a quotation that says it happened, or is not the only one;
    and a date that is asked of what never happened.
    """
    if want.types & {"how_many", "comparison", "list", "definition"}:
        return False
    if not _same_thing(library, span, want):
        return False
    passage = library.text(best.hit.passage)
    return (
        _other_figure(want, span, passage)
        or _other_place(library, want, span, passage)
        or _happened(want, span)
        or _never_happened(want, span)
        or bool(_ONLY.search(want.text) and _NOT_ONLY.search(span.text))
    )


def _same_thing(library: Library, span: Span, want: Wanted) -> bool:
    """Whether a quotation has nearly all of what the question names beside its figures and places."""
    unknown = {w for w in words(want.text) if w[0].isdigit() or library.keyword.share(w) == 0}
    rest = " ".join(w for w in words(want.text) if w not in unknown)
    wanted = notions(library, rest, span.document.language)
    there = frozenset(tokens(span.text, span.document.language, library.glossary))
    return len(wanted) > 1 and coverage(wanted, there) >= _ABOUT_THE_SAME


def _other_figure(want: Wanted, span: Span, passage: str) -> bool:
    if "when" in want.types:
        return False
    stated, there = years(want.text), years(span.text)
    counted = counts(want.text, span.document.language)
    recounted = counts(span.text, span.document.language)
    dated = "yes_no" in want.types and len(stated) == len(there) == 1 and not recounted
    if dated and stated.isdisjoint(years(passage)):
        return True
    known = numbers(passage)
    return any(
        figure.value not in known and any(figure.unit == other.unit for other in recounted)
        for figure in counted
    )


def _other_place(library: Library, want: Wanted, span: Span, passage: str) -> bool:
    if "yes_no" not in want.types or not _NAMED_PLACE.search(span.text):
        return False
    there = set(tokens(passage, span.document.language, library.glossary))
    places = [m["place"].lower() for m in _PLACE.finditer(want.text)]
    return any(
        not is_stop_word(place)
        and stem(place, span.document.language) not in there
        and library.keyword.share(place) < _RARE
        for place in places
    )


_RARE = 0.02
"""Share of the passages below which a word after "in" is taken to name a place."""


def _happened(want: Wanted, span: Span) -> bool:
    """The question says "never" and the quotation says that it happened."""
    return bool(_NEVER.search(want.text)) and not (
        _NEVER.search(span.text) or _WITHOUT.search(span.text)
    )


def _never_happened(want: Wanted, span: Span) -> bool:
    """A date is asked of what the quotation says did not happen."""
    if "when" not in want.types or _WITHOUT.search(want.text):
        return False
    language = span.document.language
    asked = {stem(word, language) for word in words(want.text) if not is_stop_word(word)}
    return any(
        any(
            stem(form, language) in asked
            for form in (verb, verb.removesuffix("ing"), verb[:-3] + "y")
        )
        for verb in (match["verb"].lower() for match in _WITHOUT.finditer(span.text))
    )
