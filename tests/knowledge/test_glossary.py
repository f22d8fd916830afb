"""The glossary: every definition that is quoted rests on sources and facts, and both languages say the same."""

from collections.abc import Iterator

import pytest

from index.knowledge import load_knowledge
from tests.knowledge.checks import KNOWLEDGE, Checks
from tests.knowledge.defining import read_glossary
from tests.knowledge.parity import parity
from tests.knowledge.reading import Finding, Note
from tests.knowledge.test_notes import CHECKS, plain, sentences, told

LEAST = 200
"""Terms that a reader can be shown."""


@pytest.fixture(scope="module")
def indonesian() -> Note:
    return read_glossary(KNOWLEDGE / "glossary.yaml")[0]


@pytest.fixture(scope="module")
def english() -> Note:
    return read_glossary(KNOWLEDGE / "glossary.yaml")[1]


def without_names(findings: Iterator[Finding]) -> list[Finding]:
    """A definition puts a name into its own language ("Perpres" is "Presidential Regulation"), so numbers count."""
    return [finding for finding in findings if not finding.message.startswith("name ")]


@pytest.mark.parametrize("check", [name for name in CHECKS if name != "form"])
def test_every_definition_passes(
    checks: Checks, indonesian: Note, english: Note, check: str
) -> None:
    for note in (indonesian, english):
        findings = without_names(CHECKS[check](checks, note))
        assert not findings, told(findings)


def test_both_languages_have_the_same_numbers_and_dates(
    checks: Checks, indonesian: Note, english: Note
) -> None:
    findings = without_names(parity(english, indonesian, checks.vocabularies))
    assert not findings, told(findings)


def test_a_reader_is_shown_each_definition_that_is_checked(indonesian: Note, english: Note) -> None:
    documents = {document.id: document for document in load_knowledge(KNOWLEDGE)}
    for note in (indonesian, english):
        document = documents[f"glossary.{note.language}"]
        assert len(note.statements) >= LEAST
        assert sorted(map(plain, sentences(document))) == sorted(
            plain(statement.text) for statement in note.statements
        )
        assert len({section.headings for section in document.sections}) == len(document.sections)
