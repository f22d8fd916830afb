"""A plan as Markdown, with a footnote for each citation."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import Citation
from assistant.helplines import Helpline
from assistant.referring import reference
from assistant.training.item import sources_text
from assistant.training.session.outline import agenda, days, facts, label, length, mark, source_text
from assistant.training.session.plan import (
    Activity,
    Block,
    FormQuestion,
    Message,
    Plan,
    TestItem,
    numbered,
)
from assistant.training.tables import key_text
from index.document import Language, Source


def to_markdown(plan: Plan) -> str:
    """The whole plan; quotations stand in block quotes, character for character."""
    plan = numbered(plan)
    ui = plan.language
    parts = [
        f"# {_line(plan.title)}",
        "\n".join(f"- **{name}:** {_line(value)}" for name, value in facts(plan)),
        *_part("notices", ui, _bullets(plan.notices)),
        *_part("objectives", ui, label("objectives_lead", ui), _bullets(plan.objectives)),
        *_part("agenda", ui, *_agenda(plan)),
        *_part("safeguarding", ui, *_safeguarding(plan)),
        f"## {label('guide', ui)}",
    ]
    for row in agenda(plan):
        parts += _block(row.block, row.time, ui)
    for name, test in (("pre_test", plan.pre_test), ("post_test", plan.post_test)):
        parts += _part(name, ui, *(_asked(at, one) for at, one in enumerate(test, 1)))
    parts += _part("handout", ui, *_messages(plan.handout, ui))
    parts += _part("evaluation", ui, *_evaluation(plan.evaluation, ui))
    if plan.pre_test or plan.post_test:
        parts += [f"## {label('key', ui)}", label("key_lead", ui)]
    for name, test in (("pre_test", plan.pre_test), ("post_test", plan.post_test)):
        if test:
            parts += [f"### {label(name, ui)}"]
            parts += [_key(at, one, ui) for at, one in enumerate(test, 1)]
    parts += _part("reading", ui, "\n".join(_source(source) for source in plan.reading))
    parts += [label("made_with", ui, fingerprint=plan.fingerprint), _footnotes(plan)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(name: str, ui: Language, *texts: str) -> list[str]:
    """A heading with what is under it; nothing where that is empty."""
    body = [text for text in texts if text]
    return [f"## {label(name, ui)}", *body] if body else []


def _agenda(plan: Plan) -> Iterator[str]:
    ui = plan.language
    names = [label(f"agenda_columns.{name}", ui) for name in ("time", "minutes", "title", "kind")]
    for day in days(plan):
        rows = [row for row in agenda(plan) if row.block.day == day]
        lines = [_cells(names), "|---|---:|---|---|"]
        for row in rows:
            kind = label(f"kinds.{row.block.kind}", ui)
            lines.append(_cells([row.time, str(row.block.minutes), row.block.title, kind]))
        total = sum(row.block.minutes for row in rows)
        lines.append(_cells([label("total", ui), str(total), "", ""]))
        if len(days(plan)) > 1:
            yield f"### {label('day', ui, day=day)}"
        yield "\n".join(lines)


def _cells(values: Sequence[str]) -> str:
    return "| " + " | ".join(_line(value).replace("|", "\\|") for value in values) + " |"


def _safeguarding(plan: Plan) -> Iterator[str]:
    ui = plan.language
    for name, lines in (
        ("agreement", plan.safeguarding.agreement),
        ("distress", plan.safeguarding.distress),
    ):
        yield f"### {label(name, ui)}"
        yield _bullets(lines)
    if plan.safeguarding.contacts:
        yield f"### {label('contacts', ui)}"
        yield "\n".join(_contact(contact, ui) for contact in plan.safeguarding.contacts)


def _contact(contact: Helpline, ui: Language) -> str:
    ways = ", ".join(way for way in (contact.phone, contact.whatsapp, contact.web) if way)
    details = "; ".join(text for text in (contact.for_whom, contact.hours, contact.cost) if text)
    checked = label("contacts_checked", ui, date=contact.checked)
    return f"- **{contact.name}**: {ways} ({details}). {contact.note} {checked}".replace("  ", " ")


def _block(block: Block, time: str, ui: Language) -> Iterator[str]:
    yield f"### {time} {_line(block.title)}"
    yield f"*{label(f'kinds.{block.kind}', ui)}, {length(block.minutes, ui)}*"
    if block.materials:
        yield f"**{label('materials', ui)}:** {_line('; '.join(block.materials))}"
    if block.steps:
        yield f"**{label('steps', ui)}**"
        yield _numbers(block.steps)
    if block.messages:
        yield f"**{label('messages', ui)}**"
        yield from _messages(block.messages, ui)
    for discussion in block.discussion:
        yield f"**{label('discussion', ui)}:** {_line(discussion.question)}"
        if discussion.answers:
            yield f"{label('says', ui)}:"
            yield from _messages(discussion.answers, ui)
    if block.activity:
        yield from _activity(block.activity, ui)


def _activity(activity: Activity, ui: Language) -> Iterator[str]:
    yield f"**{label('activity', ui)}: {_line(activity.name)}**"
    yield f"{label('aim', ui)}: {_line(activity.aim)}"
    if activity.materials:
        yield f"**{label('materials', ui)}:** {_line('; '.join(activity.materials))}"
    for number, card in enumerate(activity.cards, 1):
        yield f"**{label('card', ui)} {number}: {_line(card.title)}**"
        yield card.text
        if card.answers:
            yield f"{label('says', ui)}:"
            yield from _messages(card.answers, ui)
    if activity.debrief:
        yield f"**{label('debrief', ui)}**"
        yield _bullets(activity.debrief)


def _messages(messages: Iterable[Message], ui: Language) -> Iterator[str]:
    for message in messages:
        notes = "".join(f"[^{citation.number}]" for citation in message.citations)
        said = mark(message, ui)
        yield _quoted(message.text) + notes + (f" *({said})*" if said else "")


def _quoted(text: str) -> str:
    return "> " + text.replace("\n", "\n> ")


def _asked(number: int, test: TestItem) -> str:
    item = test.item
    lines = [f"{number}. {_line(item.question)}"]
    lines += [f"   - {_line(pair.left)}" for pair in item.pairs]
    lines += [f"   {chr(ord('A') + at)}. {_line(o)}  " for at, o in enumerate(item.options)]
    return "\n".join(lines)


def _key(number: int, test: TestItem, ui: Language) -> str:
    item = test.item
    key = "; ".join(key_text(item).split("\n")) if item.pairs else item.key
    lines = [f"**{label('answer_number', ui, number=number)}** {_line(key)}"]
    if item.accept:
        lines.append(label("also_right", ui, others=", ".join(item.accept)))
    said = label("stale", ui) if test.stale else label("own_item", ui) if test.own else ""
    lines += [_quoted(item.explanation)] if item.explanation else []
    lines += [sources_text(item, ui)] if item.citations else []
    return "\n\n".join([*lines, *([f"*({said})*"] if said else [])])


def _evaluation(form: Sequence[FormQuestion], ui: Language) -> Iterator[str]:
    if form:
        yield label("evaluation_lead", ui)
    for at, question in enumerate(form, 1):
        place = "1 ☐  2 ☐  3 ☐  4 ☐  5 ☐" if question.form == "scale" else "…" * 20
        yield f"{at}. {_line(question.text)}\n\n   {place}"


def _source(source: Source) -> str:
    before, title, after = source_text(source)
    address = f". <{source.url}>" if source.url else ""
    return f"- {_line(f'{before}*{title}*{after}')}{address}"


def _footnotes(plan: Plan) -> str:
    cited: dict[int, Citation] = {}
    for message in plan.messages():
        cited |= {citation.number: citation for citation in message.citations}
    ui = plan.language
    return "\n".join(
        f"[^{number}]: {_line(reference(cited[number], ui))}" for number in sorted(cited)
    )


def _line(text: str) -> str:
    """The text on one line, where a line break would end the list item or the row of the table."""
    return " ".join(text.split())


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_line(line)}" for line in lines)


def _numbers(lines: Sequence[str]) -> str:
    return "\n".join(f"{at}. {_line(line)}" for at, line in enumerate(lines, 1))
