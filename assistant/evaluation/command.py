"""The commands `evaluate` and `mark`. Heavy imports are inside the functions, so that `--help` answers at once."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.messages import string
from assistant.settings import ROOT, Settings, load_settings
from assistant.terminal import printable, progress_line, say
from index.document import Language
from index.problem import Problem

if TYPE_CHECKING:
    from assistant.conversation import Assistant
    from assistant.evaluation.questions import Fault, Question

GATE = ROOT / "knowledge" / "questions" / "evaluation.toml"

mark_app = typer.Typer(no_args_is_help=True, help="Answers marked by people.")

JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="Of the report: id or en; by setting without it.")
]


def evaluate(  # noqa: PLR0913, PLR0917 - options of a command
    questions: Annotated[
        Path | None,
        typer.Option("--questions", help="JSONL or CSV; without it the project's test part."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Folder for the report; a stopped run goes on from it."),
    ] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="The report folder of an earlier run.")
    ] = None,
    gate: Annotated[
        Path,
        typer.Option(
            "--gate",
            help="Floors and ceilings, TOML; without it the project's own.",
            show_default=False,
        ),
    ] = GATE,
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="Only so many, spread over the file.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check the question file; ask nothing.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a question set and measure the answers. Exit status 1 if the gate fails."""
    from assistant.evaluation.gate import load_gate  # noqa: PLC0415
    from assistant.evaluation.reporting import plain_table, read_result  # noqa: PLC0415

    settings = load_settings()
    ui = _language(language, settings)
    path = questions or _own_set(settings)
    asked = _questions(path, ui)
    if check:
        _check_gold(_opened(settings), asked, path, ui, as_json=as_json)
        return
    bounds = load_gate(gate)
    earlier = read_result(compare) if compare else None
    if sample is not None:
        asked = [asked[at * len(asked) // sample] for at in range(min(sample, len(asked)))]
    folder = _folder(report or settings.home / "evaluation")
    found = _run(settings, asked, folder, bounds, path.name)
    _write(found, folder, ui, earlier)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(printable(plain_table(found, ui)))
        say(string("evaluation.written", ui, path=str(folder)))
    if found["gate"] == "failed":
        raise typer.Exit(1)


def _own_set(settings: Settings) -> Path:
    if settings.knowledge is None:
        raise Problem("no_knowledge")
    return settings.knowledge / "questions" / "test.jsonl"


def _language(language: str | None, settings: Settings) -> Language:
    from assistant.requests import parse_language  # noqa: PLC0415

    return parse_language(language) or settings.language


def _opened(settings: Settings) -> "Assistant":
    from assistant.conversation import open_now  # noqa: PLC0415

    return open_now(settings, progress_line(settings.language))


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("read_only", path=str(path)) from error
    return path


def _questions(path: Path, language: Language) -> "list[Question]":
    """The questions of a file without fault.

    Raises:
        Problem: `bad_questions`, with every fault.
    """
    from assistant.evaluation.questions import check_questions  # noqa: PLC0415

    asked, faults = check_questions(path)
    _refuse(faults, path, language)
    return asked


def _refuse(faults: "Sequence[Fault]", path: Path, language: Language) -> None:
    if not faults:
        return
    lines = [
        string(
            "evaluation.fault",
            language,
            line=fault.line,
            field=fault.field,
            reason=string(f"evaluation.faults.{fault.code}", language),
        )
        for fault in faults
    ]
    raise Problem("bad_questions", file=path.name, count=len(lines), faults="\n".join(lines))


def _check_gold(
    assistant: "Assistant",
    asked: "list[Question]",
    path: Path,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Say that a file is without fault, once its gold sentences were found in the library too."""
    from assistant.evaluation.questions import gold_faults  # noqa: PLC0415

    texts = {d.id: d.text for d in assistant.library.current().documents.values()}
    _refuse(gold_faults(asked, texts), path, language)
    if as_json:
        print(json.dumps({"questions": len(asked)}))
    else:
        print(string("evaluation.checked", language, file=path.name, count=len(asked)))


def _run(
    settings: Settings, asked: "list[Question]", folder: Path, bounds: Any, file: str
) -> dict[str, Any]:
    from assistant.evaluation.gate import check_gate  # noqa: PLC0415
    from assistant.evaluation.reporting import result  # noqa: PLC0415
    from assistant.evaluation.running import fingerprint, material, run, short  # noqa: PLC0415
    from assistant.evaluation.scoring import judge, summarise  # noqa: PLC0415

    assistant = _opened(settings)
    parts = fingerprint(assistant, settings)
    records = run(assistant, asked, folder, short(parts), progress_line(settings.language))
    judged_by = material(assistant)
    cases = [judge(q, r, judged_by) for q, r in zip(asked, records, strict=True)]
    measured = summarise(cases)
    about = {"file": file, "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"}
    return result(cases, measured, check_gate(bounds, measured), parts, about)


def _write(
    found: Mapping[str, Any], folder: Path, language: Language, earlier: dict[str, Any] | None
) -> None:
    from assistant.evaluation.comparing import compare  # noqa: PLC0415
    from assistant.evaluation.reporting import PAGE, RESULT, page, read_marks  # noqa: PLC0415

    text = json.dumps(found, ensure_ascii=False, indent=1)
    (folder / RESULT).write_text(text, encoding="utf-8", newline="\n")
    compared = compare(earlier, found) if earlier else None
    marks = read_marks(folder, found["fingerprint"])
    html = page(found, language, compared, marks)
    (folder / PAGE).write_text(html, encoding="utf-8", newline="\n")


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

    ui = _language(language, load_settings())
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
    from assistant.evaluation.reporting import MARKS, plain_marks, read_result  # noqa: PLC0415

    ui = _language(language, load_settings())
    forms = [read_form(path) for path in files]
    check_same_run(forms)
    marks = joined(forms)
    if run is not None:
        found = read_result(run)
        if marks["run"] != found["fingerprint"]:
            raise Problem("other_run", file=files[0].name)
        text = json.dumps(marks, ensure_ascii=False, indent=1)
        (run / MARKS).write_text(text, encoding="utf-8", newline="\n")
        _write(found, run, ui, None)
    print(
        json.dumps(marks, ensure_ascii=False, indent=2)
        if as_json
        else printable(plain_marks(marks, ui))
    )
