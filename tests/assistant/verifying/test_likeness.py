"""Words of one meaning are alike, in one language and across the two; words of one field less so."""

import pytest

from assistant.verifying.likeness import is_verb, likeness


@pytest.mark.parametrize(
    ("word", "same", "other"),
    [
        ("companies", "corporations", "states"),
        ("companies", "perusahaan", "negara"),
        ("journalist", "wartawan", "polisi"),
        ("clean", "bersih", "uang"),
        ("zebras", "zebra", "ministers"),  # not in the library: embedded when met
    ],
)
def test_a_synonym_or_translation_is_nearer_than_another_word(
    word: str, same: str, other: str
) -> None:
    assert likeness(word, same) > 0.5
    assert likeness(word, other) < 0.25


def test_verbs_are_told_by_their_form() -> None:
    assert is_verb("trained", "en")
    assert is_verb("trains", "en")
    assert not is_verb("police", "en")
    assert is_verb("melatih", "id")
    assert not is_verb("menteri", "id")
