"""A question that leans on the conversation takes its topic along; a new topic is left alone."""

import pytest

from assistant.followup import resolve
from index.glossary import Glossary, load_glossary
from tests.conftest import LIBRARY

ROLES = ("Apa peran ECPAT Indonesia?", "Tiga peran.")
ROLES_EN = ("What are the roles of ECPAT Indonesia?", "Three roles.")
KINDS = (
    "Apa saja jenis OCSEA?",
    "Tiga jenis:\n- grooming daring;\n- sexting;\n- pemerasan seksual anak. [1]",
)
COMMON = {"anak": 0.43, "children": 0.24, "ecpat": 0.32, "indonesia": 0.37, "korban": 0.12}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(LIBRARY)


def known(word: str) -> float:
    """Shares as in the built-in library; every other word is rare."""
    return COMMON.get(word, 0.01)


@pytest.mark.parametrize(
    "question",
    [
        "siapa mitra mereka?",
        "kampanyenya lewat apa?",
        "mengapa?",
        "terus pelakunya siapa?",
        "kementerian tersebut mengelola apa?",
        "bersama siapa?",
        "yang mana?",
        "dan yang ketiga?",
        "bagaimana dengan kampanye?",
        "pasal 19 di undang-undang itu isinya apa?",
        "disetujui tanggal berapa?",
    ],
)
def test_it_leans_on_the_conversation(question: str, glossary: Glossary) -> None:
    found = resolve(question, [ROLES], glossary, known)
    assert found.question == f"Apa peran ECPAT Indonesia? — {question}"
    assert found.asked == question


@pytest.mark.parametrize(
    "question",
    [
        "And the second?",
        "Who does it work with?",
        "why?",
        "What about campaigns?",
        "through which channels?",
        "in Latin America?",
        "why Lombok?",
        "since when did van den Berg?",
        "Was that the main location?",
        "and which classes of it are there?",
        "thanks. new topic: who came up with the program they take part in?",
        "Who was appointed in March 2020? And where is she from?",
    ],
)
def test_it_leans_in_english(question: str, glossary: Glossary) -> None:
    found = resolve(question, [ROLES_EN], glossary, known)
    assert found.question == f"What are the roles of ECPAT Indonesia? — {question}"


@pytest.mark.parametrize(
    "question",
    [
        "apa itu grooming",
        "KPAI itu lembaga apa?",
        "Di mana penelitian ini dilakukan?",
        "Apa yang harus dilakukan guru jika mereka curiga?",
        "Bagaimana korban dan keluarganya dilindungi?",
        "Lalu apa itu sexting?",
        "Siapa Ahmad Sofian?",
        "dispensasi kawin",
        "apa lagi tugas KPAI selain mediasi?",
        "Apa contoh grooming di sekolah?",
        "makasih kak",
        "Is there a law on child marriage?",
        "Is it illegal to buy images of children?",
        "Which law says that a child is under 18?",
        "How do children and their families get help?",
        "And what is the Palermo Protocol?",
        "Where was the Second World Congress held?",
        "Why do offenders use encrypted apps?",
        "Apa istilah grooming dalam bahasa Inggris?",
    ],
)
def test_a_new_topic_is_left_alone(question: str, glossary: Glossary) -> None:
    found = resolve(question, [ROLES], glossary, known)
    assert (found.question, found.asked) == (question, question)
    assert (found.intent, found.language, found.used) == (None, None, ())


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        ("Siapa mitra Plan di Jakarta?", "kalau di Lombok?", "Siapa mitra Plan di Lombok?"),
        ("Who helps in Batam and Surabaya?", "and in Lombok?", "Who helps in Lombok?"),
        (
            "Apa hukum perkawinan anak di Indonesia?",
            "bagaimana dengan Thailand?",
            "Apa hukum perkawinan anak di Thailand?",
        ),
        (
            "How many members were there in 2021?",
            "what about 2023?",
            "How many members were there in 2023?",
        ),
        (
            "Berapa denda menurut Pasal 12 UU TPKS?",
            "kalau Pasal 13?",
            "Berapa denda menurut Pasal 13 UU TPKS?",
        ),
        ("What does KPAI do?", "and LPSK?", "What does LPSK do?"),
        ("Apa itu sexting?", "bagaimana dengan grooming?", "Apa itu grooming?"),
        (
            "Di mana Kongres Dunia Pertama?",
            "dan Kongres Dunia Kedua?",
            "Di mana Kongres Dunia Kedua?",
        ),
        (
            "Apa peran ECPAT Indonesia?",
            "bagaimana dengan Thailand?",
            "Apa peran ECPAT Indonesia? — bagaimana dengan Thailand?",
        ),
        ("Who leads it in 2021?", "and in Batam?", "Who leads it in 2021? — and in Batam?"),
    ],
)
def test_a_changed_topic_takes_the_place_of_its_kind(
    earlier: str, question: str, expected: str, glossary: Glossary
) -> None:
    found = resolve(question, [(earlier, "")], glossary, known)
    assert found.question == expected
    assert found.asked == question


def test_an_ordinal_becomes_the_words_it_points_at() -> None:
    assert resolve("yang kedua?", [KINDS]).question == "Apa saja jenis OCSEA? — sexting?"
    found = resolve("Bagaimana dengan yang terakhir?", [KINDS])
    assert found.asked == "pemerasan seksual anak?"
    assert resolve("jelaskan yang pertama", [KINDS]).asked == "jelaskan grooming daring"


def test_an_ordinal_beyond_the_list_keeps_its_words() -> None:
    found = resolve("yang kelima?", [KINDS])
    assert found.question == "Apa saja jenis OCSEA? — yang kelima?"


@pytest.mark.parametrize(
    "question", ["lagi?", "apa lagi?", "more", "What else?", "tell me more", "ada yang lain?"]
)
def test_more_asks_the_same_and_says_what_was_given(question: str) -> None:
    history = [
        ("Apa itu restitusi?", "Uang. [1]\n\nKeterangan selengkapnya:\n\nDibayar pelaku. [2]"),
        ("lagi?", "Menurut PP 43/2017. [1]"),
    ]
    found = resolve(question, history)
    assert (found.question, found.asked, found.intent) == (
        "Apa itu restitusi?",
        "Apa itu restitusi?",
        "more",
    )
    assert found.used == ("Uang.", "Dibayar pelaku.", "Menurut PP 43/2017.")


def test_what_another_topic_was_given_is_not_held_back() -> None:
    history = [("Apa itu grooming?", "Hubungan. [1]"), ("Apa itu restitusi?", "Uang. [1]")]
    assert resolve("lagi?", history).used == ("Uang.",)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("in English please", "en"),
        ("bahasa inggrisnya dong", "en"),
        ("Answer in English", "en"),
        ("pakai bahasa Indonesia", "id"),
        ("in Indonesian?", "id"),
    ],
)
def test_a_changed_language_asks_the_same(question: str, language: str) -> None:
    found = resolve(question, [ROLES])
    assert (found.question, found.intent, found.language) == (ROLES[0], "language", language)


def test_a_language_asked_for_with_something_else() -> None:
    found = resolve("contohnya? in English please", [ROLES])
    assert (found.intent, found.language) == ("example", "en")
    alone = resolve("What is grooming? Answer in bahasa Indonesia", [ROLES])
    assert (alone.asked, alone.intent, alone.language) == ("What is grooming?", None, "id")


def test_in_indonesia_is_a_place() -> None:
    assert resolve("in Indonesia?", [ROLES_EN]).language is None


@pytest.mark.parametrize(
    "question", ["contohnya?", "give an example", "misalnya?", "kasih contoh dong"]
)
def test_an_example_is_asked_of_the_topic(question: str) -> None:
    found = resolve(question, [ROLES])
    assert (found.question, found.intent) == (f"Apa peran ECPAT Indonesia? — {question}", "example")


@pytest.mark.parametrize(
    "question",
    [
        "jelaskan dengan bahasa sederhana",
        "explain simply",
        "gak ngerti, maksudnya?",
        "what does that mean?",
    ],
)
def test_simple_asks_the_same(question: str) -> None:
    found = resolve(question, [ROLES])
    assert (found.question, found.intent) == (ROLES[0], "simple")


def test_simple_with_a_topic_of_its_own() -> None:
    question = "jelaskan Protokol Palermo dengan bahasa sederhana"
    found = resolve(question, [ROLES])
    assert (found.question, found.asked, found.intent) == (
        question,
        "jelaskan Protokol Palermo",
        "simple",
    )


def test_without_a_conversation_a_question_is_itself() -> None:
    assert resolve("dan yang kedua?", []).question == "dan yang kedua?"
    assert resolve("lagi?", []).intent is None


def test_a_long_chain_keeps_its_topic_and_the_last_two_questions() -> None:
    history = [ROLES, ("yang kedua?", ""), ("yang ketiga?", "")]
    assert resolve("contohnya?", history).question == (
        "Apa peran ECPAT Indonesia? — yang ketiga? — contohnya?"
    )


@pytest.mark.parametrize(
    ("topic", "named"),
    [
        ("Apa itu The Code?", "The Code"),
        ("OPSC itu apa?", "OPSC"),
        ("What is the Lanzarote Convention?", "the Lanzarote Convention"),
    ],
)
def test_what_a_definition_was_of_is_the_topic(topic: str, named: str) -> None:
    history = [(topic, ""), ("Who drew it up?", "")]
    assert resolve("and how many companies belong to it?", history).question == (
        f"{named} — and how many companies belong to it?"
    )
    assert resolve("when?", history).question == f"{named} — Who drew it up? — when?"


def test_what_seems_to_stand_alone_can_be_read_in_the_conversation_too() -> None:
    found = resolve("negara mana saja yang ikut serta?", [("Kapan Down to Zero dimulai?", "")])
    assert found.question == "negara mana saja yang ikut serta?"
    assert found.within == "Kapan Down to Zero dimulai? — negara mana saja yang ikut serta?"
    assert resolve("negara mana saja yang ikut serta?", []).within == ""


def test_thanks_do_not_end_a_topic() -> None:
    assert resolve("siapa mitra mereka?", [ROLES, ("makasih", "")]).question.startswith(ROLES[0])


def test_empty_and_distant_turns_are_passed_over() -> None:
    assert resolve("siapa mereka?", [("", ""), ("  ", "x")]).question == "siapa mereka?"
    history = [("Apa peran LPSK?", ""), *[("apa itu restitusi", "")] * 6]
    assert "LPSK" not in resolve("siapa mereka?", history).question


@pytest.mark.parametrize(
    "text",
    [
        "oh gitu ok ",
        "yang lebih ",
        "dan a, ",
        "a",
        " \t",
        "is it ",
        "did A of ",
        "lagi ",
        "the Second One ",
    ],
)
def test_long_input_comes_back(text: str, glossary: Glossary) -> None:
    """No pattern runs away on what a person or a machine may send: 2,000 characters, answers of 20,000."""
    long = (text * 2000)[:1999] + "?"
    found = resolve(long, [(long, (text * 20_000)[:20_000])] * 6, glossary, known)
    assert found.question
