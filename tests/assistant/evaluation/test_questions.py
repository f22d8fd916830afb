"""A question file is read whole, as JSONL or CSV, or refused with every fault's line and field; nothing is asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.questions import (
    Fault,
    check_questions,
    gold_faults,
    load_questions,
    sampled,
)
from index.problem import Problem

GOOD = {"id": "a", "question": "Apa itu ESKA?", "expect": "answered", "facts": [["kejahatan"]]}


def written(path: Path, *rows: Any) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_all_faults_come_at_once_with_line_and_field(tmp_path: Path) -> None:
    path = written(
        tmp_path / "q.jsonl",
        GOOD,
        {"id": True, "question": "?", "expect": "maybe", "facts": [[]], "also": "refused"},
        "",
        "{not json",
        {"language": "fr", "history": [["one"]], "gold": [{"quote": "x"}]},
        GOOD | {"facts": [["**"]]},
        GOOD,
    )
    questions, faults = check_questions(path)
    assert [question.id for question in questions] == ["a", "a"]
    assert {(f.line, f.field, f.code) for f in faults} == {
        (2, "id", "id"),
        (2, "question", "question"),
        (2, "expect", "expect"),
        (2, "facts", "facts"),
        (2, "also", "also"),
        (4, "-", "json"),
        (5, "id", "missing"),
        (5, "question", "missing"),
        (5, "expect", "missing"),
        (5, "language", "language"),
        (5, "history", "history"),
        (5, "gold", "gold"),
        (6, "facts", "facts"),
        (7, "id", "twice"),
    }
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_a_sample_is_the_same_every_time_and_hardly_moves_when_a_question_is_added(
    tmp_path: Path,
) -> None:
    rows = [GOOD | {"id": number} for number in range(40)]
    before, _ = check_questions(written(tmp_path / "a.jsonl", *rows))
    after, _ = check_questions(written(tmp_path / "b.jsonl", GOOD, *rows))
    drawn = [question.id for question in sampled(before, 10)]
    assert len(drawn) == 10
    assert drawn == sorted(drawn)
    assert len(set(drawn) - {question.id for question in sampled(after, 10)}) <= 1
    assert sampled(before, 50) == before


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_says_what_jsonl_says(tmp_path: Path, separator: str) -> None:
    row = {
        "id": "b",
        "question": "Who; and, why?\nSay.",
        "language": "en",
        "history": [["before", "said"]],
        "expect": "answered",
        "also": ["not_found", "off_topic"],
        "facts": [["one", "satu"], ["two"]],
        "type": "who",
        "difficulty": "hard",
        "gold": [
            {"document_id": "d.en", "quote": "It is; one."},
            {"document_id": "d.id", "quote": "x"},
        ],
    }
    cells = [
        "b",
        '"Who; and, why?\nSay."',
        "en",
        '"[[""before"", ""said""]]"',
        "answered",
        '"not_found; off_topic"',
        '"one | satu; two"',
        "who",
        "hard",
        '"d.en | It is; one.\nd.id | x"',
    ]
    path = tmp_path / "q.csv"
    text = separator.join(row) + "\r\n" + separator.join(cells) + "\r\n"
    path.write_bytes(("\ufeff" + text).encode())
    assert check_questions(path) == check_questions(written(tmp_path / "q.jsonl", "", row))


def test_csv_faults_name_the_line_the_row_begins_in(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text('id,question,expect\n1,"two\nlines",answered\n2,x,perhaps\n3,"y,answered\n')
    assert check_questions(path)[1] == [Fault(4, "expect", "expect"), Fault(5, "-", "csv")]


def test_what_is_no_question_file_is_said(tmp_path: Path) -> None:
    assert check_questions(written(tmp_path / "q.jsonl", ""))[1] == [Fault(1, "-", "empty")]
    (tmp_path / "q.jsonl").write_bytes(b'{}\n{"id": "\xff"}')
    assert check_questions(tmp_path / "q.jsonl")[1] == [Fault(2, "-", "encoding")]
    with pytest.raises(Problem, match="no_such_file"):
        check_questions(tmp_path / "none.jsonl")
    with pytest.raises(Problem, match="bad_question"):
        load_questions(tmp_path / "q.jsonl")


def test_unknown_fields_are_ignored_and_an_id_stays_as_given(tmp_path: Path) -> None:
    path = written(tmp_path / "q.jsonl", GOOD | {"id": 7, "note": {"x": 1}})
    assert load_questions(path)[0].id == 7


def test_gold_is_held_against_the_documents(tmp_path: Path) -> None:
    gold = [{"document_id": "d", "quote": "It is a crime."}]
    path = written(
        tmp_path / "q.jsonl",
        GOOD | {"facts": [["crime"]], "gold": gold},
        GOOD | {"id": "b", "facts": [["crime"]], "gold": [gold[0] | {"quote": "It was a crime."}]},
        GOOD | {"id": "c", "gold": gold},
        GOOD | {"id": "d", "facts": [["crime"]], "gold": [gold[0] | {"document_id": "e"}]},
    )
    assert gold_faults(load_questions(path), {"d": "Yes. It is a crime."}) == [
        Fault(2, "gold", "gold_quote"),
        Fault(3, "gold", "gold_fact"),
        Fault(4, "gold", "gold_document"),
    ]
