"""The command `session` as a trainer calls it: JSON alone on standard output, one line for a mistake."""

import json
import shutil
from pathlib import Path

import pytest

from tests.assistant.test_cli import run


@pytest.fixture
def library_home(thesis_home: Path, home: Path) -> Path:
    """The thesis alone, in the home of this test."""
    shutil.copytree(thesis_home, home, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    return home


@pytest.mark.usefixtures("library_home")
def test_a_plan_is_json_on_standard_output_and_its_minutes_add_up() -> None:
    """With all that outside tools rely on; notices go to standard error."""
    asked = ["--topic", "ECPAT Indonesia", "--audience", "guru", "--minutes", "90"]
    done = run("session", *asked, "--group-size", "12", "--aim", "Guru tahu", "--language", "id")
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    assert {
        "title", "language", "audience", "minutes", "objectives", "blocks", "pre_test", "post_test",
        "handout", "reading", "safeguarding", "evaluation", "notices",
    } <= plan.keys()  # fmt: skip
    assert plan["audience"] == "teachers"
    assert sum(block["minutes"] for block in plan["blocks"]) == 90
    assert all(
        {"title", "minutes", "kind", "messages", "steps"} <= b.keys() for b in plan["blocks"]
    )
    assert plan["notices"][-1] in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "10", "--topic", "x"], "30 to 960"),
        ([], "needs a topic"),
        (["--topic", "x", "--format", "docx"], "--output"),
        (["--topic", "x", "--format", "gif"], "pptx"),
        (["--pack", "pirates"], "teachers"),
    ],
)
def test_misuse_is_one_line_and_status_2(arguments: list[str], said: str) -> None:
    """What is wrong and what is possible, before anything heavy is opened."""
    done = run("session", *arguments, "--language", "en")
    assert done.returncode == 2
    assert said in done.stderr
    assert not done.stdout
