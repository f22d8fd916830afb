"""From replies to figures: which questions each measure is for, and its value with interval over a set."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation import abstention, measures
from assistant.evaluation.intervals import Estimate, Statistic, estimate
from assistant.evaluation.measures import Target
from assistant.evaluation.questions import Question
from assistant.evaluation.running import FAILED, Material, Record

DEPTH = 10
"""Passages that a search is judged by."""

GROUPINGS = ("language", "type", "difficulty")


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its reply, judged.

    Attributes:
        answer: DESIGN's JSON.
        facts: for each fact, whether it was found.
        targets: what is to be found (gold, translations folded); empty where the question has no gold.
        ranks: of each target among the passages of a search; None beyond `DEPTH`.
        relevant: for each citation, whether it bears on the question.
        cited: for each target, whether a citation shows it.
        faithful: for each item shown, whether it keeps to the documents.
    """

    question: Question
    answer: Mapping[str, Any]
    facts: list[bool]
    targets: list[Target]
    ranks: list[int | None]
    relevant: list[bool]
    cited: list[bool]
    faithful: list[bool]

    @property
    def is_answerable(self) -> bool:
        """Whether an answer was to be given."""
        return self.question.expect == "answered"

    @property
    def is_right(self) -> bool:
        """Whether the status is one that is right."""
        return self.answer["status"] in self.question.right

    @property
    def language(self) -> str:
        """Of the question, as asked for or else as found."""
        return str(self.question.request.language or self.answer["language"])

    @property
    def loss(self) -> float:
        """Of the reply: 1 for a wrong status, else the share of facts that were not found."""
        if not self.is_right:
            return 1.0
        return 1 - sum(self.facts) / len(self.facts) if self.facts else 0.0


def judge(question: Question, record: Record, material: Material) -> Case:
    """Compare a reply with what the question wants."""
    answer = record.answer
    citations = answer["citations"]
    places = [
        (gold.document_id, start, start + len(gold.quote))
        for gold in question.gold
        if (start := material.texts.get(gold.document_id, "").find(gold.quote)) >= 0
    ]
    wanted = measures.targets(places, material.pairs)
    texts = [answer["text"], *(citation["quote"] for citation in citations)]
    return Case(
        question,
        answer,
        measures.facts_in(texts, question.facts),
        wanted,
        measures.first_ranks(record.passages[:DEPTH], wanted),
        measures.relevant_citations(citations, wanted, question.facts),
        measures.cited_targets(citations, wanted),
        measures.faithful(answer, material.texts, material.own_lines),
    )


Pair = tuple[float, float]
"""(part, whole) of one question; the measure is the sum of the parts / the sum of the wholes."""


def _share(flags: Sequence[bool]) -> Pair | None:
    return (sum(flags), len(flags)) if flags else None


def _only(
    condition: Callable[[Case], object], of: Callable[[Case], Pair | None]
) -> Callable[[Case], Pair | None]:
    return lambda case: of(case) if condition(case) else None


def _answerable(case: Case) -> bool:
    return case.is_answerable


def _found(case: Case) -> bool:
    return case.is_answerable and bool(case.targets)


def _expects(*statuses: str) -> Callable[[Case], bool]:
    return lambda case: case.question.expect in statuses


def _is_answered(case: Case) -> bool:
    return bool(case.answer["status"] == "answered")


def _at(
    measure: Callable[[Sequence[int | None], int], float], k: int
) -> Callable[[Case], Pair | None]:
    return _only(_found, lambda case: (measure(case.ranks, k), 1.0))


def _language(case: Case) -> Pair | None:
    fits = case.answer["language"] == case.language
    return _share([fits and c["language"] == case.language for c in case.answer["citations"]])


RATIOS: dict[str, Callable[[Case], Pair | None]] = {
    "facts": _only(_answerable, lambda case: _share(case.facts)),
    "right_status": lambda case: (case.is_right, 1),
    "false_refusal": _only(_answerable, lambda case: (not case.is_right, 1)),
    "unanswerable_declined": _only(
        _expects("not_found", "off_topic"), lambda case: (case.is_right, 1)
    ),
    "route_accuracy": _only(
        _expects("support", "refused", "off_topic"), lambda case: (case.is_right, 1)
    ),
    "quotation_fidelity": lambda case: _share(case.faithful),
    "citation_precision": _only(
        lambda case: case.is_answerable and _is_answered(case) and (case.targets or case.facts),
        lambda case: _share(case.relevant),
    ),
    "citation_recall": _only(_answerable, lambda case: _share(case.cited)),
    "language_match": _language,
    "hit@1": _at(measures.hit, 1),
    "hit@5": _at(measures.hit, 5),
    "hit@10": _at(measures.hit, 10),
    "recall@5": _at(measures.recall, 5),
    "recall@10": _at(measures.recall, 10),
    "mrr@10": _at(measures.reciprocal_rank, 10),
    "ndcg@10": _at(measures.ndcg, 10),
}
"""Measures that are shares of 0 to 1."""

MEASURES = (*RATIOS, "confidence_auc", "aurc", "ece", "answer_words", "seconds_p50", "seconds_p95")
LOWER_IS_BETTER = frozenset({"false_refusal", "aurc", "ece", "seconds_p50", "seconds_p95"})
NOT_SHARES = frozenset({"answer_words", "seconds_p50", "seconds_p95"})


def summarise(cases: Sequence[Case]) -> dict[str, Estimate]:
    """Every measure over a set of cases, in the order of `MEASURES`."""
    found: dict[str, Estimate] = {}
    for name, of in RATIOS.items():
        pairs = [pair for case in cases if (pair := of(case)) is not None]
        statistic = abstention.ratio([p for p, _ in pairs], [w for _, w in pairs])
        found[name] = estimate(statistic, len(pairs), share=True)
    for name, (statistic, n) in _statistics(cases).items():
        found[name] = estimate(statistic, n)
    return found


def weighed(cases: Iterable[Case]) -> list[Case]:
    """The cases that a confidence decides: answered or not found, as wanted and as done."""
    decided = {"answered", "not_found", "off_topic"}
    return [c for c in cases if c.question.expect in decided and c.answer["status"] in decided]


def _statistics(cases: Sequence[Case]) -> dict[str, tuple[Statistic, int]]:
    decided = weighed(cases)
    confidence = [case.answer["confidence"] for case in decided]
    answerable = [case.is_answerable for case in decided]
    answered = [case for case in cases if _is_answered(case)]
    words = [len(case.answer["text"].split()) for case in answered]
    seconds = [case.answer["seconds"] for case in cases]
    sure = [case.answer["confidence"] for case in answered]
    return {
        "confidence_auc": (abstention.auc(confidence, answerable), len(decided)),
        "aurc": (abstention.risk_area(sure, [case.loss for case in answered]), len(answered)),
        "ece": (abstention.calibration_error(confidence, answerable), len(decided)),
        "answer_words": (abstention.ratio(words, [1] * len(words)), len(words)),
        "seconds_p50": (abstention.quantile(seconds, 0.5), len(seconds)),
        "seconds_p95": (abstention.quantile(seconds, 0.95), len(seconds)),
    }


def groups(cases: Sequence[Case]) -> dict[str, dict[str, list[Case]]]:
    """The cases by language, type and difficulty; the most numerous, or the easiest, first.

    Cases without the property are left out.
    """
    found: dict[str, dict[str, list[Case]]] = {name: defaultdict(list) for name in GROUPINGS}
    for case in cases:
        values = (case.language, case.question.type, case.question.difficulty)
        for name, value in zip(GROUPINGS, values, strict=True):
            if value:
                found[name][value].append(case)
    steps = ("easy", "medium", "hard")

    def order(row: tuple[str, list[Case]]) -> tuple[int, str]:
        return (steps.index(row[0]) if row[0] in steps else -len(row[1])), row[0]

    return {name: dict(sorted(rows.items(), key=order)) for name, rows in found.items()}


def fault_of(case: Case) -> str:
    """Why a reply is not wholly right: a key under `evaluation.reasons` in prompts/; "" when it is."""
    if not all(case.faithful):
        return "not_faithful"
    if not case.is_right:
        return _wrong_status(case)
    if all(case.facts):
        return ""
    if not case.targets:
        return "fact_missing"
    if not any(case.ranks) and not any(case.cited):
        return "not_retrieved"
    return "cited_without_fact" if all(case.cited) else "not_quoted"


def _wrong_status(case: Case) -> str:
    if case.answer["status"] == FAILED:
        return "failed"
    if not case.is_answerable:
        return "answered_wrongly" if _is_answered(case) else "wrong_route"
    if case.targets and not any(case.ranks):
        return "declined_not_retrieved"
    return "declined"
