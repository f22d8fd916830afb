import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.mapping import Edit, Mapped, apply_edits, compose
from index.repair import Layout, garbled_share, repair


def check_runs(raw: str, mapped: Mapped) -> None:
    at = origin = 0
    for run in mapped.runs:
        assert run.length > 0
        assert run.start >= at
        assert run.origin >= origin
        at, origin = run.start + run.length, run.origin + run.length
        assert mapped.text[run.start : at] == raw[run.origin : origin]
    assert at <= len(mapped.text)


def letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if c.isalnum())


def repaired(raw: str, layout: Layout = "pdf") -> str:
    mapped = repair(raw, layout).mapped
    check_runs(raw, mapped)
    return mapped.text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ﬁnal oﬃce ﬂow aﬀect ﬅ ﬆ", "final office flow affect st st"),
        ("of ﬁ nancial", "of financial"),
        ("per\u00adlin\u00addungan", "perlindungan"),
        ("per\u00ad\nlindungan", "perlindungan"),
        ("A B S T R A C T", "ABSTRACT"),
        ("I N T I S A R I  Ini", "INTISARI Ini"),
        ("pilihan A B C D saja", "pilihan A B C D saja"),
        ("anak , ibu .", "anak, ibu."),
        ("sekitar .5 persen", "sekitar .5 persen"),
        ("dua  kata", "dua kata"),
        ("\uf0b7 satu", "• satu"),
        ("a\u00a0b\u2003c", "a b c"),
        ("anak\u2010anak", "anak-anak"),
        ("naïve — “kutipan” … ½ ™", "naïve — “kutipan” … ½ ™"),
    ],
)
def test_characters_and_spaces(raw: str, text: str) -> None:
    assert repaired(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("perlin-\ndungan", "perlindungan"),
        ("kese-\njahteraan", "kesejahteraan"),
        ("exploi-\ntation", "exploitation"),
        ("prosti-\ntution", "prostitution"),
        ("perlin-\fdungan", "perlindungan"),
        ("anak-\nanak", "anak-anak"),
        ("anak-\nanaknya", "anak-anaknya"),
        ("sebaik-\nbaiknya", "sebaik-baiknya"),
        ("tolong-\nmenolong", "tolong-menolong"),
        ("sayur-\nmayur", "sayur-mayur"),
        ("warna-\nwarni", "warna-warni"),
        ("bolak-\nbalik", "bolak-balik"),
        ("Asia-\nPasifik", "Asia-Pasifik"),
        ("2017-\n2018", "2017-2018"),
        ("INGO-\nnya", "INGO-nya"),
        ("non-\npemerintah", "non-pemerintah"),
        ("e-\ncommerce", "e-commerce"),
        ("pasca-bencana lalu pasca-\nbencana", "pasca-bencana lalu pasca-bencana"),
        ("PERLIN-\nDUNGAN dan perlindungan", "PERLINDUNGAN dan perlindungan"),
        ("jeda -\nlalu", "jeda -\nlalu"),
    ],
)
def test_hyphens_at_line_ends(raw: str, text: str) -> None:
    assert repaired(raw) == text


WRAPPED = """Eksploitasi seksual komersial anak merupakan kejahatan yang
mengancam anak-anak di seluruh dunia. Kemajuan teknologi dan
Indonesia menjadi salah satu tujuan.
Alinea kedua mulai di sini dan cukup panjang untuk melipat ke
baris berikutnya:
- butir satu
- butir dua yang panjang sekali sampai harus melipat ke baris
berikutnya
1. angka"""


def test_wraps_become_spaces_and_paragraphs_stay() -> None:
    assert repaired(WRAPPED) == (
        "Eksploitasi seksual komersial anak merupakan kejahatan yang mengancam anak-anak di "
        "seluruh dunia. Kemajuan teknologi dan Indonesia menjadi salah satu tujuan.\n\n"
        "Alinea kedua mulai di sini dan cukup panjang untuk melipat ke baris berikutnya:\n"
        "- butir satu\n- butir dua yang panjang sekali sampai harus melipat ke baris berikutnya\n"
        "1. angka"
    )


def test_plain_text_that_nobody_wrapped_keeps_its_lines() -> None:
    raw = "Satu alinea penuh dalam satu baris. " * 12 + "\nJakarta\nBandung\n\n" + "Dua." * 80
    assert repaired(raw, "text") == raw


def test_a_wrapped_text_file_is_joined() -> None:
    assert "kejahatan yang mengancam" in repaired(WRAPPED, "text")


def test_pages_join_only_inside_a_sentence() -> None:
    assert repaired("anak di\fdunia. Selesai.\fBab baru") == "anak di dunia. Selesai.\n\nBab baru"


def test_invisible_and_unreadable_characters_go_with_a_warning() -> None:
    raw = "a\u200bb\u202ec\U000e0041d"
    result = repair(raw, "flow")
    assert result.mapped.text == "abcd"
    assert result.warnings == ("invisible_characters",)
    result = repair("a\x00b\ue123c\x85d\r\ne\ufffd", "flow")
    assert result.mapped.text == "abc\nd\ne\ufffd"
    assert result.warnings == ("unreadable_characters",)


def test_garbled_share_does_not_count_bullets() -> None:
    assert garbled_share("\uf0b7 a\n" * 50) == 0
    assert garbled_share("\ufffd" * 3 + "a" * 97) == pytest.approx(0.03)
    assert garbled_share("") == 0


_ODD = st.sampled_from("abAB12 -\n\f\r\t.,;:ﬁﬃ\u00ad\u200b\x00\uf0b7\u00a0\u2010•é")
_RAW = st.text(_ODD, max_size=80) | st.text(max_size=80)


@settings(max_examples=300, deadline=None)
@given(_RAW, st.sampled_from(["flow", "text", "pdf"]))
def test_no_letter_is_lost(raw: str, layout: Layout) -> None:
    result = repair(raw, layout)
    check_runs(raw, result.mapped)
    kept = "".join(c for c in raw if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    kept = kept.translate(dict.fromkeys([0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0]))
    assert letters(result.mapped.text) == letters(kept)


@given(st.text("abc", max_size=12), st.data())
def test_two_steps_are_one(raw: str, data: st.DataObject) -> None:
    def some_edits(text: str) -> list[Edit]:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
        spans = zip(cuts[::2], cuts[1::2], strict=False)
        return [Edit(start, end, "x") for start, end in spans]

    first = apply_edits(raw, some_edits(raw))
    second = apply_edits(first.text, some_edits(first.text))
    both = compose(first, second)
    assert both.text == second.text
    check_runs(raw, both)
    covered = sum(run.length for run in both.runs)
    assert covered == sum(c in "abc" for c in both.text)


def test_place_of_leads_to_the_text() -> None:
    mapped = apply_edits("ab--cd", [Edit(2, 4, "")])
    assert [mapped.place_of(n) for n in range(7)] == [0, 1, 2, 2, 2, 3, 4]
