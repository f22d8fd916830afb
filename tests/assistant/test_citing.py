"""Footnotes name the place, the quotation and the source; a reference manager gets each source once."""

from assistant.citing import cited_entries, with_footnotes
from index.document import Source
from tests.assistant.web.making import answer, citation

SOURCE = Source("s1", "ECPAT International", "Stay Safe", "2018", "https://example.org/x")
ENTRIES = {
    "s1": {
        "id": "s1",
        "type": "report",
        "publisher": "ECPAT International",
        "author": [{"family": "Hari", "given": "A."}, {"literal": "Save the Children"}],
        "title": "Stay Safe",
        "issued": "2018",
        "URL": "https://example.org/x",
    }
}


def of_a_note(**fields: object):
    return citation("Children matter.", 0, 16, kind="note", sources=(SOURCE,), **fields)


def test_apa_names_the_note_and_what_it_follows():
    text = with_footnotes(answer("Children matter. [1]", (of_a_note(),)), "apa", ENTRIES, "en")
    assert text.endswith(
        "\nSources:\n[1] “A title”, Part; study note, after Hari, A., & Save the Children. (2018). "
        "Stay Safe. ECPAT International. https://example.org/x. “Children matter.”\n"
    )


def test_chicago_turns_names_round():
    text = with_footnotes(answer("Children matter. [1]", (of_a_note(),)), "chicago", ENTRIES, "en")
    assert (
        "after A. Hari and Save the Children, Stay Safe (ECPAT International, 2018), "
        "https://example.org/x. “Children matter.”"
    ) in text


def test_a_source_that_the_bibliography_lacks_is_cited_by_what_is_known():
    text = with_footnotes(answer("Children matter. [1]", (of_a_note(),)), "apa", {}, "en")
    assert "ECPAT International. (2018). Stay Safe. https://example.org/x" in text


def test_a_document_without_sources_is_cited_itself():
    own = citation("Children matter.", 0, 16)
    text = with_footnotes(answer("Children matter. [1]", (own,)), "apa", {}, "en")
    assert "[1] CSEC Study Assistant. (n.d.). A title [Document]. Part. “Children matter.”" in text


def test_each_source_is_given_once():
    two = (of_a_note(), of_a_note(number=2), citation("Other.", 0, 6, number=3, id="own"))
    found = cited_entries([answer("x", two), answer("y", two)], ENTRIES, "en")
    assert [entry["id"] for entry in found] == ["s1", "own"]
