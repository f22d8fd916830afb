"""The door to sessions: a request and a library become a plan. The same two give the same plan, byte for byte."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assistant.helplines import helplines
from assistant.training.session.activities import ActivityText, activities_for, in_order
from assistant.training.session.agenda import Slot, agenda
from assistant.training.session.audiences import (
    AUDIENCES,
    GENERAL,
    Audience,
    audience_named,
    load_audience,
)
from assistant.training.session.blocks import Maker
from assistant.training.session.material import Material, material_of
from assistant.training.session.plan import (
    Block,
    Discussion,
    FormQuestion,
    Message,
    Plan,
    Safeguarding,
    TestItem,
    numbered,
)
from assistant.training.session.reading import reading_list
from assistant.training.session.request import SessionRequest
from assistant.training.session.texts import lines, text, variants
from assistant.training.session.units import Unit, merged, units
from index.document import Language
from index.library import Library
from index.problem import Problem

_TESTS_FROM = 60
_LARGE_GROUP = 30
_HANDOUT = 12
"""Key messages on the handout at most."""
_ON_HANDOUT = 4
"""Of one input at most."""
_MOST_DISCUSSED = 3
_BY_LENGTH = ((60, 3, 2), (150, 5, 3), (301, 6, 4), (481, 8, 5), (961, 10, 6))
"""Minutes below which a session has so many test questions and objectives."""


def build(library: Library, request: SessionRequest) -> Plan:
    """A session plan.

    Args:
        library: where every statement about the world is quoted from.
        request: from `request.parse_session`.

    Raises:
        Problem: `session_topic` or `session_topic_alone` for a topic that the library does not cover.
    """
    material = material_of(library, request.language)
    known = audience_named(request.audience)
    audience = load_audience(known or GENERAL, request.language)
    stock = _stock(material, audience, request)
    slots = agenda(request.minutes, len(stock.units), len(stock.activities))
    blocks = _filled(slots, stock, request)
    count, _ = _sizes(request.minutes)
    items = material.items(request.topics, count)
    tests = tuple(TestItem(item) for item in items)
    plan = Plan(
        title=_title(request, audience),
        language=request.language,
        audience=audience.id,
        audience_name=audience.name,
        minutes=request.minutes,
        group_size=request.group_size,
        topics=request.topics,
        aims=request.aims,
        objectives=_objectives(request, audience),
        blocks=tuple(blocks),
        pre_test=tests,
        post_test=tests[::-1],
        handout=_handout(blocks),
        reading=(),
        safeguarding=safeguarding(request.language),
        evaluation=evaluation_form(request.language),
        notices=_notices(request, known, slots, len(items), count, blocks),
        fingerprint=library.fingerprint,
    )
    return numbered(replace(plan, reading=reading_list(plan)))


def safeguarding(language: Language) -> Safeguarding:
    """The safeguarding box, with the help contacts as they are known today."""
    return Safeguarding(
        lines("agreement", language), lines("distress", language), helplines(language)
    )


def evaluation_form(language: Language) -> tuple[FormQuestion, ...]:
    """The questions of the evaluation form."""
    return tuple(FormQuestion(row["text"], row["form"]) for row in variants("evaluation", language))


@dataclass(slots=True)
class Stock:
    """What a session is filled from; what was used is counted while it is filled."""

    maker: Maker
    units: list[Unit]
    activities: list[ActivityText]
    pending: list[tuple[Unit, Block]] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> int:
        """How many of a kind there were before, counting one more."""
        before = self.used.get(name, 0)
        self.used[name] = before + 1
        return before


def _stock(material: Material, audience: Audience, request: SessionRequest) -> Stock:
    found = units(material, audience, request.topics, request.aims)
    for topic in request.topics:
        if not material.covers(topic) or not any(unit.topic == topic for unit in found):
            others = material.near(request.topics, audience, 2)
            if not others:
                raise Problem("session_topic_alone", topic=topic)
            named = text("and", request.language).join(f"“{title}”" for title in others)
            raise Problem("session_topic", topic=topic, others=named)
    maker = Maker(material, audience, request.group_size)
    texts = activities_for(audience.id, request.language)
    return Stock(maker, found, in_order(texts, request.topics, request.language))


def _filled(slots: Sequence[Slot], stock: Stock, request: SessionRequest) -> list[Block]:
    inputs = sum(slot.role == "input" for slot in slots)
    shares = _shares(stock.units, inputs, request)
    blocks: list[Block] = []
    for at, slot in enumerate(slots, start=1):
        blocks.append(replace(_block(slot, f"b{at}", stock, shares), id=f"b{at}", day=slot.day))
    # No discussion came after the last inputs: they ask their questions themselves.
    asked = {block.id: stock.maker.asked(unit, block) for unit, block in stock.pending}
    return [
        replace(block, discussion=(asked[block.id],)) if block.id in asked else block
        for block in blocks
    ]


def _shares(found: Sequence[Unit], inputs: int, request: SessionRequest) -> list[Unit]:
    """One unit an input; where there are more topics than inputs, some inputs take several."""
    topics = len(request.topics)
    if inputs >= topics or not inputs:
        return list(found[:inputs])
    joint = text("and", request.language)
    cuts = [topics * at // inputs for at in range(inputs + 1)]
    return [merged(found[a:b], joint) for a, b in pairwise(cuts)]


def _block(slot: Slot, id_: str, stock: Stock, shares: Sequence[Unit]) -> Block:
    maker = stock.maker
    if slot.role == "input":
        number = stock.next("input")
        unit = shares[number]
        made = replace(maker.input(unit, number, slot.minutes), id=id_)
        stock.pending.append((unit, made))
        return made
    if slot.role == "activity":
        return _activity(slot, stock)
    if slot.role == "discussion":
        return _discussion(slot, stock)
    if slot.role == "energiser":
        return maker.energiser(stock.next("energiser"), slot.minutes)
    return maker.plain(slot.role, slot.minutes)


def _activity(slot: Slot, stock: Stock) -> Block:
    """The next activity whose cards the library answers; when none is left, a discussion."""
    while (at := stock.next("activity")) < len(stock.activities):
        made = stock.maker.activity(stock.activities[at], slot.minutes)
        if made is not None:
            return made
    return _discussion(slot, stock)


def _discussion(slot: Slot, stock: Stock) -> Block:
    """What the inputs since the last discussion ask; where there were none, what comes of it all."""
    maker, number = stock.maker, stock.next("discussion")
    waiting = stock.pending[-_MOST_DISCUSSED:]
    stock.pending.clear()
    if waiting:
        questions = [maker.asked(unit, block) for unit, block in waiting]
        return maker.discussion(questions, number, slot.minutes, waiting[-1][0].title)
    general = lines("discussion_questions.general", maker.material.language)
    first = stock.next("general") * 2
    chosen = [Discussion(general[(first + at) % len(general)]) for at in range(2)]
    return maker.discussion(chosen, number, slot.minutes)


def _sizes(minutes: int) -> tuple[int, int]:
    """How many test questions and objectives."""
    return next((items, aims) for below, items, aims in _BY_LENGTH if minutes < below)


def _title(request: SessionRequest, audience: Audience) -> str:
    *before, last = request.topics
    named = text("and", request.language).join([", ".join(before), last] if before else [last])
    title = text("title", request.language, topics=named, audience=audience.name)
    return title[:1].upper() + title[1:]


def _objectives(request: SessionRequest, audience: Audience) -> tuple[str, ...]:
    """The trainer's aims, then what is learned of the topics and what it is for, in turn."""
    language = request.language
    _, count = _sizes(request.minutes)
    ways = variants("objectives.topic", language)
    of_topics = [
        ways[at % len(ways)].format(topic=topic) for at, topic in enumerate(request.topics)
    ]
    of_topics += [ways[1].format(topic=request.topics[0])] if len(request.topics) == 1 else []
    share = max(1, count // 2)
    aims = [
        text(f"objectives.{'aim_question' if aim.endswith('?') else 'aim'}", language, aim=aim)
        for aim in request.aims
    ]
    return (*aims, *of_topics[:share], *audience.objectives[: count - min(share, len(of_topics))])


def _handout(blocks: Sequence[Block]) -> tuple[Message, ...]:
    inputs = [block for block in blocks if block.kind == "input"]
    each = max(1, min(_ON_HANDOUT, _HANDOUT // max(1, len(inputs))))
    chosen = [message for block in inputs for message in block.messages[:each]]
    return tuple(chosen[:_HANDOUT])


def _notices(  # noqa: PLR0913, PLR0917 - what a plan can have to say
    request: SessionRequest,
    known: str | None,
    slots: Sequence[Slot],
    made: int,
    count: int,
    blocks: Sequence[Block],
) -> tuple[str, ...]:
    language = request.language
    found: list[str] = []
    if known is None:
        names = ", ".join(load_audience(one, language).name for one in AUDIENCES)
        found.append(text("notices.audience", language, audience=request.audience, known=names))
    inputs = sum(slot.role == "input" for slot in slots)
    topics = len(request.topics)
    if inputs < topics:
        better = next(m for m in range(request.minutes, 961) if _inputs(m) >= topics)
        values = {"topics": topics, "minutes": request.minutes, "better": better}
        found.append(text("notices.crowded", language, **values))
    if request.minutes < _TESTS_FROM:
        found.append(text("notices.no_tests_in_agenda", language))
    if made < count:
        found.append(text("notices.fewer_items", language, made=made, count=count))
    if request.group_size > _LARGE_GROUP:
        found.append(text("notices.large_group", language))
    cited = [c for block in blocks for message in block.messages for c in message.citations]
    if any(citation.document.language != language for citation in cited):
        found.append(text("notices.other_language", language))
    found.append(text("notices.check_numbers", language))
    return tuple(found)


def _inputs(minutes: int) -> int:
    return sum(slot.role == "input" for slot in agenda(minutes, MOST_INPUTS, MOST_INPUTS))


MOST_INPUTS = 30
"""More than any agenda has room for."""
