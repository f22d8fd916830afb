"""What a file is, by its content: its name may say anything."""

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"%!PS", "PostScript"),
)
_MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"), (b"<svg", "SVG"))


def detect_format(data: bytes) -> str:
    """The name of a file's format, as people write it; empty for text and for what is not known."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    opening = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    # Readers of PDF accept it after a few strange bytes: so must whoever guards against it.
    if opening.startswith(b"%PDF-"):
        return "PDF"
    for magic, name in _MARKUP:
        if opening.lower().startswith(magic):
            return name
    return ""


def name_format(data: bytes) -> str:
    """Like `detect_format`, for what should not be text: "TXT" when it is; empty for neither."""
    found = detect_format(data)
    if found or b"\x00" in data:
        return found
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "TXT"
