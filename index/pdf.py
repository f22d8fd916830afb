"""PDF files, page by page with pypdf: text, printed page numbers, headings, warnings.

Scripts, attachments and forms are never looked at, no picture is decoded and no other program
started: only the pages' text operators are followed.
"""

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from index.document import Page
from index.extract import Extract, refuse_garbled, sensible_title
from index.formats import name_format
from index.headings import find_headings
from index.mapping import Mapped
from index.pdfheadings import Entry, headings_by_size, headings_of_outline
from index.pdfpage import PageReader, PageText
from index.problem import Problem
from index.repair import repair
from index.sections import build_sections

MAX_PAGES = 1_000
_STREAM_BYTES = 20_000_000
_DECLARED_LENGTH = re.compile(rb"/Linearized\b[^>]*?/L (\d{1,12})\b")
"""A PDF made for the web says at its beginning how long it is; cut short, it still seems whole."""
_T = TypeVar("_T")


def read(data: bytes, _: str, characters: int) -> Extract:
    """Read a PDF file.

    Raises:
        Problem: `wrong_ending`, `pdf_damaged`, `pdf_truncated`, `pdf_password`, `pdf_cipher`,
            `pdf_too_many_pages`, `pdf_too_complex`, `pdf_no_text`, `text_garbled`, `text_too_long`.
    """
    _check_format(data)
    _lower_limits()
    try:
        reader = _open(data)
        pages = list(_read_pages(reader, characters))
    except (Problem, MemoryError):
        raise
    except LimitReachedError:
        raise Problem("pdf_too_complex") from None
    except FileNotDecryptedError:
        raise Problem("pdf_password") from None
    except (DependencyError, NotImplementedError):  # a cipher that is not installed, or not known
        raise Problem("pdf_cipher") from None
    except Exception:  # on a damaged file pypdf raises whatever its code stumbles over
        raise Problem(_damage(data)) from None
    return _extract(reader, pages)


def _extract(reader: pypdf.PdfReader, pages: list[PageText]) -> Extract:
    raw = "\f".join(page.text for page in pages)
    if not any(character.isalnum() for character in raw):
        raise Problem("pdf_no_text")
    refuse_garbled(raw)
    repaired = repair(raw, "pdf")
    mapped = repaired.mapped
    starts = _starts(pages)
    spans = _pages(mapped, starts, _try(lambda: reader.page_labels, []))
    title = sensible_title(_try(lambda: _named_title(reader), ""))
    nothing: list[Entry] = []
    outline = _try(lambda: list(_entries(reader, reader.outline, 1)), nothing)
    headings = (
        headings_of_outline(mapped.text, spans, outline)
        or headings_by_size(mapped, pages, starts)
        or list(find_headings(mapped.text))
    )
    sections = build_sections(mapped.text, headings, title)
    warnings = sorted({*repaired.warnings, *_warnings(pages)})
    return Extract(title, mapped, sections, spans, tuple(warnings))


def _open(data: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Problem("pdf_password")
    n_pages = len(reader.pages)
    if n_pages > MAX_PAGES:
        raise Problem("pdf_too_many_pages", pages=n_pages, limit=MAX_PAGES)
    if n_pages == 0:
        raise Problem("pdf_damaged")
    return reader


def _read_pages(reader: pypdf.PdfReader, characters: int) -> Iterator[PageText]:
    total = 0
    for page in reader.pages:
        box = page.mediabox
        corners = (float(box.left), float(box.bottom), float(box.right), float(box.top))
        text = PageReader(corners).read(page)
        total += len(text.text)
        if total > characters:
            raise Problem("text_too_long", limit=characters)
        yield text


def _starts(pages: list[PageText]) -> list[int]:
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page.text) + 1
    return starts


def _pages(mapped: Mapped, starts: list[int], labels: list[str]) -> tuple[Page, ...]:
    places = [mapped.place_of(start) for start in starts]
    places[0] = 0
    ends = [*places[1:], len(mapped.text)]
    return tuple(
        Page(number, _label(labels, number), start, end)
        for number, (start, end) in enumerate(zip(places, ends, strict=True), 1)
    )


def _label(labels: list[str], number: int) -> str:
    label = labels[number - 1] if number <= len(labels) else ""
    return "".join(c for c in str(label) if c.isprintable())[:20].strip() or str(number)


def _named_title(reader: pypdf.PdfReader) -> str:
    metadata = reader.metadata
    return str(metadata.title or "") if metadata is not None else ""


def _entries(reader: pypdf.PdfReader, outline: list[Any], level: int) -> Iterator[Entry]:
    for item in outline:
        if isinstance(item, list):
            yield from _entries(reader, item, level + 1)
        else:
            page = reader.get_destination_page_number(item)
            if page is not None and item.title:
                yield Entry(level, str(item.title), page)


def _warnings(pages: list[PageText]) -> Iterator[str]:
    for page in pages:
        if page.hidden > 3:
            # A scan with its recognised text behind the picture has nothing but hidden text.
            yield "hidden_text" if page.shown else "ocr_text"
        if not page.text.strip():
            yield "pages_without_text"
    if any("\ufffd" in page.text for page in pages):
        yield "unreadable_characters"


def _check_format(data: bytes) -> None:
    # pypdf finds the header after some strange bytes, so they are allowed here too.
    if b"%PDF-" in data[:1024]:
        length = _DECLARED_LENGTH.search(data[:2048])
        if length and int(length.group(1)) > len(data):
            raise Problem("pdf_truncated")
        return
    found = name_format(data)
    raise Problem("wrong_ending", found=found) if found else Problem("pdf_damaged")


def _damage(data: bytes) -> str:
    return "pdf_damaged" if b"startxref" in data[-4096:] else "pdf_truncated"


def _lower_limits() -> None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pypdf.overwrite_configuration(
        maximum_declared_stream_length=_STREAM_BYTES,
        array_based_stream_maximum_output_length=_STREAM_BYTES,
        jbig2_maximum_output_length=_STREAM_BYTES,
        lzw_maximum_output_length=_STREAM_BYTES,
        run_length_maximum_output_length=_STREAM_BYTES,
        zlib_maximum_output_length=_STREAM_BYTES,
        brotli_maximum_output_length=_STREAM_BYTES,
        image_maximum_buffer_size=_STREAM_BYTES,
        stream_decoding_work_maximum_length=3 * _STREAM_BYTES,
        page_tree_maximum_entries=20_000,
        outline_maximum_entries=10_000,
        jbig2dec_binary=None,
    )


def _try(get: Callable[[], _T], otherwise: _T) -> _T:
    """What a page's text does not depend on may be damaged without harm."""
    try:
        return get()
    except MemoryError:
        raise
    except Exception:  # as in `read`
        return otherwise
