"""A plan's JSON comes back from a page or a file: nothing in it is believed, and every quotation is looked up again.

What still stands in the library, character for character and in whole sentences, stays a quotation. What was changed
becomes the trainer's own words, without a citation. What stands in the library no more is marked as out of date.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from assistant.answer import Citation, cite
from assistant.helplines import helplines
from assistant.training.item import Item, Kind, Level, Pair
from assistant.training.session.audiences import AUDIENCES, GENERAL
from assistant.training.session.plan import (
    ACTIVITY_FORMS,
    BLOCK_KINDS,
    Activity,
    Block,
    Card,
    Discussion,
    FormQuestion,
    Message,
    Plan,
    Safeguarding,
    TestItem,
    numbered,
    seal,
)
from assistant.training.session.reading import reading_list
from assistant.training.session.request import MOST_MINUTES, MOST_PEOPLE
from assistant.training.session.rows import MOST_ROWS, Row
from assistant.training.session.texts import text as session_text
from index.document import LANGUAGES
from index.library import Library
from index.problem import Problem

_MOST_DAYS = 2


def open_plan(data: object, library: Library) -> Plan:
    """Read a plan's JSON and check every quotation in it.

    Args:
        data: what `Plan.to_json` gave, perhaps edited; anything else is refused.
        library: what the quotations are looked up in.

    Raises:
        Problem: `session_file` for what is no plan, `session_file_large` for one past the limits, `session_length`
            where its blocks add up to more than two days.
    """
    row = Row(data, "plan")
    language = row.choice("language", LANGUAGES)
    reader = _Reader(library)
    blocks = _unique(row.rows("blocks", reader.block))
    minutes = sum(block.minutes for block in blocks)
    if not blocks:
        raise Problem("session_file", field="blocks")
    if minutes > MOST_MINUTES:
        raise Problem("session_length", minutes=minutes, limit=MOST_MINUTES)
    safe = row.child("safeguarding")
    plan = Plan(
        title=row.text("title"),
        language=language,
        audience=row.choice("audience", (*AUDIENCES, GENERAL)),
        audience_name=row.text("audience_name"),
        minutes=minutes,
        group_size=row.whole("group_size", 1, MOST_PEOPLE),
        topics=row.texts("topics"),
        aims=row.texts("aims"),
        objectives=row.texts("objectives"),
        blocks=blocks,
        pre_test=row.rows("pre_test", reader.test_item),
        post_test=row.rows("post_test", reader.test_item),
        handout=row.rows("handout", reader.message),
        reading=(),
        # Numbers that help are never taken from a file.
        safeguarding=Safeguarding(
            safe.texts("agreement"), safe.texts("distress"), helplines(language)
        ),
        evaluation=row.rows("evaluation", _form_question),
        notices=(),
        fingerprint=library.fingerprint,
    )
    changed = row.text("fingerprint") != library.fingerprint
    notices = _notices(plan, changed=changed)
    return numbered(replace(plan, reading=reading_list(plan), notices=notices))


def _notices(plan: Plan, *, changed: bool) -> tuple[str, ...]:
    messages = list(plan.messages())
    tests = [*plan.pre_test, *plan.post_test]
    stale = len({m.text for m in messages if m.stale} | {t.item.question for t in tests if t.stale})
    own = len({m.text for m in messages if m.own} | {t.item.question for t in tests if t.own})
    language = plan.language
    found = [session_text("notices.changed_library", language)] if changed else []
    found += [session_text("notices.stale", language, count=stale)] if stale else []
    found += [session_text("notices.own_words", language, count=own)] if own else []
    return (*found, session_text("notices.check_numbers", language))


def _unique(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each with an id of its own; days do not go back."""
    known: set[str] = set()
    found: list[Block] = []
    for block in blocks:
        id_ = block.id
        if not id_ or id_ in known:
            id_ = next(f"b{n}" for n in range(1, 2 * MOST_ROWS + 2) if f"b{n}" not in known)
        known.add(id_)
        day = max(block.day, found[-1].day if found else 1)
        found.append(replace(block, id=id_, day=day))
    return tuple(found)


def _form_question(row: Row) -> FormQuestion:
    forms: tuple[Literal["scale", "open"], ...] = ("scale", "open")
    return FormQuestion(row.text("text"), row.choice("form", forms))


@dataclass(slots=True)
class _Reader:
    """Reads what has quotations in it, against one library."""

    library: Library
    bounds: dict[str, tuple[frozenset[int], frozenset[int]]] = field(default_factory=dict)

    def block(self, row: Row) -> Block:
        return Block(
            id=row.text("id")[:40],
            kind=row.choice("kind", BLOCK_KINDS),
            title=row.text("title"),
            minutes=row.whole("minutes", 1, MOST_MINUTES),
            day=row.whole("day", 1, _MOST_DAYS),
            topic=row.text("topic"),
            messages=row.rows("messages", self.message),
            steps=row.texts("steps"),
            discussion=row.rows("discussion", self._discussion),
            activity=self._activity(row),
            materials=row.texts("materials"),
        )

    def message(self, row: Row) -> Message:
        """A message whose text is a citation's quotation stays one; see the module."""
        text = row.text("text")
        given = row.rows("citations", _Claimed.read)
        if not given:
            stale = row.flag("stale") and not row.flag("own")
            return Message(text, own=not stale, stale=stale)
        if all(text != claimed.quote for claimed in given):
            return Message(text, own=True)
        found = [self.citation(claimed) for claimed in given if claimed.quote == text]
        cited = tuple(citation for citation in found if citation is not None)
        return Message(text, cited) if cited else Message(text, stale=True)

    def test_item(self, row: Row) -> TestItem:
        """An item as the quiz made it stays one; a changed one is the trainer's, and cites nothing."""
        given = row.rows("citations", _Claimed.read)
        pairs = self._pairs(row)
        item = Item(
            kind=row.choice("kind", get_args(Kind)),
            level=row.choice("level", get_args(Level)),
            question=row.text("question"),
            options=row.texts("options"),
            key="" if pairs else row.text("key"),
            explanation=row.text("explanation"),
            citations=(),
            accept=row.texts("accept"),
            pairs=pairs,
        )
        quotes = [{"quote": claimed.quote} for claimed in given]
        sealed = seal(item.to_json() | {"citations": quotes}) == row.data.get("seal")
        if not given:
            stale = row.flag("stale") and not row.flag("own")
            return TestItem(item, own=not stale, stale=stale)
        if not sealed:
            return TestItem(item, own=True)
        found = [self.citation(claimed) for claimed in given]
        cited = tuple(replace(c, number=n) for n, c in enumerate(found, start=1) if c is not None)
        if len(cited) < len(given):
            return TestItem(item, stale=True)
        return TestItem(replace(item, citations=cited))

    def citation(self, claimed: "_Claimed") -> Citation | None:
        """The citation of a quotation where it stands now; None where it does not, or is cut out of a sentence."""
        document = self.library.documents.get(claimed.document_id)
        if document is None or not claimed.quote.strip():
            return None
        start = claimed.start
        if not document.text.startswith(claimed.quote, start):
            start = document.text.find(claimed.quote)
        end = start + len(claimed.quote)
        starts, ends = self._bounds(document.id)
        if start not in starts or end not in ends:
            return None
        sources = self.library.sources_of(document, start, end)
        return cite(document, start, end, number=1, sources=sources)

    def _bounds(self, document_id: str) -> tuple[frozenset[int], frozenset[int]]:
        """Where the sentences of a document begin and end."""
        if document_id not in self.bounds:
            passages = [p for p in self.library.passages if p.document_id == document_id]
            sentences = [sentence for passage in passages for sentence in passage.sentences]
            self.bounds[document_id] = (
                frozenset(sentence.start for sentence in sentences),
                frozenset(sentence.end for sentence in sentences),
            )
        return self.bounds[document_id]

    def _pairs(self, row: Row) -> tuple[Pair, ...]:
        if not isinstance(row.data.get("key"), list):
            return ()
        return row.rows("key", lambda pair: Pair(pair.text("left"), pair.text("right")))

    def _discussion(self, row: Row) -> Discussion:
        return Discussion(row.text("question"), row.rows("answers", self.message))

    def _activity(self, row: Row) -> Activity | None:
        if row.data.get("activity") is None:
            return None
        inner = row.child("activity")
        return Activity(
            id=inner.text("id")[:80],
            name=inner.text("name"),
            form=inner.choice("form", ACTIVITY_FORMS),
            aim=inner.text("aim"),
            cards=inner.rows("cards", self._card),
            debrief=inner.texts("debrief"),
            materials=inner.texts("materials"),
        )

    def _card(self, row: Row) -> Card:
        return Card(row.text("title"), row.text("text"), row.rows("answers", self.message))


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What a file says that a citation is."""

    document_id: str
    start: int
    quote: str

    @staticmethod
    def read(row: Row) -> "_Claimed":
        start = row.whole("start", 0, 10**9)
        return _Claimed(row.text("document_id"), start, row.text("quote"))
