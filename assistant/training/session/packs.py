"""Ready sessions, one an audience: a request, and what a trainer changed in the plan that it gives.

They are kept as requests, so that every quotation is taken from the library when one is opened.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.training.session.builder import build
from assistant.training.session.plan import Block, BlockKind, Plan, numbered
from assistant.training.session.reading import reading_list
from assistant.training.session.request import SessionRequest, parse_session
from assistant.training.session.texts import TRAINING
from index.document import Language
from index.library import Library
from index.problem import Problem
from index.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the `number`-th block of a kind, counted from 1.

    Attributes:
        title: the new one; "" leaves it.
        steps: what the trainer does beyond the block's own steps.
    """

    kind: BlockKind
    number: int
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A ready session in one language."""

    name: str
    title: str
    request: SessionRequest
    edits: tuple[Edit, ...]


def pack_names() -> tuple[str, ...]:
    """The names of the ready sessions: the audiences that have one."""
    return tuple(sorted(path.stem for path in (TRAINING / "packs").glob("*.yaml")))


@cache
def load_pack(name: str, language: Language) -> Pack:
    """A ready session.

    Raises:
        Problem: `session_pack` for a name that there is not.
    """
    if name not in pack_names():
        raise Problem("session_pack", name=name[:80], known=", ".join(pack_names()))
    data = load_yaml((TRAINING / "packs" / f"{name}.yaml").read_text(encoding="utf-8"))
    request = parse_session(
        data["topics"][language],
        name,
        data["minutes"],
        language,
        group_size=data["group_size"],
        aims=data["aims"][language],
    )
    edits = tuple(
        Edit(
            row["kind"],
            row["number"],
            row["title"][language] if "title" in row else "",
            tuple(row["steps"][language]) if "steps" in row else (),
        )
        for row in data["edits"]
    )
    return Pack(name, data["title"][language], request, edits)


def build_pack(library: Library, name: str, language: Language) -> Plan:
    """A ready session as a plan.

    Raises:
        Problem: `session_pack`, or as `builder.build`.
    """
    pack = load_pack(name, language)
    plan = build(library, pack.request)
    blocks = tuple(_edited(plan.blocks, pack.edits))
    plan = numbered(replace(plan, title=pack.title, blocks=blocks))
    return replace(plan, reading=reading_list(plan))


def _edited(blocks: Sequence[Block], edits: Sequence[Edit]) -> Iterator[Block]:
    changes = {(edit.kind, edit.number): edit for edit in edits}
    seen: Counter[str] = Counter()
    for block in blocks:
        seen[block.kind] += 1
        edit = changes.get((block.kind, seen[block.kind]))
        if edit is None:
            yield block
            continue
        yield replace(block, title=edit.title or block.title, steps=(*block.steps, *edit.steps))
