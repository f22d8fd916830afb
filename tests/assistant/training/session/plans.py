"""Plans made by hand, with every kind of block and all that is awkward in a text."""

from dataclasses import replace

from assistant.answer import Citation, cite
from assistant.helplines import helplines
from assistant.training.item import Item, Pair
from assistant.training.session.plan import (
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
)
from assistant.training.session.reading import reading_list
from index.document import Document, Language, Section, Source

SHORT = '=SUM(A1) <b>&amp;</b> "it" 100% | *is* _what_ it\'s “called” – ½ #1.'
LIST = "There are three duties:\n1. notice,\n2. tell,\n3. write down."
LONG_SENTENCE = (
    "Everyone who works at the desk, " + "and whoever stands beside them, " * 18 + "tells."
)
LONG = " ".join(
    f"Sentence number {number} of this quotation says plainly what the staff of a hotel does next."
    for number in range(1, 12)
)
ILLEGAL = "A form feed\x0c, a null\x00 and a mark\ufffe inside."
TEXTS = (SHORT, LIST, LONG_SENTENCE, LONG, ILLEGAL)
_SOURCE = Source(
    "code2019", "The Code & <partners>", "A *starred* title", "2019", "https://x.org/a?b=1&c"
)


def citations(language: Language) -> list[Citation]:
    """One citation for each of `TEXTS`, of a document in `language`."""
    text = "\n\n".join(TEXTS)
    sections = (Section(("One", "Two"), 0, 0, len(text)),)
    title = f"Duties ({language})"
    document = Document(f"duties-{language}", title, language, "note", text, sections)
    found = []
    for number, quotation in enumerate(TEXTS, 1):
        start = text.index(quotation)
        sources = (_SOURCE,) if number % 2 else ()
        found.append(cite(document, start, start + len(quotation), number=number, sources=sources))
    return found


def items(language: Language) -> list[Item]:
    """An item of every kind, each on a quotation."""
    cited = citations(language)
    key = "the whole staff"
    pairs = (Pair("desk", "notices"), Pair("manager", "reports"))
    return [
        Item("multiple_choice", "easy", "Who tells?", ("guests", key, "nobody", "taxis"), key, LIST, (cited[1],)),
        Item("true_false", "easy", "True?", ("True", "False"), "False", SHORT, (cited[0],)),
        Item("matching", "hard", "Match.", ("reports", "notices"), "", f"{SHORT}\n{LIST}", (cited[0], cited[1]),
             pairs=pairs),
        Item("short_answer", "medium", "How many?", (), "eleven", LONG, (cited[3],), accept=("11",)),
        Item("multiple_choice", "hard", "Which is right?", ("x", "y", SHORT, "z"), SHORT, SHORT, (cited[0],)),
        Item("flashcard", "easy", "What is it?", (), SHORT, SHORT, (cited[0],)),
    ]  # fmt: skip


def plan(language: Language = "en", *, quoted: Language = "en") -> Plan:
    """A session of 200 minutes on two days, in `language`, whose quotations are in `quoted`."""
    said = [Message(citation.quote, (citation,)) for citation in citations(quoted)]
    own = Message("In our hotel we ring 4.", own=True)
    stale = Message("What once stood there.", stale=True)
    steps = tuple(f"Do the step {number} & wait." for number in range(1, 5))
    cards = tuple(Card(f"Desk {n}", f"A guest asks for a key, {n}.", (said[1],)) for n in range(3))
    myths = (Card("One", "Nobody has to tell.", (said[1],)), Card("Two", "All do.", (said[0],)))
    ranked = tuple(Card(f"Rank {n}", f"Something to rank, number {n}") for n in range(9))
    blocks = (
        Block("a", "opening", "Opening", 15, steps=steps, materials=("pens", "paper")),
        Block("b", "test", "First test", 10),
        Block("c", "input", "What staff does", 40, topic="duties", messages=(*said, own, stale), steps=steps,
              discussion=(Discussion("Who would notice first?", (said[0],)), Discussion("And you?"))),
        Block("d", "break", "Break", 15),
        Block("e", "activity", "At the desk", 30,
              activity=Activity("x", "At the desk", "case_card", "To decide.", cards, ("Why?",), ("cards",))),
        Block("f", "energiser", "Stretch", 5, day=2, steps=("Stand up.",)),
        Block("g", "activity", "Judge", 30, day=2,
              activity=Activity("y", "Judge", "myth_or_fact", "To weigh.", myths, ("Which?",), ())),
        Block("h", "activity", "Rank", 30, day=2,
              activity=Activity("z", "Rank", "ranking", "To choose.", ranked, (), ())),
        Block("i", "test", "Second test", 10, day=2),
        Block("j", "closing", "Closing", 15, day=2, steps=("Say goodbye.",)),
    )  # fmt: skip
    tests = [TestItem(item) for item in items(quoted)]
    tests[1] = replace(tests[1], item=replace(tests[1].item, citations=()), own=True)
    made = Plan(
        title="Noticing and telling: what everyone who works in a hotel can do for children & others",
        language=language,
        audience="tourism",
        audience_name="hotel staff",
        minutes=sum(block.minutes for block in blocks),
        group_size=24,
        topics=("duties", "=reporting"),
        aims=("to be braver",),
        objectives=("name three duties", "explain one", "list two"),
        blocks=blocks,
        pre_test=tuple(tests),
        post_test=tuple(reversed(tests)),
        handout=(said[0], own),
        reading=(),
        safeguarding=Safeguarding(
            ("What is said stays here.",), ("Stop.", "Offer quiet."), helplines(language)
        ),
        evaluation=(FormQuestion("It was useful.", "scale"), FormQuestion("What next?", "open")),
        notices=("Nobody knows this audience.",),
        fingerprint="0123abcd",
    )
    return numbered(replace(made, reading=reading_list(made)))
