"""Personal data is covered before it leaves, and questions to study stay as they are (SEC-55)."""

import pytest

from assistant.generating.masking import has_personal_data, mask

IDENTITY = [
    "3174091203950001", "3174 0912 0395 0001", "31.74.09.120395.0001",
    "3174-0912-0395-0001", "３１７４０９１２０３９５０００１",
    "3174/0912/0395/0001",
]  # fmt: skip
PHONES = [
    "081234567890", "0812-3456-7890", "0812 3456 7890", "+62 812 3456 7890", "+6281234567890", "62812 3456 7890",
    "(021) 420 1234", "021-4201234", "0274.555.123", "+31 20 420 3771", "+1 (212) 555-0199", "8123456789012"[:11],
    "0 8 1 2 3 4 5 6 7 8 9 0", "0812.3456.7890", "０８１２３４５６７８９０",
]  # fmt: skip
EMAILS = [
    "sari@example.org", "sari.dewi+x@mail.example.co.id", "sari (at) example.org", "sari[at]example[dot]org",
    "sari at example dot org", "SARI@EXAMPLE.ORG", "sari @ example.org",
]  # fmt: skip
ADDRESSES = [
    "Jl. Mawar No. 5", "Jl Mawar Merah 12A", "jl. mawar no 5 rt 02 rw 03", "Jalan Sudirman Kav. 52",
    "jalan melati no. 17", "jalan melati putih 17",
    "Jln. Kenanga IV/3", "Gang Buntu 3", "gg. kelinci no 4", "RT 02/RW 03", "rt. 5 rw. 11", "RT 005/002",
    "Blok C5 No. 2", "Perumahan Griya Asri B2", "12 Rose Street", "221B Baker Street",
    "45 Old Mill Rd", "kode pos 40115",
]  # fmt: skip
FRAMES = [
    "Nama saya Sari, {}, apa itu ESKA?",
    "What is CSEC? You reach me: {}",
    "{}",
    "tolong jelaskan grooming ({}) ya",
    "hubungi {} dan apa peran ECPAT Indonesia",
]
CASES = [
    (frame, value)
    for values in (IDENTITY, PHONES, EMAILS, ADDRESSES)
    for value in values
    for frame in FRAMES
]


@pytest.mark.parametrize(("frame", "value"), CASES)
def test_what_identifies_someone_is_covered(frame: str, value: str) -> None:
    masked = mask(frame.format(value), "id")
    digits = [word for word in value.replace("/", " ").split() if any(c.isdigit() for c in word)]
    assert value not in masked
    for word in digits or [value]:
        assert word not in masked.replace("[", " ").split(), masked
    assert has_personal_data(frame.format(value))
    assert "?" not in frame or "?" in masked


@pytest.mark.parametrize(
    "question",
    [
        "Apa isi Undang-Undang No. 35 Tahun 2014 Pasal 76I ayat (1)?",
        "Apa jalan keluar bagi anak jalanan di Indonesia?",
        "Berapa kasus dari 2016 sampai 2020, dan berapa dari 1.200.000 anak?",
        "What did the report of 12 March 2019 say about 100,000 children?",
        "UU 23/2002, UU 21/2007 dan Perpres 101/2022 mengatur apa?",
        "Ke mana melapor: SAPA 129, TePSA 1500771 atau polisi 110?",
        "What is the road to the Stockholm declaration (1996), Yokohama 2001 and Rio 2008?",
        "Bagaimana program berjalan di Batam dan Lombok pada 2018-2019?",
        "ISBN 978-1?",
        "Is it true that 62% of 8,000 households know?",
        "Apa isi Peta Jalan Perlindungan Anak di Ranah Daring 2025-2029?",
        "Apakah jalan damai menurut UU 12 Tahun 2022 boleh?",
        "Masalahnya kompleks sejak 2016, mengapa?",
    ],
)
def test_a_question_to_study_stays_as_it_is(question: str) -> None:
    assert mask(question, "en") == question
    assert not has_personal_data(question)


def test_the_kind_of_what_was_covered_is_said_in_the_language() -> None:
    assert mask("Mail sari@example.org", "en") == "Mail [e-mail address]"
    assert mask("NIK 3174091203950001", "id") == "NIK [nomor identitas]"
