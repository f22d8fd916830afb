import datetime
import re
from typing import get_args

import pytest

from assistant.helplines import helplines, numbers
from assistant.messages import prompt
from index.document import LANGUAGES, Language


@pytest.mark.parametrize("language", get_args(Language))
def test_every_line_says_what_a_person_needs(language: Language):
    lines = helplines(language)
    assert [line.id for line in lines[:3]] == ["sapa129", "police110", "emergency112"]
    for line in lines:
        assert all((line.name, line.phone, line.for_whom, line.hours, line.operator))
        assert line.sources
        assert datetime.date.fromisoformat(line.checked)
        assert re.fullmatch(r"[0-9]+(,[0-9]+)?", line.dial)


def test_both_languages_give_the_same_numbers():
    first, second = ([(x.id, x.phone, x.whatsapp, x.web) for x in helplines(c)] for c in LANGUAGES)
    assert first == second


def test_an_extension_is_dialled_after_a_pause():
    assert {line.id: line.dial for line in helplines("en")}["healing119"] == "119,8"


@pytest.mark.parametrize("language", get_args(Language))
def test_the_notice_is_short_and_names_numbers_from_the_data_only(language: Language):
    raw = prompt("notice", language)
    assert not re.search(r"[0-9]", re.sub(r"\{[^}]*\}", "", raw))
    assert len(raw.format(**numbers()).split()) <= 60
