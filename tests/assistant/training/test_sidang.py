"""Sidang practice: questions come from the thesis, and the feedback tells what an answer used from what it left out."""

import json
from collections import Counter

import pytest

from assistant.conversation import Assistant
from assistant.training.sidang import ASPECTS, disclosure, feedback, question, questions
from index.document import LANGUAGES, Language
from index.problem import Problem
from tests.conftest import ROOT

ANSWERS = ROOT / "tests/data/training/sidang.jsonl"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_comes_from_sentences_of_the_thesis(
    assistant: Assistant, language: Language
):
    asked = questions(assistant.library.current(), language)
    assert {one.aspect for one in asked} == set(ASPECTS)
    assert len({one.id for one in asked}) == len(asked) >= 12
    for one in asked:
        assert one.claims
        assert one.answers
        assert all(c.document.kind == "thesis" for c in one.claims)
        assert all(c.document.language == language for c in one.answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quoted_claim_is_defended_with_other_documents(assistant: Assistant, language: Language):
    for one in questions(assistant.library.current(), language):
        kinds = {citation.document.kind for citation in one.answers}
        if one.aspect == "claims":
            assert " ".join(one.claims[0].quote.split()) in one.text
            assert "thesis" not in kinds
        else:
            assert kinds == {"thesis"}
            assert not any(citation.quote in one.text for citation in one.claims)


def test_a_claim_that_nothing_supports_is_not_asked_about(
    assistant: Assistant, thesis_assistant: Assistant
):
    of = [
        [one for one in questions(a.library.current(), "id") if one.aspect == "claims"]
        for a in (assistant, thesis_assistant)
    ]
    assert len(of[0]) > len(of[1])
    assert {c.document.kind for one in of[1] for c in one.answers} <= {"glossary"}


def test_what_an_answer_used_is_told_from_what_it_left_out(assistant: Assistant):
    library = assistant.library.current()
    seen: Counter[tuple[str, str]] = Counter()
    for line in ANSWERS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        asked = next(
            one for one in questions(library, case["language"]) if one.text == case["question"]
        )
        passages = feedback(library, asked, case["answer"])
        assert [passage.citation for passage in passages] == list(asked.answers)
        seen.update(zip(case["uses"], [passage.use for passage in passages], strict=True))
    assert seen["missed", "used"] == 0
    assert seen["used", "missed"] == 0
    assert seen["missed", "missed"] >= 20
    assert seen["used", "used"] >= 18


def test_the_thesis_in_its_own_words_uses_all_of_it(assistant: Assistant):
    library = assistant.library.current()
    for one in questions(library, "en"):
        whole = " ".join(citation.quote for citation in one.answers)[:2000]
        assert {passage.use for passage in feedback(library, one, whole)} == {"used"}


def test_nothing_to_compare_is_a_problem_with_a_name(thesis_assistant: Assistant):
    library = thesis_assistant.library.current()
    asked = questions(library, "id")[0]
    assert question(library, "id", asked.id) == asked
    for answer, code in (("  ", "empty_question"), ("x" * 2001, "question_too_long")):
        with pytest.raises(Problem) as caught:
            feedback(library, asked, answer)
        assert caught.value.code == code
    for unknown in ("", None, 7, "0" * 12):
        with pytest.raises(Problem) as caught:
            question(library, "id", unknown)
        assert caught.value.code == "sidang_question"


def test_a_disclosure_is_heard_and_research_is_not_taken_for_one():
    told = [
        "Saya pernah mengalami hal itu waktu kecil dan sampai sekarang takut.",
        "Wawancara dilakukan di Jakarta. Sebenarnya saya sendiri pernah jadi korban.",
        "Karena teknologi. Teman saya sekarang dipaksa melayani tamu di hotel, saya harus bagaimana?",
        "My uncle did this to me and I have told nobody.",
        "I do not know. Somebody threatens to send my pictures to everyone.",
    ]
    assert all(disclosure(text) for text in told)
    answers = [json.loads(line)["answer"] for line in ANSWERS.read_text("utf-8").splitlines()]
    answers += ["Saya tidak tahu.", "I do not know.", "Maaf, saya lupa.", "Saya kurang yakin."]
    assert [text for text in answers if disclosure(text)] == []
