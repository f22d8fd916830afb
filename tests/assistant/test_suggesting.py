"""What is offered to be asked next is answered, is near, and has not been asked."""

from pathlib import Path

import pytest

from assistant.conversation import Assistant
from assistant.finding import find
from assistant.reading import read_alone
from assistant.suggesting import FILE, candidates, holds, load_offered, ship_suggestions, suggest
from index.document import LANGUAGES, Language
from tests.conftest import LIBRARY

EVERY = 40
"""One shipped question in so many is asked again here; all of them by `python -m assistant library ship`."""


def test_shipped_questions_are_the_librarys_own(assistant: Assistant) -> None:
    offered = load_offered(LIBRARY)
    assert set(offered) <= set(candidates(assistant.library.current()))
    assert len(set(offered)) == len(offered)
    for language in LANGUAGES:
        assert sum(one.language == language for one in offered) > 300


def test_shipped_questions_are_answered(assistant: Assistant) -> None:
    library = assistant.library.current()
    for one in load_offered(LIBRARY)[::EVERY]:
        assert holds(library, one), one
        assert assistant.ask(one.question, language=one.language).status == "answered"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Apa itu grooming?", "id"),
        ("What is The Code?", "en"),
        ("Kapan Konvensi Lanzarote berlaku?", "id"),
    ],
)
def test_three_others_of_the_topic_are_offered(
    assistant: Assistant, question: str, language: Language
) -> None:
    offered = load_offered(LIBRARY)
    hits = find(assistant.library.current(), read_alone(question, language)).hits
    first = suggest(offered, hits, language, [question])
    assert len(first) == 3
    assert question not in first
    again = suggest(offered, hits, language, [question, *first])
    assert len(again) == 3
    assert not set(first) & set(again)
    assert suggest(offered, hits, language, [question]) == first


def test_what_was_just_answered_is_not_offered(assistant: Assistant) -> None:
    offered = load_offered(LIBRARY)
    hits = find(assistant.library.current(), read_alone("signs of grooming", "en")).hits
    first = suggest(offered, hits, "en", ["signs of grooming"])[0]
    place = next((o.document_id, o.question) for o in offered if o.question == first)
    assert first not in suggest(offered, hits, "en", ["signs of grooming"], answered=[place])


def test_a_library_of_its_own_ships_its_own(thesis_assistant: Assistant, tmp_path: Path) -> None:
    library = thesis_assistant.library.current()
    seen: list[tuple[str, int, int]] = []
    count = ship_suggestions(library, tmp_path, lambda *step: seen.append(step))
    assert 0 < count <= len(list(candidates(library)))
    assert len(load_offered(tmp_path)) == count
    assert seen[-1][1] == seen[-1][2] == len(list(candidates(library)))


def test_a_damaged_or_absent_file_offers_nothing(tmp_path: Path) -> None:
    assert load_offered(None) == load_offered(tmp_path / "nowhere") == ()
    (tmp_path / FILE).write_text("not JSON\n", encoding="utf-8")
    assert load_offered(tmp_path) == ()
