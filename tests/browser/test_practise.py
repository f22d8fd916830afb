"""Practising with the keyboard alone, in a real browser: nothing that is typed stays, and help comes first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.serving import Running

pytestmark = pytest.mark.browser

Visitor = Callable[..., Visit]


def opened(visitor: Visitor, ui: str, **options: object) -> tuple[Visit, Page]:
    visit = visitor(**options)
    visit.page.goto(f"{visit.url}/practise/{ui}")
    return visit, visit.page


def test_a_quiz_is_answered_with_the_keyboard(visitor: Visitor, library_server: Running):
    _, page = opened(visitor, "en", url=library_server.url)
    for kind in ("short_answer", "matching"):
        page.uncheck(f"[name=kind][value={kind}]")
    page.focus("#choose [type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_be_focused(timeout=20_000)
    for _ in range(5):
        if page.locator(".score").count():
            break
        page.keyboard.press("1")
        expect(page.locator(".verdict").first).to_be_visible()
        quote = page.locator(".quotation").first
        assert page.locator(".option.right").count() == 1
        href = quote.locator("a").get_attribute("href") or ""
        assert href.startswith("/reader/")
        page.keyboard.press("Enter")
    expect(page.locator(".score")).to_be_visible()
    page.locator(".actions button").last.click()
    expect(page.locator("#choose")).to_be_visible()


def test_an_answer_before_the_examiner_is_compared_and_forgotten(visitor: Visitor):
    visit, page = opened(visitor, "id", width=390, height=844)
    page.check("[value=sidang]")
    expect(page.locator("[name=topic]")).to_be_hidden()
    page.select_option("[name=aspect]", "method")
    page.click("#choose [type=submit]")
    expect(page.locator(".asked")).to_be_focused()
    page.fill("textarea", "<img src=x onerror=alert(1)> Lewat wawancara dengan narasumber.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".use").first).to_be_visible()
    assert page.locator(".stage img").count() == 0
    assert visit.overflow() <= 0
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == "[{},{}]"
    page.click("#stage .actions .strong")
    page.fill("textarea", "Saya dilecehkan paman saya dan takut bercerita.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".support")).to_be_focused()
    expect(page.locator(".support")).to_be_in_viewport()
    first = page.locator(".feedback > *").first
    assert "support" in (first.get_attribute("class") or "")


def test_a_topic_that_is_not_there_is_said_beside_the_form(visitor: Visitor):
    visit, page = opened(visitor, "en")
    page.fill("[name=topic]", "quantum chromodynamics")
    page.click("#choose [type=submit]")
    expect(page.locator("#said .problem")).to_be_focused()
    assert page.input_value("[name=topic]") == "quantum chromodynamics"
    visit.complaints.clear()
