"""The command `session`. Heavy imports are inside the function, so that `--help` answers at once."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.settings import load_settings
from assistant.terminal import progress_line, say
from index.problem import Problem

if TYPE_CHECKING:
    from assistant.training.session.plan import Plan

TEXTS = ("json", "md")
FILES = ("docx", "pptx")


def session(  # noqa: PLR0913, PLR0917 - options of a command
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="What about; one to six, given again.")
    ] = None,
    audience: Annotated[
        str, typer.Option("--audience", help="For whom: teachers, tourism, “hotel staff”, guru ...")
    ] = "general",
    minutes: Annotated[
        int, typer.Option("--minutes", help="How long, 30 to 960, breaks counted.")
    ] = 90,
    group_size: Annotated[
        int | None, typer.Option("--group-size", help="How many participants; 20 without it.")
    ] = None,
    aim: Annotated[
        list[str] | None, typer.Option("--aim", help="An aim of yours; may be given again.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="id or en; by setting without it.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="json, md, docx or pptx.")] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", help="A file; needed for docx and pptx.")
    ] = None,
    pack: Annotated[
        str | None,
        typer.Option("--pack", help="A ready session by its audience, instead of the options."),
    ] = None,
    as_json: Annotated[  # noqa: ARG001 - read by `cli.main`, for errors
        bool, typer.Option("--json", help="Errors as JSON; the plan is JSON in any case.")
    ] = False,
) -> None:
    """Plan a training session whose every statement is a quotation, minute by minute."""
    from assistant.conversation import open_now  # noqa: PLC0415 - heavy
    from assistant.requests import parse_language  # noqa: PLC0415
    from assistant.training.session.builder import build  # noqa: PLC0415
    from assistant.training.session.packs import build_pack, load_pack  # noqa: PLC0415
    from assistant.training.session.request import parse_session  # noqa: PLC0415

    settings = load_settings()
    ui = parse_language(language) or settings.language
    if form not in (*TEXTS, *FILES):
        raise Problem("session_format", value=form, known=", ".join((*TEXTS, *FILES)))
    if form in FILES and output is None:
        raise Problem("session_output", format=form)
    if pack is not None:
        load_pack(pack, ui)
        request = None
    else:
        request = parse_session(
            topic or [], audience, minutes, ui, group_size=group_size, aims=aim or []
        )
    library = open_now(settings, progress_line(settings.language)).library.current()
    plan = build(library, request) if request else build_pack(library, pack or "", ui)
    _write(_exporter(form)(plan), output)
    for notice in plan.notices:
        say(notice)


def to_json(plan: "Plan") -> str:
    """The plan as DESIGN's JSON."""
    return json.dumps(plan.to_json(), ensure_ascii=False, indent=2) + "\n"


def _exporter(form: str) -> "Callable[[Plan], str | bytes]":
    if form == "md":
        from assistant.training.session.markdown import to_markdown  # noqa: PLC0415

        return to_markdown
    if form == "docx":
        from assistant.training.session.word import to_docx  # noqa: PLC0415

        return to_docx
    if form == "pptx":
        from assistant.training.session.slides import to_pptx  # noqa: PLC0415

        return to_pptx
    return to_json


def _write(made: str | bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(made if isinstance(made, str) else made.decode("utf-8"))
        return
    try:
        output.write_bytes(made.encode("utf-8") if isinstance(made, str) else made)
    except OSError as error:
        raise Problem("read_only", path=str(output)) from error
