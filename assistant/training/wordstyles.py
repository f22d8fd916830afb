"""The look of a Word file: its styles, and elements for what python-docx has no door for.

Elements stand in the order that ECMA-376 part 1 demands; Word refuses files in which they stand in another.
"""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from assistant.training.office import ACCENT, GREY, INK, LINE, WARM

_PARAGRAPH_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_STYLES = (
    # name, based on, size in points, bold, colour, space before and after in points
    ("Normal", None, 10.5, False, INK, 0, 5),
    ("Title", None, 22, True, ACCENT, 0, 2),
    ("Subtitle", None, 12, False, INK, 0, 10),
    ("Heading 1", None, 16, True, ACCENT, 18, 6),
    ("Heading 2", None, 12.5, True, INK, 14, 2),
    ("Heading 3", None, 10.5, True, ACCENT, 8, 3),
    ("Quote", None, 10.5, False, INK, 2, 6),
    ("List Number", None, 10.5, False, INK, 0, 3),
    ("List Bullet", None, 10.5, False, INK, 0, 3),
    ("Details", "Normal", 9.5, False, GREY, 0, 5),
    ("Table Text", "Normal", 9.5, False, INK, 2, 2),
    ("Card Text", "Normal", 11.5, False, INK, 3, 6),
    ("Write Here", "Normal", 16, False, INK, 0, 0),
    ("Footnote Text", "Normal", 8.5, False, INK, 0, 2),
    ("Footer", None, 8.5, False, GREY, 0, 0),
    ("Header", None, 9, True, WARM, 0, 0),
)


def set_styles(document: WordDocument, locale: str) -> None:
    """Give the styles that the files use their look, and the document its language ("id-ID")."""
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    known = {style.name for style in styles}
    for name, base, size, bold, colour, before, after in _STYLES:
        style: Any = (
            styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        if base:
            style.base_style = styles[base]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
    for name in ("Title", "Quote", "Write Here"):
        properties = styles[name].element.get_or_add_pPr()
        for old in properties.findall(qn("w:pBdr")):
            properties.remove(old)
    line = f'w:val="single" w:sz="4" w:space="1" w:color="{LINE}"'
    _border(styles["Quote"], f'<w:left w:val="single" w:sz="18" w:space="8" w:color="{ACCENT}"/>')
    _border(styles["Write Here"], f"<w:bottom {line}/><w:between {line}/>")
    styles["Quote"].paragraph_format.left_indent = Cm(0.5)
    for stops in styles["Footer"].element.iter(qn("w:tabs")):
        stops.getparent().remove(stops)
    mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    warning = styles.add_style("Mark", WD_STYLE_TYPE.CHARACTER)
    warning.font.size, warning.font.bold = Pt(9), True
    warning.font.color.rgb = RGBColor.from_string(WARM)


def _border(style: Any, sides: str) -> None:
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(element("w:pBdr", sides), *_PARAGRAPH_AFTER_BORDERS)


def element(tag: str, inner: str) -> Any:
    """A WordprocessingML element from its tag ("w:pBdr") and the XML of its children."""
    return parse_xml(f"<{tag} {nsdecls('w')}>{inner}</{tag}>")
