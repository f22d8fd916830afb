"""The library in a real browser: filtering, the reader's search with the keyboard, and what a sentence follows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.serving import Running

pytestmark = pytest.mark.browser

Visitor = Callable[..., Visit]
PAGES = ("", "/glossary", "/timeline", "/actors")


def opened(visitor: Visitor, server: Running, path: str, **options: object) -> tuple[Visit, Page]:
    visit = visitor(url=server.url, **options)
    visit.page.goto(visit.url + path)
    return visit, visit.page


def test_documents_are_found_while_typing(visitor: Visitor, library_server: Running):
    _, page = opened(visitor, library_server, "/library/en")
    everything = page.locator(".work:visible").count()
    page.fill("[name=words]", "restitution")
    expect(page.locator(".work:visible").first).to_contain_text("Restitution")
    assert 0 < page.locator(".work:visible").count() < everything
    expect(page.locator(".found")).to_contain_text("shown")
    page.fill("[name=words]", "zzzz")
    expect(page.locator(".work:visible")).to_have_count(0)
    expect(page.locator(".found")).to_contain_text("Nothing fits")
    page.fill("[name=words]", "")
    page.select_option("[name=kind]", "thesis")
    expect(page.locator(".work:visible")).to_have_count(1)
    expect(page.locator(".group:visible h2")).to_have_count(1)


def test_the_reader_is_searched_with_the_keyboard_and_its_text_stays(
    visitor: Visitor, library_server: Running
):
    _, page = opened(
        visitor, library_server, "/reader/restitution.en?ui=en&start=100&end=300#quote"
    )
    text = "document.querySelector('.document').textContent"
    before = page.evaluate(text)
    expect(page.locator("mark")).to_be_in_viewport()
    page.keyboard.press("/")
    page.keyboard.type("Restitution")
    count = before.lower().count("restitution")
    expect(page.locator(".find .count")).to_have_text(f"1 of {count}")
    assert page.evaluate("CSS.highlights.get('found').size") == count
    page.keyboard.press("Enter")
    expect(page.locator(".find .count")).to_have_text(f"2 of {count}")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".find .count")).to_have_text(f"{count} of {count}")
    hit = "[...CSS.highlights.get('current')][0]"
    assert page.evaluate(f"{hit}.toString()").lower() == "restitution"
    box = page.evaluate(f"(({hit}).getBoundingClientRect()).toJSON()")
    assert 0 < box["top"] < 800
    page.keyboard.press("Escape")
    expect(page.locator(".find .count")).to_have_text("")
    assert page.evaluate(text) == before


def test_a_sentence_says_what_it_follows(visitor: Visitor, library_server: Running):
    _, page = opened(visitor, library_server, "/reader/restitution.id?ui=id")
    cite = page.locator(".cite").first
    cite.focus()
    expect(page.locator("#tip")).to_be_visible()
    first = page.locator("#source-1").inner_text()
    expect(page.locator("#tip")).to_contain_text(first)
    assert first in (cite.get_attribute("aria-label") or "")
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()
    page.locator(".contents a").nth(2).click()
    expect(page.locator(".document .heading").nth(2)).to_be_in_viewport()


def test_in_the_evidence_panel_the_marks_of_sources_take_no_room_and_no_focus(
    visitor: Visitor, library_server: Running
):
    visit = visitor(url=library_server.url)
    page = visit.open("/en")
    visit.ask("What is restitution for a child victim?").locator("a.chip").first.click()
    expect(page.locator("#evidence mark")).to_be_visible()
    seen = "(all) => all.map((one) => [one.tabIndex, one.getBoundingClientRect().width])"
    marks = page.locator("#evidence .cite").evaluate_all(seen)
    assert marks
    assert all(mark == [-1, 0] for mark in marks)


def test_both_languages_on_a_phone_are_switched(visitor: Visitor, library_server: Running):
    visit, page = opened(
        visitor, library_server, "/reader/restitution.id?ui=id&beside=1", width=360, height=740
    )
    assert visit.overflow() <= 0
    expect(page.locator(".left").first).to_be_visible()
    expect(page.locator(".right").first).to_be_hidden()
    page.focus("#side-left")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".right").first).to_be_visible()
    expect(page.locator(".left").first).to_be_hidden()


def test_an_actor_chosen_on_the_map_leaves_its_relations(visitor: Visitor, library_server: Running):
    _, page = opened(visitor, library_server, "/library/id/actors")
    everything = page.locator(".relation:visible").count()
    page.locator("[data-actor=yep]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".relation:visible")).to_have_count(1)
    assert everything > 20
    expect(page.locator(".map .line.on")).to_have_count(1)
    page.locator(".relation:visible .links a").click()
    expect(page.locator("mark")).to_contain_text("Embun Pelangi")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1920, "light")])
def test_every_page_fits_and_its_events_are_filtered(
    visitor: Visitor, library_server: Running, width: int, scheme: str
):
    visit, page = opened(
        visitor, library_server, "/library/id", width=width, height=800, color_scheme=scheme
    )
    for path in PAGES:
        page.goto(f"{visit.url}/library/id{path}")
        assert visit.overflow() <= 0, path
        if path == "/timeline":
            events = page.locator(".event:visible")
            everything = events.count()
            page.uncheck("[name=kind][value=ecpat]")
            assert 0 < events.count() < everything
