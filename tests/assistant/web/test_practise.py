"""The practise page: questions come with their quotations, bad requests get named problems, and help comes first."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.conversation import Assistant
from assistant.safeguarding.replies import support_message
from assistant.web.practise import routes
from index.document import LANGUAGES, Language


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(Starlette(routes=routes(assistant.library)))


@pytest.mark.parametrize("ui", LANGUAGES)
def test_the_page_is_whole_without_a_script(client: TestClient, ui: Language):
    page = client.get(f"/practise/{ui}")
    assert page.status_code == 200
    assert "<noscript>" in page.text
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page.text)
    assert 'aria-current="page"' in page.text
    texts = re.search(r'id="texts">(.*?)</script>', page.text, re.DOTALL)
    assert texts
    assert json.loads(texts[1])["ways"].keys() == {"quiz", "cards", "sidang"}


def test_each_item_of_a_quiz_brings_its_quotation(client: TestClient, assistant: Assistant):
    asked = {"language": "en", "count": 5, "kinds": ["multiple_choice", "true_false"]}
    items = client.post("/practise/quiz", json=asked).json()["items"]
    assert items
    for item in items:
        assert item["kind"] in asked["kinds"]
        assert item["key"] in item["options"]
        for citation in item["citations"]:
            text = assistant.document(citation["document_id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert client.post("/practise/quiz", json=asked).json()["items"] == items


def test_an_answer_is_compared_with_the_thesis(client: TestClient):
    asked = {"language": "id", "aspect": "method", "count": 20}
    questions = client.post("/practise/sidang", json=asked).json()["questions"]
    assert {one["aspect"] for one in questions} == {"method"}
    data = next(one for one in questions if "kumpulkan" in one["text"])
    answer = {"language": "id", "question": data["id"], "answer": "Lewat wawancara narasumber."}
    reply = client.post("/practise/answer", json=answer).json()
    assert reply["support"] == ""
    assert [one["citation"] for one in reply["passages"]] == data["answers"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disclosure_gets_the_support_message_beside_the_feedback(
    client: TestClient, language: Language
):
    questions = client.post("/practise/sidang", json={"language": language}).json()["questions"]
    answer = "Saya dilecehkan paman saya <b>dan</b> takut bercerita."
    data = {"language": language, "question": questions[0]["id"], "answer": answer}
    reply = client.post("/practise/answer", json=data).json()
    assert reply["passages"]
    first = support_message("happened_to_me", language).split("\n\n")[0]
    assert first[:30] in reply["support"]
    assert f'href="/help/{language}"' in reply["support"]
    assert "<b>" not in reply["support"]


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("quiz", {"count": "5"}, "bad_input"),
        ("quiz", {"count": 500}, "bad_input"),
        ("quiz", {"count": 0}, "quiz_size"),
        ("quiz", {"kinds": ["essay"]}, "bad_input"),
        ("quiz", {"kinds": [["essay"]]}, "bad_input"),
        ("quiz", {"topic": 7}, "bad_input"),
        ("quiz", {"topic": "quantum chromodynamics"}, "quiz_topic"),
        ("quiz", {"language": "fr"}, "bad_input"),
        ("sidang", {"aspect": "weather"}, "sidang_none"),
        ("answer", {"question": "x", "answer": "y"}, "sidang_question"),
        ("answer", {"question": "x", "answer": " "}, "empty_question"),
        ("answer", {"question": "x", "answer": "y" * 2001}, "question_too_long"),
        ("answer", {}, "bad_input"),
    ],
)
def test_what_cannot_be_done_is_said(
    client: TestClient, path: str, data: dict[str, object], code: str
):
    reply = client.post(f"/practise/{path}?ui=en", json=data)
    assert reply.status_code == 400
    assert reply.json()["error"]["code"] == code
    assert reply.json()["error"]["message"]


def test_a_large_body_is_refused(client: TestClient):
    reply = client.post("/practise/answer", json={"answer": "x" * 20_000})
    assert reply.status_code == 413
