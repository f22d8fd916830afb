"""The session page: plans come as data, go out as files, and nothing that comes back is believed."""

import copy
import io
import json
import re
import zipfile

import pytest
from docx import Document as WordDocument
from pptx import Presentation
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.conversation import Assistant
from assistant.web.train import routes
from assistant.web.train.exports import EXPORTS
from assistant.web.train.pages import MOST_BYTES
from index.document import LANGUAGES, Language

REQUEST = {
    "topics": ["The Code"],
    "audience": "tourism",
    "minutes": 90,
    "group_size": 15,
    "aims": [],
    "language": "en",
}


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(Starlette(routes=routes(assistant.library)))


@pytest.fixture(scope="module")
def plan(client: TestClient) -> dict[str, object]:
    reply = client.post("/train/plan", json=REQUEST)
    assert reply.status_code == 200, reply.text
    made: dict[str, object] = reply.json()
    return made


@pytest.mark.parametrize("ui", LANGUAGES)
def test_the_page_names_every_audience_and_pack(client: TestClient, ui: Language):
    page = client.get(f"/train/{ui}").text
    assert len(re.findall(r"data-pack=", page)) == 8
    assert "<noscript>" in page
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page)
    for name in ("texts", "kinds", "formats"):
        found = re.search(rf'id="{name}">(.*?)</script>', page, re.DOTALL)
        assert found
        assert json.loads(found[1])


def test_a_plan_adds_up_and_is_the_same_when_opened_again(
    client: TestClient, plan: dict[str, object]
):
    assert sum(block["minutes"] for block in plan["blocks"]) == 90
    assert client.post("/train/open", json={"plan": plan}).json() == plan


def test_a_changed_quotation_comes_back_as_own_words(client: TestClient, plan: dict[str, object]):
    changed = copy.deepcopy(plan)
    message = next(m for block in changed["blocks"] for m in block["messages"])
    message["text"] += " Certainly."
    opened = client.post("/train/open", json={"plan": changed}).json()
    found = next(m for block in opened["blocks"] for m in block["messages"])
    assert found == {"text": message["text"], "citations": [], "own": True, "stale": False}


@pytest.mark.parametrize("form", EXPORTS)
def test_each_export_is_a_file_that_opens(client: TestClient, plan: dict[str, object], form: str):
    reply = client.post(f"/train/export/{form}", json={"plan": plan})
    assert reply.status_code == 200
    assert re.fullmatch(
        rf'attachment; filename="[a-z0-9-]+\.{EXPORTS[form].ending}"',
        reply.headers["content-disposition"],
    )
    if form == "docx":
        texts = [paragraph.text for paragraph in WordDocument(io.BytesIO(reply.content)).paragraphs]
        assert any(plan["title"] in text for text in texts)
    elif form == "pptx":
        assert len(Presentation(io.BytesIO(reply.content)).slides) > 5
    elif form == "md":
        assert plan["title"] in reply.text
    else:
        assert plan["pre_test"][0]["question"][:20] in reply.text.replace("\\", "")
    assert zipfile.is_zipfile(io.BytesIO(reply.content)) == (form in {"docx", "pptx"})


def test_a_plan_without_questions_has_no_test_to_download(
    client: TestClient, plan: dict[str, object]
):
    bare = {**plan, "pre_test": [], "post_test": []}
    reply = client.post("/train/export/gift?ui=en", json={"plan": bare})
    assert reply.json()["error"]["code"] == "session_no_items"


def test_other_blocks_are_offered_in_place_and_after(client: TestClient, plan: dict[str, object]):
    block = next(block for block in plan["blocks"] if block["kind"] == "activity")
    offers = client.post("/train/others", json={"plan": plan, "block": block["id"]}).json()
    assert offers["blocks"]
    assert {one["id"] for one in offers["blocks"]} == {block["id"]}
    assert block["title"] not in {one["title"] for one in offers["blocks"]}
    more = client.post("/train/others", json={"plan": plan, "kind": "energiser"}).json()
    assert {one["kind"] for one in more["blocks"]} == {"energiser"}


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("plan", {**REQUEST, "topics": []}, "session_topics"),
        ("plan", {**REQUEST, "minutes": 10}, "session_minutes"),
        ("plan", {**REQUEST, "minutes": "90"}, "bad_input"),
        ("plan", {**REQUEST, "topics": ["quantum chromodynamics"]}, "session_topic"),
        ("plan", {}, "bad_input"),
        ("pack", {"name": "../../etc/passwd"}, "session_pack"),
        ("pack", {"name": 7}, "bad_input"),
        ("open", {"plan": None}, "session_file"),
        ("open", {"plan": {"language": "en"}}, "session_file"),
        ("export/docx", {"plan": []}, "session_file"),
    ],
)
def test_what_cannot_be_done_is_said(
    client: TestClient, path: str, data: dict[str, object], code: str
):
    reply = client.post(f"/train/{path}?ui=en", json=data)
    assert reply.status_code == 400, reply.text
    error = reply.json()["error"]
    assert error["code"] == code
    assert error["message"]


def test_what_is_no_kind_of_block_is_refused(client: TestClient, plan: dict[str, object]):
    reply = client.post("/train/others", json={"plan": plan, "kind": "concert"})
    assert reply.json()["error"]["code"] == "bad_input"


def test_a_plan_of_more_than_two_megabytes_is_refused(client: TestClient):
    reply = client.post("/train/open", json={"plan": "x" * MOST_BYTES})
    assert reply.status_code == 413
