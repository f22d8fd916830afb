"""All checks of the notes, as tests use them and for a folder of drafts.

    python -m tests.knowledge.checks FOLDER [SLUG ..]

prints each finding as `file:line: message`; exit 1 when there is any.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.knowledge.evidence import hedged, keys_and_ids, supported
from tests.knowledge.form import avoided_words, links, openings, well_formed
from tests.knowledge.ledger import Ledger
from tests.knowledge.names import vocabulary
from tests.knowledge.parity import pairs, parity
from tests.knowledge.reading import Finding, Note, read_facts, read_notes, read_sources
from tests.knowledge.shingles import Shingles, windows

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "knowledge"
SHINGLES = ROOT / "tests" / "data" / "dossier_shingles.bin"


class Checks:
    """The checks with what they compare the notes to, read once."""

    def __init__(self, notes: list[Note], knowledge: Path = KNOWLEDGE) -> None:
        self.notes = notes
        self.ledger = Ledger(
            read_facts(knowledge / "facts.jsonl"), read_sources(knowledge / "sources.yaml")
        )
        self.shingles = Shingles(SHINGLES)
        fact_names = [name for fact in self.ledger.facts.values() for name in fact["names"]]
        self.vocabularies = {
            language: vocabulary(
                (s.text for note in notes if note.language == language for s in note.statements),
                fact_names,
            )
            for language in ("id", "en")
        }

    def form(self, note: Note) -> Iterator[Finding]:
        yield from well_formed(note)
        yield from links(note)

    def words(self, note: Note) -> Iterator[Finding]:
        yield from avoided_words(note)
        yield from openings(note)

    def keys(self, note: Note) -> Iterator[Finding]:
        yield from keys_and_ids(note, self.ledger)

    def support(self, note: Note) -> Iterator[Finding]:
        yield from supported(note, self.ledger, self.vocabularies["en"])

    def uncertainty(self, note: Note) -> Iterator[Finding]:
        yield from hedged(note, self.ledger)

    def copying(self, note: Note) -> Iterator[Finding]:
        """Paragraphs that share twelve words in a row with the research material."""
        for section in note.sections:
            text = " ".join(statement.text for statement in section.statements)
            for window in windows(text):
                if window in self.shingles:
                    yield Finding(note.path, section.line, f"twelve words in a row: {window}")

    def parity(self) -> Iterator[Finding]:
        yield from pairs(self.notes)
        by_name = {(note.slug, note.language): note for note in self.notes}
        for (slug, language), note in by_name.items():
            if language == "en" and (slug, "id") in by_name:
                yield from parity(note, by_name[slug, "id"], self.vocabularies)

    def all(self) -> Iterator[Finding]:
        for note in self.notes:
            for check in (
                self.form, self.words, self.keys, self.support, self.uncertainty, self.copying,
            ):  # fmt: skip
                yield from check(note)
        yield from self.parity()


def used_facts(notes: Iterable[Note]) -> set[str]:
    """The ids that the notes rest on."""
    return {name for note in notes for statement in note.statements for name in statement.facts}


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    every = read_notes(Path(arguments[0]))
    findings = list(Checks(every).all())
    slugs = set(arguments[1:])
    shown = [f for f in findings if not slugs or f.path.name.split(".")[0] in slugs]
    for finding in sorted(shown, key=lambda finding: (finding.path.name, finding.line)):
        print(finding)
    print(f"{len(shown)} findings, {len(used_facts(every))} facts used", file=sys.stderr)
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
