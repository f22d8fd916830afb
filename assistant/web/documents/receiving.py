"""A file comes in as the body of a request: who sends it is known before its first byte is read."""

import shutil
import threading
from pathlib import Path

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from assistant.messages import describe
from assistant.web.account.doors import Handler, check_form, status_of
from assistant.web.account.sessions import Sessions
from assistant.web.failures import logged
from assistant.web.limits import RateLimit
from index import uploads
from index.document import Language
from index.originals import LARGEST
from index.problem import Problem

UPLOADS_AN_HOUR = 20
TOKEN_HEADER = "x-form-token"  # noqa: S105 - the name of a header


def receiving(home: Path, sessions: Sessions) -> Handler:
    """The handler of the address that takes a file: `?name=` and the bytes; answers with where it can be read."""
    rate = RateLimit(UPLOADS_AN_HOUR, 3600)

    async def take(request: Request, ui: Language) -> Response:
        session = sessions.admit(request, "trainer")
        check_form(request, session, request.headers.get(TOKEN_HEADER, ""))
        name = uploads.clean_name(request.query_params.get("name", ""))
        if int(request.headers.get("content-length", "0")) > LARGEST:
            raise _too_large(name)
        _count(rate)
        path = await to_thread.run_sync(uploads.start, home, name)
        try:
            await _write(request, path)
            upload = await to_thread.run_sync(uploads.finish, path, session.role)
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        _sweep_later(home)
        return JSONResponse({"address": f"/documents/{ui}/waiting/{upload.id}"})

    async def handle(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        try:
            return await take(request, ui)
        except Problem as problem:
            found = problem
        except (ClientDisconnect, ValueError):
            found = Problem("upload_broken")
        except Exception as failure:  # the border: the caller gets data and a reference
            found = logged(failure)
        return JSONResponse(describe(found, ui).to_json(), status_of(found))

    return handle


async def _write(request: Request, path: Path) -> None:
    """Write the body to a new file as it comes, to the limit."""
    size = 0
    with path.open("xb") as file:
        async for part in request.stream():
            size += len(part)
            if size > LARGEST:
                raise _too_large(path.name)
            await to_thread.run_sync(file.write, part)


def _too_large(name: str) -> Problem:
    return Problem("file_too_large", file=name, limit=LARGEST // 2**20)


def _count(rate: RateLimit) -> None:
    """Count one file, over all trainers: they share a password, and a new session is quickly made."""
    try:
        rate.check("")
    except Problem as problem:
        minutes = -(-int(problem.values["retry_after"]) // 60)
        raise Problem("too_many_uploads", limit=UPLOADS_AN_HOUR, minutes=minutes) from None


def _sweep_later(home: Path) -> None:
    """Nobody may come back to look: what waits goes by itself."""
    timer = threading.Timer(uploads.WAITING_SECONDS + 1, uploads.sweep, [home])
    timer.daemon = True
    timer.start()
