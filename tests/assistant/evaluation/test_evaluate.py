"""`evaluate` from end to end over the built-in library: resumed, gated, told to machines and people; and `mark`."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.answer import Answer
from assistant.cli import app
from assistant.conversation import Assistant
from assistant.evaluation import command
from assistant.evaluation.comparing import compare
from assistant.evaluation.fingerprint import fingerprint, short
from assistant.evaluation.gate import check_gate, load_gate
from assistant.evaluation.questions import Question, load_questions
from assistant.evaluation.reporting import page, result
from assistant.evaluation.running import ANSWERS, material, run
from assistant.evaluation.scoring import MEASURES, judge, summarise
from assistant.messages import string
from assistant.settings import load_settings
from index.document import LANGUAGES
from index.problem import Problem
from tests.conftest import LIBRARY, ROOT

QUESTIONS = load_questions(LIBRARY / "questions" / "tuning.jsonl")[::16]
GATE = load_gate(command.GATE.with_name("quick.toml"))


class Failing(Assistant):
    """The assistant with one thing about it changed."""

    def __init__(self, whole: Assistant, change: Callable[[Answer], Answer]) -> None:
        self._settings = whole._settings
        self.library = whole.library
        self.model = whole.model
        self._change = change
        self.asked = 0

    def ask(self, *args: Any, **more: Any) -> Answer:
        self.asked += 1
        return self._change(super().ask(*args, **more))


def evaluated(assistant: Assistant, folder: Path, questions: list[Question]) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    parts = fingerprint(assistant.library.current().fingerprint, load_settings())
    records = run(assistant, questions, folder, short(parts))
    judged_by = material(assistant)
    cases = [judge(q, r, judged_by) for q, r in zip(questions, records, strict=True)]
    measured = summarise(cases)
    about = {"file": "some.jsonl", "date": "today"}
    return result(cases, measured, check_gate(GATE, measured), parts, about)


@pytest.fixture(scope="module")
def whole(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return evaluated(assistant, tmp_path_factory.mktemp("run"), QUESTIONS)


def broken(found: dict[str, Any]) -> set[str]:
    return {bound["measure"] for bound in found["bounds"] if bound["held"] is False}


def test_the_program_as_it_is_passes_its_gate(whole: dict[str, Any]) -> None:
    assert broken(whole) == set()
    assert whole["gate"] == "passed"
    assert {row["held"] for row in whole["bounds"]} == {True}


def test_every_measure_has_its_interval(whole: dict[str, Any]) -> None:
    assert set(whole["measures"]) == set(MEASURES)
    for name, one in whole["measures"].items():
        if one["value"] is not None:
            assert one["low"] <= one["value"] <= one["high"], name
            assert one["n"] > 0, name
    assert whole["measures"]["facts"]["n"] == sum(q.expect == "answered" for q in QUESTIONS)
    assert {row["language"] for row in whole["questions"]} == set(whole["groups"]["language"])


def dropped_citation(answer: Answer) -> Answer:
    return replace(answer, citations=answer.citations[:-1])


def shuffled_span(answer: Answer) -> Answer:
    """The constructor refuses this; a fault behind it would not."""
    if len(answer.citations) > 1:
        first, second = (replace(citation) for citation in answer.citations[:2])
        object.__setattr__(first, "start", second.start)
        object.__setattr__(first, "end", second.end)
        return replace(answer, citations=(first, second, *answer.citations[2:]))
    return answer


def silent_refusal(answer: Answer) -> Answer:
    return answer if len(answer.question) % 2 else refusal(answer)


def refusal(answer: Answer) -> Answer:
    if answer.status != "answered":
        return answer
    text = string("answer.not_found", answer.language)
    return replace(answer, status="not_found", mode=None, text=text, citations=(), receipts=())


@pytest.mark.parametrize(
    ("change", "caught_by"),
    [
        (dropped_citation, "quotation_fidelity"),
        (shuffled_span, "quotation_fidelity"),
        (silent_refusal, "false_refusal"),
    ],
)
def test_the_gate_catches_a_broken_answer(
    change: Callable[[Answer], Answer], caught_by: str, assistant: Assistant, tmp_path: Path
) -> None:
    found = evaluated(Failing(assistant, change), tmp_path, QUESTIONS)
    assert found["gate"] == "failed"
    assert caught_by in broken(found)


def test_the_gate_catches_a_broken_retriever(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the questions of the set, all that looks for passages gets the worst candidates for the best."""
    from index import retrieval

    whole = retrieval.retrieve
    asked = {question.request.question for question in QUESTIONS}

    def worst_first(library: Any, query: Any, k: int) -> Any:
        return (
            whole(library, query, 300)[::-1][:k]
            if query.text in asked
            else whole(library, query, k)
        )

    for name in ("assistant.conversation", "assistant.finding"):
        monkeypatch.setattr(f"{name}.retrieve", worst_first)
    found = evaluated(assistant, tmp_path, QUESTIONS)
    assert {"hit@5", "facts"} <= broken(found)


def _timeless(found: dict[str, Any]) -> dict[str, Any]:
    """Without what is measured in seconds."""
    text = json.dumps(found)
    plain: dict[str, Any] = json.loads(re.sub(r'"seconds": [\d.]+', '"seconds": 0', text))
    for one in (plain["measures"], *(m for g in plain["groups"].values() for m in g.values())):
        one.pop("seconds_p50"), one.pop("seconds_p95")
    return plain


def test_a_run_that_was_killed_goes_on_and_comes_to_the_same(
    whole: dict[str, Any], assistant: Assistant, tmp_path: Path
) -> None:
    def stop_after(count: int) -> Callable[[Answer], Answer]:
        def change(answer: Answer) -> Answer:
            if stopping.asked > count:
                raise KeyboardInterrupt
            return answer

        return change

    stopping = Failing(assistant, stop_after(20))
    with pytest.raises(KeyboardInterrupt):
        evaluated(stopping, tmp_path, QUESTIONS)
    kept = (tmp_path / ANSWERS).read_bytes()
    (tmp_path / ANSWERS).write_bytes(kept[:-200])  # the last line was cut off
    going_on = Failing(assistant, lambda answer: answer)
    found = evaluated(going_on, tmp_path, QUESTIONS)
    assert going_on.asked == len(QUESTIONS) - 19
    assert _timeless(found) == _timeless(whole)


def test_a_reply_of_another_library_is_not_taken(assistant: Assistant, tmp_path: Path) -> None:
    counting = Failing(assistant, lambda answer: answer)
    run(counting, QUESTIONS[:2], tmp_path, "one")
    run(counting, QUESTIONS[:2], tmp_path, "one")
    assert counting.asked == 2
    run(counting, QUESTIONS[:2], tmp_path, "other")
    assert counting.asked == 4
    assert (tmp_path / ANSWERS).read_text("utf-8").count("\n") == 2


def test_a_question_that_fails_counts_as_wrong_and_is_asked_again(
    assistant: Assistant, tmp_path: Path
) -> None:
    def fail(answer: Answer) -> Answer:
        raise RuntimeError(answer.question)

    found = evaluated(Failing(assistant, fail), tmp_path, QUESTIONS[:2])
    assert [row["fault"] for row in found["questions"]] == ["failed", "failed"]
    assert found["measures"]["right_status"]["value"] == 0
    again = Failing(assistant, lambda answer: answer)
    evaluated(again, tmp_path, QUESTIONS[:2])
    assert again.asked == 2


def test_two_runs_are_compared_question_by_question(
    whole: dict[str, Any], assistant: Assistant, tmp_path: Path
) -> None:
    answerable = [question for question in QUESTIONS if question.expect == "answered"]
    worse = evaluated(Failing(assistant, refusal), tmp_path, answerable)
    found = compare(worse, whole)
    assert found.n == len(answerable)
    assert found.facts.low > 0
    assert found.status_better > found.status_worse
    assert max(found.status_p, found.facts_p) < 0.05
    back = compare(whole, worse)
    assert {n["id"] for _, n in back.worse} == {n["id"] for _, n in found.better}
    assert back.facts.value == pytest.approx(-found.facts.value)
    same = compare(whole, whole)
    assert (same.better, same.worse, same.status_p) == ([], [], 1.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_holds_every_question_and_loads_nothing(
    whole: dict[str, Any], language: Any
) -> None:
    hostile = json.loads(json.dumps(whole))
    hostile["questions"][0] |= {"question": "<script>alert(1)</script>", "id": '"><b>'}
    html = page(hostile, language, compare(whole, whole))
    assert html.count('<details class="q"') == len(QUESTIONS)
    assert "<script>alert" not in html
    assert '"><b>' not in html
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import|<link', html)
    for row in whole["measures"]:
        assert string(f"evaluation.measures.{row}.label", language) in unescape(html)


def test_the_gate_of_a_whole_file_is_no_looser_than_that_of_a_sample() -> None:
    whole = {bound.measure: bound for bound in load_gate(command.GATE)}
    for quick in GATE:
        bound = whole[quick.measure]
        assert bound.is_floor == quick.is_floor
        assert bound.limit >= quick.limit if bound.is_floor else bound.limit <= quick.limit


def test_a_gate_file_that_is_wrong_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.toml"
    for text in ("[floors]\nfakts = 1", "[floors]\nfacts = '1'", "facts = 1", "[floors", "[x]"):
        path.write_text(text)
        with pytest.raises(Problem, match="bad_gate"):
            load_gate(path)


@pytest.fixture
def own_home(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(assistant._settings.home))


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


ASKED = {"id": "x1", "question": "Apa itu ESKA?", "expect": "answered"}


@pytest.mark.usefixtures("own_home")
def test_the_command_tells_machines_the_contract_and_fails_with_its_gate(tmp_path: Path) -> None:
    rows = [
        ASKED | {"facts": [["kejahatan", "eksploitasi"]]},
        {"id": 2, "question": "Siapa juara dunia catur 1972?", "expect": "not_found"}
        | {"also": ["off_topic"], "facts": []},
    ]
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    gate = tmp_path / "gate.toml"
    gate.write_text('[floors]\nquotation_fidelity = 1.0\n"hit@5" = 0.9\n')
    options = ["--questions", file, "--report", tmp_path / "r", "--json"]
    done = call("evaluate", *options, "--gate", gate)
    assert done.exit_code == 0, done.stdout
    found = json.loads(done.stdout)
    assert found["gate"] == "passed"
    assert [row["id"] for row in found["questions"]] == ["x1", 2]
    assert set(found["measures"]["facts"]) == {"value", "low", "high", "n"}
    assert found["measures"]["facts"]["value"] == 1.0
    assert found["measures"]["unanswerable_declined"]["n"] == 1
    assert found["measures"]["hit@5"]["value"] is None  # no gold: not measured, not failed
    assert isinstance(found["fingerprint"], str)
    assert (tmp_path / "r" / "report.html").is_file()
    gate.write_text("[ceilings]\nfacts = 0.5\n")
    assert call("evaluate", *options, "--gate", gate).exit_code == 1


@pytest.mark.usefixtures("own_home")
def test_a_bad_file_is_told_whole_and_nothing_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps(ASKED | {"expect": "x"}) + "\n{}\n", encoding="utf-8")
    done = call("evaluate", "--questions", file, "--report", tmp_path / "r", "--language", "en")
    assert isinstance(done.exception, Problem)
    assert done.exception.code == "bad_questions"
    faults = str(done.exception.values["faults"]).splitlines()
    assert [fault.split(":")[0] for fault in faults] == [
        "line 1, expect",
        "line 2, id",
        "line 2, question",
        "line 2, expect",
    ]
    assert not (tmp_path / "r").exists()


@pytest.mark.usefixtures("own_home")
def test_check_holds_gold_against_the_library(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps(ASKED | {"gold": [{"document_id": "thesis.id", "quote": "No."}]}))
    done = call("evaluate", "--check", "--questions", file)
    assert isinstance(done.exception, Problem)
    assert done.exception.code == "bad_questions"
    tuning = ROOT / "knowledge" / "questions" / "tuning.jsonl"
    assert call("evaluate", "--check", "--questions", tuning).exit_code == 0


def _fill(path: Path, marks: dict[str, str], default: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for row in rows:
            if row["id"]:
                grade = marks.get(row["id"], default)
                row |= {name: grade for name in ("correct", "complete", "cited", "clear", "safe")}
            writer.writerow(row)


def test_two_people_mark_blind_and_their_marks_reach_the_report(
    whole: dict[str, Any], tmp_path: Path
) -> None:
    found = json.loads(json.dumps(whole))
    found["questions"][0]["question"] = "=HYPERLINK(1)"
    (tmp_path / "result.json").write_text(json.dumps(found), encoding="utf-8")
    orders = []
    for name in ("ani", "budi"):
        assert call("mark", "form", "--run", tmp_path, "--marker", name).exit_code == 0
        text = (tmp_path / f"{name}.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines(keepends=True)))[1:]
        orders.append([row["id"] for row in rows])
        assert not set(rows[0]) & {"status", "confidence", "facts", "gold", "expect"}
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values()
        )
        assert any(row["question"] == "'=HYPERLINK(1)" for row in rows)
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]
    again = call("mark", "form", "--run", tmp_path, "--marker", "ani")
    assert isinstance(again.exception, Problem)
    assert again.exception.code == "form_exists"

    first, second = orders[0][:2]
    _fill(tmp_path / "ani.csv", {first: "0", second: "1"}, "2")
    _fill(tmp_path / "budi.csv", {first: "0", second: "2"}, "2")
    files = [tmp_path / "ani.csv", tmp_path / "budi.csv"]
    done = call("mark", "agree", *files, "--run", tmp_path, "--json")
    assert done.exit_code == 0, done.exception
    marks = json.loads(done.stdout)
    n = len(QUESTIONS)
    assert marks["agreement"]["clear"]["n"] == n
    assert marks["agreement"]["clear"]["observed"] == pytest.approx((n - 1) / n)
    assert [id_ for id_, one in marks["answers"].items() if one["disagrees"]] == [second]
    html = (tmp_path / "report.html").read_text("utf-8")
    assert string("evaluation.marking.disputed", "id", n=1) in html

    _fill(tmp_path / "budi.csv", {}, "5")
    bad = call("mark", "agree", *files)
    assert isinstance(bad.exception, Problem)
    assert bad.exception.code == "bad_form"
