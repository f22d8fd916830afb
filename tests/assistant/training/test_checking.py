"""A wrong option is held against the whole library before it is offered."""

from assistant.conversation import Assistant
from assistant.training.checking import Checker
from assistant.training.statements import Statement, sentences


def find(assistant: Assistant, text: str) -> Statement:
    """The library's sentence that begins like this."""
    library = assistant.library.current()
    return next(s for s in sentences(library, library.passages) if s.text.startswith(text))


def test_what_another_passage_says_is_not_wrong(assistant: Assistant) -> None:
    """The date itself is found in the library and refused as a wrong option; another year is not."""
    checker = Checker(assistant.library.current())
    statement = find(assistant, "The Lanzarote Convention entered into force on 1 July 2010")
    assert not checker.is_wrong(statement.text, statement.row, ["1 July 2010"])
    wrong = statement.text.replace("1 July 2010", "1 July 2004")
    assert checker.is_wrong(wrong, statement.row, ["1 July 2004"])


def test_a_paraphrase_elsewhere_makes_an_option_right(assistant: Assistant) -> None:
    """Several notes say that a child is anyone under 18: 18 is never wrong, 21 is."""
    checker = Checker(assistant.library.current())
    statement = find(assistant, "Every person under 18 counts as a child in the Terminology")
    changed = statement.text.replace("18", "21")
    assert not checker.is_wrong(changed.replace("21", "18"), statement.row, ["18"])
    assert checker.is_wrong(changed, statement.row, ["21"])


def test_sentences_that_say_the_same_are_known(assistant: Assistant) -> None:
    """Two notes state the same fact: only one of them is asked about."""
    checker = Checker(assistant.library.current())
    one = find(assistant, "Forced marriage is a union without")
    far = find(assistant, "RAN PESKA was meant to run for five years")
    assert checker.repeats(one.row, [far.row, one.row])
    assert not checker.repeats(one.row, [far.row])
    assert not checker.repeats(one.row, [])
