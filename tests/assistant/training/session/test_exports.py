"""A plan's files are opened again by other readers than those that wrote them, and hold what the plan says."""

import io
import math
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from assistant.messages import describe
from assistant.referring import reference
from assistant.training.command import quiz
from assistant.training.document import items_to_docx
from assistant.training.office import clean
from assistant.training.session.markdown import to_markdown
from assistant.training.session.outline import label
from assistant.training.session.plan import Discussion, Message, Plan
from assistant.training.session.slides import to_pptx
from assistant.training.session.slidetext import MOST_WORDS, pieces
from assistant.training.session.word import to_docx
from index.document import Language
from index.problem import Problem
from tests.assistant.training.session.plans import ILLEGAL, LONG, LONG_SENTENCE, TEXTS, items, plan

PLANS: list[tuple[Language, Language]] = [("en", "en"), ("id", "en"), ("en", "id")]
WORD_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl "
    "rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan tcBorders shd tcMar vAlign",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u vertAlign lang",
}
"""The order that the schema of WordprocessingML demands, of the elements that stand in our files."""


def of_word(data: bytes) -> tuple[Any, list[str], list[str]]:
    """The document, the texts of its paragraphs (tables included), the texts of its footnotes."""
    document = docx.Document(io.BytesIO(data))
    texts = [Paragraph(p, document).text for p in document.element.body.iter(qn("w:p"))]
    notes = next(
        r.target_part for r in document.part.rels.values() if r.reltype.endswith("/footnotes")
    )
    root = docx.oxml.parse_xml(notes.blob)
    return document, texts, ["".join(note.itertext()) for note in root][2:]


def of_slides(data: bytes) -> list[tuple[list[str], str]]:
    """Of each slide its texts, tables included, and its notes."""
    found = []
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        found.append(([t.replace("\v", "\n") for t in texts], notes.replace("\v", "\n")))
    return found


def cited(one: Plan) -> list[Any]:
    return [citation for message in one.messages() for citation in message.citations]


@pytest.mark.parametrize("languages", PLANS)
def test_word_holds_every_quotation_with_its_source_in_a_footnote(
    languages: tuple[Language, Language],
) -> None:
    """Nothing is said that cannot be shown: also on paper."""
    one = plan(languages[0], quoted=languages[1])
    document, texts, notes = of_word(to_docx(one))
    whole = "\n".join(texts)
    for citation in cited(one):
        assert f"“{clean(citation.quote)}”" in whole
        assert clean(reference(citation, one.language).replace("*", "")) in "\n".join(notes)
    marks = [m.get(qn("w:id")) for m in document.element.body.iter(qn("w:footnoteReference"))]
    assert marks == [str(number) for number in range(1, len(notes) + 1)]
    assert label("own", one.language) in whole
    assert label("stale", one.language) in whole


def test_word_keeps_the_key_away_from_the_test() -> None:
    """A trainer copies the test; no answer may be on its pages."""
    one = plan()
    document, texts, _ = of_word(to_docx(one))
    key = texts.index("Answer key")
    test, answers = "\n".join(texts[:key]), "\n".join(texts[key:])
    assert "Answer:" not in test
    assert "B. the whole staff" in answers
    assert f"C. {TEXTS[0]}" in answers
    assert "1–B; 2–A" in answers
    assert "eleven (also right: 11)" in answers
    assert label("own_item", "en") in answers
    assert len(document.sections) == 3
    heads = [section.header.paragraphs[0].text for section in document.sections]
    assert heads == ["", label("key_header", "en"), ""]


def test_word_says_when_each_block_begins_and_the_clock_adds_up() -> None:
    """The agenda's minutes are the plan's; its head is repeated on every page."""
    one = plan()
    document, _, _ = of_word(to_docx(one))
    agendas = [t for t in document.tables if t.cell(0, 0).text == "Time"]
    assert [t.rows[-1].cells[1].text for t in agendas] == ["110", "90"]
    rows = [[cell.text for cell in row.cells] for t in agendas for row in t.rows[1:-1]]
    assert sum(int(row[1]) for row in rows) == one.minutes
    assert rows[0][0] == "0:00–0:15"
    assert rows[4][0] == "1:20–1:50"
    assert rows[5][0] == "0:00–0:05"  # the second day
    for table in agendas:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_word_has_headings_page_numbers_language_and_lists_that_begin_at_one() -> None:
    """What a trainer expects of a file from Word, in the plan's language."""
    document, texts, _ = of_word(to_docx(plan("id")))
    levels = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Quote", "List Number"} <= levels
    fields = [
        f.get(qn("w:instr")) for f in document.sections[0].footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Halaman" in document.sections[0].footer.paragraphs[0].text
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {
        "id-ID"
    }
    assert "en-GB" in {lang.get(qn("w:val")) for lang in document.element.body.iter(qn("w:lang"))}
    assert document.core_properties.language == "id-ID"
    steps = [p for p in document.paragraphs if p.text == "Do the step 1 & wait."]
    assert len({p._p.pPr.numPr.numId.val for p in steps}) == len(steps) == 2
    assert any("Tes awal" in text for text in texts)


@pytest.mark.parametrize(
    "make", [to_docx, lambda _: items_to_docx(items("en"), "en", "Quiz & more")]
)
def test_word_files_keep_the_order_of_the_schema(make: Any) -> None:
    """Word calls a file damaged in which these elements stand in another order; LibreOffice does not say."""
    with zipfile.ZipFile(io.BytesIO(make(plan()))) as file:
        for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
            root = docx.oxml.parse_xml(file.read(name))
            for parent, order in WORD_ORDER.items():
                known = order.split()
                for element in root.iter(qn(f"w:{parent}")):
                    names = [child.tag.rsplit("}")[-1] for child in element]
                    places = [known.index(n) for n in names if n in known]
                    assert places == sorted(places), (name, parent, names)


@pytest.mark.parametrize("languages", PLANS)
def test_slides_never_alter_a_quotation_and_notes_hold_it_whole(
    languages: tuple[Language, Language],
) -> None:
    """A slide shows a quotation, or pieces of it that stand in it so; the notes have all of it and its source."""
    one = plan(languages[0], quoted=languages[1])
    slides = of_slides(to_pptx(one))
    notes = "\n".join(note for _, note in slides)
    for citation in cited(one):
        assert f"“{clean(citation.quote)}”" in notes
        assert clean(reference(citation, one.language).replace("*", "")) in notes
    shown = [t[1:-1] for texts, _ in slides for t in texts if t.startswith("“") and t.endswith("”")]
    assert len(shown) >= len(TEXTS)
    assert all(any(text in clean(quote) for quote in TEXTS) for text in shown)
    for contact in one.safeguarding.contacts:
        assert any(contact.phone in texts for texts, _ in slides)  # a number is never shortened
    for source in one.reading:
        assert any(source.title in text for texts, _ in slides for text in texts)


def test_slides_are_neither_empty_nor_walls_of_text() -> None:
    """Each has a title and something to see; none but the list of sources has much more than 45 words."""
    one = plan()
    deck = pptx.Presentation(io.BytesIO(to_pptx(one)))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        if slide.shapes.title.text_frame.text.startswith(label("reading", "en")):
            continue
        for shape in slide.shapes:
            if shape.has_text_frame:
                assert len(shape.text_frame.text.split()) <= MOST_WORDS + 15


def overlong() -> Plan:
    """What a trainer may have typed: everything too long, one word without an end, a message with nothing in it."""
    one = plan()
    words = "everything " * 150
    block = replace(one.blocks[2], title=words, messages=(Message("", own=True),), discussion=())
    asked = replace(one.blocks[3], kind="discussion", discussion=(Discussion(words),))
    return replace(
        one,
        title="x" * 900,
        audience_name=words,
        topics=("subjects " * 22,) * 6,
        objectives=(words, "short"),
        blocks=(block, asked, *one.blocks[4:]),
        minutes=one.minutes - 25,
    )


@pytest.mark.parametrize("one", [plan(pair[0], quoted=pair[1]) for pair in PLANS] + [overlong()])
def test_text_stays_in_its_box_and_boxes_on_the_slide(one: Plan) -> None:
    """By an estimate of its own: letters of Arial are 0.47 sizes wide on average, lines 1.17 sizes high."""
    deck = pptx.Presentation(io.BytesIO(to_pptx(one)))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame and shape.text_frame.text:
                assert _height(shape) <= shape.height.pt, shape.text_frame.text


def _height(shape: Any) -> float:
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        sizes = [run.font.size.pt for run in paragraph.runs]
        if sizes:
            width = shape.width.pt - (28 if paragraph._p.pPr.get("marL") else 0)
            lines = [
                max(len(line) * 0.47 * max(sizes) / width, 1) for line in paragraph.text.split("\v")
            ]
            total += sum(math.ceil(line - 0.02) for line in lines) * max(sizes) * 1.17
    return total


def test_pieces_stand_in_the_quotation_and_lose_nothing() -> None:
    """Whole sentences where they fit a slide; a giant one is cut, never changed."""
    for text in (*TEXTS, "", "word " * 400):
        parts = pieces(text)
        assert all(part in text for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())
        assert all(len(part.split()) <= 60 for part in parts)
    assert all(part.endswith(".") for part in pieces(LONG))
    assert all(part.endswith((",", "tells.")) for part in pieces(LONG_SENTENCE))


@pytest.mark.parametrize("languages", PLANS)
def test_markdown_holds_every_quotation_with_a_footnote(
    languages: tuple[Language, Language],
) -> None:
    """Every mark has its footnote, and every quotation stands as it is."""
    one = plan(languages[0], quoted=languages[1])
    text = to_markdown(one)
    unquoted = re.sub(r"(?m)^> ", "", text)
    defined = dict(re.findall(r"(?m)^\[\^(\d+)\]: (.+)$", text))
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(defined)
    for citation in cited(one):
        assert f"{citation.quote}[^{citation.number}]" in unquoted
        assert defined[str(citation.number)] == " ".join(reference(citation, one.language).split())
    assert text.index(label("key", one.language)) > text.index(label("post_test", one.language))
    assert "| 0:00–0:15 | 15 | Opening |" in text


@pytest.mark.parametrize("make", [to_docx, to_pptx])
def test_the_same_plan_gives_the_same_bytes(make: Any) -> None:
    """A trainer who exports twice gets one file, and no file says when it was made."""
    data = make(plan())
    assert data == make(plan())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in file.read("docProps/core.xml")
        assert "docProps/thumbnail.jpeg" not in file.namelist()


def test_characters_that_xml_forbids_are_left_out_and_no_others() -> None:
    """A form feed out of a PDF must not cost a trainer the file."""
    assert clean(ILLEGAL) == "A form feed, a null and a mark inside."
    assert clean("a\tb\r\nc\rd 😀 é") == "a\tb\nc\nd 😀 é"


def test_a_quiz_alone_becomes_a_test_with_its_key_behind_it() -> None:
    """`quiz --format docx` is the same test and key as in a session."""
    data = items_to_docx(items("en"), "en", "Quiz & more")
    document, texts, notes = of_word(data)
    assert texts[0] == "Quiz & more"
    key = texts.index("Answer key")
    assert not any("Answer:" in text for text in texts[:key])
    assert sum("Answer:" in text for text in texts[key:]) == 6
    assert len(notes) == 7  # the matching question rests on two quotations
    assert len(document.sections) == 2
    assert data == items_to_docx(items("en"), "en", "Quiz & more")


def test_a_word_file_is_not_printed_on_a_terminal() -> None:
    """`quiz --format docx` without --output says so at once, before the library is opened."""
    with pytest.raises(Problem) as raised:
        quiz(form="docx", output=None)
    assert raised.value.code == "session_output"
    assert "docx" in describe(raised.value, "id").hint


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_renders_every_kind_without_loss(tmp_path: Path) -> None:
    """Another program than those that wrote and read them so far prints the words and all slides."""
    one = plan()
    (tmp_path / "plan.docx").write_bytes(to_docx(one))
    (tmp_path / "plan.pptx").write_bytes(to_pptx(one))
    (tmp_path / "quiz.docx").write_bytes(items_to_docx(items("en"), "en", "Quiz"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    printed: dict[str, list[str]] = {}
    for name in ("plan.docx", "plan.pptx", "quiz.docx"):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
        ]
        subprocess.run(
            [*command, str(tmp_path / name)], check=True, capture_output=True, timeout=120
        )
        pdf = tmp_path / Path(name).with_suffix(".pdf")
        printed[name] = ["".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
        pdf.unlink()
    for name in ("plan.docx", "quiz.docx"):
        whole = "".join(printed[name])
        for text in TEXTS[: 5 if name == "plan.docx" else 2]:
            assert "".join(clean(text).split())[:60] in whole  # the rest may stand on the next page
    slides = of_slides((tmp_path / "plan.pptx").read_bytes())
    assert len(printed["plan.pptx"]) == len(slides)
    for (texts, _), page in zip(slides, printed["plan.pptx"], strict=True):
        for line in "\n".join(texts).split("\n"):
            assert "".join(line.split()) in page
