"""Headings of a text that has no marks for them, by how they are written: few, but sure ones."""

import re
from collections.abc import Iterator

from index.sections import Heading

_CHAPTER = re.compile(r"(?:(?i:bab|chapter|bagian|part)\s+(?:[IVXLC]+|\d{1,2}))\b[.:]?[^\n]{0,100}")
_NAMED = re.compile(
    r"(?:ABSTRA[KC]T?|INTISARI|RINGKASAN|SUMMARY|EXECUTIVE SUMMARY|KATA PENGANTAR|PREFACE|FOREWORD"
    r"|DAFTAR (?:ISI|PUSTAKA|TABEL|GAMBAR|SINGKATAN|LAMPIRAN)|BIBLIOGRAPHY|REFERENCES"
    r"|ACKNOWLEDGE?MENTS?|INTRODUCTION|PENDAHULUAN|CONCLUSIONS?|KESIMPULAN|PENUTUP"
    r"|LAMPIRAN|APPENDIX|TABLE OF CONTENTS)(?: [A-Z\d]{1,3})?"
)
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.,;]$|\.{3}|…|\d$")


def find_headings(text: str) -> Iterator[Heading]:
    """Chapter lines ("BAB II Tinjauan Pustaka") and the usual names of parts, on a line alone."""
    for match in re.finditer(r"^[^\S\n]*(\S[^\n]{0,119})$", text, re.MULTILINE):
        line = match.group(1).rstrip()
        chapter = _CHAPTER.fullmatch(line)
        # A line of a table of contents ends in its page.
        is_chapter = chapter and (len(line) < 12 or not _ENDS_LIKE_A_SENTENCE.search(line))
        if is_chapter or _NAMED.fullmatch(line):
            yield Heading(1, match.start(1), match.start(1) + len(line))
