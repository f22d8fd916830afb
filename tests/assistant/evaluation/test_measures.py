"""Each measure by an example reckoned by hand."""

from typing import Any

import pytest

from assistant.evaluation import measures

ID, EN = ("d.id", 0, 10), ("d.en", 0, 12)
OTHER = ("d.id", 20, 30)
PAIRS = {"d.id": "d.en", "d.en": "d.id", "solo": ""}


def test_a_fact_is_found_whatever_the_print() -> None:
    found = measures.facts_in(
        ["It’s a **global**\n crime [2] – in 2014."],
        [["it's a global crime"], ["crime - in"], ["2015", "２０１４"], ["crimes"]],
    )
    assert found == [True, True, True, False]


def test_a_sentence_and_its_translation_are_one_target() -> None:
    two = measures.targets([ID, OTHER, EN, ("d.en", 20, 30), ("solo", 0, 5)], PAIRS)
    assert two == [
        frozenset({ID, EN}),
        frozenset({OTHER, ("d.en", 20, 30)}),
        frozenset({("solo", 0, 5)}),
    ]


def test_a_sentence_cut_in_two_by_the_translator_is_still_one_target() -> None:
    assert measures.targets([ID, OTHER, EN], PAIRS) == [frozenset({ID, OTHER, EN})]


def test_spans_overlap_by_a_shared_character() -> None:
    target = frozenset({ID})
    assert measures.overlaps(("d.id", 9, 40), target)
    assert not measures.overlaps(("d.id", 10, 40), target)
    assert not measures.overlaps(("d.en", 0, 10), target)


def test_ranks_are_those_of_the_first_passage_that_shows_each_target() -> None:
    passages = [("solo", 0, 5), ("d.en", 5, 9), ("d.id", 0, 50)]
    assert measures.first_ranks(passages, [frozenset({ID, EN}), frozenset({OTHER})]) == [2, 3]
    assert measures.first_ranks(passages[:2], [frozenset({OTHER})]) == [None]


@pytest.mark.parametrize(
    ("ranks", "hit", "recall", "reciprocal", "ndcg"),
    [
        # ndcg: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3) = (0.6309 + 0.4307) / 1.6309
        ([2, 4], 1, 1.0, 0.5, 0.6509),
        ([None, 3], 1, 0.5, 1 / 3, 0.3066),  # 0.5 / 1.6309
        ([1], 1, 1.0, 1.0, 1.0),
        ([1, 1], 1, 1.0, 1.0, 1.0),  # two in one passage: cut off at 1
        ([6, None], 0, 0.0, 0.0, 0.0),
    ],
)
def test_retrieval_measures_at_five(
    ranks: list[int | None], hit: float, recall: float, reciprocal: float, ndcg: float
) -> None:
    assert measures.hit(ranks, 5) == hit
    assert measures.recall(ranks, 5) == recall
    assert measures.reciprocal_rank(ranks, 5) == pytest.approx(reciprocal)
    assert measures.ndcg(ranks, 5) == pytest.approx(ndcg, abs=1e-4)


def citation(number: int, start: int, quote: str, document_id: str = "d") -> dict[str, Any]:
    return {
        "number": number,
        "document_id": document_id,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
    }


TEXTS = {"d": "One is a crime. Two is none."}
FIRST, SECOND = citation(1, 0, "One is a crime."), citation(2, 16, "Two is none.")


def reply(text: str, *citations: dict[str, Any], **more: Any) -> dict[str, Any]:
    plain = {"status": "answered", "mode": "quoted", "nearest": []}
    return {"text": text, "citations": list(citations)} | plain | more


def test_citations_bear_on_a_question_by_place_or_by_fact() -> None:
    target = frozenset({("d", 3, 8)})
    assert measures.relevant_citations([FIRST, SECOND], [target], []) == [True, False]
    assert measures.relevant_citations([FIRST, SECOND], [], [["NONE"]]) == [False, True]
    assert measures.cited_targets([SECOND], [target, frozenset({("d", 20, 21)})]) == [False, True]


OWN = frozenset({"More:"})
WHOLE = "One is a crime. [1]\n\nMore:\n\nTwo is none. [2]"


def test_an_answer_of_quotations_and_own_lines_is_faithful() -> None:
    assert measures.faithful(reply(WHOLE, FIRST, SECOND), TEXTS, OWN) == [True, True]


@pytest.mark.parametrize(
    "answer",
    [
        reply(WHOLE, FIRST),  # a citation was dropped: its number and its sentence hang in the air
        reply(WHOLE.replace("[2]", ""), FIRST, SECOND),  # a number was dropped
        reply(WHOLE, FIRST, SECOND | {"start": 15, "end": 27}),  # a span was moved
        reply(WHOLE, FIRST, SECOND | {"document_id": "x"}),
        reply(WHOLE + "\nThree is a sin.", FIRST, SECOND),  # a sentence of its own
        reply("More:"),  # answered with nothing to show
        reply("", status="not_found", nearest=[FIRST | {"end": 3}]),
    ],
)
def test_what_is_not_a_quotation_with_its_number_is_not_faithful(answer: dict[str, Any]) -> None:
    assert not all(measures.faithful(answer, TEXTS, OWN))


def test_a_generated_text_may_have_sentences_of_its_own() -> None:
    generated = reply(WHOLE + "\nBoth are numbers.", FIRST, SECOND, mode="generated")
    assert all(measures.faithful(generated, TEXTS, OWN))
