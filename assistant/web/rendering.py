"""An answer, or a problem, becomes the HTML of one turn of the conversation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Answer, Citation
from assistant.explaining import Explanation
from assistant.generating.checking import Written
from assistant.messages import ErrorMessage
from assistant.referring import language_tag, page_name, reader_path, source_lead
from assistant.web.drawing import draw
from assistant.web.markup import Block, parse
from index.document import Language, Source

_SURE, _LIKELY = 0.75, 0.5
"""Confidence from which the page says so in these words."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the templates show of a citation."""

    number: int
    href: str
    title: str
    kind: str
    section: str
    page: str
    language: Language
    language_tag: str
    quote: str
    source_lead: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a written answer, and the numbers of what it was compared with."""

    text: str
    kind: Literal["quotation", "paraphrase"]
    numbers: tuple[int, ...]


def reference_of(citation: Citation, beside: Language, ui: Language) -> Reference:
    """What is shown of a citation that stands in a text in the language `beside`."""
    document = citation.document
    return Reference(
        number=citation.number,
        href=reader_path(citation, ui),
        title=document.title,
        kind=document.kind,
        section=citation.section,
        page=page_name(document.page_at(citation.start), ui),
        language=document.language,
        language_tag=language_tag(document, beside, ui),
        quote=citation.quote,
        source_lead=source_lead(document, ui),
        sources=citation.sources,
    )


def render_answer(answer: Answer, ui: Language) -> str:
    """The turn's HTML: question, answer with its quotations and chips, sources, what is next."""
    cited = {c.number: reference_of(c, answer.language, ui) for c in answer.citations}
    nearest = tuple(reference_of(c, answer.language, ui) for c in answer.nearest)
    shown = cited or {reference.number: reference for reference in nearest}
    written = answer.receipts if answer.mode == "generated" else ()
    return draw(
        "turn",
        ui,
        answer=answer,
        blocks=blocks_of(answer),
        said=tuple(Said(r.sentence, r.kind, r.citations) for r in written),
        references=shown,
        cited=grouped(cited.values()),
        nearest=nearest,
        sureness=_sureness(answer),
    )


def _sureness(answer: Answer) -> str:
    """The name of the words for its confidence; "" where nothing was answered from the library."""
    if answer.mode is None or answer.status != "answered":
        return ""
    if answer.confidence >= _SURE:
        return "sure"
    return "likely" if answer.confidence >= _LIKELY else "unsure"


def grouped(references: Iterable[Reference]) -> list[list[Reference]]:
    """References to one place of one document together, in the order of their first numbers."""
    groups: dict[tuple[object, ...], list[Reference]] = {}
    for reference in references:
        place = (reference.title, reference.section, reference.page, reference.sources)
        groups.setdefault(place, []).append(reference)
    return list(groups.values())


def blocks_of(answer: Answer) -> tuple[Block, ...]:
    """The answer's text, its quotations found in it."""
    return parse(answer.text, {c.number: c.quote for c in answer.citations})


class Growing:
    """The sentences of a written answer as they come; numbers are given as in the whole answer."""

    def __init__(self, ui: Language) -> None:
        self._ui = ui
        self._numbers: dict[str, int] = {}

    def render(self, sentence: Written) -> str:
        """The next sentence with its chips and its receipt."""
        references: dict[int, Reference] = {}
        for piece in sentence.pieces:
            number = self._numbers.setdefault(piece.key, len(self._numbers) + 1)
            citation = replace(piece.citation, number=number)
            references[number] = reference_of(citation, self._ui, self._ui)
        said = Said(sentence.text, sentence.kind, tuple(sorted(references)))
        return draw("sentence", self._ui, said=said, references=references)


def render_why(answer: Answer, compared: Explanation, ui: Language) -> str:
    """What an answer was chosen by, in words and then in figures."""
    cited: Sequence[Citation] = answer.citations or answer.nearest
    references = {c.number: reference_of(c, answer.language, ui) for c in cited}
    return draw("why", ui, answer=answer, compared=compared, references=references)


def render_problem(error: ErrorMessage, ui: Language) -> str:
    """The HTML that takes the place of an answer: what is wrong and what to do."""
    return draw("problem", ui, message=error.message, hint=error.hint)
