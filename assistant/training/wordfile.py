"""The parts that a Word file of this project is made of: page, styles, footnotes, lists, tables, boxes.

python-docx writes the file; what it has no door for (footnotes, fields, borders) is written as WordprocessingML here.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.answer import Citation
from assistant.messages import string
from assistant.referring import language_tag, reference
from assistant.training.office import (
    ACCENT,
    LINE,
    TINT,
    WARM,
    WARM_TINT,
    clean,
    describe_file,
    finished,
    set_theme,
)
from assistant.training.wordstyles import element, set_styles
from index.document import Language

Container = WordDocument | _Cell
LOCALES: dict[Language, str] = {"id": "id-ID", "en": "en-GB"}
TEXT_WIDTH = 16.6
"""Centimetres between the margins."""


def new_document(title: str, ui: Language) -> WordDocument:
    """An A4 document with the styles below, in the language `ui`, with the title and page numbers at its foot."""
    document = Document()
    set_theme(document.part)
    describe_file(document.core_properties, title, LOCALES[ui], string("page.title", ui))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    set_styles(document, LOCALES[ui])
    _add_footnotes_part(document)
    _set_footer(section, title, ui)
    return document


def to_bytes(document: WordDocument) -> bytes:
    """The file; the same document gives the same bytes."""
    file = io.BytesIO()
    document.save(file)
    return finished(file.getvalue())


def add_quotation(
    container: Container, citations: Sequence[Citation], text: str, ui: Language
) -> None:
    """A quotation between quotation marks, with a footnote for each place where it stands."""
    paragraph = container.add_paragraph(style="Quote")
    document = citations[0].document
    run = paragraph.add_run(f"“{clean(text)}”")
    if document.language != ui:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES[document.language])
        run._r.get_or_add_rPr().append(language)
    for citation in citations:
        _add_footnote(paragraph, reference(citation, ui))
    if tag := language_tag(document, ui, ui):
        paragraph.add_run(f" ({tag})").font.size = Pt(9)


def add_emphasised(paragraph: Paragraph, line: str) -> None:
    """A line of Markdown with `*titles*` as runs, the titles in italics."""
    for at, text in enumerate(re.split(r"\*([^*]+)\*", clean(line))):
        if text:
            paragraph.add_run(text).italic = True if at % 2 else None


def add_list(container: Container, lines: Iterable[str], style: str = "List Bullet") -> None:
    """A list; one in "List Number" begins at 1."""
    paragraphs = [container.add_paragraph(clean(line), style=style) for line in lines]
    for paragraph in {*paragraphs[:1], *paragraphs[-2:-1]} - {*paragraphs[-1:]}:
        paragraph.paragraph_format.keep_with_next = True  # no single line alone on a page
    if style != "List Number" or not paragraphs:
        return
    part: Any = paragraphs[0].part
    numbering = part.numbering_part.element
    listed: Any = paragraphs[0].style
    style_number = listed.element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style_number).abstractNumId.val
    own = numbering.add_num(abstract)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = own.numId


def add_table(
    container: Container,
    widths: Sequence[float],
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> Table:
    """A table with a head that is repeated on every page. Widths in centimetres."""
    table = empty_table(container, widths, f'<w:insideH w:val="single" w:sz="4" w:color="{LINE}"/>')
    _fill(add_row(table).cells, head, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        shade(cell, TINT)
    for values in rows:
        _fill(add_row(table).cells, values)
    return table


def empty_table(container: Container, widths: Sequence[float], borders: str) -> Table:
    """A table of no rows: `widths` in centimetres, `borders` the children of `w:tblBorders`."""
    table = container.add_table(0, len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    for style in properties.findall(qn("w:tblStyle")):
        properties.remove(style)
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(element("w:tblBorders", borders), *after)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 100), ("bottom", 20), ("right", 100))
    )
    properties.insert_element_before(element("w:tblCellMar", margins), "w:tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def add_row(table: Table) -> _Row:
    """A new last row, which is not broken over two pages."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def add_box(container: WordDocument, *, warm: bool = False) -> _Cell:
    """A tinted box with a bar at its left, as wide as the text; returns its cell, whose first paragraph is empty."""
    bar = f'<w:left w:val="single" w:sz="36" w:color="{WARM if warm else ACCENT}"/>'
    cell = add_row(empty_table(container, (TEXT_WIDTH,), bar)).cells[0]
    cell.width = Cm(TEXT_WIDTH)
    shade(cell, WARM_TINT if warm else TINT)
    return cell


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def add_link(paragraph: Paragraph, url: str) -> None:
    """A web address that opens when it is clicked; anything else stands as plain text."""
    url = clean(url)
    if not url.startswith(("https://", "http://")):
        paragraph.add_run(url)
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))
    paragraph._p.append(link)
    run = Run(OxmlElement("w:r"), paragraph)
    link.append(run._r)
    run.text, run.font.underline = url, True
    run.font.color.rgb = RGBColor.from_string(ACCENT)


def _fill(cells: Sequence[_Cell], values: Sequence[str], *, bold: bool = False) -> None:
    for cell, value in zip(cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.add_run(clean(value)).bold = bold or None


def _add_footnotes_part(document: WordDocument) -> None:
    """An empty footnotes part with the two separators that Word wants."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    part = XmlPart(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        element("w:footnotes", separators),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    which = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    compatibility = settings.find(qn("w:compat"))
    compatibility.addprevious(element("w:footnotePr", which))
    for setting in compatibility.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(
                qn("w:val"), "15"
            )  # as Word 2013 and later write it; less opens in a mode of its own


def _add_footnote(paragraph: Paragraph, line: str) -> None:
    part: Any = paragraph.part
    footnotes = part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES).element
    number = len(footnotes) - 1
    footnote = element("w:footnote", '<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr></w:p>')
    footnote.set(qn("w:id"), str(number))
    footnotes.append(footnote)
    text = Paragraph(footnote[0], paragraph._parent)
    text.add_run(style="Footnote Reference")._r.append(OxmlElement("w:footnoteRef"))
    add_emphasised(text, f" {line}")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    paragraph.add_run(style="Footnote Reference")._r.append(mark)


def _set_footer(section: Section, title: str, ui: Language) -> None:
    paragraph = section.footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(shortened(title, 70) + "\t")
    for part in re.split(r"(\{\w+\})", string("session_export.page", ui)):
        if field := {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(part):
            number = element("w:fldSimple", "<w:r><w:t>1</w:t></w:r>")
            number.set(qn("w:instr"), field)
            paragraph._p.append(number)
        else:
            paragraph.add_run(part)


def shortened(text: str, most: int) -> str:
    """A title on one line, at most `most` characters long, cut at a word."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
