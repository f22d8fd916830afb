"""What may be asked for, and what the answer is to what may not."""

from typing import Any

import pytest

from assistant.messages import describe
from assistant.training.session.audiences import AUDIENCES, GENERAL, audience_named, load_audience
from assistant.training.session.request import parse_session
from index.document import LANGUAGES
from index.problem import Problem

GOOD: dict[str, Any] = {
    "topics": ["grooming"],
    "audience": "guru",
    "minutes": 90,
    "language": "id",
}


def parsed(**changes: Any) -> Any:
    """A good request with some changes."""
    given = GOOD | changes
    four = [given.pop(name) for name in ("topics", "audience", "minutes", "language")]
    return parse_session(*four, **given)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"topics": []}, "session_topics"),
        ({"topics": ["  ", ""]}, "session_topics"),
        ({"topics": [f"topic {n}" for n in range(7)]}, "session_too_many_topics"),
        ({"topics": ["x" * 201]}, "session_text"),
        ({"topics": [3]}, "bad_input"),
        ({"topics": None}, "bad_input"),
        ({"topics": ["..."]}, "empty_question"),
        ({"minutes": 10}, "session_minutes"),
        ({"minutes": 29}, "session_minutes"),
        ({"minutes": 961}, "session_minutes"),
        ({"minutes": -1}, "session_minutes"),
        ({"minutes": 90.5}, "bad_input"),
        ({"minutes": True}, "bad_input"),
        ({"minutes": "90"}, "bad_input"),
        ({"group_size": 0}, "session_group"),
        ({"group_size": 201}, "session_group"),
        ({"aims": [f"aim {n}" for n in range(7)]}, "session_aims"),
        ({"audience": None}, "bad_input"),
        ({"language": "fr"}, "bad_input"),
    ],
)
def test_what_cannot_be_planned_has_a_message_that_says_what_can(
    changes: dict[str, Any], code: str
) -> None:
    """Each impossible request is named, and its message is whole in both languages."""
    with pytest.raises(Problem) as caught:
        parsed(**changes)
    assert caught.value.code == code
    for language in LANGUAGES:
        message = describe(caught.value, language)
        assert message.hint
        assert "{" not in str(message)


def test_the_limits_are_in_the_message() -> None:
    """Ten minutes are refused with the number that would do."""
    with pytest.raises(Problem) as caught:
        parsed(minutes=10)
    hint = describe(caught.value, "en").hint
    assert "30" in hint
    assert "960" in hint


def test_topics_come_once_and_in_order() -> None:
    """One a line is as good as a list; a topic that comes twice counts once."""
    assert parsed(topics="grooming\nThe Code\n Grooming ").topics == ("grooming", "The Code")
    assert parsed(topics=["b", "a"]).topics == ("b", "a")
    assert parsed(minutes=90.0).minutes == 90


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("hotel staff", "tourism"),
        ("pegawai hotel", "tourism"),
        ("Staff of a small hotel", "tourism"),
        ("guru", "teachers"),
        ("Guru BK", "teachers"),
        ("polisi", "police"),
        ("wartawan", "journalists"),
        ("kader desa", "village"),
        ("tenaga kesehatan", "health"),
        ("orang tua", "parents"),
        ("mahasiswa", "students"),
        ("umum", "general"),
        ("astronauts", None),
        ("", None),
    ],
)
def test_plain_words_name_an_audience(said: str, meant: str | None) -> None:
    """In either language, and within a longer phrase."""
    assert audience_named(said) == meant


def test_every_audience_is_whole_in_both_languages() -> None:
    """Eight questions it needs answered and four objectives, and its own name leads to it."""
    for audience in (*AUDIENCES, GENERAL):
        for language in LANGUAGES:
            loaded = load_audience(audience, language)
            assert len(loaded.asks) >= 8
            assert len(loaded.objectives) == 4
            assert audience_named(loaded.name) == audience
