"""Numbers that are the same in digits, in words and in either language are the same figure."""

from assistant.figures import Figure, counts, numbers, years


def test_words_digits_and_groups_of_three_are_one_value() -> None:
    assert numbers("sebelas") == numbers("eleven") == numbers("11") == {"11"}
    assert numbers("1.500 anak") == numbers("1,500 children") == {"1500"}
    assert counts("12,5 persen", "id") == counts("12.5 %", "id") == {Figure("12.5", "%")}


def test_a_count_says_what_is_counted() -> None:
    assert counts("537 kasus di sebelas negara", "id") == {
        Figure("537", "kasus"),
        Figure("11", "negara"),
    }


def test_years_and_numbers_of_laws_are_no_counts() -> None:
    assert counts("Pasal 81 undang-undang pada 2016 itu", "id") == frozenset()
    assert years("UU 35/2014 dari 2014 dan 17 Oktober 2014") == {"2014"}
