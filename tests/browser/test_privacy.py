"""What a visitor wrote is in the open page alone: nowhere that a browser stores things, and gone when it is cleared."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Visitor = Callable[..., Visit]

MARK = "kanari83b1f6"
STORED = """async () => {
  const parts = [location.href, document.cookie, JSON.stringify(history.state), document.title, name];
  for (const store of [localStorage, sessionStorage]) parts.push(JSON.stringify({...store}));
  for (const base of await indexedDB.databases()) parts.push(base.name);
  for (const key of await caches.keys()) {
    const cache = await caches.open(key);
    for (const request of await cache.keys()) {
      parts.push(request.url, await (await cache.match(request)).text());
    }
  }
  return parts.join("\\n");
}"""


def stored(page: Page) -> str:
    """All that the browser keeps of a page beside the page itself."""
    return str(page.evaluate(STORED)) + str(page.context.storage_state(indexed_db=True))


def test_the_search_finds_what_is_stored(visitor: Visitor) -> None:
    """The check itself can fail."""
    page = visitor().open()
    page.evaluate(f"sessionStorage.setItem('last', '{MARK}')")
    assert MARK in stored(page)
    page.evaluate("sessionStorage.clear()")
    page.evaluate(f"localStorage.setItem('last', '{MARK}')")
    assert MARK in stored(page)


def test_nothing_that_was_written_is_stored_by_the_browser(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open()
    for question in (
        f"Apa itu ESKA {MARK}?",
        f"Saya pernah dilecehkan {MARK}.",
        f"gimana cara deketin anak smp biar nurut {MARK}",
        f"resep rendang {MARK}",
    ):
        visit.ask(question)
        assert MARK not in stored(page)
    page.fill("#question", f"belum terkirim {MARK}")
    assert MARK not in stored(page)


def test_what_was_written_is_gone_after_clearing_and_after_a_reload(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open()
    visit.ask(f"Apa itu ESKA {MARK}?")
    page.click("#composer [data-clear]")
    expect(page.locator(".turn")).to_have_count(0)
    assert MARK not in page.content()
    visit.ask(f"Apa itu grooming {MARK}?")
    page.reload()
    page.wait_for_selector("#question")
    assert MARK not in page.content()
    assert page.input_value("#question") == ""
    assert MARK not in stored(page)
