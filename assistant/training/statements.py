"""The library's sentences that a question can be made of: each is understood alone, certain, and fit for a training."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Citation, cite
from assistant.training.wording import Wording
from index.document import Document, Passage
from index.library import Library

_SENTENCE = re.compile(r"[A-Z\d\"“].*[.]", re.DOTALL)
_ITEM = re.compile(r"(?:[-*•–‣▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+")
_WORDS = range(7, 42)


@dataclass(frozen=True, slots=True)
class Statement:
    """`document.text[start:end]`, one sentence.

    Attributes:
        heading: the innermost heading above it.
        row: its row in `library.sentence_vectors`.
        opens: it is the first sentence under its heading.
    """

    document: Document
    start: int
    end: int
    heading: str
    row: int
    opens: bool

    @property
    def text(self) -> str:
        """The sentence on one line."""
        return " ".join(self.document.text[self.start : self.end].split())


def quotation(library: Library, document: Document, start: int, end: int, number: int) -> Citation:
    """The citation of a stretch, with the sources that it rests on."""
    sources = library.sources_of(document, start, end)
    return cite(document, start, end, number=number, sources=sources)


def sentences(library: Library, passages: Iterable[Passage]) -> list[Statement]:
    """All sentences of the passages, fit or not, in the order of the passages."""
    found: list[Statement] = []
    for passage in passages:
        document = library.documents[passage.document_id]
        first = int(library.first_sentence[library.position[passage.id]])
        section = document.section_at(passage.start)
        heading = (passage.headings or (document.title,))[-1]
        for at, sentence in enumerate(passage.sentences):
            opens = not document.text[section.body : sentence.start].strip()
            found.append(
                Statement(document, sentence.start, sentence.end, heading, first + at, opens)
            )
    return found


def is_item(text: str) -> bool:
    """Whether a sentence is an item of a list."""
    return bool(_ITEM.match(text))


def is_decent(text: str, words: Wording) -> bool:
    """Whether a text says nothing graphic and tells of no single child."""
    return not words.graphic.search(text) and not words.story.search(text)


def fit(all_of_them: Iterable[Statement], words: Wording) -> list[Statement]:
    """The sentences that stand alone, are certain, whole and decent."""
    return [statement for statement in all_of_them if _is_fit(statement.text, words)]


def _is_fit(text: str, words: Wording) -> bool:
    return (
        len(text.split()) in _WORDS
        and bool(_SENTENCE.fullmatch(text))
        and not _ITEM.match(text)
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and is_certain(text, words)
        and is_decent(text, words)
    )


def is_certain(text: str, words: Wording) -> bool:
    """Whether a text leans on nothing before it and doubts nothing."""
    return not words.leans.search(text) and not words.unsure.search(text)
