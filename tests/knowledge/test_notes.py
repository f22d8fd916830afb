"""The study notes: form, sources, support by facts, parity of the languages."""

from collections.abc import Callable, Iterator

import pytest

from index.document import Document
from index.knowledge import load_knowledge
from index.sentences import sentence_spans
from tests.knowledge.checks import KNOWLEDGE, Checks, used_facts
from tests.knowledge.reading import Finding, Note

FACTS_TO_USE = 800
LEFT_OUT = {"repeated", "off the subject", "too uncertain", "belongs elsewhere"}
CHECKS: dict[str, Callable[[Checks, Note], Iterator[Finding]]] = {
    "form": Checks.form,
    "words": Checks.words,
    "keys": Checks.keys,
    "support": Checks.support,
    "uncertainty": Checks.uncertainty,
    "copying": Checks.copying,
}


def told(findings: list[Finding]) -> str:
    return "\n".join(str(finding) for finding in findings)


@pytest.mark.parametrize("check", CHECKS)
def test_every_note_passes(checks: Checks, check: str) -> None:
    findings = [finding for note in checks.notes for finding in CHECKS[check](checks, note)]
    assert not findings, told(findings)


def test_both_languages_say_the_same(checks: Checks) -> None:
    findings = list(checks.parity())
    assert not findings, told(findings)


def test_the_program_reads_the_sentences_that_are_checked(checks: Checks) -> None:
    documents = {document.id: document for document in load_knowledge(KNOWLEDGE)}
    for note in checks.notes:
        checked = [plain(statement.text) for statement in note.statements]
        read = [plain(text) for text in sentences(documents[note.matter["id"]])]
        assert read == checked, note.path.name


def sentences(document: Document) -> Iterator[str]:
    for section in document.sections:
        for span in sentence_spans(document.text, section.body, section.end):
            yield document.text[span.start : span.end]


def plain(text: str) -> str:
    return " ".join(text.replace("*", "").split()).removeprefix("- ")


def test_there_are_enough_notes(checks: Checks) -> None:
    slugs = {note.slug for note in checks.notes}
    assert 45 <= len(slugs) <= 55
    assert len(checks.notes) == 2 * len(slugs)


def test_facts_are_used_or_have_a_reason(checks: Checks) -> None:
    used = used_facts(checks.notes)
    facts = checks.ledger.facts
    assert len(used & set(facts)) >= FACTS_TO_USE
    unexplained = [
        name
        for name, fact in facts.items()
        if name not in used and fact.get("left_out") not in LEFT_OUT
    ]
    assert not unexplained, f"neither used nor left out for a reason: {' '.join(unexplained)}"
    both = [name for name in used if name in facts and "left_out" in facts[name]]
    assert not both, f"used and left out: {' '.join(both)}"
