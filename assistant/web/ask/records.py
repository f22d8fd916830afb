"""A conversation comes back from the page: its answers are built anew, and every quotation is checked anew.

The server keeps no conversation, so the page sends it along to be drawn in another language or exported. What it sends
is untrusted; a quotation in what leaves here is its document's own characters, as everywhere.
"""

from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Answer, Citation, Mode, Receipt, Status, cite
from assistant.conversation import Assistant
from assistant.requests import LONGEST_HISTORY, LONGEST_QUESTION, LONGEST_TURN
from index.document import Language
from index.problem import Problem

_MOST_CITATIONS = 50


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Place(_Record):
    number: int = Field(ge=1, le=999)
    document_id: str
    start: int
    end: int
    quote: str = Field(max_length=LONGEST_TURN)


class _Receipt(_Record):
    sentence: str = Field(max_length=LONGEST_TURN)
    kind: str = Field(pattern="^(quotation|paraphrase)$")
    citations: list[int] = Field(max_length=_MOST_CITATIONS)


class _Turn(_Record):
    question: str = Field(max_length=LONGEST_QUESTION)
    standalone_question: str = Field(max_length=2 * LONGEST_QUESTION)
    language: Language
    status: Status
    mode: Mode | None
    text: str = Field(max_length=LONGEST_TURN)
    citations: list[_Place] = Field(max_length=_MOST_CITATIONS)
    nearest: list[_Place] = Field(max_length=_MOST_CITATIONS)
    suggestions: list[str] = Field(max_length=10)
    notices: list[str] = Field(max_length=10)
    receipts: list[_Receipt] = Field(max_length=_MOST_CITATIONS)
    confidence: float = Field(ge=0, le=1)


def read_answers(assistant: Assistant, records: object) -> list[Answer]:
    """The answers that `records` (a list of what `Answer.to_json` gave) were.

    Raises:
        Problem: `bad_input`; `conversation_stale` where a quotation no longer stands in its document; why the library
            is not open, if it is needed.
    """
    if not isinstance(records, list) or not 1 <= len(records) <= LONGEST_HISTORY:
        raise Problem("bad_input", field="turns")
    try:
        turns = [_Turn.model_validate(record) for record in records]
    except ValidationError:
        raise Problem("bad_input", field="turns") from None
    return [_answer(assistant, turn) for turn in turns]


def _answer(assistant: Assistant, turn: _Turn) -> Answer:
    return Answer(
        question=turn.question,
        standalone_question=turn.standalone_question,
        language=turn.language,
        status=turn.status,
        mode=turn.mode,
        text=turn.text,
        citations=tuple(_with_sources(assistant, place) for place in turn.citations),
        nearest=tuple(_citation(assistant, place) for place in turn.nearest),
        suggestions=tuple(turn.suggestions),
        notices=tuple(turn.notices),
        receipts=tuple(
            Receipt(
                r.sentence,
                "quotation" if r.kind == "quotation" else "paraphrase",
                tuple(r.citations),
            )
            for r in turn.receipts
        ),
        confidence=turn.confidence,
        fingerprint="",
        seconds=0.0,
    )


def _citation(assistant: Assistant, place: _Place) -> Citation:
    try:
        document = assistant.document(place.document_id)
        found = cite(document, place.start, place.end, number=place.number)
    except (Problem, ValueError) as error:
        if isinstance(error, Problem) and error.code.startswith("library_"):
            raise
        raise Problem("conversation_stale") from None
    if found.quote != place.quote:
        raise Problem("conversation_stale")
    return found


def _with_sources(assistant: Assistant, place: _Place) -> Citation:
    found = _citation(assistant, place)
    sources = assistant.library.current().sources_of(found.document, found.start, found.end)
    return replace(found, sources=sources)
