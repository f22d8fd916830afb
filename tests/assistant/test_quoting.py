"""Quotations that answer, chosen and ordered so that they read; each said once."""

import pytest

from assistant.alike import alike
from assistant.conversation import Assistant
from assistant.finding import Findings, find
from assistant.questions import parts
from assistant.quoting import Group, Manner, Part, quote
from assistant.reading import read_alone
from assistant.spans import Span
from index.document import Language
from index.library import Library


def found(library: Library, question: str, language: Language) -> Findings:
    return find(library, read_alone(question, language))


def groups(assistant: Assistant, question: str, language: Language) -> list[Group]:
    library = assistant.library.current()
    there = found(library, question, language)
    return quote(library, there.ranked, there.want)


def spans(of: list[Group]) -> list[Span]:
    return [span for group in of for span in group.spans]


def test_the_answer_comes_first_and_short(assistant: Assistant) -> None:
    first = groups(assistant, "Kapan Konvensi Lanzarote mulai berlaku?", "id")[0]
    assert first.lead == ""
    assert first.spans[0].size <= 2
    assert "2010" in first.spans[0].text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Apa peran ECPAT Indonesia dalam program Down to Zero?", "id"),
        ("how many CSEC cases did media monitoring count for 2017", "en"),
        ("What is the minimum age of marriage in Indonesia?", "en"),
        ("Apa itu pengembangan kapasitas?", "id"),
        ("What is The Code?", "en"),
    ],
)
def test_nothing_is_said_twice(assistant: Assistant, question: str, language: Language) -> None:
    library = assistant.library.current()
    chosen = spans(groups(assistant, question, language))
    assert 1 <= len(chosen) <= 4
    for at, one in enumerate(chosen):
        for other in chosen[at + 1 :]:
            assert not alike(library, one, other), (one.text, other.text)


def test_a_question_for_a_number_gets_at_most_three_quotations(assistant: Assistant) -> None:
    assert len(spans(groups(assistant, "Berapa usia minimum perkawinan di Indonesia?", "id"))) <= 3


def test_a_list_is_quoted_whole_with_its_lead_in_beyond_the_passage(assistant: Assistant) -> None:
    question = "Bagaimana urutan penanganan kasus ESKA di Indonesia, ada berapa langkah?"
    text = spans(groups(assistant, question, "id"))[0].text
    assert "sembilan langkah:" in text
    assert text.count("\n- ") == 9


def test_an_item_of_a_list_never_stands_without_what_leads_to_it(assistant: Assistant) -> None:
    for question in (
        "soal sosialisasi, ecpat indonesia ngapain aja sih",
        "Apa isi strategi Stranas PKTA?",
    ):
        for span in spans(groups(assistant, question, "id")):
            assert not span.text.startswith("- ")


def test_both_sides_of_a_comparison_are_quoted_under_a_line_each(assistant: Assistant) -> None:
    chosen = groups(assistant, "Bedanya restitusi dgn kompensasi apa?", "id")
    sides = {group.lead: group.spans[0].text.lower() for group in chosen}
    assert "restitusi" in sides["first_side"]
    assert "kompensasi" in sides["second_side"]


def test_a_comparison_of_something_unknown_has_no_sides(thesis_assistant: Assistant) -> None:
    chosen = groups(thesis_assistant, "Apa beda ECPAT Indonesia dan UNESCO?", "id")
    assert {group.lead for group in chosen} <= {"", "support"}


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("ecpat indonesia kantor pusatnya di bandung ya?", "Jakarta Selatan"),
        (
            "Kenapa pelaku eksploitasi anak di pariwisata hanya turis asing?",
            "bukan hanya turis asing",
        ),
    ],
)
def test_a_wrong_premise_is_met_by_what_contradicts_it(
    assistant: Assistant, question: str, fact: str
) -> None:
    first = groups(assistant, question, "id")[0]
    assert first.lead == "otherwise"
    assert fact in first.spans[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Is Indonesia a party to the Lanzarote Convention?",
        "Does ECPAT Indonesia run any campaigns?",
        "Was the research conducted in South Jakarta?",
        "Did Indonesia ratify ILO Convention No. 182 in 2000?",
    ],
)
def test_a_right_premise_raises_no_alarm(assistant: Assistant, question: str) -> None:
    assert groups(assistant, question, "en")[0].lead == ""


def test_each_part_of_a_question_is_answered(assistant: Assistant) -> None:
    library = assistant.library.current()
    question = "Apa itu Konvensi Budapest dan kapan The Code lahir?"
    whole = found(library, question, "id")
    each = [found(library, part, "id") for part in parts(question)]
    chosen = quote(library, whole.ranked, whole.want, parts=[Part(f.ranked, f.want) for f in each])
    first = "\n".join(span.text for span in chosen[0].spans)
    assert "Budapest" in first
    assert "The Code" in first


def test_more_leaves_out_what_was_quoted(assistant: Assistant) -> None:
    library = assistant.library.current()
    there = found(library, "Apa itu grooming?", "id")
    shown = [span.text for span in spans(quote(library, there.ranked, there.want))]
    more = spans(quote(library, there.ranked, there.want, manner=Manner("more", tuple(shown))))
    assert more
    assert not {span.text for span in more} & set(shown)


def test_simply_prefers_the_shorter_words(assistant: Assistant) -> None:
    library = assistant.library.current()
    there = found(library, "What is the commercial sexual exploitation of children?", "en")
    plain = spans(quote(library, there.ranked, there.want, manner=Manner("simple")))[0]
    usual = spans(quote(library, there.ranked, there.want))[0]
    assert len(plain.text) <= len(usual.text)


def test_nothing_left_to_quote_is_no_group(thesis_assistant: Assistant) -> None:
    library = thesis_assistant.library.current()
    there = found(library, "Apa peran ECPAT Indonesia?", "id")
    everything = [document.text for document in library.documents.values()]
    assert quote(library, there.ranked, there.want, manner=Manner("more", tuple(everything))) == []
    assert quote(library, [], there.want) == []
