"""What a parser hands back: everything of a `Document` but its id."""

import re
from dataclasses import dataclass

from index.document import Page, Section
from index.mapping import Mapped
from index.problem import Problem
from index.repair import garbled_share

_BOOKKEEPING = re.compile(
    r"^(?:microsoft \w+ - |untitled|document ?\d*$|dokumen ?\d*$|title$|judul$|slide \d+$)"
    r"|\.(?:docx?|pdf|pptx?|odt|rtf|tex|dvi|indd|cdr)$",
    re.IGNORECASE,
)


PROBLEMS = frozenset(
    """
    binary_file docx_damaged docx_entities docx_password docx_unsafe file_too_large no_text old_word
    parse_memory parser_failed pdf_cipher pdf_damaged pdf_no_text pdf_password pdf_too_complex
    pdf_too_many_pages pdf_truncated text_garbled text_too_long wrong_encoding wrong_ending
    """.split()
)
"""What a parser may find wrong with a file: codes of `prompts/strings.*.yaml`."""
WARNINGS = frozenset(
    "hidden_text invisible_characters ocr_text pages_without_text unreadable_characters".split()
)
"""What whoever adds a file should know: codes there too."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One file, read. `title` is empty where the file names no sensible one."""

    title: str
    mapped: Mapped
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    warnings: tuple[str, ...] = ()


def sensible_title(title: str) -> str:
    """A title from a file's properties, tidied; empty when a program made it up."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    is_title = 3 <= len(tidy) <= 200 and any(c.isalpha() for c in tidy)
    return tidy if is_title and not _BOOKKEEPING.search(tidy) else ""


def refuse_garbled(raw: str) -> None:
    """Refuse a text of which more than one character in a hundred cannot be read.

    Raises:
        Problem: `text_garbled`.
    """
    if garbled_share(raw) > 0.01:
        raise Problem("text_garbled")
