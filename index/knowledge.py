"""The built-in study material: the catalogue's documents, the glossary, the notes and their sources.

The files are the project's own, so they are trusted, but a mistake in one is told by file and
reason instead of by a stack trace.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.document import LANGUAGES, Document, Kind, Section, Sentence, Source, SourceMark
from index.glossary import entries, load_glossary
from index.mapping import Edit, Mapped, apply_edits, compose
from index.markdown import convert
from index.problem import Problem
from index.repair import repair
from index.sections import build_sections
from index.sentences import sentence_spans
from index.yamlfile import YAMLError, load_yaml

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?(-->|\Z)", re.DOTALL)
_KEYS = re.compile(r"\s*\[(@[\w:.#/-]+(?:\s*;\s*@[\w:.#/-]+)*)\]")
_LIST_LINE = re.compile(r"\s*(?:[-*+•]|\(?\d{1,3}[.)])\s|\s{2,}\S")


@dataclass(frozen=True, slots=True)
class _Key:
    """Keys that stood at `place` of a note's text."""

    place: int
    keys: tuple[str, ...]


def load_knowledge(folder: Path) -> tuple[Document, ...]:
    """Read `catalogue.yaml` and what it names, then `notes/*.md`, in order of file name.

    Args:
        folder: the knowledge folder; a missing catalogue or folder of notes means none.

    Raises:
        Problem: `bad_knowledge` with `file` and `reason`.
    """
    entries = _read_list(folder / "catalogue.yaml", "documents")
    documents = [_catalogued(folder, entry) for entry in entries]
    documents += [_note(path) for path in sorted((folder / "notes").glob("*.md"))]
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise Problem("bad_knowledge", file=document.id, reason="duplicate id")
        seen.add(document.id)
    return tuple(documents)


SHARED_FILES = ("glossary.yaml", "sources.yaml")
"""What a generation of the library keeps of the knowledge folder beside the documents."""


def knowledge_digest(folder: Path | None) -> str:
    """Change with the bytes of anything that goes into the library; "" for no folder."""
    if folder is None:
        return ""
    digest = hashlib.sha256()
    patterns = ("catalogue.yaml", *SHARED_FILES, "thesis/*", "notes/*.md")
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        digest.update(f"{path.relative_to(folder)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def load_source_entries(folder: Path) -> list[dict[str, Any]]:
    """The entries of `sources.yaml` as they stand there, for a bibliography.

    Raises:
        Problem: `bad_knowledge` with `file` and `reason`.
    """
    load_sources(folder)  # says what is wrong with them
    return _read_list(folder / "sources.yaml", "sources")


def load_sources(folder: Path) -> dict[str, Source]:
    """Read `sources.yaml`: what the notes rest on, by key; empty without such a file.

    Raises:
        Problem: `bad_knowledge` with `file` and `reason`.
    """
    sources: dict[str, Source] = {}
    for entry in _read_list(folder / "sources.yaml", "sources"):
        fields = {
            name: str(_field(entry, name, "sources.yaml"))
            for name in ("id", "publisher", "title", "issued")
        }
        key = fields["id"]
        if key in sources:
            raise Problem("bad_knowledge", file="sources.yaml", reason=f"duplicate id: {key}")
        sources[key] = Source(
            key, fields["publisher"], fields["title"], fields["issued"], str(entry.get("URL", ""))
        )
    return sources


def _catalogued(folder: Path, entry: dict[str, Any]) -> Document:
    file = str(_field(entry, "file", "catalogue.yaml"))
    if entry.get("kind") == "glossary":
        return _glossary(folder, entry, file)
    repaired = repair(_read(folder / file), "flow")
    converted = convert(repaired.mapped.text)
    mapped = compose(repaired.mapped, converted.mapped)
    title = str(_field(entry, "title", file))
    if "sections" in entry:
        sections = _named_sections(mapped.text, entry["sections"], title, file)
    else:
        sections = build_sections(mapped.text, converted.headings, title)
    kind: Kind = "thesis" if entry.get("kind") == "thesis" else "document"
    return _document(entry, file, kind, mapped, sections)


def _glossary(folder: Path, entry: dict[str, Any], file: str) -> Document:
    """The terms of `glossary.yaml` in the entry's language. Its text is composed: no place in it leads to the file."""
    glossary = load_glossary(folder)
    document = _document(entry, file, "glossary", Mapped("", ()), ())
    shown = entries(glossary, document.language)
    if not shown.sections:
        raise Problem("bad_knowledge", file=file, reason="no term with a definition and sources")
    return replace(document, text=shown.text, sections=shown.sections, marks=shown.marks)


def _named_sections(
    text: str, entries: list[dict[str, Any]], title: str, file: str
) -> tuple[Section, ...]:
    """Sections that the catalogue names by how their first line begins."""
    begins: list[tuple[int, int, str]] = []
    for entry in entries:
        opening = str(_field(entry, "from", file))
        match = re.compile(rf"^{re.escape(opening)}.*$", re.MULTILINE).search(text)
        if match is None or (begins and match.start() <= begins[-1][0]):
            raise Problem("bad_knowledge", file=file, reason=f"section: {opening}")
        start = body = match.start()
        if entry.get("heading") == "line":
            body = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
        begins.append((start, body, str(_field(entry, "title", file))))
    sections: list[Section] = []
    if not begins or begins[0][0] > 0:
        sections.append(Section((title,), 0, 0, begins[0][0] if begins else len(text)))
    for number, (start, body, name) in enumerate(begins):
        end = begins[number + 1][0] if number + 1 < len(begins) else len(text)
        sections.append(Section((name,), start, body, end))
    return tuple(sections)


def _note(path: Path) -> Document:
    repaired = repair(_read(path), "flow")
    matter = _FRONT_MATTER.match(repaired.mapped.text)
    fields = _parse(matter.group(1), path.name) if matter else None
    if matter is None or not isinstance(fields, dict):
        raise Problem("bad_knowledge", file=path.name, reason="no front matter")
    if any(not match.group(1) for match in _COMMENT.finditer(repaired.mapped.text)):
        raise Problem("bad_knowledge", file=path.name, reason="<!-- without -->")
    bare, keys = _without_keys(repaired.mapped.text, matter.end())
    converted = convert(bare.text)
    mapped = compose(bare, converted.mapped)
    place_of = converted.mapped.place_of
    placed = [_Key(place_of(key.place) if key.place >= 0 else -1, key.keys) for key in keys]
    sections = build_sections(
        mapped.text, converted.headings, str(_field(fields, "title", path.name))
    )
    marks = _marks(mapped.text, sections, placed, path.name)
    mapped = compose(repaired.mapped, mapped)
    note = _document(fields, path.name, "note", mapped, sections)
    return replace(note, marks=marks)


def _without_keys(text: str, start: int) -> tuple[Mapped, list[_Key]]:
    """The note from `start` on without comments and keys, and where the keys were."""
    comments = apply_edits(
        text,
        [
            Edit(0, start, ""),
            *(Edit(m.start(), m.end(), "") for m in _COMMENT.finditer(text, start)),
        ],
    )
    edits: list[Edit] = []
    keys: list[_Key] = []
    removed = 0
    for match in _KEYS.finditer(comments.text):
        names = tuple(re.findall(r"@([^\s;]+)", match.group(1)))
        # The key's place is that of the last character before it.
        keys.append(_Key(match.start() - removed - 1, names))
        edits.append(Edit(match.start(), match.end(), ""))
        removed += match.end() - match.start()
    bare = apply_edits(comments.text, edits)
    return compose(comments, bare), keys


def _marks(
    text: str, sections: tuple[Section, ...], keys: list[_Key], file: str
) -> tuple[SourceMark, ...]:
    """Which sentences rest on which keys; a list's lead-in lends its keys to the list's items."""
    sentences = [
        sentence
        for section in sections
        for sentence in sentence_spans(text, section.body, section.end)
    ]
    found: dict[Sentence, tuple[str, ...]] = {}
    for key in keys:
        # Its end counts: the last character before the key may have been a mark ("*word* [@key]").
        holder = next((s for s in reversed(sentences) if s.start <= key.place), None)
        if holder is None or key.place > holder.end:
            raise Problem("bad_knowledge", file=file, reason=f"no sentence before @{key.keys[0]}")
        found[holder] = tuple(dict.fromkeys(found.get(holder, ()) + key.keys))
    for lead_in, names in list(found.items()):
        for item in _items_after(text, lead_in):
            within = [s for s in sentences if item.start <= s.start < item.end]
            if not any(sentence in found for sentence in within):
                found |= dict.fromkeys(within, names)
    return tuple(
        SourceMark(sentence.start, sentence.end, names)
        for sentence, names in sorted(found.items(), key=lambda pair: pair[0].start)
    )


def _items_after(text: str, lead_in: Sentence) -> list[Sentence]:
    """The items of the list that a sentence ending in ":" introduces."""
    if not text[lead_in.start : lead_in.end].endswith(":"):
        return []
    items: list[Sentence] = []
    at = lead_in.end
    while (match := re.compile(r"\n\n?([^\n]+)").match(text, at)) is not None:
        line = match.group(1)
        if not _LIST_LINE.match(line):
            break
        if line.startswith(" ") and items and not _LIST_LINE.match(line.lstrip()):
            items[-1] = Sentence(items[-1].start, match.end())
        else:
            items.append(Sentence(match.start(1), match.end()))
        at = match.end()
    return items


def _document(
    fields: dict[str, Any], file: str, kind: Kind, mapped: Mapped, sections: tuple[Section, ...]
) -> Document:
    language = _field(fields, "language", file)
    if language not in LANGUAGES:
        raise Problem("bad_knowledge", file=file, reason=f"language: {language}")
    return Document(
        id=str(_field(fields, "id", file)),
        title=str(_field(fields, "title", file)),
        language=language,
        kind=kind,
        text=mapped.text,
        sections=sections,
        runs=mapped.runs,
        licence=str(fields.get("licence", "")),
        pair=str(fields.get("pair", "")),
        questions=_questions(fields, sections),
    )


def _questions(fields: dict[str, Any], sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Questions that the catalogue names, else the headings that are questions."""
    named = fields.get("questions") or [s.headings[-1] for s in sections if s.headings]
    return tuple(dict.fromkeys(str(text) for text in named if str(text).endswith("?")))


def _field(fields: dict[str, Any], name: str, file: str) -> Any:
    value = fields.get(name)
    if value in (None, ""):
        raise Problem("bad_knowledge", file=file, reason=f"{name}: missing")
    return value


def _read_list(path: Path, name: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    loaded = _parse(_read(path), path.name)
    entries = loaded.get(name) if isinstance(loaded, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Problem("bad_knowledge", file=path.name, reason=f"{name}: not a list of entries")
    return entries


def _parse(text: str, file: str) -> Any:
    try:
        return load_yaml(text)
    except YAMLError as error:
        reason = " ".join(str(error).split())
        raise Problem("bad_knowledge", file=file, reason=reason) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise Problem("bad_knowledge", file=path.name, reason=reason) from error
