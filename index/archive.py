"""A DOCX is a zip: looked at from outside, then every entry counted while it is inflated."""

import copy
import io
import zipfile
import zlib

from index.problem import Problem

_MAX_ENTRIES = 2_000
_MAX_ENTRY_BYTES = 50 * 2**20
_MAX_TOTAL_BYTES = 100 * 2**20
_MAX_RATIO = 100
_RATIO_COUNTS_FROM = 2**20
"""Bytes. Small parts of an honest file may be all repetition."""
_ENCRYPTED = 0x1


class Archive:
    """The parts of a zip that was found harmless."""

    def __init__(self, data: bytes) -> None:
        """Check a zip file.

        Raises:
            Problem: `docx_damaged`, `docx_unsafe`, `docx_password`.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
            _check_names(entries)
            total = 0
            for entry in entries:
                total += self._size(entry)
                if total > min(_MAX_TOTAL_BYTES, max(_RATIO_COUNTS_FROM, len(data) * _MAX_RATIO)):
                    raise Problem("docx_unsafe")
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            raise Problem("docx_damaged") from None
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes | None:
        """One part; None when there is no such part."""
        return self._zip.read(name) if name in self.names else None

    def _size(self, entry: zipfile.ZipInfo) -> int:
        """How large an entry really is: a header may lie, so what comes out is counted."""
        doubted = copy.copy(entry)
        doubted.file_size = _MAX_ENTRY_BYTES + 1  # or the reader would stop at the declared size
        allowed = min(_MAX_ENTRY_BYTES, max(_RATIO_COUNTS_FROM, entry.compress_size * _MAX_RATIO))
        size = 0
        with self._zip.open(doubted) as stream:
            while part := stream.read(1 << 16):
                size += len(part)
                if size > allowed:
                    raise Problem("docx_unsafe")
        if size != entry.file_size:
            raise Problem("docx_unsafe")
        return size


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > _MAX_ENTRIES or len(set(names)) < len(names):
        raise Problem("docx_unsafe")
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & _ENCRYPTED:
            raise Problem("docx_password")
        if name.startswith(("/", "\\")) or ".." in name or ":" in name or "\x00" in name:
            raise Problem("docx_unsafe")
        if entry.file_size > _MAX_ENTRY_BYTES:
            raise Problem("docx_unsafe")
