"""A sentence with what it cannot be read without: the one it leans on, its list, its lead-in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ranking import NEXT_IN_LIST, Candidate
from index.document import Document, Sentence
from index.library import Library

_LEANING = re.compile(
    r"^(?:(?:hal|masalah|permasalahan|keadaan|kondisi|program|upaya|kegiatan|konsep|peran|kedua|ketiga|kelima) "
    r"(?:ini|itu|tersebut)|ini|itu|mereka|dia|ia|selain itu|namun|oleh karena itu|karena itu|dengan demikian|"
    r"sebaliknya|misalnya|it|its|this(?! (?:study|research|thesis|paper|library))|these|those|they|their|he|she|"
    r"in addition|however|therefore|thus|moreover|for example|for instance)\b",
    re.IGNORECASE,
)
"""A sentence that opens like this is quoted with the one before it, which says what it is about."""

_ITEM = re.compile(r"^(?:[-*•–‣▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")


@dataclass(frozen=True, slots=True)
class Span:
    """`document.text[start:end]`, whole sentences chosen as a quotation, with the score of the best of them.

    Attributes:
        rows: of the sentences in `library.sentence_vectors`, first and one past the last.
    """

    document: Document
    start: int
    end: int
    score: float
    rows: tuple[int, int]

    @property
    def text(self) -> str:
        """The quotation."""
        return self.document.text[self.start : self.end]

    @property
    def size(self) -> int:
        """How many sentences or list items it has."""
        return self.rows[1] - self.rows[0]

    def holds(self, other: "Span") -> bool:
        """Whether all of another span stands in this one."""
        same = self.document.id == other.document.id
        return same and self.start <= other.start and other.end <= self.end


def span_of(library: Library, candidate: Candidate, *, whole_list: bool = False) -> Span:
    """A ranked sentence as a quotation.

    Args:
        library: where it stands.
        candidate: the sentence.
        whole_list: a list is asked for: one that its sentence counts on in words ("second ...") belongs to it too.

    Returns:
        The sentence with the one before it where it leans on that ("It is ..."); with the list that it leads to; an
        item of a list with the whole list and what leads to it.
    """
    document, row, sentences = _section(library, candidate)
    texts = [document.text[s.start : s.end] for s in sentences]
    first = last = row
    while first > 0 and (
        _LEANING.match(texts[first])
        or _ITEM.match(texts[first])
        or (whole_list and NEXT_IN_LIST.match(texts[first]))
    ):
        first -= 1
    if texts[last].endswith(":") or _ITEM.match(texts[last]):
        while last + 1 < len(texts) and _ITEM.match(texts[last + 1]):
            last += 1
    while whole_list and last + 1 < len(texts) and NEXT_IN_LIST.match(texts[last + 1]):
        last += 1
    top = row_of(library, candidate) - row
    rows = (top + first, top + last + 1)
    return Span(document, sentences[first].start, sentences[last].end, candidate.score, rows)


def row_of(library: Library, candidate: Candidate) -> int:
    """The row of a ranked sentence in `library.sentence_vectors`."""
    return int(library.first_sentence[library.position[candidate.hit.passage.id]]) + candidate.index


def is_list(span: Span) -> bool:
    """Whether a quotation has items of a list in it."""
    return any(_ITEM.match(line) for line in span.text.split("\n"))


def _section(library: Library, candidate: Candidate) -> tuple[Document, int, list[Sentence]]:
    """The document, the sentence's place, and all sentences of its section: a long list goes on in the next passage."""
    passage = candidate.hit.passage
    document = library.documents[passage.document_id]
    section = document.section_at(passage.start)
    first = last = library.position[passage.id]
    passages = library.passages

    def belongs(at: int) -> bool:
        other = passages[at]
        return other.document_id == document.id and section.start <= other.start < section.end

    while first > 0 and belongs(first - 1):
        first -= 1
    while last + 1 < len(passages) and belongs(last + 1):
        last += 1
    sentences = [s for at in range(first, last + 1) for s in passages[at].sentences]
    row = sum(len(passages[at].sentences) for at in range(first, library.position[passage.id]))
    return document, row + candidate.index, sentences


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in their order, with those that touch or overlap an earlier one taken into it."""
    kept: list[Span] = []
    for span in spans:
        for at, earlier in enumerate(kept):
            if _touch(earlier, span):
                kept[at] = Span(
                    earlier.document,
                    min(earlier.start, span.start),
                    max(earlier.end, span.end),
                    max(earlier.score, span.score),
                    (min(earlier.rows[0], span.rows[0]), max(earlier.rows[1], span.rows[1])),
                )
                break
        else:
            kept.append(span)
    return kept if len(kept) == len(spans) else joined(kept)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    same = one.document.id == other.document.id
    return same and one.start < other.end and other.start < one.end


def _touch(one: Span, other: Span) -> bool:
    if one.document.id != other.document.id:
        return False
    left, right = sorted((one, other), key=lambda span: span.start)
    between = one.document.text[left.end : right.start]
    return not between.strip() and "\n\n" not in between
