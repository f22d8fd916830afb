"""DOCX files, read from their XML so that nothing that a reader sees is lost.

Nothing outside the file is ever fetched: of its relationships only the one that names the main part
is looked at. An XML part with a document type or entities is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from index.archive import Archive
from index.document import Section
from index.docxstyles import Styles, child, is_on, local_name, value
from index.extract import Extract, refuse_garbled, sensible_title
from index.formats import name_format
from index.headings import find_headings
from index.problem import Problem
from index.repair import repair
from index.sections import Heading, build_sections

Element = Any
"""An lxml element; lxml has no types of its own."""

_LEFT_OUT = frozenset(
    "del moveFrom pPr rPr tblPr tblGrid trPr tcPr sectPr instrText delText delInstrText sdtPr "
    "sdtEndPr rubyPr fldData binData".split()
)
"""Deleted text, field codes and properties."""
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LONGEST_CELL = 300
_LONGEST_HEADING = 300


def read(data: bytes, _: str, characters: int) -> Extract:
    """Read a DOCX file.

    Raises:
        Problem: `wrong_ending`, `docx_password`, `old_word`, `docx_damaged`, `docx_unsafe`,
            `docx_entities`, `text_garbled`, `no_text`.
    """
    _check_format(data)
    archive = Archive(data)
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    writer = _Writer(Styles(_parse(archive.read(f"{folder}/styles.xml"))))
    document = _parse(archive.read(main))
    if document is None:
        raise Problem("docx_damaged")
    writer.blocks(document)
    notes_at = writer.length
    for part in ("footnotes", "endnotes"):
        notes = _parse(archive.read(f"{folder}/{part}.xml"))
        for note in notes if notes is not None else ():
            if value(note, "type") in ("", "normal"):
                writer.blocks(note)
    if writer.length > characters:
        raise Problem("text_too_long", limit=characters)
    return _extract(writer, notes_at, _title(archive))


@dataclass
class _Writer:
    """Writes the text of a part's blocks, in reading order."""

    styles: Styles
    parts: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    length: int = 0
    has_hidden: bool = False
    _was_item: bool = False

    def blocks(self, element: Element) -> None:
        """Write the paragraphs and tables in an element, however deep they are wrapped."""
        for item in element:
            name = local_name(item)
            if name == "p":
                self._paragraph(item)
            elif name == "tbl":
                self._table(item)
            elif name == "AlternateContent":
                self.blocks(_alternative(item))
            elif name not in _LEFT_OUT:
                self.blocks(item)

    def _paragraph(self, paragraph: Element) -> None:
        text, boxes = self._inline(paragraph)
        level = self.styles.heading_level(paragraph)
        is_heading = level is not None and len(text) <= _LONGEST_HEADING
        is_item = not is_heading and self.styles.is_list_item(paragraph)
        if text:
            start = self._write(f"- {text}" if is_item else text, is_item)
            if is_heading and level is not None:
                self.headings.append(Heading(level, start, self.length))
        for box in boxes:
            self.blocks(box)

    def _table(self, table: Element) -> None:
        rows = [[cell for cell in _items(row, "tc")] for row in _items(table, "tr")]
        texts = [[self._cell(cell) for cell in cells] for cells in rows]
        if any(len(text) > _LONGEST_CELL and "\n" in text for row in texts for text in row):
            # A table that only lays out a page: what stands in its cells is ordinary text.
            for cells in rows:
                for cell in cells:
                    self.blocks(cell)
            return
        lines = [" | ".join(" ".join(text.split()) for text in row) for row in texts]
        self._write("\n".join(line for line in lines if line.strip(" |")), False)

    def _cell(self, cell: Element) -> str:
        inner = _Writer(self.styles)
        inner.blocks(cell)
        self.has_hidden |= inner.has_hidden
        return "".join(inner.parts)

    def _inline(self, element: Element) -> tuple[str, list[Element]]:
        boxes: list[Element] = []
        text = "".join(self._pieces(element, boxes))
        lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
        return "\n".join(line for line in lines if line), boxes

    def _pieces(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        for item in element:
            name = local_name(item)
            if name == "t":
                yield item.text or ""
            elif name in _MARKS:
                yield _MARKS[name]
            elif name == "sym":
                yield _symbol(value(item, "char"))
            elif name == "txbxContent":
                boxes.append(item)
            elif name == "AlternateContent":
                yield from self._pieces(_alternative(item), boxes)
            elif name not in _LEFT_OUT:
                self.has_hidden |= name == "r" and _is_hidden(item)
                yield from self._pieces(item, boxes)

    def _write(self, text: str, is_item: bool) -> int:
        if not text:
            return self.length
        if self.parts:
            self._append("\n" if is_item and self._was_item else "\n\n")
        self._was_item = is_item
        start = self.length
        self._append(text)
        return start

    def _append(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)


def _items(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those that something is wrapped around."""
    for item in element:
        name = local_name(item)
        if name == wanted:
            yield item
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            yield from _items(item, wanted)


def _alternative(element: Element) -> Element:
    """The first version that has text, of several versions of the same content."""
    versions = [item for item in element if local_name(item) in ("Choice", "Fallback")]
    with_text = (v for v in versions if any(local_name(item) == "t" for item in v.iter()))
    return next(with_text, [])


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: Element) -> bool:
    """Whether a run of text cannot be seen: hidden, white on nothing, or under two points."""
    properties = child(run, "rPr")
    if properties is None or not any(local_name(item) == "t" for item in run):
        return False
    size = value(child(properties, "sz"))
    is_white = value(child(properties, "color")).upper() == "FFFFFF"
    has_ground = child(properties, "shd") is not None or child(properties, "highlight") is not None
    is_tiny = size.isdigit() and int(size) < 4  # half points
    return is_on(properties, "vanish") or (is_white and not has_ground) or is_tiny


def _extract(writer: _Writer, notes_at: int, title: str) -> Extract:
    raw = "".join(writer.parts)
    refuse_garbled(raw)
    if not any(character.isalnum() for character in raw):
        raise Problem("no_text")
    repaired = repair(raw, "flow")
    mapped = repaired.mapped
    cut = mapped.place_of(notes_at) if notes_at < writer.length else len(mapped.text)
    headings = [
        Heading(h.level, mapped.place_of(h.start), mapped.place_of(h.end)) for h in writer.headings
    ]
    headings = [h for h in headings if mapped.text[h.start : h.end].strip() and h.end <= cut]
    if not title:
        titles = (mapped.text[h.start : h.end] for h in headings if h.level == 0)
        title = sensible_title(next(titles, ""))
    body = mapped.text[:cut]
    sections = build_sections(body, headings or find_headings(body), title)
    if cut < len(mapped.text):
        # Footnotes belong to no chapter: their section carries the document's title.
        sections += (Section((title,), cut, cut, len(mapped.text)),)
    warnings = repaired.warnings + (("hidden_text",) if writer.has_hidden else ())
    return Extract(title, mapped, sections, warnings=tuple(sorted(warnings)))


def _check_format(data: bytes) -> None:
    found = name_format(data)
    if found == "OLE":
        # Word wraps a file with a password into the container of its old format.
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Problem("docx_password" if is_encrypted else "old_word")
    if found != "ZIP":
        raise Problem("wrong_ending", found=found) if found else Problem("docx_damaged")


def _main_part(archive: Archive) -> str:
    relations = _parse(archive.read("_rels/.rels"))
    for relation in relations if relations is not None else ():
        if value(relation, "Type").endswith("/officeDocument"):
            target = value(relation, "Target").lstrip("/")
            if target.endswith(".xml") and "word" in target.lower():
                return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise Problem("wrong_ending", found="ZIP")


def _title(archive: Archive) -> str:
    properties = _parse(archive.read("docProps/core.xml"))
    title = child(properties, "title") if properties is not None else None
    return sensible_title(title.text or "") if title is not None else ""


def _parse(part: bytes | None) -> Element | None:
    """Parse a part; None when the file has none.

    Raises:
        Problem: `docx_entities`, `docx_damaged`.
    """
    if part is None:
        return None
    # Without its zeros UTF-16 reads like ASCII.
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", part.replace(b"\x00", b""), re.IGNORECASE):
        raise Problem("docx_entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        if "Memory" in str(error):
            raise MemoryError from None
        raise Problem("docx_damaged") from None
    if root.getroottree().docinfo.doctype:
        raise Problem("docx_entities")
    return root
