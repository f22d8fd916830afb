"""The parts that a slide deck is made of: 16:9 slides with real titles, text that fits its box, speaker notes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Pt

from assistant.messages import string
from assistant.training.office import (
    ACCENT,
    FONT,
    GREY,
    INK,
    PAPER,
    TINT,
    WARM,
    clean,
    describe_file,
    finished,
    set_theme,
)
from assistant.training.session.slidetext import BOLD, fitting_size, height, shortened_to
from index.document import Language

Tone = Literal["plain", "dark", "warm"]
WIDTH, HEIGHT = 960, 540
"""Of a slide, in points (13.33 by 7.5 inches)."""
_LANGUAGES = {"id": MSO_LANGUAGE_ID.INDONESIAN, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_TITLE_SIZES = (32, 28, 24)
PARAGRAPH_GAP = 0.4
"""Between paragraphs, in sizes of their letters."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks. `sizes`: those that may be taken, in points, largest first."""

    sizes: tuple[int, ...]
    colour: str = INK
    bold: bool = False
    bulleted: bool = False
    middle: bool = False


TITLE = Box(60, 58, 840, 84)
KICKER = Box(60, 34, 840, 24)
FOOT = Box(60, 500, 700, 22)


def new_deck(title: str, ui: Language) -> Deck:
    """An empty deck in the product's colours; one layout, which has a title."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(Pt(WIDTH)), Emu(Pt(HEIGHT))
    set_theme(deck.slide_master.part)
    locale = {"id": "id-ID", "en": "en-GB"}[ui]
    describe_file(deck.core_properties, title, locale, string("page.title", ui))
    for layout in list(deck.slide_layouts):
        if layout.name != "Title Only":
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, deck.slide_layouts[0]):
        for shape in list(page.placeholders):
            if "Title" in shape.name:
                _place(shape, TITLE)
            else:
                shape._element.getparent().remove(shape._element)
    fill = deck.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = _colour(PAPER)
    return deck


def to_bytes(deck: Deck) -> bytes:
    """The file; the same deck gives the same bytes."""
    file = io.BytesIO()
    deck.save(file)
    return finished(file.getvalue())


def add_slide(deck: Deck, title: str, kicker: str, ui: Language, tone: Tone = "plain") -> Slide:
    """A slide with its title, a small line above it, and deck title and number at its foot.

    Args:
        deck: that it is added to.
        title: shortened where it takes more than two lines.
        kicker: the small line.
        ui: the language of the text.
        tone: dark for what opens, interrupts or closes; warm for what keeps participants safe.
    """
    dark = tone == "dark"
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[0])
    if dark:
        fill = slide.background.fill
        fill.solid()
        fill.fore_color.rgb = _colour(ACCENT)
    else:
        add_bar(slide, Box(0, 0, 14, HEIGHT), WARM if tone == "warm" else ACCENT)
    box = Box(60, 150, 840, 170) if dark else TITLE
    shape: Any = slide.shapes.title
    _place(shape, box)
    look = Look((44, 40, 36, 32) if dark else _TITLE_SIZES, "FFFFFF" if dark else INK, bold=True)
    size = look.sizes[-1]
    shown = shortened_to(clean(title), size, _inner(box, look), int(box.height / (size * 1.22)))
    _write(shape.text_frame, [shown], look, box, ui)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if dark else MSO_ANCHOR.TOP
    soft = TINT if dark else WARM if tone == "warm" else ACCENT
    above = Box(60, 110, 840, 28) if dark else KICKER
    if kicker:
        line = shortened_to(clean(kicker), 15, above.width / BOLD)
        add_text(slide, above, [line], Look((15,), soft, bold=True), ui)
    foot = shortened_to(deck.core_properties.title, 11, FOOT.width)
    add_text(slide, FOOT, [foot], Look((11,), TINT if dark else GREY), ui)
    _add_number(slide, TINT if dark else GREY)
    return slide


def add_text(slide: Slide, box: Box, paragraphs: Sequence[str], look: Look, ui: Language) -> None:
    """Paragraphs in a box, in the largest of the look's sizes at which they fit."""
    shape = slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    _write(shape.text_frame, paragraphs, look, box, ui)


def fits(paragraphs: Sequence[str], look: Look, box: Box) -> bool:
    """Whether the paragraphs fit a box at the smallest size that the look allows."""
    return height(paragraphs, look.sizes[-1], _inner(box, look), PARAGRAPH_GAP) <= box.height


def add_table(
    slide: Slide, box: Box, widths: Sequence[float], rows: Sequence[Sequence[str]], size: int
) -> None:
    """Rows of one line each: a text too long for its column is shortened. `box.height` is shared among the rows."""
    frame = slide.shapes.add_table(
        len(rows), len(widths), Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    table: Any = frame.table
    table.first_row = table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for at, row in enumerate(rows):
        table.rows[at].height = Pt(box.height / len(rows))
        for column, text in enumerate(row):
            cell = table.cell(at, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _colour("FFFFFF" if at % 2 else TINT)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Pt(2)
            run = cell.text_frame.paragraphs[0].add_run()
            run.text = shortened_to(clean(text), size, (widths[column] - 16) / BOLD)
            run.font.size, run.font.bold = Pt(size), column == 0
            run.font.color.rgb = _colour(INK)


def set_notes(slide: Slide, parts: Sequence[str], ui: Language) -> None:
    """Speaker notes, a paragraph a part; line breaks inside a part stay inside its paragraph."""
    frame: Any = slide.notes_slide.notes_text_frame
    for at, part in enumerate(part for part in parts if part):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _write_lines(paragraph, part, ui)


def _inner(box: Box, look: Look) -> float:
    """The width that the text has, as if its letters were not bold."""
    return (box.width - (28 if look.bulleted else 0)) / (BOLD if look.bold else 1)


def _write(frame: Any, paragraphs: Sequence[str], look: Look, box: Box, ui: Language) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if look.middle else MSO_ANCHOR.TOP
    texts = [clean(text) for text in paragraphs]
    size = fitting_size(texts, look.sizes, _inner(box, look), box.height, PARAGRAPH_GAP)
    for at, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _write_lines(paragraph, text, ui)
        paragraph.space_after = Pt(size * PARAGRAPH_GAP) if len(texts) > 1 else Pt(0)
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), look.bold
            run.font.color.rgb = _colour(look.colour)
        if look.bulleted:
            _set_bullet(paragraph)
        else:
            paragraph._p.get_or_add_pPr().set("algn", "l")


def _write_lines(paragraph: Any, text: str, ui: Language) -> None:
    for at, line in enumerate(clean(text).split("\n")):
        if at:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.language_id = _LANGUAGES[ui]


def _set_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(28)))
    properties.set("indent", str(-Pt(28)))
    colour = etree.SubElement(properties, qn("a:buClr"))
    etree.SubElement(colour, qn("a:srgbClr")).set("val", ACCENT)
    etree.SubElement(properties, qn("a:buFont")).set("typeface", FONT)
    etree.SubElement(properties, qn("a:buChar")).set("char", "•")


def add_bar(slide: Slide, box: Box, colour: str) -> None:
    """A box filled with a colour."""
    bar = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    bar.fill.solid()
    bar.fill.fore_color.rgb = _colour(colour)
    bar.line.fill.background()
    bar._element.remove(bar._element.find(qn("p:style")))  # has shadow and gradient


def _add_number(slide: Slide, colour: str) -> None:
    """The slide's number as a field, so that it stays right when slides are moved."""
    shape = slide.shapes.add_textbox(Pt(840), Pt(FOOT.top), Pt(60), Pt(FOOT.height))
    frame: Any = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]._p
    paragraph.get_or_add_pPr().set("algn", "r")
    field = etree.SubElement(paragraph, qn("a:fld"))
    field.set("id", "{0E5D5A00-0000-4000-8000-000000000001}")
    field.set("type", "slidenum")
    look = etree.SubElement(field, qn("a:rPr"))
    look.set("lang", "en-GB")
    look.set("sz", "1100")
    fill = etree.SubElement(look, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", colour)
    etree.SubElement(field, qn("a:t")).text = str(
        len(slide.part.package.presentation_part.presentation.slides)
    )


def _colour(value: str) -> Any:
    return RGBColor(*bytes.fromhex(value))  # type: ignore[no-untyped-call]


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.width), Pt(box.height)
