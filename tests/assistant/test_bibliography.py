"""Reference managers get what they expect, with their special characters taken care of."""

import json

import pytest

from assistant.bibliography import bibliography
from index.problem import Problem

ENTRIES = [
    {
        "id": "ecpat2018",
        "type": "report",
        "publisher": "ECPAT & Friends",
        "title": "Towards {a} 100% protection_report",
        "issued": "2018",
        "URL": "https://example.org/a_b",
    },
    {"id": "keck1998", "type": "book", "author": "Keck and Sikkink", "publisher": "Cornell",
     "title": "Activists", "issued": "n.d."},
]  # fmt: skip


def test_bibtex() -> None:
    text = bibliography(ENTRIES, "bibtex")
    assert text.startswith("@techreport{ecpat2018,\n")
    assert "publisher = {ECPAT \\& Friends}" in text
    assert "title = {{Towards a 100\\% protection\\_report}}" in text
    assert "url = {https://example.org/a_b}" in text
    assert "@book{keck1998" in text
    assert text.count("year") == 1


def test_ris() -> None:
    records = bibliography(ENTRIES, "ris").strip().split("\n\n")
    assert [record.splitlines()[0] for record in records] == ["TY  - RPRT", "TY  - BOOK"]
    assert all(record.rstrip().endswith("ER  -") for record in records)
    assert "PY  - 2018" in records[0]


def test_csl() -> None:
    items = json.loads(bibliography(ENTRIES, "csl"))
    assert items[0]["issued"] == {"date-parts": [[2018]]}
    assert items[1]["author"] == [{"literal": "Keck and Sikkink"}]
    assert "issued" not in items[1]


def test_a_person_is_taken_apart_and_an_organisation_is_not() -> None:
    people = [{"family": "Acharya", "given": "A."}, {"literal": "Save the Children"}]
    entry = {**ENTRIES[0], "author": people}
    assert "author = {Acharya, A. and {Save the Children}}" in bibliography([entry], "bibtex")
    assert "AU  - Acharya, A.\nAU  - Save the Children" in bibliography([entry], "ris")
    items = json.loads(bibliography([entry], "csl"))
    assert items[0]["author"] == [people[0], people[1]]


def test_another_format_is_a_problem() -> None:
    with pytest.raises(Problem, match="format"):
        bibliography(ENTRIES, "word")
