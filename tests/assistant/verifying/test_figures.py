"""Numbers are the same number however a language writes them."""

import pytest

from assistant.verifying.figures import read_figures
from index.document import Language


def read(text: str, language: Language) -> list[tuple[str, str, str]]:
    return [(figure.kind, figure.value, figure.bound) for figure in read_figures(text, language)]


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("2,251 children", "2.251 anak"),
        ("about 1.7 million", "sekitar 1,7 juta"),
        ("five forms", "lima bentuk"),
        ("the fifth year", "tahun kelima"),
        ("twelve months", "dua belas bulan"),
        ("20 per cent", "20 persen"),
        ("Rp2.55 billion", "Rp2,55 miliar"),
        ("on 4 May 2014", "pada 4 Mei 2014"),
        ("under 18", "di bawah 18"),
        ("more than 300", "lebih dari 300"),
        ("article 76I", "Pasal 76I"),
    ],
)
def test_both_languages_read_alike(english: str, indonesian: str) -> None:
    assert read(english, "en") == read(indonesian, "id") != []


def test_a_law_and_its_short_form_hold_the_same_figures() -> None:
    assert read("Keppres No. 59 of 2002", "en") == read("Keppres 59/2002", "id")


def test_a_percentage_is_not_a_number_and_may_is_a_verb() -> None:
    assert read("2%", "en") != read("2", "en")
    assert read("May children ask?", "en") == []


def test_numbers_on_either_side_of_a_comma_stay_apart() -> None:
    assert [value for _, value, _ in read("seratus, lima", "id")] == ["100", "5"]
