"""The command `quiz`. Heavy imports are inside the function, so that `--help` answers at once."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer

from assistant.messages import string
from assistant.settings import load_settings
from assistant.terminal import progress_line, say
from assistant.training.item import Item, Kind, Level
from index.document import Language
from index.problem import Problem

FORMATS = ("json", "gift", "moodle", "csv", "anki", "docx")


def quiz(  # noqa: PLR0913, PLR0917 - options of a command
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="What about; may be given again.")
    ] = None,
    count: Annotated[int, typer.Option("-n", help="How many items, 1 to 500.")] = 10,
    language: Annotated[
        str | None, typer.Option("--language", help="id or en; by setting without it.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="json, gift, moodle, csv, anki or docx.")
    ] = "json",
    output: Annotated[
        Path | None,
        typer.Option("--output", help="A file; without it standard output, but for docx."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another number, another quiz.")] = 0,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help=f"Only these: {', '.join(get_args(Kind))}."),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option("--level", help=f"Only these: {', '.join(get_args(Level))}."),
    ] = None,
) -> None:
    """Make questions whose keys are quotations and whose wrong options are checked to be wrong."""
    from assistant.conversation import open_assistant  # noqa: PLC0415 - heavy
    from assistant.requests import parse_language, parse_question  # noqa: PLC0415
    from assistant.training.quiz import quiz as make  # noqa: PLC0415

    settings = load_settings()
    ui = parse_language(language) or settings.language
    topics = [parse_question(text) for text in topic or ()]
    if form not in FORMATS:
        raise Problem("quiz_option", option="--format", value=form, known=", ".join(FORMATS))
    if form == "docx" and output is None:
        raise Problem("session_output", format=form)
    kinds = _chosen("--kind", kind, get_args(Kind))
    levels = _chosen("--level", level, get_args(Level))
    handle = open_assistant(settings, progress_line(settings.language)).library
    handle.open()
    items = make(
        handle.current(),
        ui,
        topics=topics,
        count=count,
        seed=seed,
        kinds=kinds,
        levels=levels,
    )
    _write(_exporter(form)(items, ui), output)
    if len(items) < count:
        say(string("training.fewer", ui, made=len(items), count=count))


def _chosen(
    option: str, values: Sequence[str] | None, known: Sequence[str]
) -> frozenset[str] | None:
    for value in values or ():
        if value not in known:
            raise Problem("quiz_option", option=option, value=value, known=", ".join(known))
    return frozenset(values) if values else None


def to_json(items: Sequence[Item], _: Language) -> str:
    """A JSON list of all items."""
    return json.dumps([item.to_json() for item in items], ensure_ascii=False, indent=2) + "\n"


def to_docx(items: Sequence[Item], language: Language) -> bytes:
    """A Word file: the test, and behind it the key."""
    from assistant.training.document import items_to_docx  # noqa: PLC0415 - heavy

    return items_to_docx(items, language, string("session_export.quiz", language))


Exporter = Callable[[Sequence[Item], Language], str | bytes]


def _exporter(form: str) -> Exporter:
    from assistant.training.gift import to_gift  # noqa: PLC0415
    from assistant.training.moodle import to_moodle  # noqa: PLC0415
    from assistant.training.tables import to_anki, to_csv  # noqa: PLC0415

    exporters: tuple[Exporter, ...] = (to_json, to_gift, to_moodle, to_csv, to_anki, to_docx)
    return dict(zip(FORMATS, exporters, strict=True))[form]


def _write(content: str | bytes, output: Path | None) -> None:
    data = content.encode("utf-8") if isinstance(content, str) else content
    if output is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Problem("read_only", path=str(output)) from error
