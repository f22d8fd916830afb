"""Files that were sent: they wait until somebody has read what was extracted, and keep their earlier versions.

<home>/uploads/waiting/<id>/     a file that nobody has confirmed yet, what was extracted, and a note
<home>/uploads/versions/<key>/   every version of a document that was confirmed, by its SHA-256

Nothing here is part of the library: `ingest_received` puts a copy of a file into it.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from index import originals
from index.document import Document, document_from_json
from index.extraction import READERS
from index.generation import Progress
from index.ingest import ingest_received, remove
from index.loading import display_name, load_file
from index.manifest import Entry, digest_file
from index.problem import Problem

WAITING_SECONDS = 3600
MOST_BYTES = 2**30
"""Of all that is kept here."""
LEAST_FREE_BYTES = 500 * 2**20
MOST_VERSIONS = 10
_ID = re.compile(r"[0-9a-f]{32}")
_NOTE = "note.json"
_DOCUMENT = "document.json"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, and what was found in it.

    Attributes:
        id: 32 hex digits; names its folder.
        name: of the file.
        sha256: of its bytes.
        received: seconds since 1970.
        size: bytes.
        by: who sent it.
    """

    id: str
    name: str
    sha256: str
    received: float
    size: int
    characters: int
    pages: int
    by: str


def clean_name(name: str) -> str:
    """The name of a sent file as it is kept and shown: printable, at most 120 characters, no place in it.

    Raises:
        Problem: `unsupported_type`, its ending is not that of a file that can be read.
    """
    own = re.split(r"[/\\]", name)[-1]
    ending = PurePosixPath(own).suffix.lower()
    stem = display_name(Path(own.removesuffix(PurePosixPath(own).suffix) or "?")).lstrip(". ?")
    if ending not in READERS or not stem:
        raise Problem("unsupported_type", file=display_name(Path(own or "?")))
    return f"{_within(stem, 120 - len(ending))}{ending}"


def _within(stem: str, characters: int) -> str:
    """The beginning of a name that a file system takes: most allow 255 bytes."""
    return stem[:characters].encode()[:200].decode(errors="ignore").strip()


def start(home: Path, name: str) -> Path:
    """Make room for a file; the path that it is to be written to.

    Args:
        home: the folder the program writes to.
        name: from `clean_name`.

    Raises:
        Problem: `uploads_full`, or `no_space`.
    """
    folder = home / "uploads" / "waiting"
    folder.mkdir(parents=True, exist_ok=True)
    (home / "uploads").chmod(0o700)
    if shutil.disk_usage(home).free < LEAST_FREE_BYTES:
        raise Problem("no_space", path=str(home))
    if _size(home / "uploads") + originals.LARGEST > MOST_BYTES:
        raise Problem("uploads_full", limit=MOST_BYTES // 2**20)
    own = folder / secrets.token_hex(16)
    own.mkdir(mode=0o700)
    return own / name


def finish(path: Path, by: str) -> Upload:
    """Read a file that was written to where `start` said, in the sandbox, and note what was found.

    Raises:
        Problem: why it cannot be read.
    """
    document = load_file(path, path.stem)
    upload = Upload(
        id=path.parent.name,
        name=path.name,
        sha256=digest_file(path),
        received=time.time(),
        size=path.stat().st_size,
        characters=len(document.text),
        pages=len(document.pages),
        by=by,
    )
    _write(path.parent / _DOCUMENT, document.to_json())
    _write(path.parent / _NOTE, asdict(upload))
    return upload


def discard(home: Path, upload_id: str) -> None:
    """Remove a file that waits, if it still does."""
    if _ID.fullmatch(upload_id):
        shutil.rmtree(home / "uploads" / "waiting" / upload_id, ignore_errors=True)


def sweep(home: Path, older_than: float = WAITING_SECONDS) -> None:
    """Remove what has waited longer than so many seconds."""
    limit = time.time() - older_than
    for folder in (home / "uploads" / "waiting").glob("*"):
        try:
            is_old = folder.stat().st_mtime <= limit
        except FileNotFoundError:
            continue
        if is_old:
            shutil.rmtree(folder, ignore_errors=True)


def waiting(home: Path) -> list[Upload]:
    """What waits, newest first."""
    return sorted(_noted(home / "uploads" / "waiting"), key=lambda one: -one.received)


def read_waiting(home: Path, upload_id: str) -> tuple[Upload, Document]:
    """A file that waits, and what was extracted from it.

    Raises:
        Problem: `no_such_upload`.
    """
    upload = next((one for one in waiting(home) if one.id == upload_id), None)
    if upload is None:
        raise Problem("no_such_upload")
    text = (home / "uploads" / "waiting" / upload.id / _DOCUMENT).read_text(encoding="utf-8")
    return upload, document_from_json(json.loads(text))


def identity(name: str) -> str:
    """What stands for the path of a sent file: the same name again is a new version."""
    return f"uploads/{name}"


def publish(home: Path, knowledge: Path | None, upload_id: str, progress: Progress) -> None:
    """Put a file that waits into the library.

    Raises:
        Problem: `no_such_upload`, why it cannot be read, or as `ingest_received`.
    """
    upload, _ = read_waiting(home, upload_id)
    folder = home / "uploads" / "waiting" / upload.id
    os.utime(folder)  # what is being taken in does not wait any more: `sweep` leaves it
    _ingest(home, knowledge, folder / upload.name, progress)
    kept = _versions(home, identity(upload.name)) / upload.sha256
    shutil.rmtree(kept, ignore_errors=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(kept)
    _forget_oldest(kept.parent)


def _ingest(home: Path, knowledge: Path | None, file: Path, progress: Progress) -> None:
    report = ingest_received(home, knowledge, file, identity(file.name), progress)
    if report.failed:
        raise report.failed[0].problem


def versions(home: Path, entry: Entry) -> list[Upload]:
    """The versions of a document that was sent, newest first; the live one is that with `entry.sha256`."""
    return sorted(_noted(_versions(home, entry.path)), key=lambda one: -one.received)


def roll_back(
    home: Path, knowledge: Path | None, entry: Entry, sha256: str, progress: Progress
) -> None:
    """Make an earlier version of a document the live one.

    Raises:
        Problem: `no_such_version`, or as `ingest_received`.
    """
    found = next((one for one in versions(home, entry) if one.sha256 == sha256), None)
    if found is None:
        raise Problem("no_such_version")
    file = _versions(home, entry.path) / found.sha256 / found.name
    _ingest(home, knowledge, file, progress)


def delete(home: Path, knowledge: Path | None, entry: Entry, progress: Progress) -> None:
    """Take a document out of the library, with all its versions.

    Raises:
        Problem: as `remove`.
    """
    remove(home, knowledge, entry.id, progress)
    shutil.rmtree(_versions(home, entry.path), ignore_errors=True)


def _versions(home: Path, path: str) -> Path:
    key = hashlib.sha256(path.encode()).hexdigest()[:24]
    return home / "uploads" / "versions" / key


def _forget_oldest(folder: Path) -> None:
    kept = sorted(_noted(folder), key=lambda one: -one.received)
    for old in kept[MOST_VERSIONS:]:
        shutil.rmtree(folder / old.sha256, ignore_errors=True)


def _noted(folder: Path) -> Iterator[Upload]:
    """Those of which the note is whole: a process may have died before it was."""
    for note in folder.glob(f"*/{_NOTE}"):
        try:
            yield Upload(**json.loads(note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue


def _write(path: Path, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False)
    path.write_text(text, encoding="utf-8", newline="\n")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in _files(folder))


def _files(folder: Path) -> Sequence[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
