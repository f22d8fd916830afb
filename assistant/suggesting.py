"""Questions that the library answers for certain: each was asked when the material was shipped, not when it is offered.

`knowledge/suggestions.jsonl` has one row a question: a heading of the built-in material that is one, or a question of
the catalogue. `python -m assistant library ship` asks them all again and writes those that hold.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from assistant.confidence import ANSWER_FROM, confidence
from assistant.finding import find
from assistant.quoting import quote
from assistant.reading import read_alone
from index.document import Document, Language
from index.keyword import is_stop_word, stem, words
from index.library import Library
from index.retrieval import Hit

FILE = "suggestions.jsonl"
CERTAIN = 0.5
"""Confidence from which a question is offered; answering asks for less."""
_SAME_QUESTION = 0.6
"""Share of the words of two questions together that both have, from which they ask the same."""
_FROM_ONE_DOCUMENT = 2
MOST = 3
LEAST = 2


@dataclass(frozen=True, slots=True)
class Offered:
    """A question with the document that answers it."""

    document_id: str
    language: Language
    question: str


@cache
def load_offered(knowledge: Path | None) -> tuple[Offered, ...]:
    """The questions that are shipped with a knowledge folder; none where the file is absent or damaged."""
    try:
        text = (knowledge / FILE).read_text(encoding="utf-8") if knowledge else ""
        return tuple(Offered(**json.loads(line)) for line in text.splitlines())
    except (OSError, ValueError, TypeError):
        return ()  # a reader loses a suggestion and nothing else


def suggest(
    offered: Sequence[Offered],
    hits: Sequence[Hit],
    language: Language,
    asked: Sequence[str],
    answered: Sequence[tuple[str, str]] = (),
) -> tuple[str, ...]:
    """Questions that go on from an answer: near in topic, not the same, not asked before.

    Args:
        offered: from `load_offered`.
        hits: what was found for the question, best first: their sections' headings come in that order, then the other
            questions of their documents.
        language: of the answer.
        asked: this question as it was understood, and those before it.
        answered: (document id, innermost heading) of what was quoted: the reader has that answer.
    """
    by_place = {(o.document_id, o.question): o for o in offered if o.language == language}
    places = [(hit.passage.document_id, hit.passage.headings[-1:]) for hit in hits]
    near = [by_place[id_, h[0]] for id_, h in places if h and (id_, h[0]) in by_place]
    documents = list(dict.fromkeys(id_ for id_, _ in places))
    rest = sorted(
        (o for o in by_place.values() if o.document_id in documents),
        key=lambda o: documents.index(o.document_id),
    )
    chosen: list[Offered] = []
    known = [_content(text) for text in asked]
    for one in dict.fromkeys([*near, *rest]):
        content = _content(one.question)
        beside = sum(other.document_id == one.document_id for other in chosen)
        if (
            (one.document_id, one.question) in answered
            or beside == _FROM_ONE_DOCUMENT
            or any(_same(content, other) for other in known)
        ):
            continue
        chosen.append(one)
        known.append(content)
        if len(chosen) == MOST:
            break
    return tuple(one.question for one in chosen)


def _content(text: str) -> frozenset[str]:
    """The stemmed words that a question in either language asks with."""
    return frozenset(stem(stem(w, "id"), "en") for w in words(text) if not is_stop_word(w))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME_QUESTION * max(1, len(one | other))


def ship_suggestions(
    library: Library, knowledge: Path, progress: Callable[[str, int, int], None]
) -> int:
    """Ask every question of the built-in material and write `suggestions.jsonl` with those that are answered.

    Returns:
        How many are offered.
    """
    questions = sorted(candidates(library), key=lambda o: (o.document_id, o.question))
    kept: list[Offered] = []
    for done, one in enumerate(questions, start=1):
        if holds(library, one):
            kept.append(one)
        progress("asking", done, len(questions))
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in kept]
    text = "".join(f"{line}\n" for line in lines)
    (knowledge / FILE).write_text(text, encoding="utf-8", newline="\n")
    load_offered.cache_clear()
    return len(kept)


def candidates(library: Library) -> Iterator[Offered]:
    """What could be offered: headings that are questions, and the catalogue's, of the built-in documents."""
    for document in library.documents.values():
        if document.kind != "document":
            yield from (
                Offered(document.id, document.language, question)
                for question in dict.fromkeys([*document.questions, *_headings(document)])
            )


def _headings(document: Document) -> list[str]:
    return [
        s.headings[-1] for s in document.sections if s.headings and s.headings[-1].endswith("?")
    ]


def holds(library: Library, one: Offered) -> bool:
    """Whether a question is answered with confidence, by the section that it heads among others."""
    found = find(library, read_alone(one.question, one.language))
    if confidence(found.features) < CERTAIN:
        return False
    document = library.documents[one.document_id]
    return any(
        span.document.id == document.id
        and (
            one.question in document.questions
            or one.question in document.section_at(span.start).headings
        )
        for group in quote(library, found.ranked, found.want)
        for span in group.spans
    )


def tried(
    library: Library, hits: Sequence[Hit], language: Language, question: str
) -> tuple[str, ...]:
    """Two of the catalogue's questions, each asked now: for a library without questions that were asked before."""
    nearest = [library.documents[hit.passage.document_id] for hit in hits]
    ordered = dict.fromkeys([d.id for d in nearest] + sorted(library.documents))
    offered = [
        asked
        for document in (library.documents[id_] for id_ in ordered)
        if document.language == language
        for asked in document.questions
        if asked.casefold() != question.casefold()
    ]
    chosen: list[str] = []
    for asked in dict.fromkeys(offered):
        if len(chosen) == LEAST:
            break
        if is_answered(library, asked, language):
            chosen.append(asked)
    return tuple(chosen)


def is_answered(library: Library, question: str, language: Language) -> bool:
    """Whether the library holds an answer."""
    return confidence(find(library, read_alone(question, language)).features) >= ANSWER_FROM
