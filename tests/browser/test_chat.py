import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.conversation import Assistant
from tests.browser.conftest import Visit
from tests.serving import start

pytestmark = pytest.mark.browser

WHERE = {"id": "Di mana penelitian ini dilakukan?", "en": "Where was the research conducted?"}
HOME = {"id": "/", "en": "/en"}
EVIL = '<img src=x onerror="window.hit=1"><script>window.hit=2</script> ECPAT?'
Visitor = Callable[..., Visit]


def marked(page: Page) -> str:
    page.wait_for_selector("#evidence mark")
    text: str = page.evaluate("document.querySelector('#evidence mark').textContent")
    return text


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_question_is_answered_and_its_quotation_opens(
    visitor: Visitor, assistant: Assistant, language: str
):
    visit = visitor()
    page = visit.open(HOME[language])
    assert page.evaluate("document.documentElement.lang") == language
    turn = visit.ask(WHERE[language])
    expect(turn).to_contain_text("Jakarta")
    assert turn.get_attribute("data-status") == "answered"
    chip = turn.locator(".answer a.chip").first
    href = chip.get_attribute("href") or ""
    document_id, start, end = re.findall(r"/reader/([^?]+)\?start=(\d+)&end=(\d+)", href)[0]
    expected = assistant.document(document_id).text[int(start) : int(end)]
    assert expected in turn.locator(".answer .quoted").first.text_content()
    chip.click()
    assert marked(page) == expected
    expect(page.locator("#evidence mark")).to_be_in_viewport()
    expect(page.locator("#evidence h1")).to_have_text(assistant.document(document_id).title)
    expect(page.locator("#evidence .place")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language


def test_the_keyboard_is_enough(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    turn = visit.ask(WHERE["id"])
    chip = turn.locator(".answer a.chip").first
    chip.focus()
    page.keyboard.press("Enter")
    first = marked(page)
    assert first
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('#evidence')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("!!document.activeElement.closest('#evidence')")
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    expect(chip).to_be_focused()


def test_a_sheet_on_a_phone_keeps_the_focus_and_gives_it_back(visitor: Visitor):
    visit = visitor(390, 844)
    page = visit.open()
    chip = visit.ask(WHERE["id"]).locator(".answer a.chip").first
    chip.click()
    assert marked(page)
    assert page.evaluate("document.querySelector('#evidence').matches(':modal')")
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    expect(chip).to_be_focused()
    page.click("[data-help] >> nth=0")
    expect(page.locator("#help")).to_contain_text("08111-129-129")
    page.click("#help [data-close]")
    expect(page.locator("#help")).to_be_hidden()


def test_the_next_citation_replaces_the_one_beside_the_chat(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    turn = visit.ask("Apa itu ESKA?")
    chips = turn.locator(".answer a.chip")
    assert chips.count() > 1
    chips.nth(0).click()
    first = marked(page)
    chips.nth(1).click()
    expect(page.locator("#evidence [data-number]")).to_have_text("[2]")
    expect(page.locator("#evidence mark")).not_to_have_text(first)


def test_a_question_that_is_not_answered_offers_two_that_are(visitor: Visitor):
    visit = visitor()
    visit.open("/en")
    turn = visit.ask("What is the boiling point of copper?")
    assert turn.get_attribute("data-status") in ("not_found", "off_topic")
    offered = turn.locator("[data-ask]")
    expect(offered).to_have_count(2)
    offered.first.click()
    answered = visit.page.locator(".turn").last
    expect(answered).to_have_attribute("data-status", "answered")
    expect(visit.page.locator(".turn")).to_have_count(2)


def test_every_example_is_answered(visitor: Visitor):
    for path in HOME.values():
        visit = visitor()
        page = visit.open(path)
        examples = page.locator(".examples [data-ask]").all_text_contents()
        assert 4 <= len(examples) <= 6
        for example in examples:
            assert visit.ask(example).get_attribute("data-status") == "answered", example


def test_a_question_that_cannot_be_asked_stays_in_the_box(visitor: Visitor):
    visit = visitor(390, 844)
    page = visit.open("/en")
    turn = visit.ask("x" * 2001)
    expect(turn).to_contain_text("2001")
    expect(turn.locator(".problem")).to_be_in_viewport()
    assert len(page.input_value("#question")) == 2001


def test_shift_enter_is_a_new_line_and_a_safe_word_opens_help(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    page.fill("#question", "satu")
    page.press("#question", "Shift+Enter")
    assert page.input_value("#question") == "satu\n"
    for word in ("Tolong!", "bantuan", "HELP", "tolong tolong!!", "help, tolong"):
        page.fill("#question", word)
        page.press("#question", "Enter")
        expect(page.locator("#help")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()
    expect(page.locator(".turn")).to_have_count(0)


def test_what_a_visitor_writes_is_never_markup(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    turn = visit.ask(EVIL)
    expect(turn.locator(".question")).to_have_text(EVIL)
    visit.ask(f"Apa itu ESKA? {EVIL}")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit === undefined")
    assert page.locator("#conversation img, #conversation script").count() == 0


def test_the_language_is_switched_in_one_click_and_remembered(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    page.click("nav a[hreflang=en]")
    page.wait_for_url("**/en")
    page.wait_for_selector("#question")
    assert page.title() == "CSEC Study Assistant"
    visit.open("/")
    assert page.url.endswith("/en")
    page.click("nav a[hreflang=id]")
    page.wait_for_selector(".chat[data-ui=id]")
    assert page.title() == "Asisten Belajar ESKA"


def test_nothing_is_stored_and_clearing_clears(visitor: Visitor):
    visit = visitor()
    page = visit.open()
    visit.ask(WHERE["id"])
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == "[{},{}]"
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    cookies = {cookie["name"] for cookie in page.context.cookies()}
    assert cookies == {"visitor"}
    page.click("#composer [data-clear]")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/help/en"])
def test_leaving_is_one_click_and_leaves_no_way_back(visitor: Visitor, path: str):
    visit = visitor()
    page = visit.open("/en")
    visit.ask(WHERE["en"])
    page.goto(visit.url + path)
    page.evaluate("localStorage.cards = sessionStorage.seen = 'x'")
    page.click("[data-leave]")
    page.wait_for_url("about:blank")
    for _ in range(2):
        page.go_back()
        page.wait_for_url("about:blank")
        assert "ECPAT" not in page.content()
    page.goto(f"{visit.url}/help/en")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"


def test_a_follow_up_takes_the_conversation_along(visitor: Visitor):
    visit = visitor()
    visit.open()
    visit.ask("Apa itu ESKA?")
    turn = visit.ask("Bagaimana dengan pencegahannya?")
    expect(turn.locator(".understood")).to_contain_text("ESKA")


def test_an_answer_is_copied_with_its_sources(visitor: Visitor):
    visit = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = visit.open("/en")
    turn = visit.ask(WHERE["en"])
    turn.locator(".menu summary").click()
    turn.locator("[data-copy=text]").click()
    expect(page.locator("#told")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\nSources:\n[1] Thesis abstract" in copied
    assert turn.locator(".quoted").first.text_content() in copied


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844), (360, 640), (360, 740)])
def test_it_fits_and_can_be_read(visitor: Visitor, scheme: str, width: int, height: int):
    visit = visitor(width, height, color_scheme=scheme, reduced_motion="reduce")
    page = visit.open()
    expect(page.locator("#question")).to_be_in_viewport()
    expect(page.locator(".notice")).to_be_in_viewport(ratio=1)
    bottom = page.locator(".notice").bounding_box()
    composer = page.locator(".field").bounding_box()
    assert bottom["y"] + bottom["height"] <= composer["y"]
    assert visit.overflow() <= 0
    light = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    )
    assert (light > 128) == (scheme == "light")
    turn = visit.ask("Apa peran ECPAT Indonesia dalam program Down to Zero?")
    turn.locator(".answer a.chip").first.click()
    assert marked(page)
    assert visit.overflow() <= 0
    page.keyboard.press("Escape")
    for button in page.locator("nav .button, .send, #composer [data-clear]").all():
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert _least_contrast(page) >= 4.5


def _least_contrast(page: Page) -> float:
    """The smallest contrast of a text with the colour behind it."""
    script = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
    return float(page.evaluate(script))


def test_help_works_while_the_library_cannot_be_opened(visitor: Visitor, tmp_path: Path):
    broken = tmp_path / "knowledge"
    broken.mkdir()
    (broken / "catalogue.yaml").write_text("documents: [{id: x}]\n", encoding="utf-8")
    running = start(tmp_path / "home", tmp_path / "log", ASSISTANT_KNOWLEDGE=str(broken))
    running.wait("/healthz")
    visit = visitor(url=running.url)
    page = visit.open()
    expect(page.locator("#library.wrong")).to_be_visible(timeout=20_000)
    expect(page.locator("#library")).to_contain_text("catalogue.yaml")
    turn = visit.ask(WHERE["id"])
    assert turn.get_attribute("data-status") == "problem"
    assert page.input_value("#question") == WHERE["id"]
    page.click("[data-help] >> nth=0")
    expect(page.locator("#help")).to_contain_text("110")
    page.close()
    running.process.terminate()
    running.process.wait(timeout=15)


def test_the_page_is_there_before_the_library(visitor: Visitor, tmp_path: Path):
    running = start(tmp_path / "home", tmp_path / "log")
    running.wait("/healthz")
    visit = visitor(url=running.url)
    page = visit.open("/en")
    line = page.locator("#library")
    if running.get("/readyz").status_code == 503:
        expect(line).to_contain_text("opening")
    running.wait("/readyz")
    expect(line).to_be_hidden(timeout=10_000)
    expect(visit.ask(WHERE["en"])).to_contain_text("Jakarta")
    page.close()
    running.process.terminate()
    running.process.wait(timeout=15)


def test_a_server_that_went_away_is_said_kindly(visitor: Visitor):
    visit = visitor()
    page = visit.open("/en")
    page.route("**/turn/**", lambda route: route.fulfill(status=503, body="{}"))
    turn = visit.ask(WHERE["en"])
    expect(turn).to_contain_text("did not reach")
    assert page.input_value("#question") == WHERE["en"]
    visit.complaints.clear()
