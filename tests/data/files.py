"""Small files made by code: a PDF of content streams, a DOCX of XML."""

import io
import zipfile
from collections.abc import Iterable, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def pdf(
    streams: Sequence[bytes],
    catalog: bytes = b"",
    extra: Sequence[bytes] = (),
    stream_entries: bytes = b"",
    info: bytes = b"",
) -> bytes:
    """A PDF with a page for each content stream.

    Object 1 is the font, 2 the page tree, 3 the catalogue, 4 the properties, then `extra`, then for
    each page its stream and the page itself.
    """
    first = 5 + len(extra)
    pages = [first + 2 * n + 1 for n in range(len(streams))]
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< %s >>" % info,
        *extra,
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), stream_entries, stream)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 1 0 R >> >> >>" % (first + 2 * number)
        )
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 3 0 R /Info 4 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def page(lines: Iterable[tuple[str, float] | str], leading: float = 14) -> bytes:
    """A content stream: lines from the top; a line is its text, or text and size; "" is a gap."""
    parts, height = [], 780.0
    for line in lines:
        text, size = line if isinstance(line, tuple) else (line, 11.0)
        if text:
            shown = text.encode("cp1252").replace(b"\\", b"\\\\")
            shown = shown.replace(b"(", b"\\(").replace(b")", b"\\)")
            parts.append(b"BT /F1 %g Tf 1 0 0 1 72 %g Tm (%s) Tj ET" % (size, height, shown))
        height -= leading * max(size / 11, 1)
    return b"\n".join(parts)


def docx(body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """A DOCX whose document has this body; `parts` are further entries of the zip, by name."""
    document = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _RELATIONS,
            "word/document.xml": document,
            **(parts or {}),
        }
    )


def archive(entries: dict[str, str | bytes]) -> bytes:
    """A zip of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "", run_properties: str = "") -> str:
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run_properties}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )
