"""The reader's address, and that of the file a document was made from."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from assistant.conversation import Assistant
from assistant.messages import describe
from assistant.web.reader import Surroundings, checked_span, render_document, render_missing
from assistant.web.responding import language_of, page
from index.originals import stored
from index.problem import Problem


def read(request: Request, assistant: Assistant, home: Path) -> Response:
    """`/reader/<id>`: a document, with the quotation that the address names."""
    query = request.query_params
    ui = language_of(query.get("ui", ""))
    try:
        document = assistant.document(request.path_params["document_id"])
        start, end = checked_span(
            document, _integer(query.get("start")), _integer(query.get("end"))
        )
        library = assistant.library.current()
    except Problem as problem:
        return missing(problem, request)
    around = Surroundings(
        quoted=library.sources_of(document, start, end),
        known=library.sources,
        pair=library.documents.get(document.pair),
        is_beside=query.get("beside") == "1",
        has_original=original_of(home, document.id) is not None,
    )
    return page(render_document(document, start, end, ui, around))


def download(request: Request, assistant: Assistant, home: Path) -> Response:
    """`/original/<id>`: the ingested file, always to be saved and never shown, whatever it is."""
    try:
        document = assistant.document(request.path_params["document_id"])
        file = original_of(home, document.id)
        if file is None:
            raise Problem("unknown_document", id=document.id)
    except Problem as problem:
        return missing(problem, request)
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return FileResponse(
        file,
        media_type="application/octet-stream",
        filename=f"{document.id}{file.suffix}",
        content_disposition_type="attachment",
        headers=headers,
    )


def original_of(home: Path, document_id: str) -> Path | None:
    """The kept file of an ingested document; None for the built-in material."""
    return next((file for origin, file in stored(home) if origin.id == document_id), None)


def missing(problem: Problem, request: Request) -> Response:
    """The page for what is not there, in the language of the address."""
    ui = language_of(request.path_params.get("ui") or request.query_params.get("ui", ""))
    code = 503 if problem.code.startswith("library_") else 404
    return page(render_missing(describe(problem, ui), ui), code)


def _integer(text: str | None) -> int | None:
    """A number from an address, or None where there is none.

    Raises:
        Problem: `bad_input`, it is not a plain number.
    """
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Problem("bad_input", field="start, end")
    return int(text)
