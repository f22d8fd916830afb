from pathlib import Path

import pytest

from index.chunking import chunk
from index.document import Document
from index.glossary import entries, load_glossary
from index.ingest import sync
from index.knowledge import load_knowledge
from index.library import Library, open_library
from index.problem import Problem
from tests.conftest import LIBRARY

TERMS = """terms:
  - key: opsc
    id: {forms: [protokol tambahan], abbreviations: [], definition: Protokol tambahan (OPSC) adalah perjanjian.}
    en:
      forms: [optional protocol]
      abbreviations: [OPSC, OPSCs]
      definition: >-
        An optional protocol is
        a treaty. It adds duties.
    sources: [a, b]
    facts: []
  - key: fund
    id: {forms: [dana bantuan], abbreviations: [DB], definition: Dana bantuan adalah uang.}
    en: {forms: [Assistance fund (FA)], abbreviations: [FA], definition: The fund is money.}
    sources: [b]
    facts: []
  - key: own
    id: {forms: [abstrak], abbreviations: [], definition: Abstrak adalah ringkasan.}
    en: {forms: [abstract], abbreviations: [], definition: An abstract is a summary.}
    sources: []
    facts: []
"""
CATALOGUE = """documents:
  - {id: glossary.id, file: glossary.yaml, title: Glosarium, language: id, kind: glossary, pair: glossary.en}
  - {id: glossary.en, file: glossary.yaml, title: Glossary, language: en, kind: glossary, pair: glossary.id}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "glossary.yaml").write_text(TERMS, encoding="utf-8")
    (folder / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    return folder


def test_the_glossary_is_a_document_in_each_language(folder: Path) -> None:
    indonesian, english = load_knowledge(folder)
    assert (english.id, english.kind, english.language) == ("glossary.en", "glossary", "en")
    assert (english.title, english.pair) == ("Glossary", "glossary.id")
    assert english.text == (
        "Assistance fund (FA)\nThe fund is money.\n\n"
        "Optional protocol (OPSC)\nAn optional protocol is a treaty. It adds duties."
    )
    assert indonesian.text == (
        "Dana bantuan (DB)\nDana bantuan adalah uang.\n\n"
        "Protokol tambahan (OPSC)\nProtokol tambahan (OPSC) adalah perjanjian."
    )


def test_its_sections_cover_it_and_each_sentence_has_its_terms_sources(folder: Path) -> None:
    document = load_knowledge(folder)[1]
    whole = "".join(document.text[s.start : s.end] for s in document.sections)
    assert whole == document.text
    assert [s.headings for s in document.sections] == [
        ("Assistance fund (FA)",),
        ("Optional protocol (OPSC)",),
    ]
    assert [(document.text[m.start : m.end], m.keys) for m in document.marks] == [
        ("The fund is money.", ("b",)),
        ("An optional protocol is a treaty.", ("a", "b")),
        ("It adds duties.", ("a", "b")),
    ]


def test_each_term_is_a_passage_of_its_own(folder: Path) -> None:
    for document in [*load_knowledge(folder), *_built_in()]:
        passages = chunk(document)
        assert [p.headings for p in passages] == [s.headings for s in document.sections]


def opened(home: Path) -> Library:
    library = open_library(home)
    assert library is not None
    return library


def _built_in() -> list[Document]:
    return [d for d in load_knowledge(LIBRARY) if d.kind == "glossary"]


def test_a_definition_without_sources_is_not_shown_and_still_helps_to_understand(
    folder: Path,
) -> None:
    glossary = load_glossary(folder)
    assert "abstract" not in entries(glossary, "en").text.lower()
    assert glossary.expansions("apa abstrak itu") == ("abstract",)


def test_without_a_catalogue_entry_the_glossary_is_no_document(folder: Path) -> None:
    (folder / "catalogue.yaml").unlink()
    assert load_knowledge(folder) == ()


def test_a_glossary_that_defines_nothing_is_named(folder: Path) -> None:
    text = TERMS.replace("sources: [a, b]", "sources: []").replace("sources: [b]", "sources: []")
    (folder / "glossary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match="no term with a definition and sources"):
        load_knowledge(folder)


def test_a_changed_definition_reaches_the_library_and_a_same_one_does_not(
    folder: Path, home: Path
) -> None:
    sources = "".join(
        f"- {{id: {key}, publisher: P, title: T, issued: 2000}}\n" for key in ("a", "b")
    )
    (folder / "sources.yaml").write_text(f"sources:\n{sources}", encoding="utf-8")
    sync(home, folder)
    before = opened(home)
    assert before.documents["glossary.en"].pair == "glossary.id"
    (folder / "glossary.yaml").write_text(
        TERMS.replace("The fund is money.", "The fund pays."), encoding="utf-8"
    )
    sync(home, folder)
    after = opened(home)
    assert "The fund pays." in after.documents["glossary.en"].text
    assert after.documents["glossary.id"] == before.documents["glossary.id"]
    assert after.fingerprint != before.fingerprint
