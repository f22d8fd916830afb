"""Questions as a Word document: the test as participants get it, and the key on a page of its own."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from assistant.answer import Citation
from assistant.messages import string
from assistant.training.item import Item
from assistant.training.office import LINE, clean
from assistant.training.wordfile import (
    add_quotation,
    add_row,
    empty_table,
    new_document,
    to_bytes,
)
from index.document import Language

_RULES = f'<w:insideH w:val="single" w:sz="4" w:color="{LINE}"/>'


def items_to_docx(items: Sequence[Item], language: Language, title: str) -> bytes:
    """A Word file: the test under `title`, then the key with the quotations in a section of its own."""
    document = new_document(title, language)
    document.add_paragraph(clean(title), style="Title")
    add_questions(document, items, language)
    start_key(document, language)
    add_key(document, [(item, "") for item in items], language)
    return to_bytes(document)


def add_questions(document: WordDocument, items: Sequence[Item], language: Language) -> None:
    """The questions with room for name, date and answers."""
    document.add_paragraph(string("session_export.name_date", language), style="Details")
    for number, item in enumerate(items, 1):
        question = document.add_paragraph(f"{number}. {clean(item.question)}")
        question.paragraph_format.space_before = Cm(0.3)
        question.runs[0].bold = True
        kept = [question]
        if item.pairs:
            question.paragraph_format.keep_with_next = True
            _add_columns(document, item)
            continue
        if item.kind in ("multiple_choice", "true_false"):
            kept += [_add_option(document, item, at) for at in range(len(item.options))]
        else:
            kept += [document.add_paragraph(style="Write Here")]
        for paragraph in kept[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        question.paragraph_format.keep_together = True


def start_key(document: WordDocument, language: Language) -> None:
    """Begin the key: a page and a section of its own, which says at its head whom it is for."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].add_run(string("session_export.key_header", language))
    document.add_heading(string("session_export.key", language), 1)
    document.add_paragraph(string("session_export.key_lead", language), style="Details")


def add_key(document: WordDocument, marked: Sequence[tuple[Item, str]], language: Language) -> None:
    """The answers with the quotations that they rest on.

    Args:
        document: where the key is written.
        marked: each item, in the order of the test, with a mark that is set below it ("" for none).
        language: of the labels.
    """
    for number, (item, mark) in enumerate(marked, 1):
        lead = string("session_export.answer_number", language, number=number)
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Cm(0.3)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(f"{lead} ").bold = True
        if item.kind != "flashcard" or item.key != item.explanation:  # the back is quoted below
            paragraph.add_run(clean(_answer(item)))
        if item.accept:
            others = ", ".join(clean(answer) for answer in item.accept)
            paragraph.add_run(f" ({string('session_export.also_right', language, others=others)})")
        if mark:
            paragraph.add_run(f" ({mark})", style="Mark")
        _add_explanation(document, item, language)


def _add_explanation(document: WordDocument, item: Item, language: Language) -> None:
    """Each quotation once, where the explanation is made of them; else the explanation as it stands."""
    places: dict[str, list[Citation]] = {}
    for citation in item.citations:
        places.setdefault(citation.quote, []).append(citation)
    if places and all(quote in item.explanation for quote in places):
        for quote, cited in places.items():
            add_quotation(document, cited, quote, language)
    elif places:
        add_quotation(document, item.citations, item.explanation, language)
    elif item.explanation:
        document.add_paragraph(clean(item.explanation))


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _answer(item: Item) -> str:
    """The key, with the letters of the options. A trainer may have written a key that is none of them."""
    if item.pairs:
        sides = ((at, _letter_of(item, pair.right)) for at, pair in enumerate(item.pairs, 1))
        return "; ".join(f"{at}–{letter}" for at, letter in sides)
    if item.kind == "multiple_choice" and item.key in item.options:
        return f"{_letter_of(item, item.key)}. {item.key}"
    return item.key


def _letter_of(item: Item, option: str) -> str:
    return _letter(item.options.index(option)) if option in item.options else option


def _add_option(document: WordDocument, item: Item, at: int) -> Paragraph:
    sign = f"{_letter(at)}." if item.kind == "multiple_choice" else "☐"
    paragraph = document.add_paragraph(f"{sign}\t{clean(item.options[at])}")
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Cm(1.4), Cm(-0.7)
    layout.tab_stops.add_tab_stop(Cm(1.4))
    layout.space_after = Cm(0.03)
    layout.keep_together = True
    return paragraph


def _add_columns(document: WordDocument, item: Item) -> None:
    """What is to be matched, side by side: numbers with room for a letter, and letters."""
    table = empty_table(document, (1.4, 7.1, 0.9, 7.2), _RULES)
    for at, pair in enumerate(item.pairs):
        cells = add_row(table).cells
        right = item.options[at] if at < len(item.options) else pair.right
        texts = (f"{at + 1}. ___", pair.left, f"{_letter(at)}.", right)
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].style = "Table Text"
            cell.paragraphs[0].add_run(clean(text))
    document.add_paragraph()
