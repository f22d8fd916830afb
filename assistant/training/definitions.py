"""Sentences that say what something is, taken apart: "Forced marriage | is | a union without ..."."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.training.statements import Statement
from assistant.training.wording import Wording
from index.glossary import Glossary
from index.keyword import is_stop_word, stem
from index.keyword import words as words_of

_BRACKETED = re.compile(r'\s*\([^)]*\)|["“”]')
_NAME = re.compile(r"[A-Z][\w-]*[A-Z][\w-]*|[A-Z][\w'-]+(?: (?:of |to |for |and )?[A-Z][\w'-]+)+")
"""A subject that is a name though the glossary does not have it: "UNTOC", "Disrupting Harm"."""
_DESCRIPTION_WORDS = range(5, 31)


@dataclass(frozen=True, slots=True)
class Definition:
    """A statement whose subject is a term.

    Attributes:
        term: the subject without article and brackets, its first letter a capital: "Forced marriage".
        subject: as the sentence has it.
        description: what follows the verb, up to a semicolon or the full stop.
        forms: the term's other names in this language, from the glossary.
    """

    statement: Statement
    term: str
    subject: str
    verb: str
    description: str
    forms: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that the term is called."""
        return (self.term, *self.forms)


def definitions(
    statements: Iterable[Statement], words: Wording, glossary: Glossary
) -> list[Definition]:
    """The definitions among statements; none whose description says the term itself."""
    found = (_definition(statement, words, glossary) for statement in statements)
    return [definition for definition in found if definition]


def _definition(statement: Statement, words: Wording, glossary: Glossary) -> Definition | None:
    match = words.definition.fullmatch(statement.text)
    if not match or words.not_subject.search(match["subject"]):
        return None
    whole = _BRACKETED.sub("", match["subject"]).strip()
    known = any(whole in term.forms for term in glossary.terms)  # "The Code"
    bare = whole if known else words.articles_before.sub("", whole)
    description = match["description"].partition(";")[0]
    if len(description.split()) not in _DESCRIPTION_WORDS or words.argues.search(description):
        return None
    language = statement.document.language
    said = {stem(word, language) for word in words_of(description)}
    if any(stem(w, language) in said for w in words_of(bare) if not is_stop_word(w)):
        return None
    forms: tuple[str, ...] = ()
    is_term = bool(_NAME.fullmatch(bare))
    for term in glossary.terms:
        if term.pattern.fullmatch(bare):
            is_term = True
            forms = tuple(form for form in term.forms if form.casefold() != bare.casefold())
    if not is_term:
        return None
    if any(re.search(rf"(?<!\w){re.escape(f)}(?!\w)", description, re.IGNORECASE) for f in forms):
        return None
    return Definition(
        statement,
        bare[:1].upper() + bare[1:],
        match["subject"],
        match["verb"],
        description,
        forms,
    )
