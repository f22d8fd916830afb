"""What an answer counts up is found, whichever way it counts, and an ordinal points at the right one of it."""

import pytest

from assistant.enumerations import item, items, reference

LIST = "Lima jenis:\n- materi kekerasan;\n- grooming daring;\n- sexting. [1]\n\nKeterangan:\n\nLain. [2]"
NUMBERED = "There are two steps.\n\n1. Report the case [1]\n2. Protect the child [2]"
COUNTED = (
    "ECPAT Indonesia berperan sebagai mitra pemerintah. Peran yang kedua yaitu melakukan advokasi kebijakan. "
    "Ketiga, ECPAT Indonesia melakukan kampanye. [1]"
)
SERIES = "The five earlier ratifications came from Cambodia, Singapore, Thailand, Viet Nam and Myanmar. [1]"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (LIST, ("materi kekerasan", "grooming daring", "sexting")),
        (NUMBERED, ("Report the case", "Protect the child")),
        (
            COUNTED,
            (
                "ECPAT Indonesia berperan sebagai mitra pemerintah",
                "melakukan advokasi kebijakan",
                "ECPAT Indonesia melakukan kampanye",
            ),
        ),
        (SERIES, ("Cambodia", "Singapore", "Thailand", "Viet Nam", "Myanmar")),
        ("Through print media and electronic media. [1]", ("print media", "electronic media")),
        (
            "ESKA, ECPAT Indonesia, Down to Zero, Advokasi",
            ("ESKA", "ECPAT Indonesia", "Down to Zero", "Advokasi"),
        ),
        ("Restitusi adalah uang. [1]", ()),
        ("", ()),
    ],
)
def test_the_items_of_an_answer(answer: str, expected: tuple[str, ...]) -> None:
    assert items(answer) == expected


def test_a_place_that_the_answer_does_not_reach_has_no_item() -> None:
    assert item(LIST, 2) == "grooming daring"
    assert item(LIST, -1) == "sexting"
    assert item(LIST, 4) == item(LIST, 0) == item("", 1) == ""


def test_a_long_item_is_cut_short() -> None:
    text = "- satu dua tiga empat lima enam, tujuh delapan sembilan sepuluh sebelas dua belas tiga belas\n- b"
    assert items(text)[0] == "satu dua tiga empat lima enam"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("yang kedua?", 2),
        ("Bagaimana dengan yang ketiga?", 3),
        ("Yang nomor tiga itu idenya dari siapa?", 3),
        ("yg ke-4 apa?", 4),
        ("yang terakhir?", -1),
        ("Yang disebut pertama itu didatangi kapan?", 1),
        ("And the second?", 2),
        ("the 3rd one?", 3),
        ("what is number two?", 2),
        ("Is the last one new?", -1),
        ("explain the former", 1),
    ],
)
def test_an_ordinal_points_at_a_place(question: str, place: int) -> None:
    found = reference(question)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "question",
    [
        "Where was the Second World Congress held?",
        "What was the first phase of Down to Zero?",
        "Kapan Kongres Dunia Kedua diadakan?",
        "Apa peran ECPAT?",
        "the last two years",
    ],
)
def test_an_ordinal_in_a_name_points_at_nothing(question: str) -> None:
    assert reference(question) is None
