"""What programs wrote into a text for the eye or the printer, turned back into words.

Extracted text holds ligatures, hyphens at line ends, spaced-out letters, invisible and private
characters: a reader does not see them, a search trips over them. Each rule changes only what it can
recognise safely, and every character that stays is mapped to where it came from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.lines import join_lines
from index.mapping import Edit, Mapped, apply_edits, compose

Layout = Literal["flow", "text", "pdf"]
"""How lines were made: flow (Markdown, DOCX: not ours to join), text (a plain file), pdf."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Zero-width, bidirectional and tag characters: they show nothing and change what is read."""
_UNREADABLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff"
)
"""Control and private characters, halves of characters: no reader has a shape for them."""
_BULLETS = "\uf02d\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
"""Bullets of the Symbol and Wingdings fonts, as Word writes them into a PDF."""

_CHARACTER = re.compile(
    rf"""
      (?P<alone>(?:(?<=\s)|^)[ﬀ-ﬆ]\ (?=[a-z]))   # "ﬁ nal": no word is just a ligature
    | (?P<ligature>[ﬀ-ﬆ])
    | (?P<soft>\u00ad(?:[^\S\n\f]*[\n\f][^\S\n\f]*)?)
    | (?P<newline>\r\n|[\r\x0b\x85\u2028\u2029])
    | (?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])
    | (?P<hyphen>[\u2010\u2011])
    | (?P<bullet>[{_BULLETS}](?=\s))
    | (?P<invisible>[{_INVISIBLE}])
    | (?P<unreadable>[{_UNREADABLE}])
    """,
    re.VERBOSE,
)
_REPLACEMENTS = {"newline": "\n", "space": " ", "hyphen": "-", "bullet": "•"}
_WARNINGS = {"invisible": "invisible_characters", "unreadable": "unreadable_characters"}

_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){4,}(?!\S)")
_STRAY_SPACES = re.compile(
    r"(?<=[^\W\d_])( )(?=[.,;](?:\s|$))"  # "anak ," as pypdf writes it
    r"|(?<=\S )( +)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text with its runs, and the codes of what a person should be told."""

    mapped: Mapped
    warnings: tuple[str, ...]


def repair(raw: str, layout: Layout) -> Repaired:
    r"""Repair a raw text.

    Args:
        raw: what a parser read; "\f" stands between the pages of a PDF.
        layout: how its lines were made.

    Returns:
        The text, its runs (`text[run] == raw[run]`, in order) and warnings.
    """
    warnings: set[str] = set()
    mapped = apply_edits(raw, _character_edits(raw, warnings))
    if layout == "pdf":
        mapped = compose(mapped, apply_edits(mapped.text, _spacing_edits(mapped.text)))
    if layout != "flow":
        mapped = compose(mapped, join_lines(mapped.text, is_pdf=layout == "pdf"))
    return Repaired(mapped, tuple(sorted(warnings)))


def garbled_share(raw: str) -> float:
    """How much of a text is control characters, replacement characters or glyphs without a name."""
    if not raw:
        return 0.0
    known = rf"[{_UNREADABLE}\ufffd]"
    bad = sum(1 for match in re.finditer(known, raw) if match.group() not in _BULLETS)
    return bad / len(raw)


def _character_edits(raw: str, warnings: set[str]) -> Iterator[Edit]:
    for match in _CHARACTER.finditer(raw):
        rule = match.lastgroup or ""
        found = match.group()
        if rule in ("alone", "ligature"):
            yield Edit(match.start(), match.end(), _LIGATURES[found[0]])
        elif found == "\r\n":
            yield Edit(match.start(), match.start() + 1, "")
        else:
            yield Edit(match.start(), match.end(), _REPLACEMENTS.get(rule, ""))
        if rule in _WARNINGS:
            warnings.add(_WARNINGS[rule])


def _spacing_edits(text: str) -> list[Edit]:
    spaces = [match.span(match.lastindex or 0) for match in _STRAY_SPACES.finditer(text)]
    spaces += [(at, at + 1) for at in _spaces_inside_words(text)]
    return [Edit(start, end, "") for start, end in sorted(spaces)]


def _spaces_inside_words(text: str) -> Iterator[int]:
    """The spaces of "A B S T R A C T"."""
    for match in _SPACED_OUT.finditer(text):
        letters = match.group().replace(" ", "")
        if letters.isupper() or letters.islower():
            yield from range(match.start() + 1, match.end(), 2)
