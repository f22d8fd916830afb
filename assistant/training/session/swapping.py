"""What else could stand in a block's place, or be added: made as the builder makes it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.training.session.activities import activities_for, in_order
from assistant.training.session.audiences import load_audience
from assistant.training.session.blocks import Maker
from assistant.training.session.material import material_of
from assistant.training.session.plan import Block, BlockKind, Discussion, Plan
from assistant.training.session.texts import lines, variants
from assistant.training.session.units import Unit, units
from index.library import Library

MOST = 6
USUAL_MINUTES: dict[BlockKind, int] = {
    "opening": 10, "input": 20, "discussion": 20, "activity": 35,
    "energiser": 5, "break": 15, "test": 10, "closing": 10,
}  # fmt: skip


def others(library: Library, plan: Plan, block_id: str) -> tuple[Block, ...]:
    """Up to six blocks that could take a block's place, with its id, day and minutes; () for one that has no other.

    Their citations are numbered when the plan is opened again (`opening.open_plan`).
    """
    block = next((one for one in plan.blocks if one.id == block_id), None)
    if block is None:
        return ()
    return offered(library, plan, block.kind, block)


def offered(
    library: Library, plan: Plan, kind: BlockKind, place: Block | None = None
) -> tuple[Block, ...]:
    """Up to six blocks of a kind that the plan does not have yet.

    Args:
        library: where they are quoted from.
        plan: what they would stand in.
        kind: input, activity, discussion, energiser or break; of the others there is one a session.
        place: the block whose id, day and minutes they get; None for a new one without an id.
    """
    audience = load_audience(plan.audience, plan.language)
    material = material_of(library, plan.language)
    maker = Maker(material, audience, plan.group_size)
    minutes = place.minutes if place else USUAL_MINUTES[kind]
    made: list[Block] = []
    if kind in ("input", "discussion"):
        taken = {message.text for message in plan.messages()}
        found = units(material, audience, plan.topics, plan.aims)
        fresh = [unit for unit in found if not any(span.text in taken for span in unit.spans)]
        inputs = [maker.input(unit, at, minutes) for at, unit in enumerate(fresh[:MOST])]
        made = inputs if kind == "input" else _discussions(maker, plan, fresh, minutes)
    elif kind == "activity":
        there = {block.activity.id for block in plan.blocks if block.activity}
        texts = in_order(activities_for(plan.audience, plan.language), plan.topics, plan.language)
        fitting = (maker.activity(one, minutes) for one in texts if one.id not in there)
        made = list(islice((block for block in fitting if block), MOST))
    elif kind == "energiser":
        titles = {block.title for block in plan.blocks}
        count = len(variants("energisers", plan.language))
        some = [maker.energiser(at, minutes) for at in range(count)]
        made = [block for block in some if block.title not in titles]
    elif kind == "break" and place is None:
        made = [maker.plain("coffee", minutes)]
    return tuple(_placed(block, place) for block in made)


def _discussions(maker: Maker, plan: Plan, fresh: Sequence[Unit], minutes: int) -> list[Block]:
    """Of what the plan does not say yet, and of what comes of it all: half of each."""
    bare = Block("", "input", "", minutes)
    of_units = [
        maker.discussion([maker.asked(unit, bare)], at, minutes, unit.title)
        for at, unit in enumerate(fresh[: MOST // 2])
    ]
    asked = {d.question for block in plan.blocks for d in block.discussion}
    general = lines("discussion_questions.general", plan.language)
    left = [question for question in general if question not in asked][: MOST // 2]
    return of_units + [
        maker.discussion([Discussion(question)], at, minutes) for at, question in enumerate(left)
    ]


def _placed(block: Block, place: Block | None) -> Block:
    return replace(block, id=place.id, day=place.day) if place else block
