"""An answer, or a problem, becomes the HTML of one turn of the conversation."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.messages import ErrorMessage
from assistant.referring import language_tag, page_name, reader_path, source_lead
from assistant.web.drawing import draw
from assistant.web.markup import Block, parse
from index.document import Language, Source


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


def _reference(citation: Citation, beside: Language, ui: Language) -> Reference:
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
    cited = {c.number: _reference(c, answer.language, ui) for c in answer.citations}
    nearest = tuple(_reference(c, answer.language, ui) for c in answer.nearest)
    shown = cited or {reference.number: reference for reference in nearest}
    return draw(
        "turn",
        ui,
        answer=answer,
        blocks=_blocks(answer),
        references=shown,
        cited=_grouped(cited.values()),
        nearest=nearest,
    )


def _grouped(references: Iterable[Reference]) -> list[list[Reference]]:
    """References to one place of one document together, in the order of their first numbers."""
    groups: dict[tuple[object, ...], list[Reference]] = {}
    for reference in references:
        place = (reference.title, reference.section, reference.page, reference.sources)
        groups.setdefault(place, []).append(reference)
    return list(groups.values())


def _blocks(answer: Answer) -> tuple[Block, ...]:
    return parse(answer.text, {c.number: c.quote for c in answer.citations})


def render_problem(error: ErrorMessage, ui: Language) -> str:
    """The HTML that takes the place of an answer: what is wrong and what to do."""
    return draw("problem", ui, message=error.message, hint=error.hint)
