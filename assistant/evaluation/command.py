"""The commands `evaluate` and `replay`. Heavy imports are inside functions: `--help` answers at once."""

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
    from assistant.evaluation.running import Record

GATE = ROOT / "knowledge" / "questions" / "evaluation.toml"

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
        int | None, typer.Option("--sample", min=1, help="Only so many, always the same.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check the question file; ask nothing.")
    ] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Show the main figures in the app from now on.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a question set and measure the answers. Exit status 1 if the gate fails."""
    from assistant.evaluation.gate import load_gate  # noqa: PLC0415
    from assistant.evaluation.questions import sampled  # noqa: PLC0415
    from assistant.evaluation.reporting import read_result  # noqa: PLC0415
    from assistant.evaluation.showing import plain_table  # noqa: PLC0415

    settings = load_settings()
    if publish and sample is not None:
        raise Problem("not_whole")
    ui = ui_language(language, settings)
    path = questions or _own_set(settings)
    asked = _questions(path, ui)
    if check:
        _check_gold(_opened(settings), asked, path, ui, as_json=as_json)
        return
    bounds = load_gate(gate)
    earlier = read_result(compare) if compare else None
    if sample is not None:
        asked = sampled(asked, sample)
    folder = _folder(report or settings.home / "evaluation")
    found = _run(settings, asked, folder, bounds, path.name)
    write_report(found, folder, ui, earlier)
    if publish:
        _publish(found, settings, ui)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(printable(plain_table(found, ui)))
        say(string("evaluation.written", ui, path=str(folder)))
    if found["gate"] == "failed":
        raise typer.Exit(1)


def _own_set(settings: Settings) -> Path:
    return _knowledge(settings) / "questions" / "test.jsonl"


def _knowledge(settings: Settings) -> Path:
    if settings.knowledge is None:
        raise Problem("no_knowledge")
    return settings.knowledge


def _publish(found: Mapping[str, Any], settings: Settings, language: Language) -> None:
    from assistant.evaluation.publishing import publish  # noqa: PLC0415

    path = publish(found, _knowledge(settings))
    say(string("evaluation.published", language, path=str(path)))


def ui_language(language: str | None, settings: Settings) -> Language:
    """The language that was asked for, or else the program's.

    Raises:
        Problem: `bad_input`.
    """
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
    from assistant.evaluation.fingerprint import fingerprint, short  # noqa: PLC0415
    from assistant.evaluation.gate import check_gate  # noqa: PLC0415
    from assistant.evaluation.reporting import result  # noqa: PLC0415
    from assistant.evaluation.running import material, run  # noqa: PLC0415
    from assistant.evaluation.scoring import judge, summarise  # noqa: PLC0415

    assistant = _opened(settings)
    parts = fingerprint(assistant.library.current().fingerprint, settings)
    records = run(assistant, asked, folder, short(parts), progress_line(settings.language))
    _tell_failures(records, settings.language)
    judged_by = material(assistant)
    cases = [judge(q, r, judged_by) for q, r in zip(asked, records, strict=True)]
    measured = summarise(cases)
    about = {"file": file, "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"}
    return result(cases, measured, check_gate(bounds, measured), parts, about)


def _tell_failures(records: "Sequence[Record]", language: Language) -> None:
    """Name the kinds of error of the questions on which the program failed, so that somebody can look for them."""
    kinds = sorted({r.answer["error"] for r in records if "error" in r.answer})
    if kinds:
        count = sum("error" in record.answer for record in records)
        say(string("evaluation.failed", language, n=count, kinds=", ".join(kinds)))


def write_report(
    found: Mapping[str, Any], folder: Path, language: Language, earlier: dict[str, Any] | None
) -> None:
    """Write result and page into the report's folder, with the marks that are there and a comparison."""
    from assistant.evaluation.comparing import compare  # noqa: PLC0415
    from assistant.evaluation.reporting import PAGE, RESULT, page, read_marks  # noqa: PLC0415

    text = json.dumps(found, ensure_ascii=False, indent=1)
    (folder / RESULT).write_text(text, encoding="utf-8", newline="\n")
    compared = compare(earlier, found) if earlier else None
    marks = read_marks(folder, found["fingerprint"])
    html = page(found, language, compared, marks)
    (folder / PAGE).write_text(html, encoding="utf-8", newline="\n")


def replay(
    file: Annotated[Path, typer.Argument(help="What `ask --json` or `ask --batch` printed.")],
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask exported answers again and show what changed. Exit status 1 if an answer is another one."""
    from assistant.evaluation.fingerprint import fingerprint  # noqa: PLC0415
    from assistant.evaluation.replaying import (  # noqa: PLC0415
        plain_replay,
        read_exported,
    )
    from assistant.evaluation.replaying import replay as asked_again  # noqa: PLC0415

    settings = load_settings()
    ui = ui_language(language, settings)
    exported = read_exported(file)
    assistant = _opened(settings)
    made_with = fingerprint(assistant.library.current().fingerprint, settings)
    found = [asked_again(assistant, answer, made_with) for answer in exported]
    same = sum(one.is_same for one in found)
    if as_json:
        print(json.dumps([one.to_json() for one in found], ensure_ascii=False, indent=2))
    else:
        print(printable("\n\n".join(plain_replay(one, ui) for one in found)))
        say(string("evaluation.replay.summary", ui, same=same, all=len(found)))
    if same < len(found):
        raise typer.Exit(1)
