"""The subject's terms: what a query also means by them, and what they mean, as documents of the library."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.document import LANGUAGES, Language, Section, SourceMark
from index.problem import Problem
from index.sentences import sentence_spans
from index.yamlfile import YAMLError, load_yaml


@dataclass(frozen=True, slots=True)
class Term:
    """One notion with everything it is called, in both languages.

    Attributes:
        pattern: finds any of its forms in a text.
        short: finds its abbreviations; None where it has none.
        preferred: what it is best called in each language.
        titles: the same as a heading, with an abbreviation: "Protokol Opsional tentang Penjualan Anak (OPSC)".
        definitions: one sentence in each language that stands alone; "" where the file has none.
        sources: keys of what the definitions rest on.
    """

    key: str
    forms: tuple[str, ...]
    pattern: re.Pattern[str]
    short: re.Pattern[str] | None
    preferred: dict[Language, str]
    titles: dict[Language, str]
    definitions: dict[Language, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms, and the misspelled words that a document keeps."""

    terms: tuple[Term, ...] = ()
    misspellings: Mapping[str, str] = field(default_factory=dict)

    def expansions(self, text: str) -> tuple[str, ...]:
        """The other forms of each term that `text` holds, without those that it holds already."""
        lowered = text.lower()
        return tuple(
            form
            for term in self.terms
            if term.pattern.search(text)
            for form in term.forms
            if form.lower() not in lowered
        )

    def spelled_out(self, text: str, language: Language) -> tuple[str, ...]:
        """What the abbreviations in `text` stand for, in one language, unless the text says it too."""
        lowered = text.lower()
        return tuple(
            term.preferred[language]
            for term in self.terms
            if term.short is not None
            and term.short.search(text)
            and term.preferred[language].lower() not in lowered
        )


@dataclass(frozen=True, slots=True)
class Entries:
    """A glossary as the text of a document: a section a term, with what each definition rests on."""

    text: str
    sections: tuple[Section, ...]
    marks: tuple[SourceMark, ...]


def entries(glossary: Glossary, language: Language) -> Entries:
    """The defined terms in one language, in alphabetical order.

    A definition without sources is left out: a reader could not be shown what it rests on.
    """
    shown = [term for term in glossary.terms if term.sources and term.definitions[language]]
    text = ""
    begins: list[tuple[Term, int, int]] = []
    marks: list[SourceMark] = []
    for term in sorted(shown, key=lambda term: (term.titles[language].casefold(), term.key)):
        start = len(text)
        text += f"{term.titles[language]}\n"
        body = len(text)
        text += f"{term.definitions[language]}\n\n"
        begins.append((term, start, body))
        marks += (
            SourceMark(sentence.start, sentence.end, term.sources)
            for sentence in sentence_spans(text, body, len(text))
        )
    text = text.rstrip()
    ends = [start for _, start, _ in begins[1:]] + [len(text)]
    sections = tuple(
        Section((term.titles[language],), start, body, end)
        for (term, start, body), end in zip(begins, ends, strict=False)
    )
    return Entries(text, sections, tuple(marks))


def load_glossary(folder: Path | None) -> Glossary:
    """Read `glossary.yaml` of a knowledge folder; an absent one is an empty glossary.

    Raises:
        Problem: `bad_knowledge`, when the file is not what its header says.
    """
    path = folder / "glossary.yaml" if folder else None
    if path is None or not path.is_file():
        return Glossary()
    try:
        data = load_yaml(path.read_text(encoding="utf-8"))
        terms = tuple(_term(entry) for entry in data["terms"])
        return Glossary(terms, dict(data.get("misspellings") or {}))
    except (YAMLError, KeyError, TypeError, IndexError) as error:
        raise Problem("bad_knowledge", file=path.name, reason=str(error)) from error


def _term(entry: dict[str, Any]) -> Term:
    forms: dict[str, None] = {}
    for language in LANGUAGES:
        forms.update(dict.fromkeys(entry[language]["forms"] + entry[language]["abbreviations"]))
    short = [form for language in LANGUAGES for form in entry[language]["abbreviations"]]
    definitions = {
        language: " ".join(str(entry[language].get("definition") or "").split())
        for language in LANGUAGES
    }
    return Term(
        key=str(entry["key"]),
        forms=tuple(forms),
        pattern=_any_of(list(forms)),
        short=_any_of(short) if short else None,
        preferred={language: str(entry[language]["forms"][0]) for language in LANGUAGES},
        titles={
            language: _title(entry[language], short, definitions[language])
            for language in LANGUAGES
        },
        definitions=definitions,
        sources=tuple(str(key) for key in entry.get("sources") or ()),
    )


def _title(entry: dict[str, Any], short: list[str], definition: str) -> str:
    """The preferred form with the language's abbreviation, or one of the other's that the definition uses."""
    name = str(entry["forms"][0])
    usual = entry["abbreviations"] or [form for form in short if form in definition]
    title = f"{name[0].upper()}{name[1:]}"
    return f"{title} ({usual[0]})" if usual and usual[0] not in name else title


def _any_of(forms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    alternatives = "|".join(re.escape(form) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
