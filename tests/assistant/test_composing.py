"""Quotations become text: numbered in order, under lines of ours; what is missing is named."""

from assistant.composing import not_found, quoted
from assistant.conversation import Assistant
from assistant.finding import find
from assistant.messages import string
from assistant.quoting import Group
from assistant.reading import read_alone
from assistant.spans import span_of


def test_groups_stand_under_their_lines_and_numbers_go_on(thesis_assistant: Assistant) -> None:
    library = thesis_assistant.library.current()
    found = find(library, read_alone("Apa peran ECPAT Indonesia?", "id"))
    one, two, three = (span_of(library, candidate) for candidate in found.ranked[:3])
    body = quoted(library, [Group("differ", (one, two)), Group("support", (three,))], "id")
    assert body["text"].split("\n\n") == [
        string("answer.differ", "id"),
        f"{one.text} [1]",
        f"{two.text} [2]",
        string("answer.support", "id"),
        f"{three.text} [3]",
    ]
    assert [citation.number for citation in body["citations"]] == [1, 2, 3]


def test_what_the_library_never_mentions_is_named_once(thesis_assistant: Assistant) -> None:
    library = thesis_assistant.library.current()
    found = find(library, read_alone("Who founded Zorblatt?", "en"))
    body = not_found(library, found.hits, "en", missing=["Zorblatt", "Zorblatt"])
    assert body["text"].startswith("The material does not mention “Zorblatt”.")
    assert body["text"].count("Zorblatt") == 1
    assert string("answer.not_found", "en") in body["text"]


def test_questions_known_to_be_answered_are_offered_as_they_are(
    thesis_assistant: Assistant,
) -> None:
    library = thesis_assistant.library.current()
    found = find(library, read_alone("Siapa presiden Prancis?", "id"))
    body = not_found(library, found.hits, "id", suggestions=["A?", "B?", "C?"])
    assert body["suggestions"] == ("A?", "B?")
