"""Marking on the page: blind, in the order of the form, and written into the form that `mark agree` reads."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.conversation import Assistant
from assistant.evaluation.marking import CRITERIA, form, joined, read_form
from assistant.evaluation.reporting import RESULT
from assistant.settings import Settings
from assistant.web import account, marking
from tests.guarded import PASSWORDS, log_in, token

QUESTIONS = ["Apa itu ESKA?", "Where was the research conducted?", "Berapa harga beras di Mars?"]
SECRET = "GOLD-AND-VERDICT"


@pytest.fixture(scope="module")
def result(thesis_assistant: Assistant) -> dict[str, Any]:
    """A run as `evaluate` writes it: what the page may show, and much that it may not."""
    rows = []
    for n, question in enumerate(QUESTIONS):
        answer = thesis_assistant.ask(question).to_json()
        rows.append({
            "id": f"q{n}", "question": question, "history": [["Halo?", "Ya."]] if n else [],
            "language": answer["language"], "text": answer["text"],
            "citations": [one | {"relevant": SECRET} for one in answer["citations"]],
            "status": SECRET, "verdict": SECRET, "gold": [SECRET], "facts": [SECRET],
            "confidence": 0.123456,
        })  # fmt: skip
    return {"fingerprint": "abc123", "measures": {}, "questions": rows}


@pytest.fixture
def evaluator(result: dict[str, Any], tmp_path: Path) -> Iterator[TestClient]:
    home = tmp_path / "home"
    (home / "evaluation").mkdir(parents=True)
    (home / "evaluation" / RESULT).write_text(json.dumps(result), encoding="utf-8")
    settings = Settings(home=home, evaluator_password=PASSWORDS["evaluator"])
    sessions = account.Sessions(settings)
    app = Starlette(routes=[*account.routes(sessions), *marking.routes(settings, sessions)])
    with TestClient(app, follow_redirects=False) as client:
        assert log_in(client, "evaluator").headers["location"] == "/marking/en"
        yield client


def filled(client: TestClient, marker: str, marks: object) -> Any:
    text = marks if isinstance(marks, str) else json.dumps(marks)
    fields = {"token": token(client), "marker": marker, "marks": text}
    return client.post("/marking/en/form", data=fields)


def test_a_marker_sees_the_answers_and_nothing_of_the_programs_opinion(
    evaluator: TestClient, result: dict[str, Any]
):
    reply = evaluator.get("/marking/en/answers", params={"marker": "ani"})
    data = reply.json()
    assert data["run"] == "abc123"
    assert {one["id"] for one in data["answers"]} == {"q0", "q1", "q2"}
    for hidden in (SECRET, "0.123456", "not_found"):
        assert hidden not in reply.text
    shown = {one["id"]: one["html"] for one in data["answers"]}
    for row in result["questions"]:
        for citation in row["citations"]:
            assert f"start={citation['start']}" in shown[row["id"]]
    assert "Halo?" in shown["q1"]


def test_each_marker_has_the_order_of_their_own_form(evaluator: TestClient, result: dict[str, Any]):
    for marker in ("ani", "budi", "citra"):
        data = evaluator.get("/marking/id/answers", params={"marker": marker}).json()
        rows = csv.DictReader(io.StringIO(form(result, marker, "id").removeprefix("\ufeff")))
        assert [one["id"] for one in data["answers"]] == [r["id"] for r in rows if r["id"]]


def test_the_form_holds_the_marks_and_is_read_by_the_agreement(
    evaluator: TestClient, tmp_path: Path
):
    both = []
    for marker, grade in (("ani", 2), ("budi", 1)):
        marks = {
            "q0": dict.fromkeys(CRITERIA, grade) | {"comment": '=HYPERLINK("x")'},
            "q1": {"correct": 0},
        }
        reply = filled(evaluator, marker, marks)
        assert reply.status_code == 200
        assert f'filename="{marker}.csv"' in reply.headers["content-disposition"]
        assert "\n'=HYPERLINK" not in reply.text
        assert ",\"'=HYPERLINK" in reply.text
        path = tmp_path / f"{marker}.csv"
        path.write_bytes(reply.content)
        both.append(read_form(path))
    assert both[0].marks["q0"] == dict.fromkeys(CRITERIA, 2)
    assert both[0].marks["q1"] == {"correct": 0}
    assert both[0].comments["q0"] == '=HYPERLINK("x")'
    found = joined(both)
    assert found["answers"]["q0"]["disagrees"] == list(CRITERIA)
    assert not found["answers"]["q1"]["disagrees"]


@pytest.mark.parametrize(
    "marks",
    [
        "", "[", "[]", "null", "7", '{"q0": 1}', '{"q0": {"correct": 3}}', '{"q0": {"correct": true}}',
        '{"q0": {"correct": "2"}}', '{"q0": {"id": 1}}', '{"q9": {}}', '{"": {"correct": 1}}',
        '{"q0": {"comment": 5}}', '{"q0": {"comment": "\\ud800"}}', "[" * 9000,
    ],
)  # fmt: skip
def test_marks_that_are_none_are_refused(evaluator: TestClient, marks: str):
    reply = filled(evaluator, "ani", marks)
    assert reply.status_code == 400
    assert "text/html" in reply.headers["content-type"]


@pytest.mark.parametrize("marker", ["", "../x", 'a"; x=', "a b", "a" * 41])
def test_a_name_that_is_none_is_refused(evaluator: TestClient, marker: str):
    assert filled(evaluator, marker, {}).status_code == 400
    reply = evaluator.get("/marking/en/answers", params={"marker": marker})
    assert reply.json()["error"]["code"] == "bad_marker"


def test_without_a_run_the_page_says_how_to_make_one(tmp_path: Path):
    settings = Settings(home=tmp_path, evaluator_password=PASSWORDS["evaluator"])
    sessions = account.Sessions(settings)
    app = Starlette(routes=[*account.routes(sessions), *marking.routes(settings, sessions)])
    with TestClient(app, follow_redirects=False) as client:
        log_in(client, "evaluator")
        assert "python -m assistant evaluate" in client.get("/marking/id").text


def test_the_server_keeps_no_mark(evaluator: TestClient, tmp_path: Path):
    before = sorted(tmp_path.rglob("*"))
    filled(evaluator, "ani", {"q0": {"correct": 1}})
    assert sorted(tmp_path.rglob("*")) == before
