"""A plan that comes back: what stands, stands; what was changed is the trainer's; what is gone is marked."""

import json
from copy import deepcopy
from typing import Any

import pytest

from assistant.conversation import Assistant
from assistant.training.session.builder import build
from assistant.training.session.opening import open_plan
from assistant.training.session.plan import Plan
from assistant.training.session.request import SessionRequest
from assistant.training.session.swapping import offered, others
from index.library import Library
from index.problem import Problem


@pytest.fixture(scope="module")
def library(assistant: Assistant) -> Library:
    """The whole built-in material."""
    return assistant.library.current()


@pytest.fixture(scope="module")
def plan(library: Library) -> Plan:
    """A half day for hotel staff."""
    return build(library, SessionRequest(("The Code",), "tourism", 240, "en"))


@pytest.fixture
def data(plan: Plan) -> Any:
    """Its JSON, as a page sends it."""
    return json.loads(json.dumps(plan.to_json()))


def first_input(data: Any) -> Any:
    """The first block with messages."""
    return next(block for block in data["blocks"] if block["messages"])


def test_an_untouched_plan_comes_back_as_it_was(data: Any, library: Library) -> None:
    """Every field, but for the notices, which are of the moment."""
    opened = json.loads(json.dumps(open_plan(data, library).to_json()))
    assert opened | {"notices": 0} == data | {"notices": 0}


def test_an_edited_quotation_becomes_the_trainers_own_words(data: Any, library: Library) -> None:
    """One word is enough; the citation goes, and the plan says how many there are."""
    message = first_input(data)["messages"][0]
    message["text"] = message["text"].replace(" is ", " is not ", 1)
    opened = open_plan(data, library)
    changed = next(block for block in opened.blocks if block.messages).messages[0]
    assert changed.own
    assert not changed.citations
    assert changed.text == message["text"]
    assert any("own words" in notice for notice in opened.notices)


def test_undoing_the_edit_makes_it_a_quotation_again(data: Any, library: Library) -> None:
    """What counts is the text, not the mark."""
    first_input(data)["messages"][0]["own"] = True
    opened = open_plan(data, library)
    assert not next(block for block in opened.blocks if block.messages).messages[0].own


def test_a_statement_without_a_citation_is_never_taken_for_a_quotation(
    data: Any, library: Library
) -> None:
    """Whatever the file says of itself."""
    claim = {"text": "A claim.", "citations": [], "own": False, "stale": False}
    first_input(data)["messages"].append(claim)
    added = next(b for b in open_plan(data, library).blocks if b.messages).messages[-1]
    assert added.own


def test_a_quotation_cut_out_of_its_sentence_is_none(data: Any, library: Library) -> None:
    """Half a sentence can say what the whole does not."""
    message = first_input(data)["messages"][0]
    half = message["text"][: len(message["text"]) // 2]
    message["text"] = message["citations"][0]["quote"] = half
    opened = next(b for b in open_plan(data, library).blocks if b.messages).messages[0]
    assert opened.stale
    assert not opened.citations


def test_a_quotation_that_moved_in_its_document_is_found_again(data: Any, library: Library) -> None:
    """A changed document does not make true words out of date."""
    message = first_input(data)["messages"][0]
    place = message["citations"][0]["start"]
    message["citations"][0] |= {"start": place + 40, "end": message["citations"][0]["end"] + 40}
    opened = next(b for b in open_plan(data, library).blocks if b.messages).messages[0]
    assert opened.citations[0].start == place


def test_a_document_that_is_gone_makes_its_quotations_out_of_date(
    data: Any, thesis_assistant: Assistant
) -> None:
    """Opened with a library that has no notes: marked, kept, and told."""
    opened = open_plan(data, thesis_assistant.library.current())
    messages = [m for block in opened.blocks for m in block.messages]
    assert messages
    assert all(m.stale and not m.citations and not m.own for m in messages)
    assert all(test.stale for test in opened.pre_test)
    assert any("out of date" in notice for notice in opened.notices)
    again = open_plan(json.loads(json.dumps(opened.to_json())), thesis_assistant.library.current())
    assert all(m.stale for block in again.blocks for m in block.messages)


@pytest.mark.parametrize("field", ["question", "key", "explanation", "options"])
def test_an_edited_test_question_becomes_the_trainers_own(
    field: str, data: Any, library: Library
) -> None:
    """Nobody has checked its key any more, and it says so."""
    item = data["pre_test"][0]
    item[field] = [*item["options"], "one more"] if field == "options" else item[field] + " x"
    opened = open_plan(data, library)
    assert opened.pre_test[0].own
    assert not opened.pre_test[0].item.citations
    assert not any(test.own for test in opened.pre_test[1:])


def test_the_clock_follows_the_blocks(data: Any, library: Library) -> None:
    """A longer block makes a longer session; numbers of quotations follow the new order."""
    data["blocks"][0]["minutes"] += 7
    data["blocks"].reverse()
    opened = open_plan(data, library)
    assert opened.minutes == 247
    cited = [c.number for m in opened.messages() for c in m.citations]
    assert list(dict.fromkeys(cited)) == sorted(set(cited))


def test_help_contacts_are_never_taken_from_a_file(data: Any, library: Library) -> None:
    """A wrong number is a danger."""
    data["safeguarding"]["contacts"][0]["phone"] = "666"
    opened = open_plan(data, library)
    assert all(contact.phone != "666" for contact in opened.safeguarding.contacts)


BAD = [
    ([], "session_file"),
    ("plan", "session_file"),
    ({}, "session_file"),
    ({"language": "fr"}, "session_file"),
    ({"blocks": []}, "session_file"),
    ({"blocks": "x"}, "session_file"),
    ({"blocks": [None]}, "session_file"),
    ({"title": 3}, "session_file"),
    ({"title": "x" * 5000}, "session_file_large"),
    ({"topics": ["x"] * 100}, "session_file_large"),
    ({"audience": "pirates"}, "session_file"),
    ({"group_size": -1}, "session_file"),
    ({"group_size": True}, "session_file"),
    ({"safeguarding": None}, "session_file"),
    (
        {
            "handout": [
                {"text": "x", "citations": [{"document_id": "x", "quote": "x", "start": "0"}]}
            ]
        },
        "session_file",
    ),
    ({"pre_test": [{"kind": "riddle"}]}, "session_file"),
]


@pytest.mark.parametrize(("change", "code"), BAD, ids=str)
def test_what_is_no_plan_is_refused_by_name(
    change: Any, code: str, data: Any, library: Library
) -> None:
    """Types, sizes and values that nobody saved here."""
    given = data | change if isinstance(change, dict) and change else change
    with pytest.raises(Problem) as caught:
        open_plan(given, library)
    assert caught.value.code == code


def test_more_than_two_days_are_refused(data: Any, library: Library) -> None:
    """With the number that would do."""
    data["blocks"][0]["minutes"] = 900
    with pytest.raises(Problem) as caught:
        open_plan(data, library)
    assert caught.value.code == "session_length"


def test_block_ids_are_unique_and_days_do_not_go_back(data: Any, library: Library) -> None:
    """A block copied by hand gets an id of its own."""
    copy = deepcopy(data["blocks"][2])
    data["blocks"].insert(3, copy)
    data["blocks"][1]["day"] = 2
    opened = open_plan(data, library)
    assert len({block.id for block in opened.blocks}) == len(opened.blocks)
    days = [block.day for block in opened.blocks]
    assert days == sorted(days)


def test_a_block_can_be_swapped_for_others_that_are_cited_too(plan: Plan, library: Library) -> None:
    """Inputs, activities, discussions and energisers: same place and minutes, nothing that is there already."""
    titles = {block.title for block in plan.blocks}
    for kind in ("input", "activity", "discussion", "energiser"):
        block = next(block for block in plan.blocks if block.kind == kind)
        found = others(library, plan, block.id)
        assert len(found) >= 3
        for other in found:
            assert (other.id, other.minutes, other.kind) == (block.id, block.minutes, kind)
            assert all(m.citations for m in other.messages)
            assert kind in ("discussion",) or other.title not in titles
    assert others(library, plan, "b1") == ()
    assert others(library, plan, "none") == ()
    assert offered(library, plan, "input")[0].minutes == 20


def test_a_swapped_block_opens(plan: Plan, library: Library, data: Any) -> None:
    """What the page puts in is checked like the rest, and numbered with it."""
    at = next(i for i, block in enumerate(plan.blocks) if block.kind == "input")
    other = others(library, plan, plan.blocks[at].id)[0]
    data["blocks"][at] = json.loads(json.dumps(other.to_json()))
    opened = open_plan(data, library)
    assert opened.blocks[at].title == other.title
    assert all(m.citations for m in opened.blocks[at].messages)
    assert opened.minutes == plan.minutes
