"""A conversation as a Word file: quotations where they stood, each with its place as a footnote."""

from collections.abc import Sequence

from docx.document import Document as WordDocument

from assistant.answer import Answer, Citation
from assistant.messages import string
from assistant.training.office import clean
from assistant.training.wordfile import add_quotation, new_document, to_bytes
from assistant.web.markup import Line
from assistant.web.rendering import blocks_of
from index.document import Language


def to_docx(answers: Sequence[Answer], ui: Language) -> bytes:
    """The file's bytes; the same answers give the same bytes."""
    title = string("page.title", ui)
    document = new_document(title, ui)
    document.add_paragraph(title, style="Title")
    document.add_paragraph(string("page.taken_note", ui), style="Details")
    for answer in answers:
        document.add_paragraph(clean(answer.question), style="Heading 1")
        _add_text(document, answer, ui)
        if answer.mode == "generated":
            _add_list(document, string("page.sources_heading", ui), answer.citations, ui)
        if answer.nearest:
            _add_list(document, string("page.nearest_heading", ui), answer.nearest, ui)
        for notice in answer.notices:
            document.add_paragraph(clean(notice), style="Details")
    return to_bytes(document)


def _add_text(document: WordDocument, answer: Answer, ui: Language) -> None:
    cited = {citation.number: citation for citation in answer.citations}
    for block in blocks_of(answer):
        if block.kind == "quotation":
            for piece in block.lines[0]:
                if piece.kind == "quote":
                    add_quotation(document, [cited[piece.number]], piece.text, ui)
            continue
        style = {"bullets": "List Bullet", "numbers": "List Number", "heading": "Heading 2"}
        for line in block.lines:
            paragraph = document.add_paragraph(style=style.get(block.kind, "Normal"))
            paragraph.add_run(clean(_plain(line)))


def _plain(line: Line) -> str:
    return "".join(f"“{p.text}”" if p.kind == "quote" else p.text for p in line)


def _add_list(
    document: WordDocument, heading: str, citations: Sequence[Citation], ui: Language
) -> None:
    document.add_paragraph(heading, style="Heading 2")
    for citation in citations:
        add_quotation(document, [citation], citation.quote, ui)
        first = document.paragraphs[-1].runs[0]
        first.text = f"[{citation.number}] {first.text}"
