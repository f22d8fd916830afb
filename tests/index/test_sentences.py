"""Sentences are what is quoted: none is cut in the middle of a law's name, no character falls between two."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST, sentence_spans


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "whole",
    [
        "Anak dilindungi oleh UU No. 35 Tahun 2014 dan UU No. 12 Tahun 2022.",
        "See art. 34 of the Convention.",
        "Prof. Dr. A. B. Nasution dan Ir. H. Djuanda hadir.",
        "Pendidik, polisi, pekerja hotel, dsb. 30 orang di antaranya dilatih.",
        "Lihat hlm. 12 dan hal. 14 laporan itu.",
        "The share was 3.5 percent, i.e. Half of the earlier one.",
        "Kantornya di Jl. Raya Bogor km 24.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ini berlaku dalam segala hal. Mereka setuju.", 2),
        ("The answer is no. It was never asked.", 2),
        ("Mereka melatih guru, polisi, dll. Pelatihan itu gratis.", 2),
        ('Ia bertanya: "Mengapa?" Lalu ia pergi.', 2),
        ("Terjadi pada 2018. Pada 2019 naik.", 2),
        ("Apa itu ESKA? Kejahatan global!", 2),
    ],
)
def test_a_full_stop_that_ends_a_sentence(text: str, parts: int) -> None:
    assert len(split(text)) == parts


def test_list_items_and_paragraphs_are_sentences_of_their_own() -> None:
    text = "Bentuknya lima:\n- prostitusi anak\n- perdagangan anak\n\n1. Pasal satu\n2. Pasal dua"
    assert split(text) == [
        "Bentuknya lima:",
        "- prostitusi anak",
        "- perdagangan anak",
        "1. Pasal satu",
        "2. Pasal dua",
    ]


def test_a_text_without_full_stops_is_cut_between_words() -> None:
    parts = split("kata " * 1000)
    assert all(len(part) <= LONGEST for part in parts)
    assert " ".join(parts).split() == ["kata"] * 1000


@given(st.text(alphabet=st.sampled_from("ab .A1\n-?\"'()No:;é"), max_size=300))
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    assert all(one.end <= two.start for one, two in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)
