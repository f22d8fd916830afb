"""What a query also means: the subject's terms, their abbreviations, synonyms and other language."""

import re
from dataclasses import dataclass
from pathlib import Path

from index.document import LANGUAGES
from index.problem import Problem
from index.yamlfile import YAMLError, load_yaml


@dataclass(frozen=True, slots=True)
class Term:
    """One notion with everything it is called, in both languages."""

    key: str
    forms: tuple[str, ...]
    pattern: re.Pattern[str]


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
    except (YAMLError, KeyError, TypeError, AttributeError) as error:
        raise Problem("bad_knowledge", file=path.name, reason=str(error)) from error


def _term(entry: dict[str, object]) -> Term:
    forms: dict[str, None] = {}
    for language in LANGUAGES:
        words = entry[language]
        assert isinstance(words, dict)  # noqa: S101 - the caller names a malformed file
        forms.update(dict.fromkeys(words["forms"] + words["abbreviations"]))
    alternatives = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
    return Term(str(entry["key"]), tuple(forms), pattern)
