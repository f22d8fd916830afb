"""The page "How good is it?" in a real Chromium: both languages, desk and phone, as it ships."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from playwright.sync_api import expect
from starlette.applications import Starlette

from assistant.conversation import Assistant
from assistant.messages import string
from assistant.settings import Settings
from assistant.web.routes import routes
from assistant.web.score import pages
from index.document import LANGUAGES
from tests.browser.conftest import Visit
from tests.conftest import LIBRARY
from tests.serving import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(thesis_assistant: Assistant) -> Iterator[str]:
    """Our own addresses without Gradio, over the thesis, with the figures of the whole material."""
    library = thesis_assistant.library
    settings = Settings(home=thesis_assistant._settings.home, knowledge=LIBRARY)
    own = [*pages.routes(library, LIBRARY), *routes(thesis_assistant, library, settings)]
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=own), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("ui", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_the_screen_and_leads_to_its_other_language(
    visitor: Callable[..., Visit], address: str, ui: str, width: int
) -> None:
    visit = visitor(width=width, url=address)
    visit.page.goto(f"{address}/score/{ui}")
    expect(visit.page.locator("h1")).to_have_text(string("score.title", ui))
    expect(visit.page.locator(".figures li")).to_have_count(6)
    expect(visit.page.locator(".points").first.locator("li")).to_have_count(4)
    expect(visit.page.locator(".interval .dot").first).to_be_visible()
    expect(visit.page.locator("main")).to_contain_text(string("score.other_library", ui))
    assert visit.overflow() <= 0
    other = {"id": "en", "en": "id"}[ui]
    visit.page.locator(f'a[href="/score/{other}"]').click()
    expect(visit.page.locator("h1")).to_have_text(string("score.title", other))
