"""The two languages of a note say the same: sections, statements, keys, facts, numbers, dates and names."""

from collections.abc import Iterator

from tests.knowledge.figures import Figures, bare, figures
from tests.knowledge.names import Vocabulary, missing_in_english, missing_in_indonesian, names
from tests.knowledge.reading import Finding, Note, Statement


def pairs(notes: list[Note]) -> Iterator[Finding]:
    """Every note exists in both languages."""
    there = {(note.slug, note.language) for note in notes}
    for note in notes:
        other = "en" if note.language == "id" else "id"
        if (note.slug, other) not in there:
            yield Finding(note.path, 1, f"no {note.slug}.{other}.md")


def parity(
    english: Note, indonesian: Note, vocabularies: dict[str, Vocabulary]
) -> Iterator[Finding]:
    """Compare two notes section by section and statement by statement.

    Args:
        english: the note in English.
        indonesian: the same note in Indonesian.
        vocabularies: of each language.
    """
    if english.matter.get("subjects") != indonesian.matter.get("subjects"):
        yield Finding(indonesian.path, 1, "subjects differ between the languages")
    if len(english.sections) != len(indonesian.sections):
        n_en, n_id = len(english.sections), len(indonesian.sections)
        yield Finding(indonesian.path, 1, f"{n_id} sections, {n_en} in English")
    for first, second in zip(english.sections, indonesian.sections, strict=False):
        if len(first.statements) != len(second.statements):
            n_en, n_id = len(first.statements), len(second.statements)
            message = f"{n_id} sentences and items, {n_en} in English: {second.heading}"
            yield Finding(indonesian.path, second.line, message)
            continue
        for one, other in zip(first.statements, second.statements, strict=True):
            for problem in _differences(one, other, vocabularies):
                yield Finding(
                    indonesian.path, other.line, f"{problem}: {other.text[:60]} | {one.text[:60]}"
                )


def _differences(
    english: Statement, indonesian: Statement, vocabularies: dict[str, Vocabulary]
) -> Iterator[str]:
    if english.is_item != indonesian.is_item:
        yield "a sentence in one language, a list item in the other"
    if set(english.ids) != set(indonesian.ids):
        yield f"facts {indonesian.ids}, in English {english.ids}"
        return
    if set(english.keys) != set(indonesian.keys):
        yield f"keys {indonesian.keys}, in English {english.keys}"
    one, other = figures(english.text, "en"), figures(indonesian.text, "id")
    for number in _missing(other, one):
        yield f"{number} is not in the English"
    for number in _missing(one, other):
        yield f"{number} is not in the Indonesian"
    for date in set(other.dates) ^ set(one.dates):
        yield f"date {date} in one language only"
    in_indonesian = names(indonesian.text, vocabularies["id"])
    for word in missing_in_english(in_indonesian, english.text):
        yield f"name {word} is not in the English"
    for word in missing_in_indonesian(names(english.text, vocabularies["en"]), indonesian.text):
        yield f"name {word} is not in the Indonesian"


def _missing(here: Figures, there: Figures) -> list[str]:
    """Numbers that only one text has, or has more often; digits may be words in the other."""
    small = set(there.words) | there.loose
    plain = {bare(number) for number in there.numbers}
    numbers = [
        number
        for number, times in here.numbers.items()
        if bare(number) not in small and there.numbers[number] < (times if len(number) > 1 else 1)
    ]
    return numbers + [n for n in here.words if n not in small and n not in plain]
