"""Items as CSV for a spreadsheet, and as CSV for Anki."""

import csv
import html
import io
from collections.abc import Iterable, Sequence

from assistant.training.item import Item, sources_text
from index.document import Language

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("id", "kind", "level", "question", "options", "key", "explanation", "sources")


def to_csv(items: Sequence[Item], language: Language) -> str:
    """A row an item, with a header; several options, or pairs, stand on lines of one cell.

    The text begins with a byte order mark: without it spreadsheets take UTF-8 for something else.
    """
    rows = [
        [
            item.id,
            item.kind,
            item.level,
            item.question,
            "\n".join(item.options),
            key_text(item),
            item.explanation,
            sources_text(item, language),
        ]
        for item in items
    ]
    return "\ufeff" + _written([list(COLUMNS), *([_safe(cell) for cell in row] for row in rows)])


def to_anki(items: Sequence[Item], language: Language) -> str:
    """Two fields a note, front and back, and tags, as HTML in CSV; Anki reads its settings from the first lines."""
    rows = []
    for item in items:
        front = [item.question]
        if item.pairs:
            front += [f"{at}. {pair.left}" for at, pair in enumerate(item.pairs, 1)]
        front += [f"{chr(ord('A') + at)}. {option}" for at, option in enumerate(item.options)]
        back = [key_text(item)]
        back += [] if item.explanation == item.key else ["", item.explanation]
        back += ["", sources_text(item, language)]
        rows.append([_html(front), _html(back), f"quiz {item.kind} {item.level}"])
    head = "#separator:Comma\n#html:true\n#tags column:3\n"
    return head + _written(rows)


def key_text(item: Item) -> str:
    """The key on lines of text: of a matching question its pairs, of a short answer all that is right."""
    if item.pairs:
        return "\n".join(f"{pair.left} -> {pair.right}" for pair in item.pairs)
    return "\n".join([item.key, *item.accept])


def _html(lines: Iterable[str]) -> str:
    return "<br>".join(html.escape(line).replace("\n", "<br>") for line in lines)


def _written(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def _safe(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
