"""A text is read once: its words, clauses, names, figures and what its small words mean."""

import re
from dataclasses import dataclass

from assistant.verifying.figures import Figure, read_figures
from assistant.verifying.wording import meanings, meanings_at
from index.document import Language
from index.glossary import Glossary
from index.keyword import STOP_WORDS, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBERED = re.compile(r"\.?\s?\d")
"""After "No": an abbreviation of "number", not a negation."""
_NEAR = 8
"""Characters between "more than" and the number that it is about."""
_BREAK = re.compile(r"[,;:()–—]|\s-\s")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        start: its place in the text.
        stem: its Snowball stem, lower case.
        clause: number of the clause it stands in, counted from 0.
        means: what it means as a small word ("negation", "all", "must", "opposite-3-0").
        is_content: neither a stop word nor part of a figure.
        is_name: written with a capital where no sentence begins.
        opens: the first word of the text, where a capital says nothing.
        terms: keys of the glossary's terms that it is part of, and of the groups of one meaning that it belongs to.
    """

    start: int
    text: str
    stem: str
    clause: int
    means: frozenset[str]
    is_content: bool
    is_name: bool
    opens: bool
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text of one or more sentences, read."""

    text: str
    language: Language
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]

    def content(self) -> list[Word]:
        """The words that carry meaning."""
        return [word for word in self.words if word.is_content]

    def meaning(self, name: str) -> list[int]:
        """Places, as indices of words, of the small words with a meaning."""
        return [at for at, word in enumerate(self.words) if name in word.means]

    def clause_at(self, offset: int) -> int:
        """The clause that holds a character."""
        clause = 0
        for word in self.words:
            if word.start > offset:
                break
            clause = word.clause
        return clause


def read(text: str, language: Language, glossary: Glossary) -> Reading:
    """Read a text.

    Args:
        text: a claim, or a stretch of evidence.
        language: that it is written in.
        glossary: whose terms count as one notion, whichever form or language they stand in.
    """
    figures = read_figures(text, language)
    matches = list(_WORD.finditer(text))
    stems = [stem(match[0].lower(), language) for match in matches]
    meant = _meanings(text, matches, figures, language)
    terms = _terms(text, glossary)
    known = meanings(language)
    stop = STOP_WORDS[language]
    words: list[Word] = []
    clause, last = 0, 0
    for at, match in enumerate(matches):
        between = text[last : match.start()]
        if at and (_BREAK.search(between) or match[0].lower() in known.clause_ends):
            clause += 1
        last = match.end()
        in_figure = any(f.start < match.end() and match.start() < f.end for f in figures)
        lower = match[0].lower()
        small = bool(meant[at]) and not all(m.startswith("opposite") for m in meant[at])
        opens = at == 0 or bool(re.search(r"[.!?]\s+[\"'“‘(]*$", text[: match.start()]))
        words.append(
            Word(
                start=match.start(),
                text=match[0],
                stem=stems[at],
                clause=clause,
                means=meant[at],
                is_content=not (in_figure or small or lower in stop or stems[at] in known.empty)
                and len(lower) > 1,
                is_name=not in_figure
                and match[0][0].isupper()
                and lower not in stop
                and stems[at] not in known.empty
                and (not opens or sum(c.isupper() for c in match[0]) > 1),
                opens=opens,
                terms=frozenset(key for key, start, end in terms if start <= match.start() < end)
                | known.same.get(stems[at], frozenset()),
            )
        )
    return Reading(text, language, tuple(words), tuple(figures))


def _meanings(
    text: str, matches: list[re.Match[str]], figures: list[Figure], language: Language
) -> list[frozenset[str]]:
    """What each word means; a form of several words gives its meaning to the first of them."""
    lower = [match[0].lower() for match in matches]
    known = meanings(language)
    found: list[frozenset[str]] = [frozenset()] * len(lower)
    at = 0
    while at < len(lower):
        length, meant = meanings_at(lower, at, language, known.longest)
        end = matches[at + max(length, 1) - 1].end()
        if "bound" in meant and not any(0 <= f.start - end < _NEAR for f in figures):
            meant -= {"bound"}  # "more than any other" sets no bound to a number
            if not meant:
                length, meant = meanings_at(lower, at, language, 1)
        if length and not (lower[at] == "no" and _NUMBERED.match(text, end)):
            found[at] = meant
        at += max(length, 1)
    return found


def _terms(text: str, glossary: Glossary) -> list[tuple[str, int, int]]:
    return [
        (term.key, match.start(), match.end())
        for term in glossary.terms
        for match in term.pattern.finditer(text)
    ]
