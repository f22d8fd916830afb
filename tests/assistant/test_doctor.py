"""`doctor` names what fails, goes on to the next part, and never hides a failure behind exit status 0."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import doctor
from assistant.conversation import Assistant
from assistant.doctor import Finding, examine
from assistant.helplines import helplines
from assistant.settings import Settings
from index.library import LibraryHandle
from tests.assistant.generating.server import FAULTS, KEY, Turn, says, serving
from tests.conftest import KNOWLEDGE

TODAY = max(date.fromisoformat(line.checked) for line in helplines("id"))


def test_every_part_works_on_a_sound_library(thesis_assistant: Assistant, home: Path) -> None:
    settings = Settings(home=home, knowledge=KNOWLEDGE)
    found = list(examine(settings, thesis_assistant.library, "en", TODAY))
    assert [f.part for f in found] == [
        "versions", "disk", "embedder", "library", "page", "helplines", "model",
    ]  # fmt: skip
    assert {f.state for f in found} == {"ok"}, found


def test_a_missing_library_fails_and_the_rest_is_still_looked_at(home: Path) -> None:
    handle = LibraryHandle(home, lambda: None)
    found = {f.part: f for f in examine(Settings(home=home), handle, "id", TODAY)}
    assert found["library"].state == "failed"
    assert found["helplines"].state == "ok"


def test_a_home_that_cannot_be_written_fails(thesis_assistant: Assistant) -> None:
    settings = Settings(home=Path("/proc/none"))
    found = {f.part: f for f in examine(settings, thesis_assistant.library, "en", TODAY)}
    assert found["disk"].state == "failed"
    assert "/proc/none" in found["disk"].text


def test_helplines_that_nobody_checked_for_half_a_year_are_named(
    thesis_assistant: Assistant, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tuple(replace(line, checked="2020-01-31") for line in helplines("id"))
    monkeypatch.setattr(doctor, "helplines", lambda _: old)
    found = list(examine(Settings(home=home), thesis_assistant.library, "en", TODAY))
    helpline = next(f for f in found if f.part == "helplines")
    assert helpline.state == "warning"
    assert "2020-01-31" in helpline.text


def model_finding(assistant: Assistant, settings: Settings) -> Finding:
    return list(examine(settings, assistant.library, "en", TODAY))[-1]


def test_without_a_model_it_says_so(thesis_assistant: Assistant, home: Path) -> None:
    found = model_finding(thesis_assistant, Settings(home=home))
    assert (found.part, found.state) == ("model", "ok")
    assert "quotations" in found.text


@pytest.mark.parametrize("reply", [says("ready"), FAULTS["cut by length"]])
def test_a_model_that_replies_works(thesis_assistant: Assistant, home: Path, reply: Turn) -> None:
    with serving(reply) as server:
        settings = Settings(home=home, llm_url=server.url, llm_model="small", llm_key=KEY)
        found = model_finding(thesis_assistant, settings)
    assert found.state == "ok"
    assert "small at 127.0.0.1" in found.text
    assert "of 500000 tokens" in found.text
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ("401", "ASSISTANT_LLM_KEY"),
        ("404 model", "ASSISTANT_LLM_MODEL"),
        ("503", "log"),
        ("bad SSE", "OpenAI"),
    ],
)
def test_a_model_that_fails_is_named_with_what_to_do(
    thesis_assistant: Assistant, home: Path, fault: str, word: str
) -> None:
    with serving(FAULTS[fault]) as server:
        settings = Settings(home=home, llm_url=server.url, llm_model="small", llm_key=KEY)
        found = model_finding(thesis_assistant, settings)
    assert found.state == "failed"
    assert word in found.text
    assert KEY not in found.text
    assert len(server.requests) == 1
