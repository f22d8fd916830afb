"""An answer of quotations becomes one that a model wrote and that was checked; or it stays as it is, and says why."""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, TypeVar

from assistant.answer import Citation, Receipt
from assistant.generating.checking import Checker, Written
from assistant.generating.client import stream
from assistant.generating.cutting import Draft, cut
from assistant.generating.model import Model
from assistant.generating.passages import gather, stored
from assistant.generating.prompting import frame_tokens, messages
from assistant.messages import string
from assistant.reading import Reading
from index.document import Language
from index.library import Library
from index.problem import Problem
from index.retrieval import Hit

_log = logging.getLogger(__name__)

_MOST_SENTENCES = 12
"""A model that goes on is not read on."""
_JUDGED = ("differ", "otherwise")
"""Lines of a quoted answer that set its quotations against each other, or against the question."""

Body = dict[str, Any]
"""The fields of an `Answer` that `assistant.composing.quoted` gives."""
Result = TypeVar("Result")


def written(
    library: Library,
    body: Body,
    hits: Sequence[Hit],
    reading: Reading,
    model: Model | None,
) -> Generator[Written | None, None, Body]:
    """Write a quoted answer anew, sentence by sentence.

    Nothing is sent where the answer is not one of quotations, where these are set against each other (that is decided
    in code), or where none of them may be sent. `finished` gives the result alone.

    Args:
        library: where its quotations stand.
        body: the quoted answer; only one with status "answered" is ever sent.
        hits: the passages found, best first.
        reading: the question as understood; of the conversation nothing else is sent.
        model: None gives `body` back.

    Yields:
        Each sentence once it is checked; None after each half second without one. Closing the generator ends the
        request.

    Returns:
        The answer's fields: generated, or `body` with a notice that says what failed.
    """
    question, language = reading.question, reading.language
    if model is None or body.get("mode") != "quoted" or _is_judged(body, language):
        return body
    found: list[Written] = []
    try:
        room = model.limits.prompt - frame_tokens(question, language)
        cited = [citation.document.id for citation in body["citations"]]
        embed = stored(library, [*cited, *(hit.passage.document_id for hit in hits)])
        pieces = gather(library, embed, body["citations"], hits, room)
        if not any(piece.answers for piece in pieces):
            return body
        checker = Checker({p.key: p for p in pieces}, language, library.glossary, embed)
        for sentence in _checked(checker, question, model):
            if sentence is not None:
                found.append(sentence)
            yield sentence
    except Problem as problem:
        _log.warning("the language model did not answer: %s", problem.code)
        kind = problem.code if problem.code in ("model_budget", "model_unsupported") else "failed"
        return body | {"notices": (*body["notices"], string(f"generating.{kind}", language))}
    return body | _composed(found, language, model, body["notices"])


def finished(steps: Generator[Written | None, None, Result]) -> Result:
    """What such a generator returns, its sentences not looked at."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


def _is_judged(body: Body, language: Language) -> bool:
    return any(string(f"answer.{lead}", language) in body["text"] for lead in _JUDGED)


def _checked(checker: Checker, question: str, model: Model) -> Iterator[Written | None]:
    """The sentences that may be shown, each once; None while there is none.

    Raises:
        Problem: as `stream`; `model_unsupported` where too little of what was written is supported: no
            sentence, fewer than failed, or none that rests on what answers the question.
    """
    shown: list[Written] = []
    failed = 0
    for draft in _drafts(checker, question, model):
        if draft is None:
            yield None
            continue
        sentence = checker.check(draft, shown)
        if sentence is None or sentence.repaired:
            failed += bool(draft.keys)  # what cites nothing claims nothing: "Here is the answer."
        if sentence is not None and sentence.text not in {s.text for s in shown}:
            shown.append(sentence)
            yield sentence
        if len(shown) + failed >= _MOST_SENTENCES:
            break
    own = [sentence for sentence in shown if not sentence.repaired]
    on_topic = any(piece.answers for sentence in own for piece in sentence.pieces)
    if not on_topic or len(own) < failed:
        raise Problem("model_unsupported")


def _drafts(checker: Checker, question: str, model: Model) -> Iterator[Draft | None]:
    asked = messages(question, tuple(checker.pieces.values()), checker.language)
    rest = ""
    with closing(stream(model, asked)) as reply:
        for text in reply:
            if not text:
                yield None
                continue
            drafts, rest = cut(rest + text, final=False)
            yield from drafts
    yield from cut(rest, final=True)[0]


def _composed(
    sentences: Sequence[Written], language: Language, model: Model, notices: Sequence[str]
) -> Body:
    """The fields of a generated answer; citations are numbered as they appear."""
    numbers: dict[str, int] = {}
    citations: list[Citation] = []
    receipts: list[Receipt] = []
    text = ""
    before: Written | None = None
    for sentence in sentences:
        for piece in sentence.pieces:
            if piece.key not in numbers:
                numbers[piece.key] = len(numbers) + 1
                citations.append(replace(piece.citation, number=numbers[piece.key]))
        cited = tuple(sorted(numbers[piece.key] for piece in sentence.pieces))
        receipts.append(Receipt(sentence.text, sentence.kind, cited))
        marks = " ".join(f"[{number}]" for number in cited)
        apart = sentence.repaired or before is None or before.repaired
        text += ("\n\n" if apart else " ") + f"{sentence.text} {marks}"
        before = sentence
    foreign = string("answer.other_language", language)
    kept = [notice for notice in notices if notice != foreign]
    if any(
        s.kind == "quotation" and s.pieces[0].citation.document.language != language
        for s in sentences
    ):
        kept.append(foreign)
    name = string("generating.written", language, model=model.name)
    return {
        "mode": "generated",
        "text": text.strip(),
        "citations": tuple(citations),
        "notices": (*kept, name),
        "receipts": tuple(receipts),
    }
