"""Markdown and text files: decoded strictly, repaired, divided at their headings."""

import re

import yaml

from index.extract import Extract, refuse_garbled, sensible_title
from index.formats import detect_format
from index.headings import find_headings
from index.mapping import Edit, apply_edits, compose
from index.markdown import convert
from index.problem import Problem
from index.repair import repair
from index.sections import build_sections

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)


def read(data: bytes, suffix: str, _: int) -> Extract:
    """Read a Markdown or text file.

    Raises:
        Problem: `wrong_ending`, `binary_file`, `wrong_encoding`, `text_garbled`, `no_text`.
    """
    found = detect_format(data)
    if found:
        raise Problem("wrong_ending", found=found)
    raw = decode(data)
    refuse_garbled(raw)
    extract = _markdown(raw) if suffix != ".txt" else _text(raw)
    if not any(character.isalnum() for character in extract.mapped.text):
        raise Problem("no_text")
    return extract


def decode(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 that says so; nothing else, so that no character is guessed.

    Raises:
        Problem: `binary_file`, `wrong_encoding`.
    """
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise Problem("wrong_encoding")
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_utf16 and b"\x00" in data:
        zeros = max(data[0::2].count(0), data[1::2].count(0))
        raise Problem("wrong_encoding" if zeros * 5 > len(data) else "binary_file")
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        controls = sum(byte < 9 or 13 < byte < 32 for byte in data)
        is_binary = controls * 50 > len(data) and not is_utf16
        code = "binary_file" if is_binary else "wrong_encoding"
        raise Problem(code) from None


def _text(raw: str) -> Extract:
    repaired = repair(raw, "text")
    text = repaired.mapped.text
    sections = build_sections(text, find_headings(text), "")
    return Extract("", repaired.mapped, sections, warnings=repaired.warnings)


def _markdown(raw: str) -> Extract:
    repaired = repair(raw, "flow")
    mapped, title = repaired.mapped, ""
    matter = _FRONT_MATTER.match(mapped.text)
    fields = _fields(matter.group(1)) if matter else None
    if matter and fields is not None:
        named = fields.get("title")
        title = sensible_title(named) if isinstance(named, str) else ""
        mapped = compose(mapped, apply_edits(mapped.text, [Edit(0, matter.end(), "")]))
    converted = convert(mapped.text)
    mapped = compose(mapped, converted.mapped)
    first = next(iter(converted.headings), None)
    if not title and first is not None and first.level == 1:
        title = sensible_title(mapped.text[first.start : first.end])
    sections = build_sections(mapped.text, converted.headings, title)
    return Extract(title, mapped, sections, warnings=repaired.warnings)


def _fields(front_matter: str) -> dict[str, object] | None:
    """What a front matter says; None when it is not one but text between two rules."""
    try:
        fields = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None
