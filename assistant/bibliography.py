"""The sources of the study notes for reference managers: BibTeX, RIS and CSL-JSON."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Literal

from index.problem import Problem

Format = Literal["bibtex", "ris", "csl"]
Person = dict[str, str]
Entry = dict[str, Any]
"""One item of `knowledge/sources.yaml`: id, type (CSL's), publisher, title, issued, and maybe author and URL."""

_BIBTEX_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "chapter": "CHAP",
    "legislation": "STAT",
    "report": "RPRT",
    "thesis": "THES",
    "treaty": "STAT",
    "webpage": "ELEC",
}


def bibliography(entries: Sequence[Entry], style: str) -> str:
    """The entries in a reference manager's format.

    Args:
        entries: of `index.knowledge.load_source_entries`.
        style: "bibtex", "ris" or "csl".

    Raises:
        Problem: `bad_input` for another style.
    """
    if style not in _WRITERS:
        raise Problem("bad_input", field="format")
    return _WRITERS[style](entries)


def _csl(entries: Sequence[Entry]) -> str:
    items = [
        {
            "id": entry["id"],
            "type": entry.get("type", "document"),
            "title": entry["title"],
            "publisher": entry["publisher"],
            "author": [_csl_name(name) for name in named(entry)],
            "issued": _issued(entry),
            "URL": entry.get("URL", ""),
        }
        for entry in entries
    ]
    kept = [{name: value for name, value in item.items() if value} for item in items]
    return json.dumps(kept, ensure_ascii=False, indent=2)


def authors(entry: Entry) -> list[str]:
    """The authors, persons as "Family, Given"; the publisher where no author is named."""
    return [_inverted(name) for name in named(entry)]


def year_of(entry: Entry) -> str:
    """Its year, "n.d." where the publication shows none."""
    return _year(entry)[:4] or "n.d."


def named(entry: Entry) -> list[str | Person]:
    """The authors: a person as {"family", "given"}, an organisation by its name; the publisher where none is named."""
    found = entry.get("author") or entry["publisher"]
    names = found if isinstance(found, list) else [found]
    return [
        name["literal"] if isinstance(name, dict) and "literal" in name else name for name in names
    ]


def _inverted(name: str | Person) -> str:
    if isinstance(name, str):
        return name
    return ", ".join(part for part in (name["family"], name.get("given", "")) if part)


def _csl_name(name: str | Person) -> Person:
    return {"literal": name} if isinstance(name, str) else name


def _year(entry: Entry) -> str:
    year = str(entry["issued"])
    return year if year[:4].isdigit() else ""


def _issued(entry: Entry) -> dict[str, Any]:
    year = _year(entry)
    return {"date-parts": [[int(year[:4])]]} if year else {}


def _bibtex(entries: Sequence[Entry]) -> str:
    return "\n\n".join(_bibtex_entry(entry) for entry in entries)


def _bibtex_entry(entry: Entry) -> str:
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in named(entry)),
        "title": f"{{{_tex(str(entry['title']))}}}",
        "publisher": _tex(str(entry["publisher"])),
        "year": _year(entry)[:4],
        "url": str(entry.get("URL", "")),
    }
    kind = _BIBTEX_TYPES.get(str(entry.get("type")), "misc")
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{entry['id']},\n" + ",\n".join(rows) + "\n}"


def _bibtex_name(name: str | Person) -> str:
    """BibTeX takes a person's name apart; braces keep an organisation's whole."""
    return f"{{{_tex(name)}}}" if isinstance(name, str) else _tex(_inverted(name))


def _tex(text: str) -> str:
    for character in "\\{}":
        text = text.replace(character, "")
    for character in "&%$#_":
        text = text.replace(character, f"\\{character}")
    return text


def _ris(entries: Sequence[Entry]) -> str:
    return "\n".join(_ris_entry(entry) for entry in entries)


def _ris_entry(entry: Entry) -> str:
    rows = [
        ("TY", _RIS_TYPES.get(str(entry.get("type")), "GEN")),
        ("ID", entry["id"]),
        *(("AU", name) for name in authors(entry)),
        ("TI", entry["title"]),
        ("PB", entry["publisher"]),
        ("PY", _year(entry)[:4]),
        ("UR", entry.get("URL", "")),
        ("ER", None),
    ]
    return (
        "\n".join(f"{tag}  - {value or ''}" for tag, value in rows if value or tag == "ER") + "\n"
    )


_WRITERS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
}
