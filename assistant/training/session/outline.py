"""What every export of a plan says in the same way: clock, lengths, facts, marks of messages, sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.messages import string
from assistant.training.session.plan import Block, Message, Plan
from index.document import Language, Source


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the agenda: a block with its times from the beginning of the day, "0:10" and "0:30"."""

    block: Block
    start: str
    end: str

    @property
    def time(self) -> str:
        """From when to when."""
        return f"{self.start}–{self.end}"


def label(key: str, language: Language, **values: str | int) -> str:
    """A label of the exports, from `session_export.<key>`."""
    return string(f"session_export.{key}", language, **values)


def agenda(plan: Plan) -> Iterator[Row]:
    """The blocks with their clock; each day begins at 0:00."""
    for block, start in zip(plan.blocks, plan.starts(), strict=True):
        yield Row(block, clock(start), clock(start + block.minutes))


def days(plan: Plan) -> tuple[int, ...]:
    """The plan's days, in order; only one for most."""
    return tuple(sorted({block.day for block in plan.blocks}))


def clock(minutes: int) -> str:
    """Hours and minutes since the beginning: "3:05"."""
    return f"{minutes // 60}:{minutes % 60:02}"


def length(minutes: int, language: Language) -> str:
    """The length in words: "3 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [label("hours", language, hours=hours)] if hours else []
    parts += [label("minutes", language, minutes=rest)] if rest or not hours else []
    return " ".join(parts)


def facts(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What the session is, as label and value; what is empty is left out."""
    ui = plan.language
    rows = (
        (label("audience", ui), plan.audience_name),
        (label("length", ui), length(plan.minutes, ui)),
        (label("group", ui), label("group_size", ui, count=plan.group_size)),
        (label("topics", ui), "; ".join(plan.topics)),
        (label("aims", ui), "; ".join(plan.aims)),
    )
    return tuple(row for row in rows if row[1])


def mark(message: Message, ui: Language) -> str:
    """What has to stand beside a message that is no quotation of the library; "" for all else."""
    if message.stale:
        return label("stale", ui)
    return label("own", ui) if message.own else ""


def source_text(source: Source) -> tuple[str, str, str]:
    """Before the title, the title, and after it: ("Publisher, ", "Title", " (Year)")."""
    before = f"{source.publisher}, " if source.publisher else ""
    return before, source.title, f" ({source.year})" if source.year else ""
