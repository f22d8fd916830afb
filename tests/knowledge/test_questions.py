"""The question set is what docs/question-set.md says, and its two parts share no question."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.evaluation.measures import folded
from assistant.evaluation.questions import check_questions, load_questions
from index.document import LANGUAGES
from index.knowledge import load_knowledge
from tests.conftest import LIBRARY, ROOT

PARTS = ("tuning", "test")
SCHEMA = Draft202012Validator(
    json.loads((ROOT / "docs" / "question.schema.json").read_text("utf-8"))
)


def rows(part: str) -> list[dict[str, Any]]:
    text = (LIBRARY / "questions" / f"{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


KINDS = "unanswerable wrong_premise cross_language follow_up misspelled disagreement safeguarding".split()
STATUSES = {"answered", "not_found", "support", "refused", "off_topic"}


@pytest.mark.parametrize("part", PARTS)
def test_every_line_is_a_question_with_what_a_right_answer_holds(part: str) -> None:
    for question in load_questions(LIBRARY / "questions" / f"{part}.jsonl"):
        assert bool(question.facts) == (question.expect == "answered"), question.id
        assert all(fact and all(fact) for fact in question.facts), question.id


@pytest.mark.parametrize("part", PARTS)
def test_a_part_holds_every_kind_in_both_languages(part: str) -> None:
    asked = load_questions(LIBRARY / "questions" / f"{part}.jsonl")
    for language in LANGUAGES:
        some = [question for question in asked if question.request.language == language]
        counts = Counter(question.type for question in some)
        assert all(counts[kind] >= 4 for kind in KINDS), (language, counts)
        assert {question.expect for question in some} == STATUSES
        assert any(len(question.request.history) > 1 for question in some)  # a chain


@pytest.mark.parametrize("part", PARTS)
def test_the_schema_takes_every_line(part: str) -> None:
    for row in rows(part):
        assert SCHEMA.is_valid(row), row["id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", " "),
        ("id", 1.5),
        ("question", "?!"),
        ("question", "a" * 2001),
        ("language", "fr"),
        ("history", [["one"]]),
        ("expect", "maybe"),
        ("expect", None),
        ("also", ["no"]),
        ("facts", [[]]),
        ("facts", [["**"]]),
        ("type", 1),
        ("gold", [{"quote": "x"}]),
    ],
)
def test_the_schema_refuses_what_the_program_refuses(
    tmp_path: Path, field: str, value: Any
) -> None:
    good = {"id": 1, "question": "Apa itu ESKA?", "expect": "answered", "facts": [["anak"]]}
    file = tmp_path / "q.jsonl"
    for row, is_good in ((good, True), (good | {field: value}, False)):
        file.write_text(json.dumps(row), encoding="utf-8")
        assert SCHEMA.is_valid(row) == is_good
        assert (check_questions(file)[1] == []) == is_good


def test_no_test_question_is_used_elsewhere() -> None:
    """Not in code, prompts, notes, examples, suggestions or the data that weights are fitted to. Ids only are named."""
    files = [
        path
        for folder in ("assistant", "index", "prompts", "knowledge", "tests", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".yaml", ".json", ".jsonl", ".html", ".js", ".tsv"}
        and path != LIBRARY / "questions" / "test.jsonl"
    ]
    elsewhere = folded("\n".join(path.read_text("utf-8", "replace") for path in files))
    asked = {
        row["id"]: folded(row["question"])
        for row in rows("test")
        if len(row["question"].split()) >= 5
    }
    assert len(asked) > 300
    used = [id_ for id_, text in asked.items() if text in elsewhere]
    assert used == []


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
