"""`doctor` names what fails, goes on to the next part, and never hides a failure behind exit status 0."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import doctor
from assistant.conversation import Assistant
from assistant.doctor import examine
from assistant.helplines import helplines
from assistant.settings import Settings
from index.library import LibraryHandle
from tests.conftest import KNOWLEDGE

TODAY = max(date.fromisoformat(line.checked) for line in helplines("id"))


def test_every_part_works_on_a_sound_library(thesis_assistant: Assistant, home: Path) -> None:
    settings = Settings(home=home, knowledge=KNOWLEDGE)
    found = list(examine(settings, thesis_assistant.library, "en", TODAY))
    assert [f.part for f in found] == [
        "versions", "disk", "embedder", "library", "page", "helplines",
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
    assert found[-1].state == "warning"
    assert "2020-01-31" in found[-1].text
