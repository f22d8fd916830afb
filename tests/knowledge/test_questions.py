"""The question set is what docs/question-set.md says, and its two parts share no question."""

import json
from typing import Any

import pytest

from assistant.evaluation.measures import folded
from assistant.evaluation.questions import load_questions
from index.knowledge import load_knowledge
from tests.conftest import LIBRARY

PARTS = ("tuning", "test")


def rows(part: str) -> list[dict[str, Any]]:
    text = (LIBRARY / "questions" / f"{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("part", PARTS)
def test_every_line_is_a_question_with_what_a_right_answer_holds(part: str) -> None:
    for question in load_questions(LIBRARY / "questions" / f"{part}.jsonl"):
        assert question.expect in {"answered", "not_found"}, question.id
        assert bool(question.facts) == (question.expect == "answered"), question.id
        assert all(fact and all(fact) for fact in question.facts), question.id


def test_no_id_and_no_question_stands_twice() -> None:
    everything = [row for part in PARTS for row in rows(part)]
    ids = [row["id"] for row in everything]
    asked = [folded(json.dumps([row["question"], row.get("history")])) for row in everything]
    assert len(set(ids)) == len(ids)
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("part", PARTS)
def test_gold_sentences_are_the_documents_own_and_hold_the_facts(part: str) -> None:
    texts = {document.id: document.text for document in load_knowledge(LIBRARY)}
    for row in rows(part):
        quotes = [gold["quote"] for gold in row.get("gold", [])]
        for gold in row.get("gold", []):
            assert gold["quote"] in texts[gold["document_id"]], row["id"]
        held = folded(" ".join(quotes))
        for fact in row["facts"]:
            assert any(folded(alternative) in held for alternative in fact), row["id"]
