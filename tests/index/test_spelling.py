"""Questions are read as they were meant: short forms, slips of the hand, capitals; what is unknown stays unknown."""

import json
import random

import pytest

from assistant.conversation import Assistant
from index.document import Language
from index.library import Library
from index.shorthand import written_out
from index.spelling import (
    BESIDE,
    MISPLACED,
    MOST,
    MOST_IN_LONG,
    SWAPPED,
    build_vocabulary,
    corrected,
    is_everyday_word,
    nearest,
    slips,
    vocabulary_of,
)
from tests.conftest import LIBRARY


@pytest.fixture(scope="module")
def library(assistant: Assistant) -> Library:
    return assistant.library.current()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("gmn cara pemerintah kerja sm ECPAT", "bagaimana cara pemerintah kerja sama ECPAT"),
        ("knp anak2 bs jd korban", "kenapa anak-anak bisa jadi korban"),
        ("brp thn hukumannya", "berapa tahun hukumannya"),
        ("layanan u/ korban yg tdk melapor", "layanan untuk korban yang tidak melapor"),
        (
            "can u tell me how ecpat works w/ the govt pls",
            "can you tell me how ecpat works with the government please",
        ),
        ("apa itu grooming bcs i need it", "apa itu grooming because i need it"),
    ],
)
def test_short_forms_are_written_out(library: Library, typed: str, read: str) -> None:
    assert corrected(library, typed).text == read


def test_a_single_letter_is_read_in_the_questions_language_alone() -> None:
    assert written_out("u", "en") == "you"
    assert written_out("u", "id") == "u"
    assert written_out("n", "id") == "dan"
    assert written_out("n", "en") == "and"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("apa itu eksplotiasi seksual anak", "eksploitasi"),
        ("siapa pelkau kejahatan ini", "pelaku"),
        ("apa peran pemerinth", "pemerintah"),
        ("what does the convetion say about childern", "convention say about children"),
        ("how do they work with the goverment", "government"),
        ("Berpaa negara yang ikut?", "Berapa"),
        ("Apa peran ECPPAT Indonesai?", "ECPAT Indonesia"),
    ],
)
def test_misspelled_words_become_words_of_the_library(
    library: Library, typed: str, read: str
) -> None:
    assert read.lower() in corrected(library, typed).text.lower()


@pytest.mark.parametrize(
    "question",
    [
        "Berapa kasus di Semarang?",
        "berapa kasus di semarang atau banjarmasin",
        "What did Michel Foucault write about it?",
        "who painted the mona lisa",
        "why did the author prefer qualitative to quantitative research",
        "harga tiket kereta jakarta ke surabaya",
        "Apa kendala ECPAT Indonesia?",
        "Apakah ada program seperti ini di Kazakhstan atau Peru?",
        "email saya nama@contoh.id, lihat https://contoh.org/halaman.html",
        "pasal 76I dan 88 UU 35/2014",
        "Who were the trainers?",
    ],
)
def test_words_that_are_right_or_unknown_stay(library: Library, question: str) -> None:
    read = corrected(library, question)
    assert (read.text, read.changes) == (question, ())


def test_a_question_in_capitals_is_read_in_the_librarys_own_writing(library: Library) -> None:
    assert corrected(library, "APA ITU ESKA DI BATAM?").text == "apa itu ESKA di Batam?"
    assert corrected(library, "APA PERAN KPAI DAN ECPAT?").text == "apa peran KPAI dan ECPAT?"
    assert corrected(library, "ESKA?").text == "ESKA?"


def test_every_change_is_told(library: Library) -> None:
    read = corrected(library, "Gmn childern dilindungi?")
    assert read.changes == (("Gmn", "Bagaimana"), ("childern", "children"))
    assert read.text == "Bagaimana children dilindungi?"


def test_what_is_read_once_is_read_the_same_again(library: Library) -> None:
    for line in _questions():
        once = corrected(library, line).text
        assert corrected(library, once).text == once, line


def test_headings_and_the_documents_own_questions_stay(library: Library) -> None:
    texts = {heading for passage in library.passages for heading in passage.headings}
    texts |= {asked for document in library.documents.values() for asked in document.questions}
    assert len(texts) > 500
    assert [text for text in sorted(texts) if corrected(library, text).changes] == []


def test_the_cheapest_slip_is_two_letters_swapped_or_one_doubled() -> None:
    assert slips("anka", "anak") == SWAPPED
    assert slips("ppelaku", "pelaku") == SWAPPED
    assert slips("pelku", "pelaku") == MISPLACED
    assert slips("pelskau", "pelakau") == BESIDE  # s is beside a
    assert slips("pelaku", "pelaku") == 0
    assert slips("revolusi", "resolusi") > MOST_IN_LONG


def test_a_frequent_word_wins_over_a_rare_one_in_the_questions_language() -> None:
    texts: list[tuple[str, Language]] = [("persen " * 50 + "peran", "id"), ("person " * 90, "en")]
    vocabulary = build_vocabulary(texts)
    assert nearest(vocabulary, "persn", "id", MOST) == "persen"
    assert nearest(vocabulary, "persn", "en", MOST) == "person"
    assert nearest(vocabulary, "xyzzy", "id", MOST) is None


def test_the_letters_of_words_never_hide_a_near_one() -> None:
    """The quick look at letters leaves every word that one slip makes."""
    words = [word for word in vocabulary_words() if len(word) >= 5]
    vocabulary = build_vocabulary([(" ".join(words), "id")])
    random_ = random.Random(3)
    for word in random_.sample(words, 200):
        at = random_.randrange(1, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for typed in (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped):
            found = nearest(vocabulary, typed, "id", MOST)
            assert found is not None
            assert slips(typed, found) <= slips(typed, word)


def vocabulary_words() -> list[str]:
    text = " ".join(_questions()).lower()
    return sorted({word for word in text.replace("?", " ").split() if word.isalpha()})


def _questions() -> list[str]:
    lines = (LIBRARY / "questions" / "tuning.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def test_everyday_words_are_known_and_misspelled_ones_are_not(library: Library) -> None:
    assert library.embedder  # its vocabulary is asked
    assert all(is_everyday_word(word) for word in "semarang laptop kitchen trainers peru".split())
    assert not any(is_everyday_word(word) for word in "eksplotiasi convetion pelkau".split())


def test_an_empty_vocabulary_has_nothing_near() -> None:
    assert nearest(build_vocabulary([]), "pelkau", "id", MOST) is None


def test_the_words_of_a_library_are_counted_once(library: Library) -> None:
    assert vocabulary_of(library) is vocabulary_of(library)
