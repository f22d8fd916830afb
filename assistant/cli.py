"""The command line: `python -m assistant`. Results go to standard output, everything else to standard error.

Exit status: 0 done, 1 partly failed, 2 misuse. Heavy libraries are imported by the command that needs them, so that
help and misuse answer at once.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from assistant.evaluation.command import evaluate, replay
from assistant.evaluation.markcommand import mark_app
from assistant.messages import describe, string
from assistant.settings import Settings, load_settings, set_process_environment
from assistant.terminal import plain_answer, plain_passages, progress_line, say
from assistant.training.command import quiz
from assistant.training.session.command import session
from index.document import Language
from index.problem import Problem

if TYPE_CHECKING:
    from assistant.conversation import Assistant
    from index.ingest import Report

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Answers from study documents, each with the exact words it rests on.",
)
library_app = typer.Typer(no_args_is_help=True, help="The documents that are indexed.")
app.add_typer(library_app, name="library")
app.command()(evaluate)
app.command()(replay)
app.command()(quiz)
app.command()(session)
app.add_typer(mark_app, name="mark")

_OWN_FAULT = frozenset(
    {"library_not_ready", "library_damaged", "library_mismatch", "library_busy", "read_only"}
    | {"port_taken"}
    | {"no_space", "embedder_missing", "embedder_changed", "bad_knowledge", "unexpected"}
)
"""Problems that are not the caller's misuse: exit status 1."""

JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="id or en; without it the question's own.")
]
BatchOption = Annotated[
    Path | None, typer.Option("--batch", help="A JSONL file of requests, - for standard input.")
]


def main() -> None:
    """Run the program; a problem becomes one line (or JSON with --json) and an exit status."""
    set_process_environment()
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except TyperException as error:
        if (
            type(error).__name__ == "NoArgsIsHelpError"
        ):  # private, but typer itself tells it like this
            print(error.format_message())
            sys.exit(2)
        _fail(Problem("bad_usage", reason=error.format_message()), as_json="--json" in sys.argv)
    except Problem as problem:
        _fail(problem, as_json="--json" in sys.argv)
    except (KeyboardInterrupt, BrokenPipeError, typer.Abort):
        sys.stderr.close()
        sys.exit(130)
    except Exception as error:
        # The last resort: no traceback to a user. The class of the error is what a report needs.
        _fail(Problem("unexpected", error=type(error).__name__), as_json="--json" in sys.argv)


def _fail(problem: Problem, *, as_json: bool) -> None:
    try:
        language = load_settings().language
    except Problem:
        language = "id"
    if "--language" in sys.argv[1:-1] and sys.argv[sys.argv.index("--language") + 1] == "en":
        language = "en"
    message = describe(problem, language)
    if as_json:
        print(json.dumps(message.to_json(), ensure_ascii=False))
    else:
        say(str(message))
    sys.exit(1 if problem.code in _OWN_FAULT else 2)


def _open(settings: Settings) -> "Assistant":
    from assistant.conversation import open_now  # noqa: PLC0415 - heavy

    return open_now(settings, progress_line(settings.language))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    language: LanguageOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add each stage's figures to the answer.")
    ] = False,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, or a file of them."""
    from assistant.requests import parse_request  # noqa: PLC0415

    settings = load_settings()
    if (question is None) == (batch is None):
        raise Problem("question_or_batch")
    if batch is not None:
        lines = _lines(batch)
        _run_batch(
            settings, lines, lambda found: _ask_row(found, settings, language, explain=explain)
        )
        return
    request = parse_request(question, language)
    found = _open(settings)
    answer = found.ask(request.question, language=request.language)
    explained = found.explain(request.question, language=request.language) if explain else None
    if as_json:
        extra = {"explain": explained} if explain else {}
        _print_json(answer.to_json() | _made_with(found, settings) | extra)
        return
    print(plain_answer(answer))
    if explained is not None:
        say(json.dumps(explained, ensure_ascii=False, indent=1))


def _made_with(assistant: "Assistant", settings: Settings) -> dict[str, Any]:
    """What `replay` needs to say later what changed."""
    from assistant.evaluation.fingerprint import fingerprint  # noqa: PLC0415

    return {"made_with": fingerprint(assistant.library.current().fingerprint, settings)}


def _ask_row(
    assistant: "Assistant", settings: Settings, language: str | None, *, explain: bool
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    from assistant.requests import parse_request  # noqa: PLC0415

    made_with = _made_with(assistant, settings)

    def run(row: dict[str, Any]) -> dict[str, Any]:
        request = parse_request(
            row.get("question"),
            language if row.get("language") is None else row["language"],
            row.get("history"),
        )
        answer = assistant.ask(
            request.question, language=request.language, history=request.history
        ).to_json()
        answer |= made_with
        if request.history:
            answer["history"] = [list(turn) for turn in request.history]
        if explain:
            answer["explain"] = assistant.explain(
                request.question, language=request.language, history=request.history
            )
        return answer

    return run


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", help="How many passages, 1 to 50.")] = 10,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the passages nearest to a query, best first."""
    from assistant.requests import parse_k, parse_question  # noqa: PLC0415

    settings = load_settings()
    if (query is None) == (batch is None):
        raise Problem("question_or_batch")
    if batch is not None:
        _run_batch(settings, _lines(batch), lambda found: _search_row(found, k))
        return
    text, count = parse_question(query), parse_k(k)
    passages = _open(settings).search(text, count)
    if as_json:
        _print_json({"passages": passages})
    else:
        print(plain_passages(passages))


def _search_row(assistant: "Assistant", k: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def run(row: dict[str, Any]) -> dict[str, Any]:
        text = row.get("query", row.get("question"))
        return {"passages": assistant.search(text, row.get("k", k))}  # type: ignore[arg-type]

    return run


@app.command()
def verify(
    batch: Annotated[Path, typer.Option("--batch", help="A JSONL file, - for standard input.")],
    as_json: JsonOption = False,  # noqa: ARG001 - a batch is JSON in any case
) -> None:
    """Say of each line {"id", "claim", "evidence"} whether the evidence supports the claim."""
    from assistant.verifying.command import verifier  # noqa: PLC0415

    _run_batch(load_settings(), _lines(batch), lambda found: verifier(found.library.current()))


@app.command()
def document(
    document_id: Annotated[str, typer.Argument(metavar="ID")], as_json: JsonOption = False
) -> None:
    """Print the text of a document."""
    found = _open(load_settings()).document(document_id)
    if as_json:
        _print_json(
            {
                "id": found.id,
                "title": found.title,
                "language": found.language,
                "kind": found.kind,
                "text": found.text,
            }
        )
    else:
        print(found.text)


@app.command()
def ingest(paths: Annotated[list[Path], typer.Argument()], as_json: JsonOption = False) -> None:
    """Put files and folders into the library (PDF, DOCX, Markdown, text)."""
    from index.ingest import ingest as run  # noqa: PLC0415

    settings = load_settings()
    report = run(settings.home, settings.knowledge, paths, progress_line(settings.language))
    _print_report(report, settings.language, as_json=as_json)


@library_app.command("list")
def list_library(as_json: JsonOption = False) -> None:
    """List the documents."""
    rows = [
        {
            "id": entry.id,
            "title": entry.title,
            "language": entry.language,
            "kind": entry.kind,
            "passages": entry.passages,
            "path": entry.path or None,
        }
        for entry in _open(load_settings()).library.current().entries
    ]
    if as_json:
        _print_json({"documents": rows})
    else:
        for row in rows:
            print(f"{row['id']}\t{row['language']}\t{row['kind']}\t{row['title']}")


@library_app.command("remove")
def remove_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")], as_json: JsonOption = False
) -> None:
    """Take an ingested document out of the library."""
    from index.ingest import remove  # noqa: PLC0415

    settings = load_settings()
    remove(settings.home, settings.knowledge, document_id, progress_line(settings.language))
    if as_json:
        _print_json({"removed": document_id})
    else:
        print(string("cli.removed", settings.language, id=document_id))


@library_app.command("rebuild")
def rebuild_library(as_json: JsonOption = False) -> None:
    """Make the library anew from the study material and the stored originals."""
    from index.ingest import rebuild  # noqa: PLC0415

    settings = load_settings()
    report = rebuild(settings.home, settings.knowledge, progress_line(settings.language))
    _print_report(report, settings.language, as_json=as_json)


@library_app.command("bibliography")
def print_bibliography(
    style: Annotated[str, typer.Option("--format", help="bibtex, ris or csl.")] = "bibtex",
) -> None:
    """Print the sources of the study notes for a reference manager."""
    from assistant.bibliography import bibliography  # noqa: PLC0415
    from index.knowledge import load_source_entries  # noqa: PLC0415

    settings = load_settings()
    entries = load_source_entries(settings.knowledge) if settings.knowledge else []
    print(bibliography(entries, style))


@library_app.command("ship")
def ship_library() -> None:
    """Write what is computed from the built-in material into it: vectors, and the questions that it answers."""
    from assistant.suggesting import ship_suggestions  # noqa: PLC0415
    from index.generation import ship_vectors  # noqa: PLC0415

    settings = load_settings()
    if settings.knowledge is None:
        raise Problem("no_knowledge")
    count = ship_vectors(settings.home, settings.knowledge, progress_line(settings.language))
    library = _open(settings).library.current()
    offered = ship_suggestions(library, settings.knowledge, progress_line(settings.language))
    print(string("cli.shipped", settings.language, count=count, offered=offered))


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Say what works here and what does not. Exit status 1 if something fails."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from assistant.conversation import open_assistant  # noqa: PLC0415 - heavy
    from assistant.doctor import examine  # noqa: PLC0415

    settings = load_settings()
    library = open_assistant(settings, progress_line(settings.language)).library
    library.open()
    found = list(examine(settings, library, settings.language, datetime.now(UTC).date()))
    if as_json:
        _print_json({"parts": [finding.to_json() for finding in found]})
    else:
        for finding in found:
            part = string(f"doctor.parts.{finding.part}", settings.language)
            state = string(f"doctor.states.{finding.state}", settings.language)
            print(f"{part:16} {state:8} {finding.text}")
    if any(finding.state == "failed" for finding in found):
        raise typer.Exit(1)


@app.command()
def serve() -> None:
    """Serve the chat page."""
    from assistant.web.server import serve as run  # noqa: PLC0415 - heavy

    run(load_settings())


def _lines(batch: Path) -> Iterator[bytes]:
    """The lines of a batch as bytes: one that is not UTF-8 is that line's error, not the batch's."""
    if str(batch) == "-":
        if sys.stdin is None:
            raise Problem("no_such_file", path="-")
        return iter(sys.stdin.buffer)
    try:
        return iter(batch.read_bytes().splitlines(keepends=True))
    except OSError as error:
        raise Problem("no_such_file", path=str(batch)) from error


def _run_batch(
    settings: Settings,
    lines: Iterator[bytes],
    make: Callable[["Assistant"], Callable[[dict[str, Any]], dict[str, Any]]],
) -> None:
    """Answer line by line, in order; a bad line gets its error in place. Exit status 1 if there was one."""
    from assistant.requests import parse_language  # noqa: PLC0415

    run = make(_open(settings))
    failed = False
    for line in lines:
        if not line.strip():
            continue
        named: dict[str, Any] = {}
        language = settings.language
        try:
            row = _row(line)
            named = _named(row)
            language = parse_language(row.get("language")) or language
            result = run(row)
        except Problem as problem:
            failed = True
            result = describe(problem, language).to_json()
        except Exception as error:  # one line's fault is not the others'
            failed = True
            result = describe(Problem("unexpected", error=type(error).__name__), language).to_json()
        print(json.dumps(named | result, ensure_ascii=False), flush=True)
    if failed:
        raise typer.Exit(1)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """The id to give back, which is a string or an integer."""
    if "id" not in row:
        return {}
    found = row["id"]
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise Problem("bad_input", field="id")
    if isinstance(found, str) and found != found.encode("utf-8", "ignore").decode("utf-8"):
        raise Problem("bad_input", field="id")
    return {"id": found}


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Problem("bad_input", field="JSON") from error
    if not isinstance(row, dict):
        raise Problem("bad_input", field="JSON")
    return row


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _shown(path: Path) -> str:
    """A path as it can be printed: names need not be UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _print_report(report: "Report", language: Language, *, as_json: bool) -> None:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "passages": report.passages,
    }
    reasons = [(_shown(f.path), str(describe(f.problem, language))) for f in report.failed]
    warnings = [(_shown(w.path), str(describe(Problem(w.code), language))) for w in report.warned]
    if as_json:
        failed = [{"path": path, "reason": reason} for path, reason in reasons]
        warned = [{"path": path, "warning": text} for path, text in warnings]
        seconds = round(report.seconds, 3)
        _print_json(counts | {"failed": failed, "warnings": warned, "seconds": seconds})
    else:
        for path, text in (*reasons, *warnings):
            say(f"{path}: {text}")
        print(string("cli.ingested", language, seconds=round(report.seconds, 1), **counts))
    if reasons:
        raise typer.Exit(1)
