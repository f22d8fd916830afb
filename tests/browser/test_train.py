"""A session is built, changed, undone, kept and taken along in a real browser; the clock always adds up."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.serving import Running

pytestmark = pytest.mark.browser

Visitor = Callable[..., Visit]
WAIT = 30_000
EVIL = '<img src=x onerror="window.hit=1">'


def opened(visitor: Visitor, server: Running, **options: object) -> tuple[Visit, Page]:
    visit = visitor(url=server.url, accept_downloads=True, **options)
    visit.page.goto(f"{visit.url}/train/en")
    return visit, visit.page


def built(page: Page, minutes: int = 120) -> None:
    page.fill("[name=topic]", "The Code")
    page.select_option("[name=audience]", "tourism")
    page.fill("[name=minutes]", str(minutes))
    page.keyboard.press("Enter")
    expect(page.locator(".block").first).to_be_visible(timeout=WAIT)


def titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".block h3").all_text_contents()]


def kept(page: Page) -> dict[str, object]:
    stored: dict[str, object] = json.loads(page.evaluate("localStorage['session-plan']"))["plan"]
    return stored


def test_a_plan_is_changed_and_undone_and_its_clock_adds_up(
    visitor: Visitor, library_server: Running
):
    visit, page = opened(visitor, library_server)
    built(page)
    expect(page.locator(".sum")).to_contain_text("120 minutes in all, as asked for")
    before = titles(page)
    page.locator(".block").nth(1).locator("[data-focus^=down]").focus()
    page.keyboard.press("Enter")
    moved = titles(page)
    assert moved == [before[0], before[2], before[1], *before[3:]]
    assert page.evaluate("document.activeElement.dataset.focus").startswith("down:")

    page.locator(".block .minutes input").first.fill("30")
    page.keyboard.press("Tab")
    expect(page.locator(".sum")).to_contain_text("more than the 120 asked for")
    clocks = page.locator(".clock").all_text_contents()
    assert clocks[0].startswith("08.00")
    assert all(a.split("–")[1] == b.split("–")[0] for a, b in itertools.pairwise(clocks))
    page.click("text=Fit the times")
    expect(page.locator(".sum")).to_contain_text("as asked for")
    assert sum(block["minutes"] for block in kept(page)["blocks"]) == 120

    rest = page.locator(".block.break")
    count = rest.count()
    assert count
    rest.first.locator("[data-focus^=remove]").click()
    expect(page.locator("#plan-said")).to_contain_text("break")
    assert rest.count() == count - 1
    page.click("#plan-said button")
    expect(rest).to_have_count(count)
    while page.locator("[data-focus=undo]").is_enabled():
        page.click("[data-focus=undo]")
    assert titles(page) == before
    assert visit.overflow() <= 0


def test_a_changed_quotation_becomes_the_trainers_own_words(
    visitor: Visitor, library_server: Running
):
    _, page = opened(visitor, library_server)
    built(page)
    block = page.locator(".block.input").first
    quotations = block.locator(".quotation a").count()
    block.locator("[data-focus^=edit]").click()
    field = block.locator(".message-editor textarea").first
    field.fill(EVIL)
    block.locator("[data-focus^=edit]").click()  # one click leaves the field and closes
    expect(block.locator(".quotation.own")).to_contain_text("own words")
    expect(block.locator(".quotation.own")).to_contain_text(EVIL)
    assert block.locator(".quotation a").count() == quotations - 1
    assert page.evaluate("window.hit === undefined")
    page.click("[data-focus=undo]")
    expect(block.locator(".quotation.own")).to_have_count(0)


def test_a_block_is_swapped_and_one_of_ones_own_is_added(visitor: Visitor, library_server: Running):
    _, page = opened(visitor, library_server)
    built(page)
    before = titles(page)
    at = page.locator(".block").evaluate_all("all => all.findIndex(b => b.matches('.activity'))")
    page.locator(".block.activity [data-focus^=swap]").first.click()
    page.locator(".offers button").first.click(timeout=WAIT)
    after = titles(page)
    assert after[at] != before[at]
    assert [*after[:at], *after[at + 1 :]] == [*before[:at], *before[at + 1 :]]
    page.locator(".block [data-focus^=add]").first.click()
    page.click("text=An empty part that I fill myself")
    assert titles(page)[1] == "New part"
    assert len(titles(page)) == len(before) + 1


def test_it_is_kept_taken_along_opened_and_deleted(
    visitor: Visitor, library_server: Running, tmp_path: Path
):
    visit, page = opened(visitor, library_server, width=390, height=844)
    built(page)
    title = page.input_value("#plan-title")
    with page.expect_download() as download:
        page.click("[data-focus=save]")
    file = tmp_path / "plan.json"
    download.value.save_as(file)
    page.select_option("[data-focus=format]", "docx")
    with page.expect_download(timeout=WAIT) as download:
        page.click("[data-focus=take]")
    assert download.value.suggested_filename.endswith(".docx")
    page.reload()
    expect(page.locator("#plan-said")).to_contain_text("opened again", timeout=WAIT)
    assert page.input_value("#plan-title") == title
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("text=Delete from the browser")
    assert page.evaluate("localStorage.length") == 0

    plan = json.loads(file.read_text(encoding="utf-8"))
    message = next(m for block in plan["blocks"] for m in block["messages"])
    message["text"] = message["citations"][0]["quote"] = "This was never said."
    file.write_text(json.dumps(plan), encoding="utf-8")
    page.set_input_files("#open-file", file)
    expect(page.locator(".quotation.stale").first).to_contain_text("no longer in the library")
    assert visit.overflow() <= 0
    page.click("[data-leave]")
    page.wait_for_url("about:blank")
    page.goto(f"{visit.url}/train/en")
    assert page.evaluate("localStorage.length") == 0


def test_what_is_impossible_is_said_beside_the_form(visitor: Visitor, library_server: Running):
    visit, page = opened(visitor, library_server)
    page.fill("[name=topic]", "The Code")
    page.fill("[name=minutes]", "10")
    page.keyboard.press("Enter")
    expect(page.locator("#ask #said .problem")).to_be_focused()
    expect(page.locator("#ask #said .problem")).to_contain_text("30")
    visit.complaints.clear()
