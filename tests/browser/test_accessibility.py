"""WCAG 2.2 AA as far as axe-core can tell, over every page, both languages, both themes.

axe-core is not part of this project: `npm pack axe-core`, unpack it, and name its axe.min.js in AXE_CORE.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("AXE_CORE" not in os.environ, reason="AXE_CORE does not name an axe.min.js"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUESTIONS = {
    "id": ("Apa itu ESKA?", "Apa rumus kimia air?", "Om saya suka pegang-pegang saya"),
    "en": ("What is CSEC?", "What is the formula of water?", "my uncle touches me"),
}
HOME = {"id": "/", "en": "/en"}
PAGES = (
    "/help/{ui}",
    "/library/{ui}",
    "/practise/{ui}",
    "/train/{ui}",
    "/reader/thesis.{ui}?ui={ui}",
)
Visitor = Callable[..., Visit]


def violations(page: Page) -> list[str]:
    page.evaluate(Path(os.environ["AXE_CORE"]).read_text(encoding="utf-8"))
    found = page.evaluate(
        """(tags) => axe.run({runOnly: {type: "tag", values: tags}}).then((result) =>
            result.violations.flatMap((rule) =>
                rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))""",
        TAGS,
    )
    return [str(one) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ui", ["id", "en"])
def test_the_conversation_has_no_violations(visitor: Visitor, ui: str, scheme: str):
    visit = visitor(color_scheme=scheme, reduced_motion="reduce")
    page = visit.open(HOME[ui])
    assert violations(page) == []
    for question in QUESTIONS[ui]:
        visit.ask(question)
    page.locator("[data-why]").first.click()
    page.locator(".why table").first.wait_for()
    page.locator(".turn .menu summary").first.click()
    assert violations(page) == []
    page.locator(".answer a.chip").first.click()
    page.locator("#evidence mark").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("#scope-button")
    page.locator("#scope input[type=checkbox]").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("nav [data-help]")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ui", ["id", "en"])
def test_no_other_page_has_violations(visitor: Visitor, ui: str, scheme: str):
    visit = visitor(color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for path in PAGES:
        reply = visit.page.goto(visit.url + path.format(ui=ui))
        assert reply is not None
        if reply.status == 200 and (broken := violations(visit.page)):
            found[path] = broken
    assert found == {}
