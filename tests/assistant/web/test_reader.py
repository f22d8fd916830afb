import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Assistant
from assistant.web.reader import Surroundings, checked_span, cut, render_document
from index.document import Section
from index.problem import Problem
from tests.assistant.web.making import EVIL, SOURCE, document, paged
from tests.serving import Running


class _Mark(HTMLParser):
    """The text inside <mark>, as a browser has it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.inside = self.inside or tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


def marked(page: str) -> str:
    parser = _Mark()
    parser.feed(page)
    return parser.text


TEXT = "Heading\n\nFirst sentence.\tIt <b>ends</b>.\n\n  Second &amp; last.\r\nEnd 😀"


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_the_mark_holds_the_quotation_to_the_character(start: int, length: int):
    end = min(start + length, len(TEXT))
    sections = (Section((), 0, 9, 20), Section(("B",), 20, 25, len(TEXT)))
    page = render_document(document(TEXT, sections=sections), start, end, "en", Surroundings())
    assert marked(page) == TEXT[start:end]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_no_character_is_lost_or_doubled(start: int, end: int):
    start, end = min(start, end), max(start, end)
    drawn = cut(paged(TEXT, 30), start, end, "en")
    whole = "".join(s.text for part in (drawn.before, drawn.marked, drawn.after) for s in part)
    assert whole == TEXT


def test_pages_and_headings_are_shown():
    text = "Title\n\nOne. Two."
    doc = replace(paged(text, 11), sections=(Section(("Title",), 0, 7, len(text)),))
    page = render_document(doc, 12, 16, "id", Surroundings(quoted=(SOURCE,)))
    assert 'data-page="Halaman 1, tercetak iv"' in page
    assert 'role="heading" aria-level="2">Title\n\n</span>' in page
    assert "mengikuti ECPAT &lt;b&gt;" in page


def test_nothing_in_a_document_is_markup():
    doc = document(EVIL, title=EVIL, licence=EVIL, sections=(Section((EVIL,), 0, 0, len(EVIL)),))
    page = render_document(doc, 0, 5, "en", Surroundings())
    assert "<img" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("span", [(0, None), (None, 3), (-1, 3), (3, 3), (5, 2), (0, 10**9)])
def test_a_span_outside_the_document_is_refused(span: tuple[int | None, int | None]):
    with pytest.raises(Problem, match="bad_input"):
        checked_span(document("Some text."), *span)


def test_a_citation_opens_over_http(server: Running, assistant: Assistant):
    text = assistant.document("thesis.en").text
    start = text.index("Data collection method")
    end = text.index(".", start) + 1
    reply = server.get(f"/reader/thesis.en?start={start}&end={end}&ui=en")
    assert reply.status_code == 200
    assert marked(reply.text) == text[start:end]
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert not re.search(r'(?:src|href)="(?:https?:)?//', reply.text)


@pytest.mark.parametrize(
    "path",
    [
        "nope",
        "..%2F..%2Fetc%2Fpasswd",
        "%00",
        "thesis.id?start=1",
        "thesis.id?start=x&end=y",
        "thesis.id?start=-1&end=5",
        "thesis.id?start=5&end=1",
        "thesis.id?start=0&end=99999999",
        "thesis.id?start=9999999999999999999999&end=1",
        "thesis.id?start=%D9%A1&end=5",
        "%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_what_is_not_there_is_a_clean_page(server: Running, path: str):
    for ui, word in (("id", "Bantuan"), ("en", "Help")):
        joint = "&" if "?" in path else "?"
        reply = server.get(f"/reader/{path}{joint}ui={ui}")
        assert reply.status_code == 404
        assert f'<html lang="{ui}">' in reply.text
        assert word in reply.text
        assert "<script>" not in reply.text
        assert "Traceback" not in html.unescape(reply.text)


def test_the_path_of_this_machine_is_nowhere(server: Running):
    assert str(Path.cwd()) not in server.get("/reader/nope").text
