"""Items as Moodle XML (https://docs.moodle.org/en/Moodle_XML_format)."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assistant.training.item import Item, Kind, explanation_text
from assistant.training.wording import wording
from index.document import Language

_TYPES: dict[Kind, str] = {
    "multiple_choice": "multichoice",
    "true_false": "truefalse",
    "short_answer": "shortanswer",
    "matching": "matching",
    "flashcard": "essay",
}


def to_moodle(items: Sequence[Item], language: Language) -> str:
    """All items as one `<quiz>`; a flashcard is an essay whose key is shown to whoever grades it."""
    quiz = Element("quiz")
    for number, item in enumerate(items, 1):
        _question(quiz, item, number, language)
    indent(quiz)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + tostring(quiz, encoding="unicode") + "\n"


def _question(quiz: Element, item: Item, number: int, language: Language) -> None:
    question = SubElement(quiz, "question", type=_TYPES[item.kind])
    _text(question, "name", f"{number:03} {item.id}")
    _text(question, "questiontext", item.question)
    _text(question, "generalfeedback", explanation_text(item, language))
    SubElement(question, "defaultgrade").text = "1"
    SubElement(question, "idnumber").text = item.id
    if item.kind == "multiple_choice":
        SubElement(question, "single").text = "true"
        SubElement(question, "shuffleanswers").text = "true"
        SubElement(question, "answernumbering").text = "abc"
        for option in item.options:
            _answer(question, option, right=option == item.key)
    elif item.kind == "true_false":
        truth = item.key == wording(language).truth[True]
        _answer(question, "true", right=truth)
        _answer(question, "false", right=not truth)
    elif item.kind == "short_answer":
        SubElement(question, "usecase").text = "0"
        for accepted in (item.key, *item.accept):
            _answer(question, accepted.replace("*", "\\*"), right=True)  # * stands for anything
    elif item.kind == "matching":
        SubElement(question, "shuffleanswers").text = "true"
        for pair in item.pairs:
            part = SubElement(question, "subquestion", format="plain_text")
            SubElement(part, "text").text = pair.left
            _text(part, "answer", pair.right)
    else:
        _text(question, "graderinfo", item.key)
    tags = SubElement(question, "tags")
    _text(tags, "tag", item.level)


def _answer(question: Element, text: str, *, right: bool) -> None:
    answer = SubElement(question, "answer", fraction="100" if right else "0", format="plain_text")
    SubElement(answer, "text").text = text


def _text(parent: Element, name: str, text: str) -> None:
    plain = {"format": "plain_text"} if name not in {"name", "tag", "answer"} else {}
    SubElement(SubElement(parent, name, plain), "text").text = text
