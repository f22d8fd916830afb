"""A plan becomes the pages of a deck, as plain data: what each shows and what the speaker's notes say beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.messages import string
from assistant.referring import language_tag, page_name, reference, source_lead, source_name
from assistant.training.session.outline import (
    Row,
    agenda,
    days,
    label,
    length,
    mark,
    source_text,
)
from assistant.training.session.plan import Activity, Discussion, Message, Plan
from assistant.training.session.slidetext import pieces
from index.document import Language

PageKind = Literal["pause", "list", "sources", "quotation", "own", "question", "table"]
_PAUSES = ("energiser", "break", "closing")
"""Kinds of block in which nothing is read."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one slide shows; a list or a table may take several.

    Attributes:
        kind: pause: a title, large; list; sources: a list in small letters; own: words that are no
            quotation; the others as they are called.
        kicker: the small line above the title.
        texts: the items of a list, or the one text that is shown.
        rows: of a table, each with its cells.
        widths: of the columns, in points.
        foot: below a quotation, where it stands.
        warm: whether it is about keeping participants safe.
        notes: for the speaker.
        quoted: the language of the texts; that of the plan for most.
    """

    kind: PageKind
    title: str
    kicker: str
    quoted: Language
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    foot: str = ""
    warm: bool = False
    notes: tuple[str, ...] = ()


def pages(plan: Plan) -> Iterator[Page]:
    """The whole deck, in order."""
    ui = plan.language
    notices = (label("notices", ui), *plan.notices) if plan.notices else ()
    kicker = f"{plan.audience_name} · {length(plan.minutes, ui)}"
    yield Page("pause", plan.title, kicker, ui, plan.topics, notes=notices)
    for day in days(plan):
        yield _agenda(plan, day)
    if plan.objectives:
        lead = label("objectives_lead", ui)
        yield Page("list", label("objectives", ui), lead, ui, plan.objectives)
    yield from _safeguarding(plan)
    for row in agenda(plan):
        yield from _block(row, plan)
    yield from _handout(plan)
    if plan.reading:
        names = tuple("".join(source_text(source)) for source in plan.reading)
        urls = tuple(source.url for source in plan.reading if source.url)
        made_with = label("made_with", ui, fingerprint=plan.fingerprint)
        yield Page("sources", label("reading", ui), made_with, ui, names, notes=urls)


def _agenda(plan: Plan, day: int) -> Page:
    ui = plan.language
    rows = tuple(
        (row.time, row.block.title, label("minutes", ui, minutes=row.block.minutes))
        for row in agenda(plan)
        if row.block.day == day
    )
    kicker = label("day", ui, day=day) if len(days(plan)) > 1 else length(plan.minutes, ui)
    return Page("table", label("agenda", ui), kicker, ui, rows=rows, widths=(130, 600, 110))


def _safeguarding(plan: Plan) -> Iterator[Page]:
    ui, safe = plan.language, plan.safeguarding
    title = label("safeguarding", ui)
    distress = (label("distress", ui), *safe.distress) if safe.distress else ()
    if safe.agreement:
        yield Page(
            "list", title, label("agreement", ui), ui, safe.agreement, warm=True, notes=distress
        )
    if safe.contacts:
        whatsapp = string("page.help_fields.whatsapp", ui)
        rows = tuple(
            (
                contact.phone or contact.web,
                contact.name,
                f"{whatsapp} {contact.whatsapp}" if contact.whatsapp else contact.web,
            )
            for contact in safe.contacts
        )
        notes = tuple(
            " · ".join(text for text in (c.name, c.for_whom, c.hours, c.cost, c.note) if text)
            for c in safe.contacts
        )
        yield Page(
            "table",
            label("contacts", ui),
            title,
            ui,
            rows=rows,
            widths=(170, 420, 250),
            warm=True,
            notes=notes,
        )


def _block(row: Row, plan: Plan) -> Iterator[Page]:
    """The pages of a block; its steps are in the notes of the first."""
    block, ui = row.block, plan.language
    kicker = f"{label(f'kinds.{block.kind}', ui)} · {length(block.minutes, ui)}"
    found = list(_said(block.messages, block.title, kicker, ui))
    found += [_discussion(discussion, kicker, ui) for discussion in block.discussion]
    if block.activity:
        found += _activity(block.activity, kicker, ui)
    if block.kind in _PAUSES or not found:
        found.insert(0, Page("pause", block.title, kicker, ui, _under(row, plan)))
    steps = [label("steps", ui), *(f"{at}. {step}" for at, step in enumerate(block.steps, 1))]
    materials = [f"{label('materials', ui)}: {'; '.join(block.materials)}"]
    before = (*(steps if block.steps else ()), *(materials if block.materials else ()))
    yield replace(found[0], notes=(*before, *found[0].notes))
    yield from found[1:]


def _under(row: Row, plan: Plan) -> tuple[str, ...]:
    """What stands below the title of a pause: until when, how many questions, whom to call."""
    ui, block = plan.language, row.block
    if block.kind == "break":
        return (label("break_until", ui, time=row.end),)
    if block.kind == "test":
        before = plan.blocks[: plan.blocks.index(block)]
        after = any(other.kind == "input" for other in before)
        return (label("test_count", ui, count=len(plan.post_test if after else plan.pre_test)),)
    if block.kind == "closing":
        reached = [f"{c.name}: {c.phone}" for c in plan.safeguarding.contacts[:2] if c.phone]
        return (f"{label('contacts', ui)}:", *reached) if reached else ()
    return ()


def _said(messages: Iterable[Message], title: str, kicker: str, ui: Language) -> Iterator[Page]:
    """Each message on a page or two. A quotation that would take more shows its beginning, in whole sentences."""
    for message in messages:
        parts = pieces(message.text)
        whole = len(parts) <= 2
        foot = _source_line(message, ui)
        language = message.citations[0].document.language if message.citations else ui
        for at, part in enumerate(parts if whole else parts[:1], 1):
            several = whole and len(parts) == 2
            name = label("part", ui, title=title, part=at, parts=2) if several else title
            shown = f"“{part}”" if message.citations else part
            below = foot if whole else f"{foot}\n{label('whole_in_notes', ui)}"
            notes = _in_full([message], ui) if at == 1 else ()
            kind: PageKind = "quotation" if message.citations else "own"
            yield Page(kind, name, kicker, language, (shown,), foot=below, notes=notes)


def _source_line(message: Message, ui: Language) -> str:
    """Where a quotation stands, on one line; the notes have it in full."""
    if not message.citations:
        return mark(message, ui)
    citation = message.citations[0]
    document = citation.document
    if citation.sources:
        line = f"{source_lead(document, ui)} {source_name(citation.sources[0]).replace('*', '')}"
        line = line[:1].upper() + line[1:]
        if len(citation.sources) > 1:
            line += f" {label('more_sources', ui, count=len(citation.sources) - 1)}"
    else:
        page = page_name(document.page_at(citation.start), ui)
        kind = string(f"page.kinds.{document.kind}", ui)
        line = ", ".join(text for text in (f"{kind}: {document.title}", page) if text)
    tag = language_tag(document, ui, ui)
    return f"{line} ({tag})" if tag else line


def _in_full(messages: Iterable[Message], ui: Language) -> tuple[str, ...]:
    """Quotations with all their sources, for the notes."""
    found: list[str] = []
    for message in messages:
        said = mark(message, ui)
        text = f"“{message.text}”" if message.citations else message.text
        found.append(f"{text} ({said})" if said else text)
        found += [reference(citation, ui).replace("*", "") for citation in message.citations]
    return tuple(found)


def _discussion(discussion: Discussion, kicker: str, ui: Language) -> Page:
    answers = _in_full(discussion.answers, ui)
    notes = (f"{label('says', ui)}:", *answers) if answers else ()
    title = label("discussion", ui)
    return Page("question", title, kicker, ui, (discussion.question,), notes=notes)


def _activity(activity: Activity, kicker: str, ui: Language) -> Iterator[Page]:
    judged = activity.form == "myth_or_fact"
    notes: list[str] = []
    if not judged:
        for card in activity.cards:
            notes += [f"{card.title}: {card.text}", *_in_full(card.answers, ui)]
    materials = "; ".join(activity.materials)
    shown = [activity.aim, f"{label('materials', ui)}: {materials}" if materials else ""]
    texts = tuple(text for text in shown if text)
    yield Page("list", activity.name, kicker, ui, texts, notes=tuple(notes))
    if judged:
        title = label("myth_or_fact", ui)
        for card in activity.cards:
            yield Page(
                "question", title, kicker, ui, (card.text,), notes=_in_full(card.answers, ui)
            )
            yield from _said(card.answers, title, label("says", ui), ui)
    elif activity.form == "ranking":
        items = tuple(card.text or card.title for card in activity.cards)
        yield Page("list", activity.name, kicker, ui, items)
    if activity.debrief:
        yield Page("list", activity.name, label("debrief", ui), ui, activity.debrief)


def _handout(plan: Plan) -> Iterator[Page]:
    """What is handed out, in the notes of a page that says that it is."""
    if plan.handout:
        ui = plan.language
        notes = _in_full(plan.handout, ui)
        yield Page("pause", label("handout", ui), plan.audience_name, ui, notes=notes)
