"""The command line as outside tools call it: JSON on standard output, one line for a mistake, exit status."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import KNOWLEDGE, ROOT


@pytest.fixture
def library_home(thesis_home: Path, home: Path) -> Path:
    shutil.copytree(thesis_home, home, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    return home


def run(*arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT,
        env=os.environ | {"ASSISTANT_KNOWLEDGE": str(KNOWLEDGE)} | environment,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_answers_at_once() -> None:
    started = time.monotonic()
    done = run("--help")
    assert done.returncode == 0
    assert "ingest" in done.stdout
    assert time.monotonic() - started < 5  # without the heavy imports; a bound, not a timing


@pytest.mark.usefixtures("library_home")
def test_ask_prints_json_alone_on_standard_output() -> None:
    done = run("ask", "Di mana penelitian ini dilakukan?", "--json", "--explain")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert {
        "question", "standalone_question", "language", "status", "mode", "text", "citations",
        "nearest", "suggestions", "notices", "receipts", "confidence", "fingerprint", "seconds",
    } <= answer.keys()  # fmt: skip
    assert answer["explain"]["sentences"][0]["score"] > 0


@pytest.mark.usefixtures("library_home")
def test_a_batch_answers_in_order_with_errors_in_place() -> None:
    lines = [
        {"id": 7, "question": "Apa itu ESKA?", "expect": "ignored"},
        {"id": "b", "question": ""},
        {"id": "c", "question": "And the second?", "history": [["What are the roles?", "First"]]},
        {"question": "x", "history": "nonsense"},
    ]
    given = "\n".join(json.dumps(line) for line in lines) + "\nnot JSON\n"
    done = run("ask", "--batch", "-", given=given)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row.get("id") for row in rows] == [7, "b", "c", None, None]
    assert rows[0]["status"] == "answered"
    assert rows[1]["error"]["code"] == "empty_question"
    assert rows[2]["standalone_question"].startswith("What are the roles?")
    assert [row["error"]["code"] for row in rows[3:]] == ["bad_input", "bad_input"]
    assert all(set(row["error"]) == {"code", "message", "hint"} for row in rows[3:])


@pytest.mark.usefixtures("library_home")
def test_one_bad_line_is_not_the_others_fault(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(
        b'\xef\xbb\xbf{"id": 1, "question": "Apa itu ESKA?"}\n{"id": 2, "question": "\xff"}\n'
        b'{"id": "\\ud800", "question": "x"}\n{"id": [], "question": "x"}\n'
        b'{"id": 5, "question": "", "language": "en"}\n'
    )
    done = run("ask", "--batch", str(batch))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("id") for row in rows] == [1, None, None, None, 5]
    assert rows[0]["status"] == "answered"
    assert [row["error"]["code"] for row in rows[1:]] == ["bad_input"] * 3 + ["empty_question"]
    assert rows[4]["error"]["message"] == "The question is empty."


@pytest.mark.usefixtures("library_home")
def test_search_and_document() -> None:
    given = '{"id": 1, "query": "wawancara"}\n{"query": "wawancara", "k": 2}\n'
    done = run("search", "--batch", "-", "-k", "1", given=given)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(row["passages"]) for row in rows] == [1, 2]
    assert rows[0]["id"] == 1
    assert "id" not in rows[1]
    document = json.loads(run("document", "thesis.id", "--json").stdout)
    assert set(document) == {"id", "title", "language", "kind", "text"}
    passage = rows[0]["passages"][0]
    found = document["text"][passage["start"] : passage["end"]]
    assert passage["document_id"] != "thesis.id" or found == passage["text"]


@pytest.mark.usefixtures("library_home")
def test_ingest_reports_what_went_in_and_what_did_not(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "baik.md").write_text("# Baik\n\nIsi yang baik tentang sekolah.\n")
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.7\nnothing")
    done = run("ingest", str(folder), str(tmp_path / "tiada.md"), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["added"], report["updated"], report["unchanged"], report["removed"]) == (
        1,
        0,
        0,
        0,
    )
    assert {Path(row["path"]).name for row in report["failed"]} == {"rusak.pdf", "tiada.md"}
    assert all(row["reason"] for row in report["failed"])
    listed = json.loads(run("library", "list", "--json").stdout)["documents"]
    assert "baik" in {row["id"] for row in listed}
    assert run("library", "remove", "baik").returncode == 0
    assert run("document", "baik").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "environment", "status"),
    [
        (("nonsense",), {}, 2),
        (("ask",), {}, 2),
        (("ask", ""), {}, 2),
        (("search", "x", "-k", "99"), {}, 2),
        (("ask", "--batch", "/no/such/file"), {}, 2),
        (("ask", "x"), {"ASSISTANT_PORT": "many"}, 2),
        (("ask", "x"), {"ASSISTANT_HOME": "/proc/none"}, 1),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    arguments: tuple[str, ...], environment: dict[str, str], status: int
) -> None:
    done = run(*arguments, **environment)
    assert done.returncode == status
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    as_json = run(*arguments, "--json", **environment)
    assert as_json.returncode == status
    assert set(json.loads(as_json.stdout)["error"]) == {"code", "message", "hint"}


@pytest.mark.usefixtures("library_home")
def test_a_damaged_library_names_the_command_that_mends_it(home: Path) -> None:
    (home / "manifest.json").write_text("{", encoding="utf-8")
    done = run("ask", "Apa itu ESKA?")
    assert done.returncode == 1
    assert "python -m assistant library rebuild" in done.stderr
    assert run("library", "rebuild").returncode == 0
    assert run("ask", "Apa itu ESKA?").returncode == 0
