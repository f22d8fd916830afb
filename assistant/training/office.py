"""What DOCX and PPTX files have in common: text that XML can hold, one look, the same bytes for the same content."""

import io
import re
import zipfile
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

PAPER, INK, ACCENT = "F7F6F1", "1B2A2C", "0E5D5A"
TINT, WARM, WARM_TINT, LINE, GREY = "E3EEEB", "833A14", "FAEEE4", "C9D4D0", "4A5A5C"
"""The colours of the page, as Office writes them."""
FONT = "Arial"
"""On every system, or with a stand-in of the same widths."""

_THEME_COLOURS = {
    "dk1": INK, "lt1": "FFFFFF", "dk2": ACCENT, "lt2": PAPER, "accent1": ACCENT, "accent2": WARM,
    "accent3": "4F8F89", "accent4": "B9784F", "accent5": "5E6F72", "accent6": TINT, "hlink": ACCENT,
    "folHlink": INK,
}  # fmt: skip
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids; a line break is a newline."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def describe_file(properties: Any, title: str, language: str, maker: str) -> None:
    """Fill the core properties that a file manager shows, and empty those of the library's template."""
    properties.title = clean(title)[:255]
    properties.language = language
    properties.author = properties.last_modified_by = maker
    properties.subject = properties.keywords = properties.comments = ""


def set_theme(part: Any) -> None:
    """Give the theme of a document or a slide master the product's colours and font."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = theme.blob.decode("utf-8")
    for name, colour in _THEME_COLOURS.items():
        xml = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            xml,
            flags=re.DOTALL,
        )
    theme._blob = re.sub(r'<a:latin typeface="[^"]+"', f'<a:latin typeface="{FONT}"', xml).encode()


def finished(data: bytes) -> bytes:
    """The file with no time in it and without the template's preview picture: the same content, the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _DATES.sub(b"", part)
            elif name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
