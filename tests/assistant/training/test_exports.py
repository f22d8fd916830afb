"""Exports are read back by other readers than those that wrote them: a GIFT parser made here, ElementTree, csv."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from assistant.answer import cite
from assistant.training.command import to_json
from assistant.training.gift import to_gift
from assistant.training.item import Item, Pair
from assistant.training.moodle import to_moodle
from assistant.training.tables import COLUMNS, to_anki, to_csv
from index.document import Document, Section

NASTY = "=A ~ b # c {d} e:f \\ g <i>&amp; \"h\" 100% 'i'\n\nline two -> //x"
"""All that means something to one of the formats."""
TEXT = f"{NASTY} is quoted."
DOCUMENT = Document("nasty", "A {title}", "en", "document", TEXT, (Section((), 0, 0, len(TEXT)),))
CITED = (cite(DOCUMENT, 0, len(TEXT), number=1),)


def items() -> list[Item]:
    """One item of each kind, with every special character in every place."""
    options = (f"{NASTY} one", f"{NASTY} two", "three", "four")
    pairs = (Pair(f"{NASTY} left", f"{NASTY} right"), Pair("left", "right"))
    return [
        Item("multiple_choice", "easy", NASTY, options, options[1], TEXT, CITED),
        Item("true_false", "easy", f"{NASTY}?", ("True", "False"), "False", TEXT, CITED),
        Item("short_answer", "medium", "Short?", (), NASTY, TEXT, CITED, accept=("2*", "=x")),
        Item("matching", "hard", "Match", ("right", pairs[0].right), "", TEXT, CITED, pairs=pairs),
        Item("flashcard", "easy", "+Card?", (), TEXT, TEXT, CITED),
    ]


def parse_gift(text: str) -> list[dict[str, object]]:
    """Questions of a GIFT file, one for each run of lines between blank ones, written from its documentation."""
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.split("\n") if not line.startswith("//")]
        match = re.fullmatch(
            r"::(?P<name>(?:\\.|[^:])+)::\[plain\](?P<stem>(?:\\.|[^{}\\])*?) ?"
            r"\{(?P<body>(?:\\.|[^{}\\])*)\}",
            "\n".join(lines),
            re.DOTALL,
        )
        assert match, block
        body, _, feedback = _split(match["body"], "####")
        answers = []
        for part in re.findall(r"(?<!\\)([=~])((?:\\.|[^=~\\])*)", body, re.DOTALL):
            sides = [plain(side) for side in part[1].split("->")]
            answers.append((part[0], *sides))
        found.append(
            {
                "stem": plain(match["stem"]),
                "body": plain(body),
                "answers": answers,
                "feedback": plain(feedback),
            }
        )
    return found


def _split(text: str, mark: str) -> tuple[str, str, str]:
    at = re.search(rf"(?<!\\){re.escape(mark)}", text)
    assert at
    return text[: at.start()], mark, text[at.end() :]


def plain(text: str) -> str:
    """Text of a GIFT file without its escapes."""
    meant = {"n": "\n"}
    return re.sub(r"\\(.)", lambda m: meant.get(m[1], m[1]), text.strip(), flags=re.DOTALL)


def test_gift_keeps_every_character_of_questions_keys_and_explanations() -> None:
    """`~ = # { } :` and backslashes in a quotation must not become structure."""
    choice, truth, short, matching, card = parse_gift(to_gift(items(), "en"))
    nasty = NASTY.replace("->", "→")  # the only mark that cannot be escaped
    assert choice["stem"] == nasty
    assert choice["answers"] == [
        ("~", f"{nasty} one"),
        ("=", f"{nasty} two"),
        ("~", "three"),
        ("~", "four"),
    ]
    assert str(choice["feedback"]).startswith(f"{nasty} is")
    assert "A {title}" in str(choice["feedback"])
    assert truth["body"] == "FALSE"
    assert [answer[1] for answer in short["answers"]] == [nasty, "2*", "=x"]
    assert matching["answers"] == [
        ("=", f"{nasty} left", f"{nasty} right"),
        ("=", "left", "right"),
    ]
    assert card["answers"] == []
    assert str(card["feedback"]).startswith(f"{nasty} is")


def test_moodle_xml_keeps_every_character_and_one_right_answer() -> None:
    """ElementTree reads back what was put in, and the key alone gets the points."""
    choice, truth, short, matching, card = ElementTree.fromstring(  # noqa: S314 - our own
        to_moodle(items(), "en")
    )
    kinds = [q.get("type") for q in (choice, truth, short, matching, card)]
    assert kinds == ["multichoice", "truefalse", "shortanswer", "matching", "essay"]
    assert choice.findtext("questiontext/text") == NASTY
    full = [a.findtext("text") for a in choice.findall("answer") if a.get("fraction") == "100"]
    assert full == [f"{NASTY} two"]
    assert len(choice.findall("answer")) == 4
    right = [a.findtext("text") for a in truth.findall("answer") if a.get("fraction") == "100"]
    assert right == ["false"]
    accepted = [a.findtext("text") for a in short.findall("answer")]
    assert accepted == [NASTY, "2\\*", "=x"]
    pairs = [(s.findtext("text"), s.findtext("answer/text")) for s in matching.iter("subquestion")]
    assert pairs == [(f"{NASTY} left", f"{NASTY} right"), ("left", "right")]
    assert card.findtext("graderinfo/text") == TEXT
    for question in (choice, truth, short, matching, card):
        assert (question.findtext("generalfeedback/text") or "").startswith(TEXT)


def test_csv_reads_back_and_no_cell_is_a_formula() -> None:
    """A spreadsheet that opens the file must show text, whatever a document says."""
    text = to_csv(items(), "en")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 5
    assert rows[0]["question"] == f"'{NASTY}"
    assert rows[4]["question"] == "'+Card?"
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert rows[0]["explanation"] == f"'{TEXT}"
    assert "A {title}" in rows[0]["sources"]


def test_anki_reads_its_settings_and_finds_text_not_html() -> None:
    """Marks in a quotation are shown, not interpreted; each note has front, back and tags."""
    text = to_anki(items(), "en")
    head, body = text.split("\n", 3)[:3], text.split("\n", 3)[3]
    assert head == ["#separator:Comma", "#html:true", "#tags column:3"]
    notes = list(csv.reader(io.StringIO(body, newline="")))
    assert [len(note) for note in notes] == [3] * 5
    assert "&lt;i&gt;&amp;amp;" in notes[0][0]
    assert "<i>" not in "".join(cell for note in notes for cell in note)
    assert "A {title}" in notes[4][1]
    assert notes[3][2] == "quiz matching hard"


def test_json_is_the_contract() -> None:
    """Outside tools rely on these names."""
    rows = json.loads(to_json(items(), "en"))
    for row in rows:
        assert {"kind", "question", "options", "key", "explanation", "citations"} <= row.keys()
        assert row["citations"][0]["quote"] == TEXT
    assert rows[0]["key"] in rows[0]["options"]
    assert rows[3]["key"] == [
        {"left": f"{NASTY} left", "right": f"{NASTY} right"},
        {"left": "left", "right": "right"},
    ]


@pytest.mark.parametrize("field", ["question", "key"])
def test_an_item_is_named_by_what_it_asks(field: str) -> None:
    """Importing a quiz twice must not double its questions: the id depends on question and key alone."""
    one, other = items()[0], items()[0]
    assert one.id == other.id
    changed = {"question": one.question, "key": one.key} | {field: "other"}
    different = Item(
        one.kind, "hard", changed["question"], one.options, changed["key"], TEXT, CITED
    )
    assert different.id != one.id
