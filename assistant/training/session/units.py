"""What the parts of a session are about: topics, aims and what the audience needs, each with its quotations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.alike import alike
from assistant.spans import Span
from assistant.training.session.audiences import Audience
from assistant.training.session.material import Material, content
from assistant.training.session.texts import text

_FROM_A_TOPIC = 4
"""Sections of one topic that get a part of their own."""
_DEFINING = 1
"""Quotations that answer the topic itself, before its first section."""
_ASKS_PER_SECTION = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """What one input says.

    Attributes:
        topic: of the request that it belongs to; "" for what the audience needs whatever the topic.
        discuss: a question for the group.
        spans: its quotations, in the order of saying; at least one.
    """

    title: str
    topic: str
    discuss: str
    spans: tuple[Span, ...]


def units(
    material: Material, audience: Audience, topics: Sequence[str], aims: Sequence[str]
) -> list[Unit]:
    """All that a session can be made of, most needed first; no quotation stands in two of them.

    The topics come first, then the aims that the library answers, then the audience's needs with further sections of
    the topics between them.
    """
    firsts = [unit for topic in topics if (unit := _first(material, audience, topic))]
    wanted = [
        Unit(aim, "", _about(aim, material), s)
        for aim in aims
        if (s := material.answers(aim, audience))
    ]
    needs = [
        Unit(ask.title, "", ask.discuss, spans)
        for ask in audience.asks
        if (spans := material.answers(ask.ask, audience))
    ]
    sections = [
        Unit(theme.title, topic, _about(topic, material), theme.spans)
        for level in range(1, _FROM_A_TOPIC)
        for topic in topics
        for theme in material.themes(topic, audience)[level : level + 1]
    ]
    return list(_apart(material, [*firsts, *wanted, *_woven(needs, sections)]))


def _first(material: Material, audience: Audience, topic: str) -> Unit | None:
    """What a topic begins with: what it is, then what the audience needs of it, else the section nearest to its work.

    A topic in everyday words ("reporting") means most what the audience has to do with it.
    """
    asked = content(topic, material.language)
    needs = [a for a in audience.asks if asked <= content(f"{a.ask} {a.title}", material.language)]
    answers = [span for ask in needs for span in material.answers(ask.ask, audience)]
    themes = material.themes(topic, audience)
    opening = material.defines(topic, audience)
    if answers:
        opening = tuple(span for span in opening if span.document.kind == "glossary")
    rest = answers or (themes[0].spans if themes else ())
    spans = (*opening[:_DEFINING], *rest)
    title = topic[:1].upper() + topic[1:]
    discuss = needs[0].discuss if answers else _about(topic, material)
    return Unit(title, topic, discuss, spans) if spans else None


def _about(topic: str, material: Material) -> str:
    """A question is asked as it is; of anything else, what it means to the group."""
    if topic.endswith("?"):
        return topic
    return text("discussion_questions.topic", material.language, topic=topic)


def _woven(needs: Sequence[Unit], sections: Sequence[Unit]) -> list[Unit]:
    pairs = [needs[at : at + _ASKS_PER_SECTION] for at in range(0, len(needs), _ASKS_PER_SECTION)]
    return [
        unit
        for some, section in zip_longest(pairs, sections)
        for unit in [*(some or ()), *([section] if section else ())]
    ]


def _apart(material: Material, found: Sequence[Unit]) -> Iterator[Unit]:
    """The units without what an earlier one says already; one that has nothing left is left out."""
    said: list[Span] = []
    for unit in found:
        left: list[Span] = []
        for span in unit.spans:
            if not any(alike(material.library, span, other) for other in [*said, *left]):
                left.append(span)
        if left:
            said += left
            yield replace(unit, spans=tuple(left))


def merged(some: Sequence[Unit], language_joint: str) -> Unit:
    """Several units as one, each with its most important quotation first."""
    if len(some) == 1:
        return some[0]
    rounds = zip_longest(*(unit.spans for unit in some))
    spans = tuple(span for one in rounds for span in one if span is not None)
    title = language_joint.join(unit.title for unit in some)
    return Unit(title, some[0].topic, some[0].discuss, spans)
