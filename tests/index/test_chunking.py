"""A passage is whole sentences of one section, small enough to find, and has a stable id."""

from hypothesis import given
from hypothesis import strategies as st

from index.chunking import MAX_TOKENS, chunk
from index.document import Document, Section
from index.sentences import sentence_spans
from index.tokens import count_tokens


def document(*bodies: str) -> Document:
    text, sections = "", []
    for number, body in enumerate(bodies):
        heading = f"Bagian {number}"
        start = len(text)
        text += f"{heading}\n\n{body}\n\n"
        sections.append(Section((heading,), start, start + len(heading) + 2, len(text)))
    return Document("d", "Judul", "id", "document", text, tuple(sections))


@given(st.lists(st.text(alphabet="ab. \nA-", max_size=400), max_size=4))
def test_every_sentence_is_in_one_passage_of_its_section(bodies: list[str]) -> None:
    made = document(*bodies)
    passages = chunk(made)
    spans = [
        span
        for section in made.sections
        for span in sentence_spans(made.text, section.body, section.end)
    ]
    assert [sentence for passage in passages for sentence in passage.sentences] == spans
    for passage in passages:
        section = made.section_at(passage.start)
        assert section.body <= passage.start < passage.end <= section.end
        assert passage.headings == section.headings


def test_a_passage_is_no_longer_than_the_limit_unless_one_sentence_is() -> None:
    made = document(" ".join(f"Kalimat nomor {n} tentang perlindungan anak." for n in range(200)))
    for passage in chunk(made):
        text = made.text[passage.start : passage.end]
        assert count_tokens(text) <= MAX_TOKENS * 1.1


def test_ids_are_stable_and_belong_to_one_place() -> None:
    one = document("Satu kalimat.", "Satu kalimat.")
    ids = [passage.id for passage in chunk(one)]
    assert ids == [passage.id for passage in chunk(document("Satu kalimat.", "Satu kalimat."))]
    assert len(set(ids)) == 2
