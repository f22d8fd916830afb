"""The ready sessions: one an audience, built from the library, with what a trainer changed in them."""

import pytest

from assistant.conversation import Assistant
from assistant.training.session.agenda import KINDS, agenda
from assistant.training.session.audiences import AUDIENCES
from assistant.training.session.packs import build_pack, load_pack, pack_names
from index.document import LANGUAGES, Language
from index.problem import Problem


def test_every_audience_has_a_ready_session_in_both_languages() -> None:
    """Eight of them, each with a title of its own."""
    assert set(pack_names()) == set(AUDIENCES)
    for language in LANGUAGES:
        assert len({load_pack(name, language).title for name in pack_names()}) == len(AUDIENCES)


def test_every_edit_meets_its_block() -> None:
    """In both languages alike: an edit that misses would be lost without a word."""
    for name in pack_names():
        for language in LANGUAGES:
            pack = load_pack(name, language)
            kinds = [KINDS[slot.role] for slot in agenda(pack.request.minutes, 20, 10)]
            for edit in pack.edits:
                assert kinds.count(edit.kind) >= edit.number, (name, edit)
                assert edit.title or edit.steps


@pytest.mark.parametrize(
    ("name", "language"),
    [(name, LANGUAGES[at % 2]) for at, name in enumerate(AUDIENCES)],
)
def test_a_ready_session_is_built_from_the_library(
    name: str, language: Language, assistant: Assistant
) -> None:
    """Whole, cited, with its edits; the other half of the sixteen is in tests/benchmarks/sessions.py."""
    plan = build_pack(assistant.library.current(), name, language)
    pack = load_pack(name, language)
    assert plan.title == pack.title
    assert plan.audience == name
    assert sum(block.minutes for block in plan.blocks) == pack.request.minutes
    assert all(len(block.messages) >= 2 for block in plan.blocks if block.kind == "input")
    for message in plan.messages():
        assert all(c.document.language == language for c in message.citations)
        assert message.citations
        assert not message.own
    for edit in pack.edits:
        assert any(set(edit.steps) <= set(block.steps) for block in plan.blocks)


def test_an_unknown_ready_session_is_named() -> None:
    """With those there are."""
    with pytest.raises(Problem) as caught:
        load_pack("pirates", "en")
    assert caught.value.code == "session_pack"
    assert "teachers" in str(caught.value.values["known"])
