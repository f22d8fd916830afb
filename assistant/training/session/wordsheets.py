"""The sheets of a plan that are copied or cut: activity cards, help contacts, the evaluation form."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from assistant.helplines import Helpline
from assistant.messages import string
from assistant.training.office import ACCENT, clean
from assistant.training.session.outline import label
from assistant.training.session.plan import Activity, FormQuestion
from assistant.training.wordfile import TEXT_WIDTH, add_row, add_table, empty_table
from index.document import Language

_DASHES = "".join(
    f'<w:{side} w:val="dashed" w:sz="8" w:color="{ACCENT}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_WIDE = 280
"""Characters from which a card takes the whole width of the page."""


def add_cards(document: WordDocument, activity: Activity, ui: Language) -> None:
    """The cards of an activity on pages of their own, one or two beside each other, each whole on one page."""
    heading = document.add_heading(label("cards", ui, activity=clean(activity.name)), 1)
    heading.paragraph_format.page_break_before = True
    document.add_paragraph(label("cards_cut", ui), style="Details")
    columns = 1 if any(len(card.text) > _WIDE for card in activity.cards) else 2
    table = empty_table(document, (TEXT_WIDTH / columns,) * columns, _DASHES)
    for at, card in enumerate(activity.cards):
        if at % columns == 0:
            row = add_row(table)
            row.height, row.height_rule = Cm(4.6), WD_ROW_HEIGHT_RULE.AT_LEAST
        cell = row.cells[at % columns]
        cell.paragraphs[0].style = "Heading 3"
        cell.paragraphs[0].add_run(clean(card.title))
        cell.add_paragraph(clean(card.text), style="Card Text")


def add_contacts(document: WordDocument, contacts: Sequence[Helpline], ui: Language) -> None:
    """Who helps, how to reach them, for whom and when; with the day on which it was checked."""
    if not contacts:
        return
    checked = min(contact.checked for contact in contacts)
    lead = document.add_paragraph(label("contacts_checked", ui, date=checked), style="Details")
    lead.paragraph_format.keep_with_next = True
    names = [string(f"page.help_fields.{name}", ui) for name in ("for_whom", "hours")]
    head = ("", string("page.help_fields.phone", ui), *names)
    rows = [
        (
            contact.name,
            "\n".join(_ways(contact, ui)),
            ". ".join(text for text in (contact.for_whom, contact.note) if text),
            ", ".join(text for text in (contact.hours, contact.cost) if text),
        )
        for contact in contacts
    ]
    table = add_table(document, (2.8, 4.6, 6.4, 2.8), head, rows)
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].runs[0].bold = True


def _ways(contact: Helpline, ui: Language) -> list[str]:
    whatsapp = f"{string('page.help_fields.whatsapp', ui)} {contact.whatsapp}"
    ways = (contact.phone, whatsapp if contact.whatsapp else "", contact.web)
    return [way for way in ways if way]


def add_form(document: WordDocument, form: Sequence[FormQuestion], ui: Language) -> None:
    """The evaluation form: marks from 1 to 5 in a table, and lines to write on."""
    document.add_paragraph(label("evaluation_lead", ui))
    scale = [question for question in form if question.form == "scale"]
    if scale:
        marks = [str(mark) for mark in range(1, 6)]
        rows = [(question.text, *("☐" * 5)) for question in scale]
        table = add_table(document, (TEXT_WIDTH - 5 * 1.1, *([1.1] * 5)), ("", *marks), rows)
        for row in table.rows:
            for cell in row.cells[1:]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for question in form:
        if question.form == "open":
            lead = document.add_paragraph()
            lead.paragraph_format.space_before = Cm(0.5)
            lead.paragraph_format.keep_with_next = True
            lead.add_run(clean(question.text)).bold = True
            for at in range(3):
                line = document.add_paragraph(style="Write Here")
                line.paragraph_format.keep_with_next = at < 2
