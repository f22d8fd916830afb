"""A citation that is not the document's own words cannot exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation, cite
from index.document import Document, Section

TEXT = "Anak berhak atas perlindungan.\n\nNegara wajib melindungi. 🙂 Selesai."
DOCUMENT = Document("d", "Judul", "id", "document", TEXT, (Section(("Hak",), 0, 0, len(TEXT)),))


@given(st.integers(-5, 80), st.integers(-5, 80))
def test_a_citation_quotes_exactly_its_span(start: int, end: int) -> None:
    if 0 <= start < end <= len(TEXT):
        assert cite(DOCUMENT, start, end, number=1).quote == TEXT[start:end]
    else:
        with pytest.raises(ValueError, match="d"):
            cite(DOCUMENT, start, end, number=1)


@pytest.mark.parametrize("quote", ["", "anak", "Anak berhak", "Anak berhak atas perlindungan "])
def test_other_words_than_the_documents_are_refused(quote: str) -> None:
    with pytest.raises(ValueError, match="not the quotation"):
        Citation(DOCUMENT, 1, 0, 4, quote)


def test_json_has_the_fields_that_outside_tools_rely_on() -> None:
    assert cite(DOCUMENT, 0, 4, number=3).to_json() == {
        "number": 3,
        "document_id": "d",
        "title": "Judul",
        "kind": "document",
        "language": "id",
        "section": "Hak",
        "page": None,
        "page_label": None,
        "start": 0,
        "end": 4,
        "quote": "Anak",
        "sources": [],
    }
