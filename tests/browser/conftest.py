"""A real Chromium over a real server; no visit may ask another host, or complain."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright import sync_api as playwright

from assistant.conversation import Assistant
from tests.conftest import LIBRARY
from tests.serving import Running, shared, start

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """A page with what its browser asked for and complained about."""

    page: playwright.Page
    url: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> playwright.Page:
        self.page.goto(self.url + path)
        self.page.wait_for_selector("#question")
        return self.page

    def ask(self, question: str) -> playwright.Locator:
        """Send a question with the keyboard; the turn that answers it."""
        turns = self.page.locator(".turn")
        before = turns.count()
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        playwright.expect(turns).to_have_count(before + 1)
        playwright.expect(turns.last).not_to_have_attribute("data-status", "waiting")
        return turns.last

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.fixture(scope="session")
def server(thesis_home: Path) -> Running:
    return shared(thesis_home)


@pytest.fixture(scope="package")
def library_server(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A server over the whole built-in material, for what the thesis alone is too small for."""
    folder = tmp_path_factory.mktemp("library-served")
    shutil.copytree(assistant._settings.home, folder / "home")
    running = start(folder / "home", folder / "log", ASSISTANT_KNOWLEDGE=str(LIBRARY))
    running.wait()
    yield running
    running.process.terminate()
    running.process.wait(timeout=15)


@pytest.fixture(scope="package")
def browser() -> Iterator[playwright.Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser found: none of {', '.join(NAMES)} is installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: playwright.Browser, server: Running) -> Iterator[Callable[..., Visit]]:
    """Make visits; at the end of the test each must have been quiet."""
    contexts: list[playwright.BrowserContext] = []
    visits: list[Visit] = []

    def visit(
        width: int = 1280, height: int = 800, url: str = server.url, **options: object
    ) -> Visit:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, **options)
        context.set_default_timeout(15_000)
        made = Visit(context.new_page(), url)
        context.on("request", lambda request: made.hosts.add(urlsplit(request.url).netloc))
        context.on("console", lambda message: _note(made, message))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        contexts.append(context)
        visits.append(made)
        return made

    yield visit
    for context in contexts:
        context.close()
    for made in visits:
        assert made.hosts <= {urlsplit(made.url).netloc, ""}
        assert made.complaints == []


def _note(visit: Visit, message: playwright.ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        visit.complaints.append(message.text)
