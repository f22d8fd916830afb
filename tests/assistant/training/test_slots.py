"""What can be exchanged in a sentence, and what must not."""

import pytest

from assistant.training.slots import find_slots
from assistant.training.wording import wording
from index.document import Language


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The treaty was adopted on 20 November 1989.", [("date", "20 November 1989")]),
        ("en", "It was launched in March 2018.", [("month", "March 2018")]),
        ("id", "Restitusi diatur dalam PP 43/2017.", [("law", "PP 43/2017")]),
        (
            "id",
            "Undang-Undang Nomor 16 Tahun 2019 berlaku.",
            [("law", "Undang-Undang Nomor 16 Tahun 2019")],
        ),
        (
            "en",
            "Article 34 protects every child under 18 years.",
            [("article", "34"), ("number", "18")],
        ),
        ("id", "Sebanyak 74,3 persen berasal dari sana.", [("percent", "74,3")]),
        (
            "en",
            "It counted 2,251 children in three cities.",
            [("number", "2,251"), ("number", "three")],
        ),
    ],
)
def test_each_kind_is_found_whole(
    language: Language, text: str, found: list[tuple[str, str]]
) -> None:
    """A date is one thing, not a number, a month and a year."""
    slots = find_slots(text, wording(language))
    assert [(slot.kind, slot.value) for slot in slots] == found
    assert all(text[slot.start : slot.end] == slot.value for slot in slots)


@pytest.mark.parametrize(
    "text",
    [
        "Down to Zero ran from 2016-2020 in phases.",  # a range is not a year
        "Bowen (2009) counts documents as data.",  # an author's year
        "ILO Convention No. 182 is a treaty.",  # part of a name
        "Articles 18 to 23 list offences.",  # a range of articles
        "Indonesia stands on Tier 2 of the report.",  # a name again
    ],
)
def test_what_only_looks_like_a_figure_is_left_alone(text: str) -> None:
    """A number in a name or a range is not asked for."""
    assert find_slots(text, wording("en")) == []


def test_a_name_among_examples_is_not_asked_for() -> None:
    """After "such as" another name could be right as well."""
    words = wording("en")
    told = (
        "The training for village committees was held in the year by partners in Medan and Batam."
    )
    example = told.replace("by partners in", "by partners in cities such as")
    assert {slot.value for slot in find_slots(told, words)} == {"Medan", "Batam"}
    assert find_slots(example, words) == []


def test_a_value_at_the_start_keeps_the_capital() -> None:
    """ "Three cities" with two becomes "Two cities"."""
    text = "PP 43/2017 regulates restitution."
    (slot,) = find_slots(text, wording("en"))
    assert slot.put(text, "PP 7/2018") == "PP 7/2018 regulates restitution."
