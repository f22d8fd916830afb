"""Plan: a training session as plain frozen data, which goes to JSON, to the page and to every export as it stands.

Two kinds of text stand in it. What says something about the world is a `Message` with its citation. What helps a
trainer to run the session (titles, objectives, steps, activities) is facilitation text: it says nothing about the
world, and has none.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, get_args

from assistant.answer import Citation
from assistant.helplines import Helpline
from assistant.training.item import Item
from index.document import Language, Source

BlockKind = Literal[
    "opening", "input", "discussion", "activity", "energiser", "break", "test", "closing"
]
ActivityForm = Literal["case_card", "role_cards", "ranking", "myth_or_fact", "mapping"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
ACTIVITY_FORMS: tuple[ActivityForm, ...] = get_args(ActivityForm)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that is said.

    Attributes:
        text: with a citation, the quotation, character for character.
        citations: where it stands; none for the trainer's own words and for what is out of date.
        own: the trainer's own words, which no document was asked about.
        stale: it was a quotation, and stands in the library no more.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    own: bool = False
    stale: bool = False

    def to_json(self) -> dict[str, Any]:
        """`{"text", "citations", "own", "stale"}`."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Discussion:
    """A question for the group, and what the material says to it."""

    question: str
    answers: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """`{"question", "answers"}`."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Card:
    """One card that is handed out.

    Attributes:
        title: its name.
        text: what participants read: a fictional situation, a role, something to rank, a statement to judge.
        answers: for the trainer, what the material says to it.
    """

    title: str
    text: str
    answers: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """`{"title", "text", "answers"}`."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that participants do.

    Attributes:
        id: of its text in `knowledge/training/`.
        debrief: questions that the trainer asks afterwards.
    """

    id: str
    name: str
    form: ActivityForm
    aim: str
    cards: tuple[Card, ...]
    debrief: tuple[str, ...]
    materials: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """All fields."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the agenda.

    Attributes:
        id: unique in the plan.
        minutes: how long it takes, from 1.
        day: 1 or 2.
        topic: which of the plan's topics it is about; "" for none.
        messages: what is to be said, in order.
        steps: what the trainer does, in order.
    """

    id: str
    kind: BlockKind
    title: str
    minutes: int
    day: int = 1
    topic: str = ""
    messages: tuple[Message, ...] = ()
    steps: tuple[str, ...] = ()
    discussion: tuple[Discussion, ...] = ()
    activity: Activity | None = None
    materials: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """All fields; `activity` is null where there is none."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class TestItem:
    """A question of a test.

    Attributes:
        item: as the quiz made it; without citations where it is the trainer's own or out of date.
        own: changed by the trainer, so that nobody has checked key and options.
        stale: its quotation stands in the library no more.
    """

    __test__ = False  # not a test of pytest's

    item: Item
    own: bool = False
    stale: bool = False

    def to_json(self) -> dict[str, Any]:
        """The item's JSON with `own`, `stale` and the `seal` by which a later change is seen."""
        data = self.item.to_json()
        return data | {"own": self.own, "stale": self.stale, "seal": seal(data)}


def seal(item: dict[str, Any]) -> str:
    """A digest of all of an item's JSON that a change could touch, and of nothing that a quotation's new place does."""
    sealed = ("kind", "level", "question", "options", "key", "accept", "explanation")
    data = {name: item[name] for name in sealed}
    data["quotes"] = [citation["quote"] for citation in item["citations"]]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """What keeps participants safe: an agreement, what to do when someone is distressed, and who helps."""

    agreement: tuple[str, ...]
    distress: tuple[str, ...]
    contacts: tuple[Helpline, ...]

    def to_json(self) -> dict[str, Any]:
        """`{"agreement", "distress", "contacts"}`."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of the evaluation form: `scale` has a mark from 1 to 5, `open` lines to write on."""

    text: str
    form: Literal["scale", "open"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole session.

    Attributes:
        audience: one of `audiences.AUDIENCES`, or "general".
        audience_name: in the plan's language, as a trainer says it.
        minutes: of the whole agenda, breaks counted: the sum over `blocks`.
        topics: as asked for.
        aims: the trainer's own, as asked for.
        objectives: what participants can do afterwards, each with a verb that can be observed.
        reading: the sources that the quotations rest on; a document without sources stands by itself, with its id, its
            title, and "" for the rest.
        notices: what the trainer has to know about this plan.
        fingerprint: of the library that it was made or last checked with.
    """

    title: str
    language: Language
    audience: str
    audience_name: str
    minutes: int
    group_size: int
    topics: tuple[str, ...]
    aims: tuple[str, ...]
    objectives: tuple[str, ...]
    blocks: tuple[Block, ...]
    pre_test: tuple[TestItem, ...]
    post_test: tuple[TestItem, ...]
    handout: tuple[Message, ...]
    reading: tuple[Source, ...]
    safeguarding: Safeguarding
    evaluation: tuple[FormQuestion, ...]
    notices: tuple[str, ...]
    fingerprint: str

    def starts(self) -> tuple[int, ...]:
        """When each block begins, in minutes from the beginning of its day."""
        clock: dict[int, int] = {}
        found: list[int] = []
        for block in self.blocks:
            found.append(clock.get(block.day, 0))
            clock[block.day] = found[-1] + block.minutes
        return tuple(found)

    def messages(self) -> Iterator[Message]:
        """All messages, in the order of reading; the same one may come twice."""
        for block in self.blocks:
            yield from block.messages
            for discussion in block.discussion:
                yield from discussion.answers
            for card in block.activity.cards if block.activity else ():
                yield from card.answers
        yield from self.handout

    def to_json(self) -> dict[str, Any]:
        """The plan as DESIGN's JSON, with when each block `starts`; `opening.open_plan` reads it back."""
        data = _fields(self)
        for block, start in zip(data["blocks"], self.starts(), strict=True):
            block["starts"] = start
        return data


def numbered(plan: Plan) -> Plan:
    """The plan with its citations numbered from 1 in the order of reading.

    A quotation that comes again keeps its number. The citations of a test's item keep their numbers
    within the item.
    """
    known: dict[tuple[str, int, int], int] = {}

    def messages(some: tuple[Message, ...]) -> tuple[Message, ...]:
        return tuple(
            replace(message, citations=tuple(_numbered(c, known) for c in message.citations))
            for message in some
        )

    def block(one: Block) -> Block:
        said = messages(one.messages)
        discussion = tuple(replace(d, answers=messages(d.answers)) for d in one.discussion)
        activity = one.activity
        if activity:
            cards = tuple(replace(card, answers=messages(card.answers)) for card in activity.cards)
            activity = replace(activity, cards=cards)
        return replace(one, messages=said, discussion=discussion, activity=activity)

    blocks = tuple(block(one) for one in plan.blocks)
    return replace(plan, blocks=blocks, handout=messages(plan.handout))


def _numbered(citation: Citation, known: dict[tuple[str, int, int], int]) -> Citation:
    place = (citation.document.id, citation.start, citation.end)
    return replace(citation, number=known.setdefault(place, len(known) + 1))


def _fields(one: Any) -> dict[str, Any]:
    """A dataclass as JSON, field by field."""
    return {field.name: _plain(getattr(one, field.name)) for field in fields(one)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "to_json"):
        return value.to_json()
    return _fields(value) if is_dataclass(value) else value
