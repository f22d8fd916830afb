"""Blocks of the agenda: each kind is made here, of its texts and of what the library says."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import cite
from assistant.spans import Span
from assistant.training.session.activities import ActivityText
from assistant.training.session.agenda import KINDS, Role
from assistant.training.session.audiences import Audience
from assistant.training.session.material import Material
from assistant.training.session.plan import Activity, Block, Card, Discussion, Message
from assistant.training.session.texts import lines, text, variants
from assistant.training.session.units import Unit

_BRIEF = 15
"""Minutes below which an opening, an input or a closing has fewer steps."""
_PER_MESSAGE = 5
"""Minutes that a key message takes, with its talk."""
_MESSAGES = (2, 5)
_PER_CARD = 8
"""Minutes that a case or a statement takes."""
_ON_A_CARD = 2
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes blocks for one library, language, audience and group."""

    material: Material
    audience: Audience
    people: int

    def message(self, span: Span) -> Message:
        """A quotation as a message; its number is given at the end."""
        sources = self.material.library.sources_of(span.document, span.start, span.end)
        citation = cite(span.document, span.start, span.end, number=1, sources=sources)
        return Message(citation.quote, (citation,))

    def plain(self, role: Role, minutes: int) -> Block:
        """An opening, a test, a break or a closing."""
        language = self.material.language
        key: str = role
        if role in ("opening", "closing") and minutes < _BRIEF // 2 + 1:
            key = f"{role}_brief"
        steps = lines(f"steps.{key}", language)
        if key == "opening":
            steps += lines("steps.opening_group", language) if self.people > 1 else ()
        return Block(
            id="",
            kind=KINDS[role],
            title=text(f"titles.{role}", language),
            minutes=minutes,
            steps=steps,
            materials=self._materials(role),
        )

    def energiser(self, number: int, minutes: int) -> Block:
        """One of the energisers, in turn."""
        some = variants("energisers", self.material.language)
        chosen = some[number % len(some)]
        return Block("", "energiser", chosen["title"], minutes, steps=tuple(chosen["steps"]))

    def input(self, unit: Unit, number: int, minutes: int) -> Block:
        """An input with as many key messages as there is time for; its number decides how it is held."""
        language = self.material.language
        ways = variants("steps.input", language)
        brief = minutes < _BRIEF
        steps = lines("steps.input_brief", language) if brief else tuple(ways[number % len(ways)])
        shown = unit.spans[: _shown_in(minutes)]
        return Block(
            id="",
            kind="input",
            title=unit.title,
            minutes=minutes,
            topic=unit.topic,
            messages=tuple(self.message(span) for span in _as_read(shown)),
            steps=steps,
            materials=self._materials("input"),
        )

    def discussion(
        self, questions: Sequence[Discussion], number: int, minutes: int, topic: str = ""
    ) -> Block:
        """A discussion of some questions; without a topic it leads from the session to the work."""
        language = self.material.language
        ways = variants("steps.discussion", language)
        steps = tuple(line.format(**self._groups()) for line in ways[number % len(ways)])
        key = "titles.discussion" if topic else "titles.discussion_plan"
        return Block(
            id="",
            kind="discussion",
            title=text(key, language, topic=topic),
            minutes=minutes,
            steps=steps,
            discussion=tuple(questions),
            materials=self._materials("discussion"),
        )

    def asked(self, unit: Unit, block: Block) -> Discussion:
        """A unit's question with what the material says beyond what its input has shown."""
        shown = {message.text for message in block.messages}
        more = [span for span in unit.spans if span.text not in shown] or list(unit.spans[:1])
        return Discussion(unit.discuss, tuple(self.message(span) for span in more[:_ON_A_CARD]))

    def activity(self, chosen: ActivityText, minutes: int) -> Block | None:
        """An activity with what the material says to its cards; None where too few cards are left."""
        language = self.material.language
        cards = tuple(
            Card(
                card.title,
                card.text,
                tuple(self.message(span) for span in (self._said(card.ask))),
            )
            for card in chosen.cards
        )
        if chosen.form == "myth_or_fact":
            cards = tuple(card for card in cards if card.answers)
        if chosen.form in ("myth_or_fact", "case_card"):
            cards = cards[: max(2, minutes // _PER_CARD)]
        if len(cards) < 2:
            return None
        materials = self._materials(chosen.form)
        activity = Activity(
            chosen.id, chosen.name, chosen.form, chosen.aim, cards, chosen.debrief, materials
        )
        return Block(
            id="",
            kind="activity",
            title=text("titles.activity", language, name=chosen.name),
            minutes=minutes,
            steps=lines(f"steps.activity.{chosen.form}", language, **self._groups()),
            activity=activity,
            materials=materials,
        )

    def _said(self, ask: str) -> tuple[Span, ...]:
        return self.material.answers(ask, self.audience)[:_ON_A_CARD] if ask else ()

    def _materials(self, key: str) -> tuple[str, ...]:
        language = self.material.language
        known = ("coffee", "lunch", "welcome", "day_end", "energiser")
        return () if key in known else lines(f"materials.{key}", language, people=self.people)

    def _groups(self) -> dict[str, str]:
        """How the participants are split: `groups` and `per_group`."""
        language = self.material.language
        count = max(1, round(self.people / _GROUP))
        low, high = self.people // count, -(-self.people // count)
        per_group = str(low) if low == high else f"{low}–{high}"
        named = "groups_one" if count == 1 else "groups_many"
        return {"groups": text(named, language, count=count), "per_group": per_group}


def _as_read(spans: Sequence[Span]) -> list[Span]:
    """Quotations of one section in their order there, the sections in the order of the best of each."""
    places = [(span.document.id, span.document.section_at(span.start).start) for span in spans]
    rank = {place: at for at, place in reversed(list(enumerate(places)))}
    order = sorted(range(len(spans)), key=lambda at: (rank[places[at]], spans[at].start))
    return [spans[at] for at in order]


def _shown_in(minutes: int) -> int:
    """How many key messages an input of some minutes shows."""
    least, most = _MESSAGES
    return max(least, min(most, minutes // _PER_MESSAGE))
