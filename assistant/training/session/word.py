"""A plan as a Word document: the trainer's guide first, then what is copied for participants, then key and sources."""

from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.shared import Cm

from assistant.training.document import add_key, add_questions, start_key
from assistant.training.office import clean
from assistant.training.session.outline import (
    agenda,
    days,
    facts,
    label,
    length,
    mark,
    source_text,
)
from assistant.training.session.plan import Activity, Block, Message, Plan, TestItem, numbered
from assistant.training.session.wordsheets import add_cards, add_contacts, add_form
from assistant.training.wordfile import (
    Container,
    add_box,
    add_link,
    add_list,
    add_quotation,
    add_table,
    new_document,
    to_bytes,
)
from index.document import Language, Source


def to_docx(plan: Plan) -> bytes:
    """The plan as a DOCX file; the same plan gives the same bytes."""
    plan = numbered(plan)
    ui = plan.language
    document = new_document(plan.title, ui)
    _add_overview(document, plan)
    _add_safeguarding(document, plan)
    _add_guide(document, plan)
    for block in plan.blocks:
        if block.activity and block.activity.cards:
            add_cards(document, block.activity, ui)
    for name, test in (("pre_test", plan.pre_test), ("post_test", plan.post_test)):
        if test:
            _add_sheet(document, label(name, ui))
            add_questions(document, [one.item for one in test], ui)
    if plan.handout:
        _add_sheet(document, f"{label('handout', ui)}: {plan.title}")
        add_messages(document, plan.handout, ui)
        document.add_heading(label("contacts", ui), 3)
        add_contacts(document, plan.safeguarding.contacts, ui)
    if plan.evaluation:
        _add_sheet(document, label("evaluation", ui))
        add_form(document, plan.evaluation, ui)
    if plan.pre_test or plan.post_test:
        start_key(document, ui)
        _add_keys(document, plan)
    _start_reading(document)
    _add_reading(document, plan.reading, ui)
    document.add_paragraph(label("made_with", ui, fingerprint=plan.fingerprint), style="Details")
    return to_bytes(document)


def add_messages(container: Container, messages: Iterable[Message], ui: Language) -> None:
    """Quotations with their footnotes; what is no quotation with a mark that says so."""
    for message in messages:
        if message.citations:
            add_quotation(container, message.citations, message.text, ui)
            continue
        paragraph = container.add_paragraph(clean(message.text))
        if said := mark(message, ui):
            paragraph.add_run(f" ({said})", style="Mark")


def _add_sheet(document: WordDocument, title: str) -> None:
    """The heading of what begins on a page of its own."""
    document.add_heading(clean(title), 1).paragraph_format.page_break_before = True


def _add_overview(document: WordDocument, plan: Plan) -> None:
    ui = plan.language
    document.add_paragraph(clean(plan.title), style="Title")
    audience = f"{plan.audience_name} · {length(plan.minutes, ui)}"
    document.add_paragraph(clean(audience), style="Subtitle")
    if plan.notices:
        box = add_box(document, warm=True)
        _add_label(box, label("notices", ui))
        add_list(box, plan.notices)
        document.add_paragraph()
    table = add_table(document, (3.6, 13), ("", ""), facts(plan))
    table._tbl.remove(table.rows[0]._tr)  # names stand at the left of this one
    for row in table.rows:
        row.cells[0].paragraphs[0].runs[0].bold = True
    if plan.objectives:
        document.add_heading(label("objectives", ui), 1)
        document.add_paragraph(label("objectives_lead", ui))
        add_list(document, plan.objectives)
    document.add_heading(label("agenda", ui), 1)
    columns = [label(f"agenda_columns.{name}", ui) for name in ("time", "minutes", "title", "kind")]
    for day in days(plan):
        if len(days(plan)) > 1:
            document.add_heading(label("day", ui, day=day), 2)
        rows = [row for row in agenda(plan) if row.block.day == day]
        lines = [
            (
                row.time,
                str(row.block.minutes),
                row.block.title,
                label(f"kinds.{row.block.kind}", ui),
            )
            for row in rows
        ]
        total = str(sum(row.block.minutes for row in rows))
        table = add_table(
            document, (2.6, 1.8, 9.2, 3), columns, [*lines, (label("total", ui), total, "", "")]
        )
        for cell in table.rows[-1].cells[:2]:
            cell.paragraphs[0].runs[0].bold = True


def _add_safeguarding(document: WordDocument, plan: Plan) -> None:
    ui = plan.language
    document.add_heading(label("safeguarding", ui), 1)
    box = add_box(document, warm=True)
    _add_label(box, label("agreement", ui))
    add_list(box, plan.safeguarding.agreement)
    box.add_paragraph(label("distress", ui), style="Heading 3")
    add_list(box, plan.safeguarding.distress)
    document.add_heading(label("contacts", ui), 3)
    add_contacts(document, plan.safeguarding.contacts, ui)


def _add_label(container: Container, text: str) -> None:
    """A label in the first paragraph of a box."""
    paragraph = container.paragraphs[0]
    paragraph.style = "Heading 3"
    paragraph.add_run(text)


def _add_guide(document: WordDocument, plan: Plan) -> None:
    ui = plan.language
    _add_sheet(document, label("guide", ui))
    for row in agenda(plan):
        block = row.block
        if len(days(plan)) > 1 and row.start == "0:00":
            document.add_heading(label("day", ui, day=block.day), 2)
        document.add_heading(clean(f"{row.start}  {block.title}"), 2)
        kind, minutes = label(f"kinds.{block.kind}", ui), length(block.minutes, ui)
        details = f"{kind} · {minutes}"
        if block.materials:
            details += f" · {label('materials', ui)}: {'; '.join(block.materials)}"
        _add_lead(document, clean(details))
        _add_block(document, block, ui)


def _add_block(document: WordDocument, block: Block, ui: Language) -> None:
    if block.steps:
        document.add_heading(label("steps", ui), 3)
        add_list(document, block.steps, "List Number")
    if block.messages:
        document.add_heading(label("messages", ui), 3)
        add_messages(document, block.messages, ui)
    for discussion in block.discussion:
        document.add_heading(f"{label('discussion', ui)}: {clean(discussion.question)}", 3)
        if discussion.answers:
            _add_lead(document, f"{label('says', ui)}:")
            add_messages(document, discussion.answers, ui)
    if block.activity:
        _add_activity(document, block.activity, ui)


def _add_lead(document: WordDocument, text: str) -> None:
    document.add_paragraph(text, style="Details").paragraph_format.keep_with_next = True


def _add_activity(document: WordDocument, activity: Activity, ui: Language) -> None:
    document.add_heading(f"{label('activity', ui)}: {clean(activity.name)}", 3)
    document.add_paragraph(f"{label('aim', ui)}: {clean(activity.aim)}")
    if activity.materials:
        text = f"{label('materials', ui)}: {'; '.join(activity.materials)}"
        document.add_paragraph(clean(text), style="Details")
    for card in activity.cards:
        if card.answers:
            lead = document.add_paragraph()
            lead.paragraph_format.keep_with_next = True
            lead.paragraph_format.space_before = Cm(0.2)
            lead.add_run(clean(card.title)).bold = True
            if activity.form == "myth_or_fact":
                lead.add_run(f": {clean(card.text)}")
            add_messages(document, card.answers, ui)
    if activity.debrief:
        document.add_heading(label("debrief", ui), 3)
        add_list(document, activity.debrief)


def _add_keys(document: WordDocument, plan: Plan) -> None:
    ui = plan.language
    for name, test in (("pre_test", plan.pre_test), ("post_test", plan.post_test)):
        if test:
            document.add_heading(label(name, ui), 2)
            add_key(document, [(one.item, _item_mark(one, ui)) for one in test], ui)


def _item_mark(one: TestItem, ui: Language) -> str:
    if one.stale:
        return label("stale", ui)
    return label("own_item", ui) if one.own else ""


def _start_reading(document: WordDocument) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.header.is_linked_to_previous = False  # the key's head ends with the key


def _add_reading(document: WordDocument, reading: Sequence[Source], ui: Language) -> None:
    document.add_heading(label("reading", ui), 1)
    for source in reading:
        paragraph = document.add_paragraph(style="List Bullet")
        before, title, after = source_text(source)
        paragraph.add_run(clean(before))
        paragraph.add_run(clean(title)).italic = True
        paragraph.add_run(clean(after))
        if source.url:
            paragraph.add_run(". ")
            add_link(paragraph, source.url)
