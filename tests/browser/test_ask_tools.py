"""What hangs on an answer: its quotation at hand, why it was given, what is taken away, other words, other language."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

WHERE = "Di mana penelitian ini dilakukan?"
WHAT = "Apa itu ESKA?"
Visitor = Callable[..., Visit]


def quotation(page: Page) -> str:
    return page.locator(".turn .answer .quoted").first.text_content() or ""


def test_a_citation_shows_its_quotation_before_it_is_opened(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    chip = visit.ask(WHERE).locator(".answer a.chip").first
    peek = page.locator("#peek")
    chip.hover()
    expect(peek).to_be_visible()
    expect(peek.locator("blockquote")).to_have_text(quotation(page))
    expect(peek.locator(".title")).not_to_be_empty()
    page.mouse.move(2, 300)
    expect(peek).to_be_hidden()
    page.focus("#question")
    chip.evaluate("(chip) => chip.focus({focusVisible: true})")
    expect(peek).to_be_visible()
    assert chip.get_attribute("aria-describedby") == "peek"
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    expect(chip).to_be_focused()


def test_why_an_answer_was_given_is_shown_with_figures(visitor: Visitor):
    visit = visitor(390, 844)
    page = visit.open("/en")
    turn = visit.ask("Where was the research conducted?")
    expect(turn.locator(".sureness")).to_be_visible()
    button = turn.locator("[data-why]")
    button.click()
    rows = turn.locator(".why tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.count() == turn.locator(".answer a.chip").count()
    assert re.search(r"\d+% sure", turn.locator(".why").inner_text())
    assert re.fullmatch(r"\d+ / \d+", rows.first.locator("td").first.inner_text())
    assert visit.overflow() <= 0
    button.click()
    expect(turn.locator(".why")).to_be_hidden()
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator(".problem").count() == 0


def test_footnotes_are_copied_in_the_style_that_is_wanted(visitor: Visitor):
    visit = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = visit.open("/en")
    turn = visit.ask("Where was the research conducted?")
    wanted = {
        "apa": "(n.d.). Thesis abstract",
        "chicago": "Thesis abstract",
        "bibtex": "@phdthesis{thesis.en,",
    }
    for style, words in (wanted | {"ris": "TY  - THES"}).items():
        turn.locator(".menu summary").click()
        turn.locator(f"[data-copy={style}]").click()
        page.wait_for_function(
            "(words) => navigator.clipboard.readText().then((text) => text.includes(words))",
            arg=words,
        )
        expect(turn.locator(".menu")).not_to_have_attribute("open", "")
        if style in ("apa", "chicago"):
            assert f"“{quotation(page)}”" in page.evaluate("navigator.clipboard.readText()")


def test_the_conversation_is_downloaded_with_every_quotation(visitor: Visitor):
    visit = visitor(accept_downloads=True)
    page = visit.open()
    expect(page.locator("#take")).to_be_hidden()
    visit.ask(WHERE)
    visit.ask(WHAT)
    quotes = page.locator(".answer .quoted").all_text_contents()
    for name in ("markdown", "html", "docx"):
        page.click("#take summary")
        with page.expect_download() as download:
            page.click(f"[data-take={name}]")
        data = Path(download.value.path()).read_bytes()
        if name == "docx":
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                data = file.read("word/document.xml")
        for quote in quotes:
            assert quote.encode() in data, name
        assert WHERE.encode() in data


def test_a_question_is_edited_and_what_leaned_on_it_goes(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    visit.ask(WHERE)
    visit.ask(WHAT)
    page.locator(".turn [data-edit]").first.click()
    expect(page.locator("#question")).to_have_value(WHERE)
    expect(page.locator("#editing")).to_be_visible()
    page.press("#question", "Escape")
    expect(page.locator("#editing")).to_be_hidden()
    page.locator(".turn [data-edit]").first.click()
    page.fill("#question", "Apa peran ECPAT Indonesia?")
    page.press("#question", "Enter")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn .question")).to_have_text("Apa peran ECPAT Indonesia?")


def test_a_running_question_is_stopped_and_stays_in_the_box(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    page.route("**/turn/**", lambda _: None)  # it never answers
    page.fill("#question", WHERE)
    page.press("#question", "Enter")
    expect(page.locator("#send .unseen")).to_have_text("Hentikan")
    page.click("#send")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#question")).to_have_value(WHERE)
    expect(page.locator("#welcome")).to_be_visible()


def test_the_search_is_limited_to_the_documents_that_are_chosen(visitor: Visitor):
    visit = visitor(390, 844)
    page = visit.open()
    page.click("#scope-button")
    boxes = page.locator("#scope input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    page.fill("#scope-filter", "zzz")
    expect(boxes.first).to_be_hidden()
    page.fill("#scope-filter", "")
    boxes.first.check()
    chosen = boxes.first.get_attribute("value") or ""
    page.keyboard.press("Escape")
    expect(page.locator("#scope-button .count")).to_have_text("1")
    with page.expect_request("**/turn/**") as sent:
        visit.ask(WHERE)
    assert '"thesis' in chosen
    assert sent.value.post_data_json["only"] == json.loads(chosen)
    page.click("#scope-button")
    page.click("[data-scope-reset]")
    page.keyboard.press("Escape")
    expect(page.locator("#scope-button .count")).to_be_empty()


def test_another_language_keeps_the_conversation(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    visit.ask(WHERE)
    said = quotation(page)
    page.fill("#question", "belum selesai")
    page.click("nav a[hreflang=en]")
    page.wait_for_selector(".chat[data-ui=en]")
    assert page.url.endswith("/en")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    expect(page.locator(".turn")).to_have_count(1)
    assert quotation(page) == said
    expect(page.locator(".turn .sources h3")).to_have_text("Quoted from")
    expect(page.locator("#question")).to_have_value("belum selesai")
    turn = visit.ask("Bagaimana dengan metodenya?")
    expect(turn.locator(".understood")).to_be_visible()


def test_a_soft_answer_offers_help_and_no_alarm(visitor: Visitor):
    visit = visitor()
    visit.open("/en")
    turn = visit.ask("my uncle touches me and I don't know what to do")
    assert turn.get_attribute("data-status") == "support"
    expect(turn.locator("[data-help]")).to_be_visible()
    expect(turn.locator("[data-edit], [data-why], .sureness")).to_have_count(0)
    red, green, blue = turn.locator(".answer").evaluate(
        "(box) => getComputedStyle(box).borderLeftColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert red <= max(green, blue)
    turn.locator("[data-help]").click()
    expect(visit.page.locator("#help")).to_be_visible()
