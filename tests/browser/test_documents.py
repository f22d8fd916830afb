"""The pages behind the login, as a trainer and an evaluator use them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.evaluation.marking import CRITERIA, read_form
from assistant.evaluation.reporting import RESULT
from tests.browser.conftest import Visit
from tests.guarded import PASSWORDS, start_guarded
from tests.serving import Running

pytestmark = pytest.mark.browser
Visitor = Callable[..., Visit]
TEXT = "# Catatan Wanasari\n\nForum anak Wanasari berdiri pada tahun 2018.\n"


@pytest.fixture(scope="module")
def guarded(thesis_home: Path) -> Running:
    return start_guarded(thesis_home)


def log_in(page: Page, url: str, role: str, ui: str) -> None:
    page.goto(f"{url}/account/{ui}")
    page.check(f"input[value={role}]")
    page.fill("#password", PASSWORDS[role])
    page.press("#password", "Enter")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(("ui", "width", "scheme"), [("en", 1280, "light"), ("id", 360, "dark")])
def test_a_trainer_sends_reads_confirms_and_deletes(
    visitor: Visitor, guarded: Running, ui: str, width: int, scheme: str
):
    visit = visitor(width=width, url=guarded.url, color_scheme=scheme)
    page = visit.page
    log_in(page, guarded.url, "trainer", ui)
    assert visit.overflow() <= 0
    sent = {"name": f"wanasari-{ui}.md", "mimeType": "text/markdown", "buffer": TEXT.encode()}
    page.set_input_files("#file", sent)
    page.click("#send button")
    page.wait_for_url("**/waiting/*")
    expect(page.locator(".extract")).to_contain_text("berdiri pada tahun 2018.")
    assert visit.overflow() <= 0
    page.locator("form[action$='/confirm'] button").first.click()
    row = page.locator(".rows > li", has_text=f"wanasari-{ui}")
    expect(row.locator("code").first).to_have_text(f"wanasari-{ui}", timeout=30_000)
    expect(page.locator("#state")).to_have_attribute("data-running", "no")
    assert visit.overflow() <= 0
    row.locator(".ask-first summary").click()
    row.locator("form[action$='/delete'] button").click()
    expect(row).to_have_count(0, timeout=30_000)


def test_a_file_that_cannot_be_read_says_why(visitor: Visitor, guarded: Running):
    visit = visitor(url=guarded.url)
    log_in(visit.page, guarded.url, "trainer", "id")
    sent = {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": b"bukan PDF"}
    visit.page.set_input_files("#file", sent)
    visit.page.click("#send button")
    expect(visit.page.locator("#sent")).to_contain_text("laporan.pdf")
    expect(visit.page.locator("#send button")).to_be_enabled()
    visit.complaints = [
        one for one in visit.complaints if "400" not in one
    ]  # the browser's note of it


def test_an_evaluator_marks_with_the_keyboard_and_takes_the_form_along(
    visitor: Visitor,
    guarded: Running,
    thesis_home: Path,
    tmp_path: Path,
):
    citation = {
        "number": 1, "document_id": "thesis.id", "title": "Intisari", "section": "Intisari",
        "page": None, "start": 0, "end": 8, "language": "id", "quote": "Intisari",
    }  # fmt: skip
    row = {"question": "Apa ini?", "history": [], "language": "id", "text": "“Intisari” [1]"}
    rows = [row | {"id": f"q{n}", "citations": [citation]} for n in range(2)]
    folder = thesis_home.parent / "guarded-home" / "evaluation"
    folder.mkdir(exist_ok=True)
    result = {"fingerprint": "f1", "measures": {}, "questions": rows}
    (folder / RESULT).write_text(json.dumps(result), encoding="utf-8")

    visit = visitor(width=390, url=guarded.url)
    page = visit.page
    log_in(page, guarded.url, "evaluator", "en")

    def begin() -> None:
        page.fill("#marker", "ani")
        page.press("#marker", "Enter")
        expect(page.locator("#work")).to_be_visible()

    begin()
    assert visit.overflow() <= 0
    for key in "21012":
        page.keyboard.press(key)
    expect(page.locator("#count")).to_contain_text("1 marked in full")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("Answer 2 of 2")
    page.reload()
    begin()
    expect(page.locator("#count")).to_contain_text("Answer 2 of 2 · 1 marked in full")
    with page.expect_download() as download:
        page.click("#download button")
    path = tmp_path / "ani.csv"
    download.value.save_as(path)
    marks = [row for row in read_form(path).marks.values() if row]
    assert marks == [dict(zip(CRITERIA, (2, 1, 0, 1, 2), strict=True))]
    assert next(csv.reader(path.read_text("utf-8-sig").splitlines()))[0] == "run"
    page.click("[data-leave]")
    page.wait_for_url("about:blank")
    page.goto(f"{guarded.url}/leave")
    assert page.evaluate("localStorage.length") == 0
