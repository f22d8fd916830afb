"""What an answer and a list of passages are worth, by plain comparison of texts and places: no language model judges.

Pure functions, one per measure, of one question; `scoring.py` says which questions each is for, `intervals.py`
what is made of them over a set.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from math import log2
from typing import Any

_NUMBERED = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"[*_`>#]+")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "−": "-"})

Span = tuple[str, int, int]
"""(document id, start, end)."""
Target = frozenset[Span]
"""One thing to be found: alternative places of it. A document and its translation say the same."""


def folded(text: str) -> str:
    """The text without what two prints of the same words may differ in: NFKC, case, white space, marks, [n]."""
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return " ".join(_MARKS.sub("", _NUMBERED.sub("", text)).casefold().split())


def facts_in(texts: Iterable[str], facts: Iterable[Sequence[str]]) -> list[bool]:
    """For each fact, whether one of its alternatives stands in one of the texts, both folded."""
    text = folded("\n".join(texts))
    return [any(folded(alternative) in text for alternative in fact) for fact in facts]


def targets(spans: Iterable[Span], pairs: Mapping[str, str]) -> list[Target]:
    """Gold spans as things to be found: the k-th of a document and the k-th of its translation are one.

    Where one side has more, because a translator cut a sentence in two, the rest belongs to the last they share.

    Args:
        spans: in the order of the question set.
        pairs: document id -> id of its translation ("" where it has none).
    """
    by_family: dict[frozenset[str], dict[str, list[Span]]] = {}
    for span in spans:
        family = frozenset({span[0], pairs.get(span[0], "") or span[0]})
        by_family.setdefault(family, {}).setdefault(span[0], []).append(span)
    found: list[Target] = []
    for sides in by_family.values():
        rows = [{s for s in row if s is not None} for row in zip_longest(*sides.values())]
        shared = min(map(len, sides.values()))
        last = set().union(*rows[shared - 1 :])
        found += [*map(frozenset, rows[: shared - 1]), frozenset(last)]
    return found


def overlaps(span: Span, target: Target) -> bool:
    """Whether a span shares a character with one of the target's places."""
    return any(span[0] == id_ and span[1] < end and start < span[2] for id_, start, end in target)


def first_ranks(passages: Sequence[Span], wanted: Sequence[Target]) -> list[int | None]:
    """For each target the rank, from 1, of the first passage that overlaps it; None where none does."""
    return [
        next((rank for rank, p in enumerate(passages, start=1) if overlaps(p, target)), None)
        for target in wanted
    ]


def hit(ranks: Sequence[int | None], k: int) -> float:
    """1 if a target is among the first k, else 0 (success@k)."""
    return float(any(rank is not None and rank <= k for rank in ranks))


def recall(ranks: Sequence[int | None], k: int) -> float:
    """Targets among the first k / targets. Manning, Raghavan and Schütze 2008, ch. 8."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None], k: int) -> float:
    """1 / rank of the first target found, 0 if it is not among the first k. Voorhees 1999 (TREC-8)."""
    best = min((rank for rank in ranks if rank is not None), default=k + 1)
    return 1 / best if best <= k else 0.0


def ndcg(ranks: Sequence[int | None], k: int) -> float:
    """Sum over the targets of 1 / log2(1 + rank), divided by the same for ranks 1, 2, ... : nDCG@k, gain 1 a target.

    Järvelin and Kekäläinen 2002. A target counts once, at the first passage that shows it; two targets in one passage
    share its rank, so the quotient is cut off at 1.
    """
    gained = sum(1 / log2(1 + rank) for rank in ranks if rank is not None and rank <= k)
    ideal = sum(1 / log2(1 + rank) for rank in range(1, min(len(ranks), k) + 1))
    return min(gained / ideal, 1.0)


def citation_span(citation: Mapping[str, Any]) -> Span:
    """The place of a citation in DESIGN's JSON."""
    return citation["document_id"], citation["start"], citation["end"]


def relevant_citations(
    citations: Sequence[Mapping[str, Any]],
    wanted: Sequence[Target],
    facts: Sequence[Sequence[str]],
) -> list[bool]:
    """For each citation, whether it overlaps a target or holds a fact: citation precision is the share of these.

    After Gao et al. 2023 (ALCE), with gold places and facts where they ask a language model.
    """
    return [
        any(overlaps(citation_span(citation), target) for target in wanted)
        or any(facts_in([citation["quote"]], facts))
        for citation in citations
    ]


def cited_targets(citations: Sequence[Mapping[str, Any]], wanted: Sequence[Target]) -> list[bool]:
    """For each target, whether a citation overlaps it: citation recall is the share of these."""
    return [any(overlaps(citation_span(c), target) for c in citations) for target in wanted]


def faithful(
    answer: Mapping[str, Any], texts: Mapping[str, str], own_lines: frozenset[str]
) -> list[bool]:
    """What an answer shows, item by item, and whether it keeps to the documents.

    An item is a citation (faithful: it is its document's own characters at that place, and stands in the text with its
    number), a number in the text without a citation (never faithful), and, unless a language model wrote the text, a
    line that is neither quotation nor one of `own_lines` (never faithful). An answered reply without citations has
    one item, not faithful. Quotation fidelity is the share of faithful items.

    Args:
        answer: DESIGN's JSON.
        texts: document id -> document text.
        own_lines: the lines of prompts/ that answers are put together with.
    """
    text, items = answer["text"], []
    numbers = {int(number) for number in _NUMBERED.findall(text)}
    for citation in answer["citations"]:
        id_, start, end = citation_span(citation)
        is_own = 0 <= start < end and texts.get(id_, "")[start:end] == citation["quote"]
        items.append(is_own and citation["quote"] in text and citation["number"] in numbers)
    for citation in answer["nearest"]:
        id_, start, end = citation_span(citation)
        items.append(0 <= start < end and texts.get(id_, "")[start:end] == citation["quote"])
    if answer["status"] != "answered":
        return items
    numbered = {citation["number"] for citation in answer["citations"]}
    items += [False] * len(numbers - numbered)
    if answer["mode"] == "quoted":
        for citation in sorted(answer["citations"], key=lambda c: -len(c["quote"])):
            text = text.replace(citation["quote"], "")
        rest = [_NUMBERED.sub("", line).strip(" -*\t") for line in text.splitlines()]
        items += [False for line in rest if line and line not in own_lines]
    return items if answer["citations"] else [*items, False]
