"""A question that leans on the conversation takes its topic along; a new topic is left alone."""

import pytest

from assistant.followup import stand_alone

ROLES = ("Apa peran ECPAT Indonesia?", "Tiga peran.")
ROLES_EN = ("What are the roles of ECPAT Indonesia?", "Three roles.")


@pytest.mark.parametrize(
    "question",
    [
        "Bagaimana dengan yang kedua?",
        "dan yang ketiga?",
        "kampanyenya lewat apa?",
        "siapa mitra mereka?",
        "mengapa?",
        "lalu?",
        "contohnya?",
        "jelaskan lebih lanjut",
        "yang mana?",
    ],
)
def test_it_leans_on_the_conversation(question: str) -> None:
    assert stand_alone(question, [ROLES]) == f"Apa peran ECPAT Indonesia? — {question}"


@pytest.mark.parametrize(
    "question",
    ["And the second?", "Who does it work with?", "why?", "What about campaigns?", "anyone else?"],
)
def test_it_leans_in_english(question: str) -> None:
    assert stand_alone(question, [ROLES_EN]).startswith("What are the roles of ECPAT Indonesia?")


@pytest.mark.parametrize(
    "question",
    [
        "Apa itu eksploitasi seksual komersial anak?",
        "Di mana penelitian ini dilakukan?",
        "Metode pengumpulan data apa yang dipakai dalam skripsi ini?",
        "Which theories does this study use?",
        "Apa itu ESKA?",
        "What is CSEC?",
        "Where was the research conducted?",
    ],
)
def test_a_new_topic_is_left_alone(question: str) -> None:
    assert stand_alone(question, [ROLES]) == question


def test_without_a_conversation_a_question_is_itself() -> None:
    assert stand_alone("dan yang kedua?", []) == "dan yang kedua?"


def test_a_long_chain_keeps_its_topic_and_the_last_two_questions() -> None:
    history = [ROLES, ("yang kedua?", ""), ("yang ketiga?", "")]
    assert stand_alone("contohnya?", history) == (
        "Apa peran ECPAT Indonesia? — yang ketiga? — contohnya?"
    )


def test_empty_and_distant_turns_are_passed_over() -> None:
    assert stand_alone("siapa mereka?", [("", ""), ("  ", "x")]) == "siapa mereka?"
    history = [("Apa peran LPSK?", ""), *[("apa itu restitusi", "")] * 6]
    assert "LPSK" not in stand_alone("siapa mereka?", history)
