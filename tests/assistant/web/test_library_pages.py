"""The library's pages: nothing is missing, each figure is counted, each quotation stands in its document."""

import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.conversation import Assistant, open_assistant
from assistant.settings import Settings
from assistant.web.library import Gaps, routes
from assistant.web.library.actors import network
from assistant.web.library.events import by_year, drawing, events
from assistant.web.library.shelf import note_subjects, shelf
from assistant.web.library.terms import letters
from assistant.web.reader import beside, cut
from index.document import LANGUAGES, Document, Language
from index.ingest import ingest
from index.library import Library
from tests.conftest import KNOWLEDGE, LIBRARY

PAGES = ("", "/glossary", "/timeline", "/actors")


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(Starlette(routes=routes(assistant, assistant._settings)))


@pytest.fixture
def library(assistant: Assistant) -> Library:
    return assistant.library.current()


def text_of(drawn: object) -> str:
    parts = (drawn.before, drawn.marked, drawn.after)  # type: ignore[attr-defined]
    return "".join(stretch.text for part in parts for stretch in part)


@pytest.mark.parametrize("ui", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_reads_without_a_script_and_asks_nobody_else(
    client: TestClient, ui: Language, path: str
):
    reply = client.get(f"/library/{ui}{path}")
    assert reply.status_code == 200
    assert f'<html lang="{ui}">' in reply.text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', reply.text)
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", reply.text)
    assert " style=" not in reply.text
    ids = re.findall(r'\bid="([^"]+)"', reply.text)
    assert len(ids) == len(set(ids))
    assert {link for link in re.findall(r'href="#([^"]+)"', reply.text)} <= set(ids)


@pytest.mark.parametrize("ui", LANGUAGES)
def test_every_document_stands_in_one_title_of_one_group(library: Library, ui: Language):
    found = shelf(library, note_subjects(LIBRARY), {}, ui)
    works = [work for group in found.groups for work in group.works]
    listed = [one.id for work in works for one in work.documents]
    assert sorted(listed) == sorted(library.documents)
    assert found.works == len(works)
    assert found.documents == len(library.documents)
    assert found.passages == len(library.passages)
    assert found.groups[0].kind == "thesis"
    assert all(work.first.language == ui for work in works)
    assert all(group.subject for group in found.groups if group.kind == "note")


def test_a_note_says_how_many_publications_it_follows(client: TestClient, library: Library):
    page = client.get("/library/en").text
    note = library.documents["restitution.en"]
    count = len({key for mark in note.marks for key in mark.keys})
    entry = page[page.index(note.title) :].split("</li>")[0]
    assert re.search(rf"\b{count} sources \(\d{{4}}-\d{{4}}\)", entry)


@pytest.mark.parametrize("ui", LANGUAGES)
def test_each_definition_opens_at_its_place_and_can_be_asked_about(
    client: TestClient, library: Library, ui: Language
):
    terms = [term for letter in letters(library, ui) for term in letter.terms]
    glossary = next(
        d for d in library.documents.values() if (d.kind, d.language) == ("glossary", ui)
    )
    assert len(terms) == len(glossary.sections)
    for term in terms:
        assert glossary.text[term.start : term.end] == term.definition
        assert term.sources
        assert term.other
    page = unescape(client.get(f"/library/{ui}/glossary").text)
    asked = re.findall(r'href="(?:/|/en)#ask=([^"]+)"', page)
    assert [unquote(one) for one in asked] == [
        f"{'Apa itu' if ui == 'id' else 'What is'} {term.title}?" for term in terms
    ]


@pytest.mark.parametrize("ui", LANGUAGES)
def test_the_timeline_has_every_event_with_its_source(
    client: TestClient, library: Library, ui: Language
):
    entries = yaml.safe_load((LIBRARY / "timeline.yaml").read_text("utf-8"))["events"]
    found = events(LIBRARY, library.sources, ui)
    assert len(found) == len(entries)
    assert [event.date for event in found] == sorted(event.date for event in found)
    assert all(event.sources for event in found)
    assert sum(len(one) for _, one in by_year(found)) == len(found)
    page = unescape(client.get(f"/library/{ui}/timeline").text)
    for entry in entries:
        assert entry["title"][ui] in page


def test_the_drawing_counts_every_event_inside_its_frame(library: Library):
    found = events(LIBRARY, library.sources, "en")
    made = drawing(found)
    assert sum(dot.count for dot in made.dots) == len(found)
    for dot in made.dots:
        assert dot.radius < dot.x < made.width - dot.radius
        assert dot.radius < dot.y < made.height - dot.radius
    by_x = sorted(made.dots, key=lambda dot: dot.x)
    assert [dot.year for dot in by_x] == sorted(dot.year for dot in made.dots)


@pytest.mark.parametrize("ui", LANGUAGES)
def test_each_relation_between_actors_is_shown_by_a_quotation(library: Library, ui: Language):
    data = yaml.safe_load((LIBRARY / "actors.yaml").read_text("utf-8"))
    found = network(LIBRARY, library, ui)
    assert len(found.actors) == len(data["actors"]) == len({one["key"] for one in data["actors"]})
    assert len(found.relations) == len(data["relations"])
    for entry, relation in zip(data["relations"], found.relations, strict=True):
        assert relation.document.id == f"{entry['note']}.{ui}"
        assert relation.quote == entry["quote"][ui]
        assert relation.document.text.count(relation.quote) == 1
        # The quotation is about the one who is spoken of: a word of each name stands in it.
        for actor in (relation.source, relation.target):
            words = set(re.findall(r"\w{3,}", actor.name.casefold())) - {"and", "dan", "the"}
            assert any(word in relation.quote.casefold() for word in words), relation


def test_no_two_actors_stand_on_one_place_of_the_map(library: Library):
    made = network(LIBRARY, library, "id").drawing
    for one in made.boxes:
        assert 0 <= one.x <= made.width - made.box_width
        assert 0 <= one.y <= made.height - made.box_height
        for other in made.boxes:
            apart = abs(one.x - other.x) >= made.box_width or (
                abs(one.y - other.y) >= made.box_height
            )
            assert apart or one is other


def test_a_library_without_the_notes_shows_no_relation_it_cannot_prove(thesis_assistant: Assistant):
    thesis = thesis_assistant.library.current()
    assert network(LIBRARY, thesis, "id").relations == ()
    client = TestClient(Starlette(routes=routes(thesis_assistant, thesis_assistant._settings)))
    for path in PAGES:
        page = client.get(f"/library/id{path}")
        assert page.status_code == 200
        assert path == "" or 'class="empty"' in page.text


def test_a_library_that_is_not_open_is_said(home: Path):
    settings = Settings(home=home, knowledge=None)
    client = TestClient(Starlette(routes=routes(open_assistant(settings), settings)))
    for path in ("/library/en", "/library/en/glossary", "/reader/thesis.en?ui=en"):
        reply = client.get(path)
        assert reply.status_code == 503
        assert '<html lang="en">' in reply.text


@pytest.mark.parametrize(
    ("style", "pattern"), [("bibtex", r"(?m)^@\w+\{"), ("ris", r"(?m)^TY  - "), ("csl", r'"id":')]
)
def test_the_bibliography_is_a_file_with_every_source(
    client: TestClient, assistant: Assistant, style: str, pattern: str
):
    reply = client.get(f"/library/bibliography/{style}")
    assert reply.headers["content-disposition"].startswith("attachment; ")
    assert len(re.findall(pattern, reply.text)) == len(assistant.source_entries())
    if style == "csl":
        assert len(json.loads(reply.text)) == len(assistant.source_entries())


def test_another_format_of_the_bibliography_is_not_there(client: TestClient):
    assert client.get("/library/bibliography/docx").status_code == 404


@pytest.fixture(scope="module")
def ingested(
    thesis_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TestClient, bytes]:
    """A library with a file that someone added, whose text would be a page if it were shown as one."""
    folder = tmp_path_factory.mktemp("ingested")
    shutil.copytree(thesis_home, folder / "home")
    file = folder / "catatan <b>rapat.md"
    file.write_text("# Rapat\n\n<script>alert(1)</script> Rapat desa pada 2019.\n", "utf-8")
    report = ingest(folder / "home", KNOWLEDGE, [file])
    assert report.added == 1
    settings = Settings(home=folder / "home", knowledge=KNOWLEDGE)
    opened = open_assistant(settings)
    opened.library.open()
    return TestClient(Starlette(routes=routes(opened, settings))), file.read_bytes()


def test_an_original_is_saved_and_never_shown(ingested: tuple[TestClient, bytes]):
    client, body = ingested
    page = client.get("/library/id").text
    address = unescape(re.findall(r'href="(/reader/catatan[^"]+)"', page)[0])
    assert "ditambahkan" in page
    reading = client.get(address).text
    original = re.findall(r'href="(/original/[^"]+)" download', reading)
    assert len(original) == 1
    reply = client.get(original[0])
    assert reply.content == body
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"].startswith("attachment; ")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["thesis.id", "nope", "..%2F..%2Fetc%2Fpasswd", "%00", "manifest.json"]
)
def test_what_has_no_original_is_not_there(ingested: tuple[TestClient, bytes], path: str):
    reply = ingested[0].get(f"/original/{path}?ui=en")
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("name", ["restitution", "thesis", "glossary"])
def test_side_by_side_both_texts_are_whole_and_the_mark_exact(library: Library, name: str):
    left, right = (library.documents[f"{name}.{code}"] for code in LANGUAGES)
    start, end = len(left.text) // 5, len(left.text) // 2
    rows = beside(left, right, (start, end), "id", library.sources)
    assert "".join(text_of(row.left) for row in rows) == left.text
    assert "".join(text_of(row.right) for row in rows) == right.text
    marked = "".join(stretch.text for row in rows for stretch in row.left.marked)
    assert marked == left.text[start:end]
    assert not any(row.right.marked for row in rows)


@pytest.mark.parametrize("name", ["restitution.id", "glossary.en"])
def test_each_sentence_carries_the_numbers_of_its_sources(
    client: TestClient, library: Library, name: str
):
    document: Document = library.documents[name]
    page = client.get(f"/reader/{name}?ui=en").text
    shown = re.findall(r'<li id="source-(\d+)">(.*?)</li>', page)
    listed = {int(number): unescape(re.sub("<.*?>", "", text)) for number, text in shown}
    drawn = cut(document, 0, 0, "en", library.sources)
    carried = {one.at + len(one.text): one.sources for one in drawn.after if one.sources}
    assert carried.keys() == {mark.end for mark in document.marks}
    for mark in document.marks:
        names = {listed[number] for number in carried[mark.end]}
        sources = library.sources_of(document, mark.start, mark.end)
        assert names >= {f"{one.publisher}, {one.title} ({one.year})" for one in sources}


def test_the_way_to_both_languages_keeps_the_quotation(client: TestClient):
    page = client.get("/reader/restitution.en?ui=en&start=10&end=60").text
    addresses = [unescape(one) for one in re.findall(r'href="(/reader/[^"]+)"', page)]
    both = next(one for one in addresses if "beside=1" in one)
    assert parse_qs(urlsplit(both).query) == {
        "start": ["10"],
        "end": ["60"],
        "ui": ["en"],
        "beside": ["1"],
    }
    assert client.get(both).text.count('class="row"') > 1


@pytest.mark.parametrize("ui", LANGUAGES)
def test_what_the_library_lacks_is_counted_by_topic_and_never_told(
    assistant: Assistant, ui: Language
):
    gaps = Gaps(LIBRARY)
    client = TestClient(Starlette(routes=routes(assistant, assistant._settings, gaps)))
    assert 'class="empty"' in client.get(f"/library/{ui}/gaps").text
    question = "Berapa harga tiket kereta Xanadu untuk sidang restitusi?"
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    gaps.note(answer)
    gaps.note(assistant.ask("Apa itu ESKA?"))
    assert [topic.count for topic in gaps.topics()] == [1]
    page = client.get(f"/library/{ui}/gaps").text
    assert 'class="empty"' not in page
    assert "<td>1</td>" in page
    assert "Xanadu" not in page


def test_without_a_count_there_is_no_page_of_gaps(client: TestClient):
    assert client.get("/library/id/gaps").status_code == 404
    assert "/gaps" not in client.get("/library/id").text
