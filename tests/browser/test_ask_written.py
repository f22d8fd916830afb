"""With a language model: its sentences appear one by one, each with its receipt; stopping ends the request."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.assistant.generating.server import Handler, Server, event, serving
from tests.browser.conftest import Visit
from tests.serving import Running, start

pytestmark = pytest.mark.browser

QUESTION = "How were the data collected?"
FIRST = (
    "Data collection method in this research was through direct interviews with informants and also documents in the "
    "form of articles, journals, reports, and electronic media."
)
WORDS = "Data collection method in this research"
Visitor = Callable[..., Visit]

go_on = threading.Event()


def first_then_wait(handler: Handler) -> None:
    """One sentence; the next only when the test says so."""
    key = handler.asked.key_of(WORDS)
    handler.begin()
    handler.write(event(f"{FIRST} [{key}] The second sentence"))
    while not go_on.wait(0.1):
        handler.write(": still here\n\n")
    handler.write(event(f" says 41 things [{key}]."))
    handler.write(event(reason="stop"))
    handler.write("data: [DONE]\n\n")


@pytest.fixture(scope="module")
def model() -> Iterator[Server]:
    with serving(first_then_wait) as server:
        yield server


@pytest.fixture(scope="module")
def writing(model: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("writing")
    settings = {"ASSISTANT_LLM_URL": model.url, "ASSISTANT_LLM_MODEL": "test-model"}
    running = start(folder / "home", folder / "log", **settings)
    running.wait()
    yield running
    running.process.terminate()
    running.process.wait(timeout=15)


def test_a_sentence_is_read_while_the_next_is_written(visitor: Visitor, writing: Running):
    go_on.clear()
    visit = visitor(url=writing.url)
    page = visit.open("/en")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    growing = page.locator("[data-growing] .said")
    expect(growing).to_contain_text(FIRST)
    expect(growing.locator("a.chip")).to_have_text("[1]")
    go_on.set()
    turn = page.locator(".turn[data-status=answered]")
    expect(turn.locator(".written .said")).to_have_count(1)  # the second is not in the passage
    expect(turn.locator(".receipt").first).to_have_text("quotation")
    turn.locator(".receipts summary").click()
    expect(turn.locator(".receipts blockquote")).to_contain_text(FIRST)
    expect(turn).not_to_contain_text("41 things")
    turn.locator(".written a.chip").click()
    expect(page.locator("#evidence mark")).to_contain_text(FIRST)


def test_stopping_ends_the_request_to_the_model(visitor: Visitor, writing: Running, model: Server):
    go_on.clear()
    model.gone.clear()
    visit = visitor(url=writing.url)
    page = visit.open("/en")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    expect(page.locator("[data-growing] .said")).to_be_visible()
    page.click("#send")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#question")).to_have_value(QUESTION)
    assert model.gone.wait(10)
