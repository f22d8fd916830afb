"""The trainer's pages: all documents that were added, one that waits to be confirmed, and what changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.messages import describe, string, strings
from assistant.settings import Settings
from assistant.web.account.doors import Fields, acting, showing
from assistant.web.account.sessions import Session, Sessions
from assistant.web.documents.receiving import receiving
from assistant.web.documents.working import State, Work
from assistant.web.drawing import draw
from assistant.web.responding import page
from index import uploads
from index.document import Document, Language
from index.embedding import embedder_name
from index.generation import Progress
from index.ingest import rebuild
from index.manifest import Entry, read_manifest
from index.originals import LARGEST
from index.problem import Problem
from index.uploads import Upload

_SHOWN_CHARACTERS = 300_000
_BASE = "/documents/{ui:language}"


@dataclass(frozen=True, slots=True)
class Row:
    """A document that was added, with its versions (none for one that came from the command line)."""

    entry: Entry
    versions: tuple[Upload, ...]


def routes(settings: Settings, sessions: Sessions) -> list[Route]:
    """The addresses of adding documents. What waited before the start is removed: nobody knows of it any more."""
    home, knowledge = settings.home, settings.knowledge
    uploads.sweep(home, older_than=0)
    work = Work()

    def overview(request: Request, session: Session, ui: Language) -> Response:  # noqa: ARG001
        uploads.sweep(home)
        rows, problem = _rows(settings)
        html = draw(
            "documents",
            ui,
            own=strings(ui)["documents_page"],
            session=session,
            rows=rows,
            waiting=uploads.waiting(home),
            problem=describe(problem, ui) if problem else None,
            state=work.state(),
            said=_said(work.state(), ui),
            limit=LARGEST,
            minutes=uploads.WAITING_SECONDS // 60,
            time=_time,
        )
        return page(html)

    def progress(request: Request, session: Session, ui: Language) -> Response:  # noqa: ARG001
        state = work.state()
        is_running = state is not None and state.is_running
        return JSONResponse({"running": is_running, "text": _said(state, ui)})

    def review(request: Request, session: Session, ui: Language) -> Response:
        upload, document = uploads.read_waiting(home, request.path_params["upload_id"])
        return page(_draw_review(settings, upload, document, session, ui))

    def text(request: Request, session: Session, ui: Language) -> Response:  # noqa: ARG001
        _, document = uploads.read_waiting(home, request.path_params["upload_id"])
        return PlainTextResponse(document.text, headers={"Cache-Control": "no-store"})

    def confirm(fields: Fields, ui: Language) -> Response:
        upload, _ = uploads.read_waiting(home, fields.get("upload", ""))
        work.start("publish", upload.name, partial(uploads.publish, home, knowledge, upload.id))
        return _back(ui)

    def discard(fields: Fields, ui: Language) -> Response:
        work.check_idle()  # it may be the very file that is being taken in
        uploads.discard(home, fields.get("upload", ""))
        return _back(ui)

    def roll_back(fields: Fields, ui: Language) -> Response:
        entry = _added(settings, fields.get("document", ""))
        sha256 = fields.get("version", "")
        action = partial(uploads.roll_back, home, knowledge, entry, sha256)
        work.start("roll_back", entry.title, action)
        return _back(ui)

    def delete(fields: Fields, ui: Language) -> Response:
        entry = _added(settings, fields.get("document", ""))
        work.start("delete", entry.title, partial(uploads.delete, home, knowledge, entry))
        return _back(ui)

    def build_again(fields: Fields, ui: Language) -> Response:  # noqa: ARG001
        work.start("rebuild", "", partial(_rebuild, settings))
        return _back(ui)

    shown = {
        "": overview,
        "/progress": progress,
        "/waiting/{upload_id}": review,
        "/waiting/{upload_id}/text": text,
    }
    done = {
        "/confirm": confirm,
        "/discard": discard,
        "/roll-back": roll_back,
        "/delete": delete,
        "/rebuild": build_again,
    }
    return [
        *(Route(_BASE + path, showing(sessions, "trainer", show)) for path, show in shown.items()),
        Route(f"{_BASE}/upload", receiving(home, sessions), methods=["POST"]),
        *(
            Route(_BASE + path, acting(sessions, "trainer", do), methods=["POST"])
            for path, do in done.items()
        ),
    ]


def _rebuild(settings: Settings, progress: Progress) -> None:
    report = rebuild(settings.home, settings.knowledge, progress)
    if report.failed:
        raise report.failed[0].problem


def _back(ui: Language) -> Response:
    return RedirectResponse(f"/documents/{ui}", status_code=303)


def _rows(settings: Settings) -> tuple[Sequence[Row], Problem | None]:
    """What was added, by title; or why that cannot be told."""
    try:
        manifest = read_manifest(settings.home, embedder_name())
    except Problem as problem:
        return (), problem
    added = [entry for entry in manifest.entries if entry.path] if manifest else []
    added.sort(key=lambda entry: entry.title.casefold())
    return [Row(entry, tuple(uploads.versions(settings.home, entry))) for entry in added], None


def _added(settings: Settings, document_id: str) -> Entry:
    """The document that was added under an id.

    Raises:
        Problem: `unknown_document`, or `library_damaged`, `library_mismatch`.
    """
    manifest = read_manifest(settings.home, embedder_name())
    for entry in manifest.entries if manifest else ():
        if entry.id == document_id and entry.path:
            return entry
    raise Problem("unknown_document", id=document_id[:120])


def _said(state: State | None, ui: Language) -> str:
    """The line that says how far a change is, or how it ended."""
    if state is None:
        return ""
    what = string(f"documents_page.work.{state.kind}", ui, name=state.name)
    if state.problem is not None:
        error = describe(state.problem, ui)
        return string(
            "documents_page.failed", ui, what=what, message=error.message, hint=error.hint
        )
    if not state.is_running:
        return string("documents_page.done", ui, what=what)
    if not state.stage:
        return f"{what} ..."
    stage = string(f"cli.progress.{state.stage}", ui, done=state.done, total=state.total)
    return f"{what}: {stage}"


def _draw_review(
    settings: Settings, upload: Upload, document: Document, session: Session, ui: Language
) -> str:
    rows, _ = _rows(settings)
    path = uploads.identity(upload.name)
    pages = [(page.number, document.text[page.start : page.end]) for page in document.pages]
    return draw(
        "review",
        ui,
        own=strings(ui)["documents_page"],
        session=session,
        upload=upload,
        document=document,
        warnings=[describe(Problem(code), ui) for code in document.warnings],
        replaces=next((row for row in rows if row.entry.path == path), None),
        parts=_shortened(pages or [(0, document.text)]),
        is_whole=len(document.text) <= _SHOWN_CHARACTERS,
        shown=_SHOWN_CHARACTERS,
        time=_time,
    )


def _shortened(parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The first characters of a document: a page of five million would not open."""
    left = _SHOWN_CHARACTERS
    kept: list[tuple[int, str]] = []
    for number, text in parts:
        if left <= 0:
            break
        kept.append((number, text[:left]))
        left -= len(text)
    return kept


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
