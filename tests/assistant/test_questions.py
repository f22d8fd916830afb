"""What a question wants, the things it compares, and the questions that it is made of."""

import pytest

from assistant.questions import parts, sides, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Kapan ECPAT didirikan?", "when"),
        ("How many countries took part?", "how_many"),
        ("Apa bedanya restitusi dan kompensasi?", "comparison"),
        ("Bagaimana alur penanganan kasus?", "process"),
        ("Is Indonesia a party to the convention?", "yes_no"),
        ("indonesia ikut program down to zero ga?", "yes_no"),
        ("Pelaku", "other"),
    ],
)
def test_the_type_is_told_by_the_words(question: str, kind: str) -> None:
    assert kind in wanted(question).types


@pytest.mark.parametrize("question", ["siapa pendirinya ya?", "What is grooming, right?"])
def test_a_question_word_outweighs_a_yes_no_tag(question: str) -> None:
    assert "yes_no" not in wanted(question).types


@pytest.mark.parametrize(
    ("question", "brief"),
    [
        ("Kapan UU TPKS berlaku?", True),
        ("Where is the head office?", True),
        ("Siapa saja anggotanya?", False),
        ("Why and when did it begin?", False),
        ("What is grooming?", False),
    ],
)
def test_a_date_a_number_a_name_or_a_place_is_answered_briefly(question: str, brief: bool) -> None:
    assert wanted(question).brief is brief


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bedanya restitusi dgn kompensasi apa?", ("restitusi", "kompensasi")),
        ("advokasi sama lobi itu sama aja atau beda?", ("advokasi", "lobi")),
        ("What is the difference between push and pull factors?", ("push", "pull factors")),
        ("How do sale and trafficking differ?", ("sale", "trafficking")),
        (
            "Bandingkan Konvensi Lanzarote dengan Konvensi Budapest.",
            ("Konvensi Lanzarote", "Konvensi Budapest"),
        ),
        ("Where do the sources differ?", ()),
        ("Apa bedanya jika korbannya anak?", ()),
    ],
)
def test_the_two_things_compared_are_named_as_typed(
    question: str, expected: tuple[str, ...]
) -> None:
    assert sides(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Apa itu ID-COP dan kapan dibentuknya?", ["Apa itu ID-COP", "kapan dibentuknya?"]),
        ("When and where was it founded?", ["When was it founded?", "where was it founded?"]),
        ("Who was appointed? And where is she from?", ["Who was appointed", "where is she from?"]),
        ("What is grooming, and what are its signs?", ["What is grooming", "what are its signs?"]),
    ],
)
def test_a_question_made_of_several_is_taken_apart(question: str, expected: list[str]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How many cases and how many children were counted for 2017?",
        "Which laws protect children and women?",
        "Apa peran pemerintah dan LSM?",
        "Thanks. What does The Code ask of hotels?",
        "What is the difference between push and pull factors?",
    ],
)
def test_a_question_that_asks_one_thing_stays_whole(question: str) -> None:
    assert parts(question) == [question]
