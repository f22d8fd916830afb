"""A stream becomes the same sentences however it is split (SEC-48)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generating.cutting import Draft, cut

REPLIES = [
    "First sentence [s00000a]. Second one. [s00000b] Third [s00000a][s00000c].",
    "Satu. [s00000a]\nDua [s00000b]\n\n- Tiga [s00000c].\n1. Empat [s00000a].",
    "**Bold claim.** [s00000a] A __second__ one [s00000b, s00000c]. *Third* (s00000a).",
    "<think>They want [s00000a]. Hm.</think>UU No. 35 Tahun 2014 berlaku [s00000a]. Pasal 76I ayat (1) [s00000b].",
    "# Heading\nText 【s00000a】. <img src=x> here [s00000b]. [a](http://evil.example) [s00000c]. ![x](y)",
    "An open bracket [ that goes on. And on [s00000a]. End",
    "Dr. A. B. Name wrote it [s00000a]! Did he? Yes [s00000b]…\r\nNext\u200b line\u202e [s00000c].",
]


def whole(text: str) -> list[Draft]:
    return cut(text, final=True)[0]


def pieces(text: str, places: list[int]) -> list[Draft]:
    found: list[Draft] = []
    rest = ""
    ends = sorted({place % (len(text) + 1) for place in places} | {len(text)})
    for start, end in zip([0, *ends], ends, strict=False):
        drafts, rest = cut(rest + text[start:end], final=False)
        found.extend(drafts)
    return found + cut(rest, final=True)[0]


@pytest.mark.parametrize("reply", REPLIES)
def test_one_character_at_a_time_gives_the_same(reply: str) -> None:
    assert pieces(reply, list(range(len(reply)))) == whole(reply)


@given(st.sampled_from(REPLIES), st.lists(st.integers(0, 500), max_size=12))
def test_any_split_gives_the_same(reply: str, places: list[int]) -> None:
    assert pieces(reply, places) == whole(reply)


def test_keys_belong_to_the_sentence_they_end_before_or_after_its_full_stop() -> None:
    assert whole(REPLIES[0]) == [
        Draft("First sentence.", ("s00000a",)),
        Draft("Second one.", ("s00000b",)),
        Draft("Third.", ("s00000a", "s00000c")),
    ]


def test_marks_of_lists_headings_and_emphasis_go_and_thoughts_are_not_read() -> None:
    assert [draft.text for draft in whole(REPLIES[1])] == ["Satu.", "Dua", "Tiga.", "Empat."]
    assert whole(REPLIES[2])[0] == Draft("Bold claim.", ("s00000a",))
    assert whole(REPLIES[3])[0].text == "UU No. 35 Tahun 2014 berlaku."


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    drafts, rest = cut("One [s00000a]. Two", final=False)
    assert drafts == [Draft("One.", ("s00000a",))]
    assert cut(rest + " [s00000b].", final=True)[0] == [Draft("Two.", ("s00000b",))]
    assert cut("One. [s0000", final=False)[0] == []


def test_a_number_in_brackets_is_no_key() -> None:
    assert whole("One [1]. Two (2).") == [Draft("One [1].", ()), Draft("Two (2).", ())]
