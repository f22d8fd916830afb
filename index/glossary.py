"""What a query also means: the subject's terms, their abbreviations, synonyms and other language."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.document import LANGUAGES, Language
from index.problem import Problem
from index.yamlfile import YAMLError, load_yaml


@dataclass(frozen=True, slots=True)
class Term:
    """One notion with everything it is called, in both languages.

    Attributes:
        pattern: finds any of its forms in a text.
        short: finds its abbreviations; None where it has none.
        preferred: what it is best called in each language.
    """

    key: str
    forms: tuple[str, ...]
    pattern: re.Pattern[str]
    short: re.Pattern[str] | None
    preferred: dict[Language, str]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms, and the misspelled words that a document keeps."""

    terms: tuple[Term, ...] = ()
    misspellings: tuple[tuple[str, str], ...] = ()

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
        return Glossary(terms, tuple(sorted((data.get("misspellings") or {}).items())))
    except (YAMLError, KeyError, TypeError, IndexError) as error:
        raise Problem("bad_knowledge", file=path.name, reason=str(error)) from error


def _term(entry: dict[str, Any]) -> Term:
    forms: dict[str, None] = {}
    for language in LANGUAGES:
        forms.update(dict.fromkeys(entry[language]["forms"] + entry[language]["abbreviations"]))
    short = [form for language in LANGUAGES for form in entry[language]["abbreviations"]]
    return Term(
        key=str(entry["key"]),
        forms=tuple(forms),
        pattern=_any_of(list(forms)),
        short=_any_of(short) if short else None,
        preferred={language: str(entry[language]["forms"][0]) for language in LANGUAGES},
    )


def _any_of(forms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    alternatives = "|".join(re.escape(form) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
