"""The glossary as the checks of the notes see it: one text a language, a section a term, a statement a definition."""

from pathlib import Path

import yaml

from tests.knowledge.reading import Note, Section, Statement


def read_glossary(path: Path) -> list[Note]:
    """The terms of `glossary.yaml` that rest on sources, in its order; a statement's line is its term's."""
    raw = path.read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    terms = yaml.load(raw, Loader=loader)["terms"]  # noqa: S506 - a safe loader
    lines = {
        line.removeprefix("  - key: "): number
        for number, line in enumerate(raw.split("\n"), 1)
        if line.startswith("  - key: ")
    }
    notes: list[Note] = []
    for language in ("id", "en"):
        sections = tuple(
            Section(
                lines[term["key"]],
                f"## {term[language]['forms'][0]}",
                (
                    Statement(
                        lines[term["key"]],
                        " ".join(term[language]["definition"].split()),
                        tuple(term["sources"]),
                        tuple(term["facts"]),
                    ),
                ),
            )
            for term in terms
            if term["sources"]
        )
        # A note's language stands in its name; the findings' lines are those of the glossary itself.
        notes.append(Note(path.with_name(f"glossary.{language}.md"), raw, {}, sections))
    return notes
