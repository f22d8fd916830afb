"""What holds of every plan: nothing uncited, for its audience, the same again."""

import json
import random
from collections import Counter

import pytest

from assistant.conversation import Assistant
from assistant.messages import describe
from assistant.training.session.audiences import AUDIENCES
from assistant.training.session.builder import build
from assistant.training.session.plan import ACTIVITY_FORMS, Message, Plan
from assistant.training.session.request import SessionRequest
from index.document import Language
from index.library import Library
from index.problem import Problem

TOPICS: dict[Language, tuple[str, ...]] = {"en": ("grooming",), "id": ("pelaporan",)}


@pytest.fixture(scope="module")
def library(assistant: Assistant) -> Library:
    """The whole built-in material."""
    return assistant.library.current()


@pytest.fixture(scope="module")
def plans(library: Library) -> dict[str, Plan]:
    """A half day for each audience, every second one in Indonesian."""
    languages: tuple[Language, ...] = ("en", "id")
    return {
        audience: build(library, SessionRequest(TOPICS[language], audience, 240, language))
        for at, audience in enumerate(AUDIENCES)
        for language in [languages[at % 2]]
    }


def assert_cited(message: Message) -> None:
    """A message is, character for character, what its citation points to."""
    assert not message.own
    assert not message.stale
    assert message.citations
    for citation in message.citations:
        assert citation.document.text[citation.start : citation.end] == message.text


def test_no_statement_without_its_quotation(plans: dict[str, Plan]) -> None:
    """Of messages, of what the material says to a question or a card, of the handout and of the tests."""
    for plan in plans.values():
        messages = list(plan.messages())
        assert len(messages) > 8
        for message in messages:
            assert_cited(message)
        for test in (*plan.pre_test, *plan.post_test):
            assert test.item.citations
            assert not test.own
        assert any(block.messages for block in plan.blocks if block.kind == "input")


def test_quotations_are_numbered_as_they_are_read(plans: dict[str, Plan]) -> None:
    """From 1 without a gap; one number is one place."""
    for plan in plans.values():
        cited = [c for message in plan.messages() for c in message.citations]
        first = list(dict.fromkeys(citation.number for citation in cited))
        assert first == list(range(1, len(first) + 1))
        places = {(c.number, c.document.id, c.start, c.end) for c in cited}
        assert len(places) == len(first)


def test_no_key_message_comes_twice(plans: dict[str, Plan]) -> None:
    """What an input has said no other input says."""
    for plan in plans.values():
        said = Counter(message.text for block in plan.blocks for message in block.messages)
        assert max(said.values()) == 1


def test_each_audience_gets_another_session(plans: dict[str, Plan]) -> None:
    """A hotel session is not a police session: other quotations, another activity of its own, other objectives."""
    for language in ("en", "id"):
        same = [plan for plan in plans.values() if plan.language == language]
        said = [frozenset(m.text for m in plan.messages()) for plan in same]
        assert all(len(a & b) < 0.67 * len(a) for a in said for b in said if a is not b)
        own = [
            {b.title for b in plan.blocks if b.kind == "input" and b.topic == ""} for plan in same
        ]
        assert all(own)
        assert all(a.isdisjoint(b) for a in own for b in own if a is not b)
        first = [next(b.activity.id for b in plan.blocks if b.activity) for plan in same]
        assert len(set(first)) == len(same)
        assert len({plan.objectives for plan in same}) == len(same)


def test_a_long_session_varies_its_activities(library: Library) -> None:
    """No activity twice, and all five forms in a full day."""
    plan = build(library, SessionRequest(("grooming",), "teachers", 960, "en"))
    activities = [block.activity for block in plan.blocks if block.activity]
    assert len({activity.id for activity in activities}) == len(activities)
    assert {activity.form for activity in activities} == set(ACTIVITY_FORMS)
    assert all(len(activity.cards) > 1 for activity in activities)
    assert {block.day for block in plan.blocks} == {1, 2}


def test_what_a_trainer_needs_is_there(plans: dict[str, Plan]) -> None:
    """Objectives, steps, materials, handout, reading list, safeguarding with numbers, evaluation form, tests."""
    for plan in plans.values():
        assert len(plan.objectives) >= 4
        assert all(block.steps for block in plan.blocks)
        assert plan.handout
        assert plan.reading
        assert {c.id for c in plan.safeguarding.contacts} >= {"sapa129", "police110"}
        assert plan.safeguarding.agreement
        assert plan.safeguarding.distress
        assert {question.form for question in plan.evaluation} == {"scale", "open"}
        assert Counter(t.item.id for t in plan.pre_test) == Counter(
            t.item.id for t in plan.post_test
        )
        assert len(plan.pre_test) >= 4


def test_random_requests_add_up(library: Library) -> None:
    """Built plans keep the clock of the agenda; 200 of them are in tests/benchmarks/sessions.py."""
    rng = random.Random(3)
    for _ in range(30):
        minutes, people = rng.randint(30, 960), rng.randint(1, 60)
        asked = SessionRequest(
            TOPICS["en"], rng.choice(["teachers", "parents"]), minutes, "en", people
        )
        plan = build(library, asked)
        assert sum(block.minutes for block in plan.blocks) == plan.minutes == minutes
        assert len({block.id for block in plan.blocks}) == len(plan.blocks)


def test_the_same_request_gives_the_same_plan_byte_for_byte(library: Library) -> None:
    """Also when nothing is kept from the first time."""
    from assistant.training.session import material

    asked = SessionRequest(("grooming",), "students", 45, "en")
    first = json.dumps(build(library, asked).to_json())
    material._kept.clear()
    assert json.dumps(build(library, asked).to_json()) == first


def test_a_topic_that_the_library_lacks_is_named_with_two_that_it_has(library: Library) -> None:
    """And those two can really be planned."""
    with pytest.raises(Problem) as caught:
        build(library, SessionRequest(("baking sourdough bread",), "teachers", 60, "en"))
    assert caught.value.code == "session_topic"
    shown = describe(caught.value, "en")
    assert "baking sourdough bread" in shown.message
    offered = shown.hint.split("“")[1:]
    assert len(offered) == 2
    for text in offered:
        topic = text.partition("”")[0]
        assert build(library, SessionRequest((topic,), "teachers", 30, "en")).blocks


def test_an_unknown_audience_gets_the_general_plan_and_is_told_so(library: Library) -> None:
    """The notice names those there are."""
    plan = build(library, SessionRequest(("grooming",), "astronauts", 60, "en"))
    assert plan.audience == "general"
    assert any("astronauts" in notice and "police" in notice for notice in plan.notices)


def test_more_topics_than_there_is_time_for_share_an_input(library: Library) -> None:
    """None is dropped, and the trainer is told from how many minutes each has its own."""
    topics = ("grooming", "The Code", "restitution")
    plan = build(library, SessionRequest(topics, "teachers", 30, "en"))
    inputs = [block for block in plan.blocks if block.kind == "input"]
    assert len(inputs) == 1
    assert all(topic.casefold() in inputs[0].title.casefold() for topic in topics)
    assert any("3 topics in 30 minutes" in notice for notice in plan.notices)


def test_an_aim_becomes_an_objective_and_is_answered_where_the_library_can(
    library: Library,
) -> None:
    """The trainer's own aim leads the objectives; its quotations are in the session."""
    aim = "Where does a school report?"
    plan = build(library, SessionRequest(("grooming",), "teachers", 240, "en", aims=(aim,)))
    assert aim in plan.objectives[0]
    block = next(block for block in plan.blocks if block.title == aim)
    assert block.messages


def test_any_child_is_not_one_childs_story(library: Library) -> None:
    """ "Seorang anak" means any child: what hotel staff should do first is said in Indonesian too."""
    plan = build(library, SessionRequest(("The Code",), "tourism", 240, "id"))
    said = [m.text for block in plan.blocks for m in block.messages]
    assert any("110" in text and "seorang anak" in text for text in said)


def test_a_library_of_one_document_gives_a_session_too(thesis_assistant: Assistant) -> None:
    """What is missing is made up for by discussion, never by invention."""
    library = thesis_assistant.library.current()
    plan = build(library, SessionRequest(("ECPAT Indonesia",), "teachers", 240, "en"))
    assert sum(block.minutes for block in plan.blocks) == 240
    for message in plan.messages():
        assert_cited(message)
