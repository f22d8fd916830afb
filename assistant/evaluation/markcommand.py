"""The commands `mark form` and `mark agree`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.evaluation.command import JsonOption, LanguageOption, ui_language, write_report
from assistant.messages import string
from assistant.settings import load_settings
from assistant.terminal import printable
from index.problem import Problem

mark_app = typer.Typer(no_args_is_help=True, help="Answers marked by people.")


@mark_app.command("form")
def write_form(
    run: Annotated[Path, typer.Option("--run", help="The report folder of a run.")],
    marker: Annotated[str, typer.Option("--marker", help="Who marks: letters, digits, - and _.")],
    output: Annotated[Path | None, typer.Option("--output", help="The CSV file to write.")] = None,
    language: LanguageOption = None,
) -> None:
    """Write the form in which one person marks the answers of a run."""
    from assistant.evaluation.marking import check_name, form  # noqa: PLC0415
    from assistant.evaluation.reporting import read_result  # noqa: PLC0415

    ui = ui_language(language, load_settings())
    path = output or run / f"{check_name(marker)}.csv"
    text = form(read_result(run), check_name(marker), ui)
    try:
        with path.open(
            "x", encoding="utf-8", newline=""
        ) as file:  # never over marks that were given
            file.write(text)
    except FileExistsError as error:
        raise Problem("form_exists", path=str(path)) from error
    except OSError as error:
        raise Problem("read_only", path=str(path.parent)) from error
    print(string("evaluation.marking.written", ui, path=printable(str(path))))


@mark_app.command("agree")
def show_agreement(
    files: Annotated[list[Path], typer.Argument(help="Forms that were filled in.")],
    run: Annotated[
        Path | None, typer.Option("--run", help="Join the marks to the report in this folder.")
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how far people agree, and on which answers they do not."""
    from assistant.evaluation.marking import check_same_run, joined, read_form  # noqa: PLC0415
    from assistant.evaluation.reporting import MARKS, read_result  # noqa: PLC0415
    from assistant.evaluation.showing import plain_marks  # noqa: PLC0415

    ui = ui_language(language, load_settings())
    forms = [read_form(path) for path in files]
    check_same_run(forms)
    marks = joined(forms)
    if run is not None:
        found = read_result(run)
        if marks["run"] != found["fingerprint"]:
            raise Problem("other_run", file=files[0].name)
        text = json.dumps(marks, ensure_ascii=False, indent=1)
        (run / MARKS).write_text(text, encoding="utf-8", newline="\n")
        write_report(found, run, ui, None)
    print(
        json.dumps(marks, ensure_ascii=False, indent=2)
        if as_json
        else printable(plain_marks(marks, ui))
    )
