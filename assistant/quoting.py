"""Mode `quoted`: choose the quotations that answer, and put them in an order that reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.alike import alike
from assistant.disagreeing import contradicts, differing
from assistant.figures import years
from assistant.followup import Intent
from assistant.questions import Wanted
from assistant.ranking import Candidate
from assistant.spans import Span, is_list, joined, span_of
from index.coverage import coverage, notions
from index.keyword import tokens
from index.library import Library

Lead = Literal["", "support", "differ", "otherwise", "first_side", "second_side", "example"]
"""The line of prompts/ (`answer.<lead>`) that stands before a group; "" for none."""

_SHORT_ANSWER = 2
"""Sentences that come first, unless they lean on one another or are a list."""
_MOST_QUOTATIONS = 4
_MOST_WHEN_BRIEF = 3
_LONGEST_SUPPORT = 700
"""Characters; a long list that was not asked for does not support, it buries."""
_OWN_MARGIN = 0.07
"""How far below the first quotation the thesis's best sentence may be and still have its say."""
_OWN_COVERAGE = 0.4
"""Share of what is asked that it must then have: it is not quoted for its subject alone."""
_SUPPORT_MARGIN = 0.045
"""A supporting sentence scores at most this much below the first; cosines of e5 lie close together."""
_BRIEF_MARGIN = 0.03
"""The same where one sentence answers."""
_MORE_MARGIN = 0.12
"""The same for "more", when the best has been shown already."""
_SAME_ANSWER = 0.03
"""How far below a part's best sentence the whole question's best may be and still answer the part too."""
_SIDE_MARGIN = 0.15

_EXAMPLE = re.compile(
    r"\b(?:misalnya|contoh\w*|antara lain|seperti|for example|for instance|e\.g\.|such as|an example|examples)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()]|\b(?:yang|sehingga|karena|which|that|whose|because|whereas|although)\b"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Quotations that stand together in an answer under one line of ours."""

    lead: Lead
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the conversation asks for what it asks.

    Attributes:
        intent: "more" leaves out what was quoted before, "example" looks for examples, "simple" for plain sentences.
        used: quotations that the conversation has shown.
    """

    intent: Intent | None = None
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that a question is made of, with what was found for it."""

    ranked: Sequence[Candidate]
    want: Wanted


def quote(
    library: Library,
    ranked: Sequence[Candidate],
    want: Wanted,
    parts: Sequence[Part] = (),
    manner: Manner = Manner(),
) -> list[Group]:
    """The quotations of an answer in the order they are read: what answers, then what supports it.

    No character is quoted twice, and nothing that an earlier quotation says already.

    Args:
        library: where the sentences stand.
        ranked: the sentences found for the whole question, best first.
        want: what the question wants.
        parts: for a question that is made of several, each of them that is answered.
        manner: what the conversation asks for beside the question.

    Returns:
        Groups, none of them empty; [] where nothing is left to quote.
    """
    intent = manner.intent
    ranked = _as_intended(library, ranked, manner)
    if not ranked:
        return []
    found = _sides(library, ranked, want) or _first(library, ranked, want, parts)
    chosen = [span for group in found for span in group.spans]
    support = _support(library, ranked, want, chosen, intent)
    if intent in ("more", "example"):
        lead: Lead = "support" if intent == "more" else "example"
        found = [replace(found[0], lead=lead)] if _has(found, intent) else found
    groups = [*found, Group("support", tuple(support))] if support else found
    return _merged(groups)


def _has(found: Sequence[Group], intent: Intent) -> bool:
    if len(found) != 1 or found[0].lead:
        return False
    return intent == "more" or bool(_EXAMPLE.search(found[0].spans[0].text))


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Groups with the same line one after the other as one."""
    merged: list[Group] = []
    for group in groups:
        if merged and merged[-1].lead == group.lead:
            merged[-1] = Group(group.lead, merged[-1].spans + group.spans)
        else:
            merged.append(group)
    return merged


def _as_intended(library: Library, ranked: Sequence[Candidate], manner: Manner) -> list[Candidate]:
    """The sentences in the order that suits "more", "an example", "simply"; without those shown, but for "simply"."""
    intent = manner.intent
    if intent is None:
        return list(ranked)
    scored: list[tuple[float, Candidate]] = []
    for candidate in ranked:
        sentence = candidate.hit.passage.sentences[candidate.index]
        text = library.documents[candidate.hit.passage.document_id].text
        text = text[sentence.start : sentence.end]
        if intent != "simple" and any(text in shown for shown in manner.used):
            continue
        scored.append((candidate.score + _liking(text, intent), candidate))
    return [candidate for _, candidate in sorted(scored, key=lambda row: -row[0])]


def _liking(text: str, intent: Intent) -> float:
    """What an intent adds to a sentence's score: up to 0.05 for an example, down to -0.06 for a long sentence."""
    if intent == "example":
        return 0.05 if _EXAMPLE.search(text) else 0.0
    if intent == "simple":
        words = text.split()
        length = min(len(words) / 40, 1) + min(len(_CLAUSE.findall(text)) / 5, 1)
        return -0.02 * (length + min(sum(map(len, words)) / max(len(words), 1) / 8, 1))
    return 0.0


def _first(
    library: Library, ranked: Sequence[Candidate], want: Wanted, parts: Sequence[Part]
) -> list[Group]:
    """What answers: one sentence, or one for each part; or two that differ; or one that corrects the question."""
    best = ranked[0]
    span = _with_next(library, ranked, _own_words(library, ranked, _span(library, best, want)))
    if len(parts) > 1:
        spans = [_of_part(library, best, part) for part in parts]
        once: list[Span] = []
        for one in spans:
            if not any(alike(library, one, other) for other in once):
                once.append(one)
        return [Group("", tuple(joined(once)))]
    rival = differing(library, ranked, want)
    if rival is not None:
        return [Group("differ", (span, span_of(library, rival)))]
    return [Group("otherwise" if contradicts(library, best, span, want) else "", (span,))]


def _span(library: Library, candidate: Candidate, want: Wanted) -> Span:
    return span_of(library, candidate, whole_list="list" in want.types)


def _own_words(library: Library, ranked: Sequence[Candidate], span: Span) -> Span:
    """The thesis's own sentence in place of one that reports it."""
    if span.document.kind == "thesis":
        return span
    for own in (c for c in ranked if c.evidence.own and c.score >= span.score - _OWN_MARGIN):
        said = span_of(library, own)
        if alike(library, said, span):
            return said
    return span


def _with_next(library: Library, ranked: Sequence[Candidate], span: Span) -> Span:
    """A single sentence with the one beside it, where that answers nearly as well."""
    if span.size > 1:
        return span
    for candidate in ranked[1:]:
        if candidate.score < ranked[0].score - _SAME_ANSWER:
            break
        beside = span_of(library, candidate)
        together = joined([span, beside])
        if beside.size == 1 and len(together) == 1 and together[0].size == _SHORT_ANSWER:
            return together[0]
    return span


def _of_part(library: Library, best: Candidate, part: Part) -> Span:
    """The whole question's best sentence where it answers the part nearly as well, else the part's best."""
    same = (best.hit.passage.id, best.index)
    there = next((c for c in part.ranked if (c.hit.passage.id, c.index) == same), None)
    own = part.ranked[0]
    good = (
        there is not None and there.score >= own.score - _SAME_ANSWER and bool(there.evidence.fits)
    )
    return _span(library, best if good else own, part.want)


def _sides(library: Library, ranked: Sequence[Candidate], want: Wanted) -> list[Group]:
    """Both sides of a comparison, after the sentence that has both; [] where one has no sentence of its own."""
    if len(want.sides) != 2:
        return []
    near = [c for c in ranked if c.score >= ranked[0].score - _SIDE_MARGIN]
    has = [[_names(library, candidate, side) for side in want.sides] for candidate in near]
    both = [span_of(library, ranked[0])] if all(has[0]) else []
    chosen: list[Span] = []
    for at in range(2):
        own = [
            span_of(library, candidate)
            for candidate, named in zip(near, has, strict=True)
            if named[at] and not named[1 - at]
        ]
        apart = [span for span in own if not any(alike(library, span, s) for s in [*both, *chosen])]
        if not apart:
            return []
        # What opens with the thing says what it is; what mentions it late says something else.
        side = want.sides[at].lower()
        chosen.append(min(apart, key=lambda span: not span.text.lower().startswith(side)))
    first = [Group("", tuple(both))] if both else []
    return [*first, Group("first_side", (chosen[0],)), Group("second_side", (chosen[1],))]


def _names(library: Library, candidate: Candidate, side: str) -> bool:
    passage = candidate.hit.passage
    document = library.documents[passage.document_id]
    sentence = passage.sentences[candidate.index]
    text = document.text[sentence.start : sentence.end]
    there = frozenset(tokens(text, document.language, library.glossary))
    return coverage(notions(library, side, document.language), there) > 0.99


def _support(
    library: Library,
    ranked: Sequence[Candidate],
    want: Wanted,
    chosen: Sequence[Span],
    intent: Intent | None,
) -> list[Span]:
    """What else is worth reading: well ranked, and saying what none of the chosen says."""
    most = (_MOST_WHEN_BRIEF if want.brief else _MOST_QUOTATIONS) - len(chosen)
    margin = _BRIEF_MARGIN if want.brief else _SUPPORT_MARGIN
    if intent == "more":
        most, margin = _MOST_QUOTATIONS - len(chosen), _MORE_MARGIN
    spans: list[Span] = []
    for candidate in ranked[1:]:
        if candidate.score < ranked[0].score - margin:
            break
        span = _own_words(library, ranked, span_of(library, candidate))
        if len(spans) < most and _adds(library, span, [*chosen, *spans]):
            spans.append(span)
    own = next((c for c in ranked if c.evidence.own), None)
    if most > 0 and own and not any(s.document.kind == "thesis" for s in [*chosen, *spans]):
        span = span_of(library, own)
        near = own.score >= ranked[0].score - _OWN_MARGIN
        asked = (
            want.about_thesis or "definition" in want.types or own.evidence.asked >= _OWN_COVERAGE
        )
        if near and asked and _adds(library, span, [*chosen, *spans]):
            spans = [*spans[: most - 1], span]
    return _in_order(joined(spans), want)


def _adds(library: Library, span: Span, to: Sequence[Span]) -> bool:
    short = not is_list(span) or len(span.text) <= _LONGEST_SUPPORT
    return short and not any(alike(library, span, other) for other in to)


def _in_order(spans: list[Span], want: Wanted) -> list[Span]:
    """Older before newer where the question is about time, and else examples after what they are examples of."""
    if want.over_time and all(years(span.text) for span in spans):
        return sorted(spans, key=lambda span: min(years(span.text)))
    return sorted(spans, key=lambda span: bool(_EXAMPLE.search(span.text)))
