"""What holds of every item of a quiz over the whole library, in both languages."""

import json
import re
from collections import Counter

import pytest

from assistant.conversation import Assistant
from assistant.training.item import Item
from assistant.training.quiz import quiz
from assistant.training.wording import wording
from index.document import LANGUAGES, Language
from index.problem import Problem

COUNT = 20


@pytest.fixture(scope="module")
def quizzes(assistant: Assistant) -> dict[Language, list[Item]]:
    """A quiz of 20 in each language."""
    library = assistant.library.current()
    return {language: quiz(library, language, count=COUNT) for language in LANGUAGES}


def every(quizzes: dict[Language, list[Item]]) -> list[tuple[Language, Item]]:
    """All items with their language."""
    return [(language, item) for language, items in quizzes.items() for item in items]


def test_as_many_as_asked_and_of_every_kind_and_level(
    quizzes: dict[Language, list[Item]],
) -> None:
    """A quiz of 20 has all five kinds and all three levels."""
    for items in quizzes.values():
        assert len(items) == COUNT
        assert len(Counter(item.kind for item in items)) == 5
        assert len(Counter(item.level for item in items)) == 3


def test_the_key_stands_in_the_quotation_that_explains_it(
    quizzes: dict[Language, list[Item]],
) -> None:
    """Nothing is said that cannot be shown: key and pairs are in the cited words, in the quiz's language."""
    for language, item in every(quizzes):
        assert item.citations
        cited = " ".join(" ".join(c.quote for c in item.citations).split())
        assert all(c.document.language == language for c in item.citations)
        assert item.explanation == "\n\n".join(c.quote for c in item.citations)
        if item.kind in {"multiple_choice", "short_answer", "flashcard"}:
            assert " ".join(item.key.split()).casefold() in cited.casefold()
        for pair in item.pairs:
            assert pair.right in cited
        if item.kind == "true_false":
            said = item.question.partition("“")[2].rpartition("”")[0]
            assert (said == cited) == (item.key == wording(language).truth[True])


def test_a_wrong_option_does_not_complete_the_quotation(
    quizzes: dict[Language, list[Item]], assistant: Assistant
) -> None:
    """No sentence of the library is the gap's sentence with a wrong option in it."""
    library = assistant.library.current()
    whole = " ".join(
        " ".join(document.text.split()) for document in library.documents.values()
    ).casefold()
    gaps = [
        (item, item.question.partition("“")[2].rpartition("”")[0])
        for _, item in every(quizzes)
        if item.kind == "multiple_choice" and "_____" in item.question
    ]
    assert gaps
    for item, sentence in gaps:
        assert sentence.replace("_____", item.key).casefold() in whole
        for option in set(item.options) - {item.key}:
            assert sentence.replace("_____", option).casefold() not in whole


def test_options_give_nothing_away(quizzes: dict[Language, list[Item]]) -> None:
    """Four different options of alike length, with the key among them, at every place in turn."""
    places: Counter[int] = Counter()
    for _, item in every(quizzes):
        if item.kind != "multiple_choice":
            continue
        assert len(set(item.options)) == 4
        assert item.options.count(item.key) == 1
        assert len({option[:1].isupper() for option in item.options}) == 1
        places[item.options.index(item.key)] += 1
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= sum(places.values()) / 2


def test_nothing_is_asked_twice(quizzes: dict[Language, list[Item]]) -> None:
    """No sentence is cited by two items, and no question comes again."""
    for items in quizzes.values():
        cited = [(c.document.id, c.start) for item in items for c in item.citations]
        assert len(set(cited)) == len(cited)
        assert len({item.id for item in items}) == len(items)
        asked = [item.question for item in items if item.kind != "matching"]
        assert len(set(asked)) == len(asked)


def test_nothing_graphic_and_no_single_childs_story(quizzes: dict[Language, list[Item]]) -> None:
    """Training material never shocks, in its questions, options and explanations."""
    for language, item in every(quizzes):
        text = "\n".join([item.question, *item.options, item.explanation])
        assert not wording(language).graphic.search(text)
        assert not wording(language).story.search(text)


def test_the_same_arguments_give_the_same_quiz(assistant: Assistant) -> None:
    """A trainer can make a quiz again; another seed makes another one."""
    library = assistant.library.current()

    def made(seed: int) -> str:
        return json.dumps([i.to_json() for i in quiz(library, "id", count=4, seed=seed)])

    assert made(0) == made(0)
    assert made(0) != made(1)


def test_a_topic_is_kept_to(assistant: Assistant) -> None:
    """Every item on the Lanzarote Convention cites a section that speaks of it."""
    library = assistant.library.current()
    items = quiz(library, "en", topics=["Lanzarote Convention"], count=6)
    assert items
    for item in items:
        for c in item.citations:
            section = c.document.section_at(c.start)
            assert "Lanzarote" in c.document.text[section.start : section.end]


def test_only_the_kinds_and_levels_asked_for(assistant: Assistant) -> None:
    """A trainer who wants hard choices gets nothing else."""
    library = assistant.library.current()
    items = quiz(
        library, "en", count=3, kinds=frozenset({"multiple_choice"}), levels=frozenset({"hard"})
    )
    assert {(item.kind, item.level) for item in items} == {("multiple_choice", "hard")}


@pytest.mark.parametrize(
    ("topics", "count", "code"),
    [
        (["how to bake sourdough bread"], 5, "quiz_topic"),
        ([], 0, "quiz_size"),
        ([], 501, "quiz_size"),
    ],
)
def test_what_cannot_be_made_is_said(
    assistant: Assistant, topics: list[str], count: int, code: str
) -> None:
    """An unknown topic or an impossible size is a named problem, not an empty quiz."""
    with pytest.raises(Problem) as raised:
        quiz(assistant.library.current(), "en", topics=topics, count=count)
    assert raised.value.code == code


def test_a_small_library_yields_what_it_has(thesis_assistant: Assistant) -> None:
    """Material without questions in its headings, names or many years gives fewer items and no error."""
    for language in LANGUAGES:
        items = quiz(thesis_assistant.library.current(), language, count=40)
        assert len(items) < 40
        assert all(re.search(r"\w", item.key) for item in items if not item.pairs)
