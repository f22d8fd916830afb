"""A conversation that comes back is untrusted: what is drawn or exported from it is quoted from the documents again."""

import html
import io
import zipfile
from typing import Any

import pytest

from assistant.conversation import Assistant
from assistant.web.ask.exporting import FORMATS, exported
from assistant.web.ask.records import read_answers
from assistant.web.rendering import render_answer
from index.problem import Problem
from tests.assistant.web.making import EVIL

QUESTION = "Where was the research conducted?"


@pytest.fixture(scope="module")
def record(thesis_assistant: Assistant) -> dict[str, Any]:
    return thesis_assistant.ask(QUESTION).to_json()


def test_what_comes_back_is_what_went_out(thesis_assistant: Assistant, record: dict[str, Any]):
    answer = thesis_assistant.ask(QUESTION)
    again = read_answers(thesis_assistant, [record])[0]
    assert render_answer(again, "id") == render_answer(answer, "id")
    assert again.to_json() == answer.to_json() | {"fingerprint": "", "seconds": 0.0}


def test_a_quotation_that_is_not_the_documents_own_is_refused(
    thesis_assistant: Assistant, record: dict[str, Any]
):
    first = record["citations"][0]
    for change in (
        {"quote": "412 police officers were trained."},
        {"end": first["end"] + 1},
        {"start": -5},
        {"document_id": "nowhere"},
    ):
        forged = record | {"citations": [first | change]}
        with pytest.raises(Problem) as caught:
            read_answers(thesis_assistant, [forged])
        assert caught.value.code == "conversation_stale"


@pytest.mark.parametrize(
    "records", [None, [], [5], [{}], "x", [{"question": 1}], [{"status": "won"}]]
)
def test_what_is_no_conversation_is_refused(thesis_assistant: Assistant, records: object):
    with pytest.raises(Problem) as caught:
        read_answers(thesis_assistant, records)
    assert caught.value.code == "bad_input"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_made_and_nothing_in_it_is_markup(
    thesis_assistant: Assistant, record: dict[str, Any], name: str
):
    evil = record | {"question": EVIL, "notices": [EVIL]}
    answers = read_answers(thesis_assistant, [record, evil])
    made = exported(answers, name, "en", thesis_assistant.source_entries())
    quote = answers[0].citations[0].quote
    if isinstance(made, bytes):
        with zipfile.ZipFile(io.BytesIO(made)) as file:
            made = file.read("word/document.xml").decode()
    if name not in ("bibtex", "ris"):
        assert quote in html.unescape(made)
    if name in ("html", "docx"):
        assert "<img" not in made
        assert "<script" not in made
    assert made


def test_the_same_conversation_gives_the_same_bytes(
    thesis_assistant: Assistant, record: dict[str, Any]
):
    answers = read_answers(thesis_assistant, [record])
    for name in ("html", "docx"):
        assert exported(answers, name, "id", []) == exported(answers, name, "id", [])
