"""The small words of both languages that decide whether two sentences say the same (`words.yaml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.document import LANGUAGES, Language
from index.keyword import STOP_WORDS, stem, words
from index.yamlfile import load_yaml

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Meanings:
    """What small words mean in one language.

    Attributes:
        phrases: the words of a form to the meanings it has ("all", "must", "opposite-3-0", "negation", "bound").
        stems: the same for forms of one word that are compared by their stem.
        longest: words of the longest form.
        bounds: surface form to "upward" or "downward".
        months: name to its number.
        numbers, magnitudes: word to value.
        counted: words before which "one" counts.
        clause_ends: words that begin a new clause.
        empty: stems that say nothing by themselves.
        same: stem to the keys of the groups of one meaning that it belongs to.
    """

    phrases: dict[tuple[str, ...], frozenset[str]]
    stems: dict[str, frozenset[str]]
    longest: int
    bounds: dict[tuple[str, ...], str]
    months: dict[str, int]
    numbers: dict[str, float]
    magnitudes: dict[str, int]
    counted: frozenset[str]
    clause_ends: frozenset[str]
    empty: frozenset[str]
    same: dict[str, frozenset[str]]


@cache
def meanings(language: Language) -> Meanings:
    """The small words of one language."""
    data: dict[str, Any] = load_yaml((_HERE / "words.yaml").read_text(encoding="utf-8"))
    phrases: dict[tuple[str, ...], frozenset[str]] = {}
    stems: dict[str, frozenset[str]] = {}

    def add(forms: list[str], meaning: str, *, by_stem: bool = True) -> None:
        for form in forms:
            key = tuple(words(form))
            phrases[key] = phrases.get(key, frozenset()) | {meaning}
            if len(key) == 1 and by_stem:
                root = stem(form, language)
                stems[root] = stems.get(root, frozenset()) | {meaning}

    add(data["negation"][language], "negation", by_stem=False)
    for group in ("quantifiers", "modality"):
        for name, forms in data[group].items():
            add(forms[language], name, by_stem=False)
    for at, sides in enumerate(data["opposites"]):
        for side, forms in enumerate(sides):
            add(forms[language], f"opposite-{at}-{side}")
    for forms in data["bounds"].values():
        add([form for form in forms[language] if " " in form], "bound")
    bounds = {
        tuple(words(form)): name
        for name, forms in data["bounds"].items()
        for form in forms[language]
    }
    return Meanings(
        phrases=phrases,
        stems=stems,
        longest=max(map(len, phrases)),
        bounds=bounds,
        months={name: number for number, name in enumerate(data["months"][language], start=1)},
        numbers=data["numbers"][language],
        magnitudes=data["magnitudes"][language],
        counted=frozenset(data["counted"][language]),
        clause_ends=frozenset(data["clause_ends"][language]),
        empty=frozenset(stem(word, language) for word in data["empty"][language]),
        same=_groups(data["same"] + _thesaurus(), language),
    )


def _thesaurus() -> list[dict[Language, list[str]]]:
    """Groups of words that may stand for each other in a paraphrase: English, a tab, Indonesian."""
    lines = (_HERE / "thesaurus.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return [{"en": english.split(), "id": indonesian.split()} for english, indonesian in pairs]


def _groups(
    groups: list[dict[Language, list[str]]], language: Language
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for at, group in enumerate(groups):
        for word in group[language]:
            root = stem(word, language)
            found[root] = found.get(root, frozenset()) | {f"same-{at}"}
    return found


@cache
def _prepositions() -> dict[str, str]:
    data = load_yaml((_HERE / "words.yaml").read_text(encoding="utf-8"))
    return {form: name for name, forms in data["prepositions"].items() for form in forms}


@cache
def _articles() -> frozenset[str]:
    return frozenset(load_yaml((_HERE / "words.yaml").read_text(encoding="utf-8"))["articles"])


def preposition(word: str) -> str | None:
    """The class of a preposition of either language; "" for any other word, None for one to look past ("the")."""
    return None if word in _articles() else _prepositions().get(word, "")


def meanings_at(
    text: list[str], at: int, language: Language, longest: int
) -> tuple[int, frozenset[str]]:
    """How many words the longest known form at a place has, and what it means; (0, none) where there is none.

    A form that begins with a negation ("tidak jelas") is a negation too.

    Args:
        text: the words of a text, lower case.
        at: the place.
        language: of the text.
        longest: forms of more words are not looked for.
    """
    known = meanings(language)
    for length in range(min(longest, len(text) - at), 0, -1):
        found = known.phrases.get(tuple(text[at : at + length]))
        denied = length > 1 and "negation" in known.phrases.get((text[at],), ())
        if found and denied and not found & {"may", "bound"}:
            found |= {"negation"}
        if found:
            return length, found
    found = known.stems.get(stem(text[at], language))
    return (1, found) if found else (0, frozenset())


@cache
def _lexicon() -> dict[Language, dict[str, dict[str, float]]]:
    """For each language: a stem's translations with their weights from 0 to 1."""
    tables: dict[Language, dict[str, dict[str, float]]] = {"en": {}, "id": {}}
    for line in (_HERE / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        english, indonesian, weight = line.split("\t")
        tables["en"].setdefault(english, {})[indonesian] = float(weight)
        tables["id"].setdefault(indonesian, {})[english] = float(weight)
    return tables


def is_proper(word: str, language: Language) -> bool:
    """Whether a capitalised word, given as its stem, can only be a name: no other word translates it."""
    known = translations(word, language).items()
    return all(other == word or weight < _FAINT for other, weight in known) and not (
        meanings(language).same.get(word)
    )


_FAINT = 0.25
"""Weight of the lexicon below which a translation may be chance."""


def language_of(text: str, otherwise: Language) -> Language:
    """The language whose known words a short text has more of; titles and names mislead other ways of telling."""
    found = words(text)
    counts = {
        language: sum(
            word in STOP_WORDS[language] or stem(word, language) in _lexicon()[language]
            for word in found
        )
        for language in LANGUAGES
    }
    if counts["id"] == counts["en"]:
        return otherwise
    return max(LANGUAGES, key=counts.__getitem__)


def translations(word: str, language: Language) -> dict[str, float]:
    """The stems in the other language that a stem is translated by, with weights from 0 to 1."""
    return _lexicon()[language].get(word, {})


@cache
def synonyms(word: str, language: Language) -> frozenset[str]:
    """The stems of the same language that share a good translation with a stem."""
    other: Language = "en" if language == "id" else "id"
    return frozenset(
        back
        for through, there in translations(word, language).items()
        for back, here in translations(through, other).items()
        if there * here >= _SHARED
    )


_SHARED = 0.06
"""Product of the two weights from which two words count as synonyms."""
