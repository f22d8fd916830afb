"""The parsers themselves, in this process: what they make of each kind of file."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.docx
import index.pdf
import index.plain
from index.extract import Extract, sensible_title
from index.problem import Problem
from tests.data.files import MC, W, archive, page, paragraph, pdf
from tests.data.files import docx as make_docx
from tests.index.test_repair import letters

LIMIT = 5_000_000
BODY = "Eksploitasi seksual komersial anak merupakan kejahatan global yang mengancam anak."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def read_pdf(data: bytes) -> Extract:
    return whole(index.pdf.read(data, ".pdf", LIMIT))


def read_docx(data: bytes) -> Extract:
    return whole(index.docx.read(data, ".docx", LIMIT))


def read_plain(data: bytes, suffix: str = ".txt") -> Extract:
    return whole(index.plain.read(data, suffix, LIMIT))


def whole(extract: Extract) -> Extract:
    """Sections and pages follow one another and cover the text."""
    length = len(extract.mapped.text)
    for spans in (extract.sections, extract.pages):
        if spans:
            assert spans[0].start == 0
            assert spans[-1].end == length
            assert all(a.end == b.start for a, b in pairwise(spans))
    assert extract.sections
    assert all(s.start <= s.body <= s.end for s in extract.sections)
    return extract


def code_of(read: Callable[[bytes], Extract], data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        read(data)
    return caught.value.code


# PDF


def test_pdf_pages_labels_and_paragraphs() -> None:
    catalog = b"/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 12 >>] >>"
    data = pdf(
        [
            page(
                [BODY, "dan berlanjut di baris ini dengan kata perlin-", "dungan anak.", "", BODY]
            ),
            page([]),
            page(["Halaman terakhir."]),
        ],
        catalog,
        info=b"/Title (Laporan Tahunan)",
    )
    extract = read_pdf(data)
    text = extract.mapped.text
    assert text == (
        f"{BODY} dan berlanjut di baris ini dengan kata perlindungan anak.\n\n{BODY}"
        "\n\nHalaman terakhir."
    )
    assert [(p.number, p.label) for p in extract.pages] == [(1, "i"), (2, "12"), (3, "13")]
    assert text[extract.pages[2].start :] == "Halaman terakhir."
    assert extract.title == "Laporan Tahunan"
    assert extract.warnings == ("pages_without_text",)


def test_pdf_sections_by_outline() -> None:
    outline = [
        b"<< /Type /Outlines /First 6 0 R /Last 7 0 R /Count 2 >>",
        b"<< /Title (PENDAHULUAN) /Parent 5 0 R /Next 7 0 R /Dest [10 0 R /Fit] >>",
        b"<< /Title (Tidak ada) /Parent 5 0 R /Dest [12 0 R /Fit] /Prev 6 0 R /Next 8 0 R >>",
        b"<< /Title (Metode penelitian) /Parent 5 0 R /Dest [12 0 R /Fit] >>",
    ]
    first = page(["Sampul", "", "BAB I PENDAHULUAN", "", BODY])
    second = page([BODY, "", "Metode", "penelitian", "", BODY])
    extract = read_pdf(pdf([first, second], b"/Outlines 5 0 R", outline))
    assert [s.headings for s in extract.sections] == [
        ("",),
        ("BAB I PENDAHULUAN",),
        ("Metode penelitian",),
    ]


def test_pdf_sections_by_size_leave_running_titles_out() -> None:
    streams = [
        page(
            [("JURNAL", 20), (f"Judul bagian {n}", 16), BODY, BODY, ("Anak judul", 14), BODY, BODY]
        )
        for n in range(1, 4)
    ]
    streams += [page([("JURNAL", 20), BODY, BODY, BODY])] * 2
    headings = [s.headings for s in read_pdf(pdf(streams)).sections]
    assert headings[1:4] == [
        ("Judul bagian 1",),
        ("Judul bagian 1", "Anak judul"),
        ("Judul bagian 2",),
    ]


def test_pdf_sections_by_chapter_lines() -> None:
    lines = ["DAFTAR ISI", "BAB I PENDAHULUAN ........ 1", "", "BAB I PENDAHULUAN", "", BODY]
    extract = read_pdf(pdf([page(lines)]))
    assert [s.headings for s in extract.sections] == [("DAFTAR ISI",), ("BAB I PENDAHULUAN",)]


def test_pdf_hidden_text_is_flagged() -> None:
    visible = b"BT /F1 11 Tf 1 0 0 1 72 700 Tm (Teks yang tampak di halaman.) Tj ET "
    hidden = {
        "white": b"1 1 1 rg BT /F1 11 Tf 1 0 0 1 72 600 Tm (tersembunyi) Tj ET",
        "grey white": b"1 g BT /F1 11 Tf 1 0 0 1 72 600 Tm (tersembunyi) Tj ET",
        "mode": b"BT 3 Tr /F1 11 Tf 1 0 0 1 72 600 Tm (tersembunyi) Tj ET",
        "tiny": b"BT /F1 1 Tf 1 0 0 1 72 600 Tm (tersembunyi) Tj ET",
        "tiny scale": b"BT /F1 11 Tf 0.1 0 0 0.1 72 600 Tm (tersembunyi) Tj ET",
        "off page": b"BT /F1 11 Tf 1 0 0 1 72 -600 Tm (tersembunyi) Tj ET",
    }
    for name, stream in hidden.items():
        extract = read_pdf(pdf([visible + stream]))
        assert extract.warnings == ("hidden_text",), name
        assert "tersembunyi" in extract.mapped.text
    on_dark = b"0 0 1 rg 60 590 300 30 re f " + hidden["white"]
    assert read_pdf(pdf([visible + on_dark])).warnings == ()
    assert read_pdf(pdf([visible])).warnings == ()
    assert read_pdf(pdf([hidden["mode"]])).warnings == ("ocr_text",)


def encrypted(user_password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([page([BODY])])))
    writer.encrypt(user_password, "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_pdf_with_an_empty_password_opens() -> None:
    assert read_pdf(encrypted("")).mapped.text == BODY


def looped() -> bytes:
    data = pdf([page([BODY])])
    return data.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")


def nested_flate() -> bytes:
    data = b" " * 30_000_000
    for _ in range(3):
        data = zlib.compress(data, 9)
    return pdf([data], stream_entries=b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")


def unknown_cipher() -> bytes:
    """A PDF that names a version of the encryption that nobody knows."""
    return encrypted("").replace(b"/V 2", b"/V 9")


def linearized() -> bytes:
    first = b"<< /Linearized 1 /L 99999 /H [1 2] >>"
    return pdf([page([BODY])], extra=[first])


GOOD_PDF = pdf([page([BODY]) for _ in range(3)])
BAD_PDFS = {
    "password": (encrypted("rahasia"), "pdf_password"),
    "truncated": (GOOD_PDF[: len(GOOD_PDF) // 4], "pdf_truncated"),
    "cipher": (unknown_cipher(), "pdf_cipher"),
    "linearized": (linearized(), "pdf_truncated"),
    "header only": (b"%PDF-1.7\n", "pdf_truncated"),
    "rubbish": (b"%PDF-1.7\n" + b"\xff\x00x" * 500 + b"startxref\n9\n%%EOF", "pdf_damaged"),
    "no text": (pdf([b"0 0 100 100 re f"]), "pdf_no_text"),
    "no pages": (pdf([]), "pdf_damaged"),
    "loop": (looped(), "pdf_damaged"),
    "nested flate": (nested_flate(), "pdf_too_complex"),
    "too many pages": (pdf([b""] * 1001), "pdf_too_many_pages"),
    "zip": (archive({"a": "b"}), "wrong_ending"),
    "html": (b"  <!DOCTYPE html><html>%PDF", "wrong_ending"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "wrong_ending"),
    "text": (b"hanya teks", "wrong_ending"),
    "zeros": (bytes(2000), "pdf_damaged"),
    "garbled": (pdf([page(["\x01\x02\x03\x04 kata" * 5])]), "text_garbled"),
}


@pytest.mark.parametrize("name", BAD_PDFS)
def test_bad_pdf(name: str) -> None:
    data, code = BAD_PDFS[name]
    started = time.monotonic()
    assert code_of(read_pdf, data) == code
    assert time.monotonic() - started < 5


def test_pdf_speed() -> None:
    data = pdf([page([BODY] * 40) for _ in range(100)])
    started = time.monotonic()
    read_pdf(data)
    assert time.monotonic() - started < 6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text("abAB .,-1", max_size=60), max_size=6), min_size=1, max_size=4))
def test_pdf_loses_no_letter(pages: list[list[str]]) -> None:
    if not any(c.isalnum() for lines in pages for line in lines for c in line):
        return
    extract = read_pdf(pdf([page(lines) for lines in pages]))
    assert letters(extract.mapped.text) == letters("".join("".join(lines) for lines in pages))


# DOCX

STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="Kop surat"/><w:basedOn w:val="Judul1"/>
</w:style>
<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Bab"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="l"/><w:basedOn w:val="L"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Isi"><w:name w:val="TOC Heading"/><w:basedOn w:val="Judul1"/>
<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style></w:styles>"""


def styled(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>'


def test_docx_reads_everything_in_order() -> None:
    cell = "<w:tc>{}</w:tc>"
    row = (
        f"<w:tr>{cell.format(paragraph('A'))}{cell.format(paragraph('B') + paragraph('C'))}</w:tr>"
    )
    box = f"<w:txbxContent>{paragraph('Dalam kotak')}</w:txbxContent>"
    drawing = (
        f"<w:p><w:r><w:t>Luar</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='{MC}'>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = (
        paragraph("Bab satu", styled("Judul1"))
        + "<w:p><w:r><w:t>Se</w:t></w:r><w:hyperlink><w:r><w:t>buah</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t xml:space='preserve'> sisipan</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>hapus</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>baris</w:t>"
        "<w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
        + paragraph("Anak bab", styled("X"))
        + f"<w:tbl>{row}{row}</w:tbl>"
        + drawing
        + paragraph("satu", styled("L"))
        + paragraph("dua", styled("L"))
        + "<w:sdt><w:sdtContent>"
        + paragraph("Terbungkus")
        + "</w:sdtContent></w:sdt>"
        + paragraph("Kop", styled("Kop"))
        + paragraph("Isi", styled("Isi"))
        + paragraph("Langsung", '<w:outlineLvl w:val="2"/>')
    )
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("Ibid., hlm. 3.")}</w:footnote></w:footnotes>'
    )
    core = '<c xmlns:dc="x"><dc:title>Laporan akhir</dc:title></c>'
    parts: dict[str, str | bytes] = {
        "word/styles.xml": STYLES,
        "word/footnotes.xml": notes,
        "docProps/core.xml": core,
    }
    extract = read_docx(make_docx(body, parts))
    assert extract.mapped.text == (
        "Bab satu\n\nSebuah sisipan tab\nbaris-x\n\nAnak bab\n\nA | B C\nA | B C\n\nLuar\n\n"
        "Dalam kotak\n\n- satu\n- dua\n\nTerbungkus\n\nKop\n\nIsi\n\nLangsung\n\nIbid., hlm. 3."
    )
    assert [s.headings for s in extract.sections] == [
        ("Bab satu",),
        ("Bab satu", "Anak bab"),
        ("Kop",),
        ("Kop", "Langsung"),
        ("Laporan akhir",),
    ]
    assert extract.title == "Laporan akhir"
    assert extract.warnings == ()


def test_docx_of_python_docx() -> None:
    made = docx.Document()
    made.add_heading("Judul", 0)
    made.add_heading("Bagian", 2)
    made.add_paragraph("Isi.")
    made.add_paragraph("butir", style="List Bullet")
    buffer = io.BytesIO()
    made.save(buffer)
    extract = read_docx(buffer.getvalue())
    assert extract.mapped.text == "Judul\n\nBagian\n\nIsi.\n\n- butir"
    assert [s.headings for s in extract.sections] == [("Judul",), ("Judul", "Bagian")]


@pytest.mark.parametrize(
    "properties", ["<w:vanish/>", '<w:color w:val="ffffff"/>', '<w:sz w:val="2"/>']
)
def test_docx_hidden_text_is_flagged(properties: str) -> None:
    extract = read_docx(make_docx(paragraph("Tampak") + paragraph("rahasia", "", properties)))
    assert extract.warnings == ("hidden_text",)
    assert "rahasia" in extract.mapped.text


def test_docx_that_only_lays_out_a_page_with_a_table() -> None:
    long = "".join(paragraph(BODY) for _ in range(5))
    extract = read_docx(make_docx(f"<w:tbl><w:tr><w:tc>{long}</w:tc></w:tr></w:tbl>"))
    assert extract.mapped.text == "\n\n".join([BODY] * 5)


def lying_zip() -> bytes:
    """A zip whose headers declare ten bytes for an entry of ten million."""
    data = bytearray(make_docx(paragraph(BODY), {"word/media/a.bin": bytes(range(256)) * 40_000}))
    real = struct.pack("<L", 256 * 40_000)
    return bytes(data.replace(real, struct.pack("<L", 10)))


def encrypted_zip() -> bytes:
    data = bytearray(make_docx(paragraph(BODY)))
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    while central >= 0:
        data[central + 8] |= 1
        central = data.find(b"PK\x01\x02", central + 4)
    return bytes(data)


def doubled() -> bytes:
    buffer = io.BytesIO(make_docx(paragraph(BODY)))
    with zipfile.ZipFile(buffer, "a") as target, pytest.warns(UserWarning, match="Duplicate name"):
        target.writestr("word/document.xml", "<a/>")
    return buffer.getvalue()


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
XXE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
GOOD_DOCX = make_docx(paragraph(BODY))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BAD_DOCX = {
    "truncated": (GOOD_DOCX[:-40], "docx_damaged"),
    "bad xml": (archive({"word/document.xml": "<a><b></a>"}), "docx_damaged"),
    "empty part": (archive({"word/document.xml": ""}), "docx_damaged"),
    "bomb": (make_docx(paragraph(BODY), {"word/a.xml": bytes(120 * 2**20)}), "docx_unsafe"),
    "ratio": (make_docx(paragraph(BODY), {"word/a.xml": bytes(5 * 2**20)}), "docx_unsafe"),
    "lying": (lying_zip(), "docx_unsafe"),
    "many": (make_docx("", {f"a/{n}": "x" for n in range(2001)}), "docx_unsafe"),
    "dots": (make_docx("", {"../a": "x"}), "docx_unsafe"),
    "absolute": (make_docx("", {"/a": "x"}), "docx_unsafe"),
    "doubled": (doubled, "docx_unsafe"),
    "password zip": (encrypted_zip(), "docx_password"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "docx_password"),
    "old": (OLE, "old_word"),
    "laughs": (archive({"word/document.xml": f"{LAUGHS}<l>&b;</l>"}), "docx_entities"),
    "xxe": (archive({"word/document.xml": f"{XXE}<l>&a;</l>"}), "docx_entities"),
    "xxe utf-16": (
        archive({"word/document.xml": f"<?xml version='1.0'?>{XXE}<l>&a;</l>".encode("utf-16")}),
        "docx_entities",
    ),
    "spreadsheet": (archive({"xl/workbook.xml": "<a/>"}), "wrong_ending"),
    "pdf": (GOOD_PDF, "wrong_ending"),
    "text": (b"hanya teks", "wrong_ending"),
    "program": (b"MZ" + GOOD_DOCX, "docx_damaged"),
    "no text": (make_docx(paragraph(" ")), "no_text"),
}


@pytest.mark.parametrize("name", BAD_DOCX)
def test_bad_docx(name: str) -> None:
    data, code = BAD_DOCX[name]
    assert code_of(read_docx, data() if callable(data) else data) == code


def test_docx_fetches_nothing_from_outside() -> None:
    relations = (
        '<Relationships><Relationship Id="r" Type="x/attachedTemplate" TargetMode="External" '
        'Target="http://127.0.0.1:9/x.dotm"/></Relationships>'
    )
    extract = read_docx(make_docx(paragraph(BODY), {"word/_rels/document.xml.rels": relations}))
    assert extract.mapped.text == BODY


def test_docx_speed() -> None:
    data = make_docx("".join(paragraph(BODY * 4) for _ in range(500)))  # about fifty pages
    started = time.monotonic()
    read_docx(data)
    assert time.monotonic() - started < 1


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text("ab -é.", max_size=20), st.sampled_from(["", "Judul1", "L"]))))
def test_docx_loses_no_letter(paragraphs: list[tuple[str, str]]) -> None:
    words = "".join(text for text, _ in paragraphs)
    body = "".join(paragraph(text, styled(style)) for text, style in paragraphs)
    if letters(words):
        extract = read_docx(make_docx(body, {"word/styles.xml": STYLES}))
        assert letters(extract.mapped.text) == letters(words)


# Markdown and text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_are_read(encoding: str) -> None:
    text = "Naïve — “kutipan” é\r\nbaris dua\r\n"
    extract = read_plain(text.encode(encoding))
    assert extract.mapped.text == "Naïve — “kutipan” é\nbaris dua"


BAD_TEXTS = {
    "latin-1": ("café à la carte".encode("latin-1"), "wrong_encoding"),
    "windows-1252": ("“kutipan” – ya".encode("cp1252"), "wrong_encoding"),
    "utf-16 without mark": ("teks biasa".encode("utf-16-le"), "wrong_encoding"),
    "utf-32": ("teks".encode("utf-32"), "wrong_encoding"),
    "half a utf-16": ("teks".encode("utf-16") + b"\x00", "wrong_encoding"),
    "shift-jis": ("日本語".encode("shift-jis"), "wrong_encoding"),
    "iso-2022-jp": ("日本語です".encode("iso-2022-jp"), "text_garbled"),
    "binary": (bytes(range(256)) * 4, "binary_file"),
    "binary without zeros": (bytes(range(1, 256)) * 4, "binary_file"),
    "replacement": ("\ufffd" * 5 + "teks" * 20, "text_garbled"),
    "pdf": (GOOD_PDF, "wrong_ending"),
    "html": (b"<!DOCTYPE html>\n<p>x", "wrong_ending"),
    "docx": (GOOD_DOCX, "wrong_ending"),
    "blank": (b" \n\n ", "no_text"),
    "signs": (b"---", "no_text"),
}


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("name", BAD_TEXTS)
def test_bad_text(name: str, suffix: str) -> None:
    content, code = BAD_TEXTS[name]
    data = content.encode() if isinstance(content, str) else content
    assert code_of(lambda d: read_plain(d, suffix), data) == code


def test_markdown_front_matter_and_title() -> None:
    extract = read_plain(b"---\ntitle: Judul berkas\n---\n# Bab\n\nIsi *miring*.", ".md")
    assert extract.title == "Judul berkas"
    assert extract.mapped.text == "Bab\n\nIsi miring."
    assert read_plain(b"# Judul utama\n\nIsi.", ".md").title == "Judul utama"
    assert read_plain(b"---\nbukan kepala\n---\n", ".md").mapped.text == "bukan kepala"


def test_text_chapters() -> None:
    extract = read_plain(b"Pembuka.\n\nBAB I\n\nIsi satu.\n\nDAFTAR PUSTAKA\n\nIsi dua.\n")
    assert [s.headings for s in extract.sections] == [("",), ("BAB I",), ("DAFTAR PUSTAKA",)]


@pytest.mark.parametrize(
    ("title", "sensible"),
    [
        ("Laporan Tahunan", "Laporan Tahunan"),
        ("  Dua\n baris ", "Dua baris"),
        ("Microsoft Word - skripsi.docx", ""),
        ("skripsi_final.pdf", ""),
        ("untitled", ""),
        ("Document1", ""),
        ("\u202eab", ""),
        ("123", ""),
    ],
)
def test_sensible_title(title: str, sensible: str) -> None:
    assert sensible_title(title) == sensible
