"""How a note must look: front matter, headings, lists, length, words to avoid, openings of sentences, links."""

import re
from collections.abc import Iterator

from tests.knowledge.reading import COMMENT, FRONT_MATTER, KEYS, Finding, Note

FIELDS = {"id", "title", "language", "pair", "subjects"}
SUBJECTS = set(
    "concept terms forms online law indonesia institutions help ecpat down-to-zero roles theory method response".split()
)
SHORTEST, LONGEST = 500, 1200
"""Words of a note, without keys and comments."""

AVOID = re.compile(
    r"\b(?:"
    r"(?:child|juvenile|teen(?:age)?|underage) (?:prostitut\w*|porn\w*|sex worker\w*|sex touris\w*|bride\w*)"
    r"|sex touris\w*|kiddie porn|p(?:a)?edophile ring\w*"
    r"|(?:pelacur(?:an)?|prostitusi|pornografi|pekerja seks|wisata seks|pariwisata seks|turis seks) anak(?:-anak)?"
    r"|(?:wisata|pariwisata|turis) seks|anak yang melacurkan diri|pelacur"
    r")\b",
    re.IGNORECASE,
)
"""Words that blame the child or play the crime down; allowed only as quoted words."""

QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]*’|(?<!\w)'[^']+'(?!\w)")

OPENING = {
    "en": re.compile(
        r"(?:It|Its|This|These|Those|They|Their|Them|He|She|His|Her|Such|That (?!is\b)"
        r"|The (?:same|former|latter|said)\s(?!\w+ (?:of|in|for)\b))\b"
    ),
    "id": re.compile(
        r"(?:Ini|Itu|Hal|Mereka|Ia|Dia|Beliau|Tersebut|Semua itu|Demikian|Keduanya|Ketiganya)\b(?! (?:yang|lain)\b)"
        r"|[\w-]+(?: (?!pustaka|catatan|tesis)[a-z-]+)? (?:ini|itu|tersebut)\b"
    ),
}
"""Openings that say nothing when the sentence is quoted alone."""

_WRONG_MARK = re.compile(r"\[@|@[\w-]+\]|<!--|-->|\[\[|\]\(")
_KEY_GROUP = re.compile(r"\[@[\w.-]+(?:;\s@[\w.-]+)*\]")
_LINK = re.compile(r"\[[^\]@]+\]\(https?://[^\s()]+\)")


def well_formed(note: Note) -> Iterator[Finding]:
    """Front matter, headings, lists and length."""
    yield from _front_matter(note)
    for section in note.sections:
        if not re.fullmatch(r"## \S.*", section.heading):
            yield Finding(
                note.path, section.line, f"not a heading of the second level: {section.heading!r}"
            )
        if not section.statements:
            yield Finding(note.path, section.line, "a section without text")
        lead_ins = [statement for statement in section.statements if statement.text.endswith(":")]
        for statement in lead_ins:
            if not statement.items and not statement.is_item:
                yield Finding(note.path, statement.line, "a lead-in without a list")
        for statement in section.statements:
            if statement.is_item and statement.lead_in is None:
                yield Finding(
                    note.path, statement.line, "a list item without a lead-in that ends with ':'"
                )
    n_words = len(KEYS.sub("", COMMENT.sub("", FRONT_MATTER.sub("", note.raw))).split())
    if not SHORTEST <= n_words <= LONGEST:
        yield Finding(note.path, 1, f"{n_words} words, not {SHORTEST} to {LONGEST}")


def _front_matter(note: Note) -> Iterator[Finding]:
    matter, slug, language = note.matter, note.slug, note.language
    other = "en" if language == "id" else "id"
    if not matter:
        yield Finding(
            note.path,
            1,
            "front matter missing, or no YAML (a title with ': ' needs quotation marks)",
        )
        return
    if set(matter) != FIELDS:
        yield Finding(note.path, 1, f"front matter has {sorted(matter)}, not {sorted(FIELDS)}")
        return
    wanted = {"id": f"{slug}.{language}", "language": language, "pair": f"{slug}.{other}"}
    for name, value in wanted.items():
        if matter[name] != value:
            yield Finding(note.path, 1, f"{name}: {matter[name]}, not {value}")
    subjects = matter["subjects"]
    if not (isinstance(subjects, list) and 1 <= len(subjects) <= 3 and set(subjects) <= SUBJECTS):
        yield Finding(note.path, 1, f"subjects: {subjects}")


def links(note: Note) -> Iterator[Finding]:
    """Keys, comments and links that cannot be read."""
    for line, words in enumerate(COMMENT.sub(_blank, note.raw).split("\n"), 1):
        rest = _LINK.sub("", _KEY_GROUP.sub("", words))
        if _WRONG_MARK.search(rest):
            yield Finding(note.path, line, f"a mark that cannot be read: {rest.strip()[:70]}")


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def avoided_words(note: Note) -> Iterator[Finding]:
    """Words of the avoid list outside quotation marks."""
    lines = [(1, str(note.matter.get("title", "")))]
    lines += [(section.line, section.heading) for section in note.sections]
    lines += [(statement.line, statement.text) for statement in note.statements]
    for line, text in lines:
        for match in AVOID.finditer(QUOTED.sub('""', text)):
            yield Finding(note.path, line, f"avoid {match.group()!r}: {text[:70]}")


def openings(note: Note) -> Iterator[Finding]:
    """Sentences that open with a pronoun or with a noun that only points back."""
    pattern = OPENING[note.language]
    for statement in note.statements:
        match = pattern.match(statement.text)
        if match and not statement.is_item:
            yield Finding(
                note.path, statement.line, f"opens with {match.group()!r}: {statement.text[:70]}"
            )
