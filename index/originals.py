"""The ingested files themselves, kept so that the library can be rebuilt and a reader can have the original."""

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from index.problem import Problem

LARGEST = 25 * 1024 * 1024
"""Bytes of a file that is taken in."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an ingested document came from."""

    id: str
    path: str
    folder: str
    sha256: str


def receive(home: Path, path: Path) -> Path:
    """Copy a file into the home under its own name, so that what is parsed is what is kept.

    Returns:
        The copy; `clear_incoming` removes those that no document took.

    Raises:
        Problem: `no_such_file`, `not_a_file` (a link, device or pipe), `file_too_large`, `unreadable_file`.
    """
    incoming = home / "incoming"
    incoming.mkdir(exist_ok=True)
    try:
        source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise Problem("no_such_file", path=str(path)) from error
    except OSError as error:
        raise Problem("unreadable_file", file=path.name) from error
    with open(source, "rb") as file:  # noqa: PTH123 - an open descriptor, so that what was checked is what is read
        found = os.fstat(source)
        if not stat.S_ISREG(found.st_mode):
            raise Problem("not_a_file", file=path.name)
        if found.st_size > LARGEST:
            raise Problem("file_too_large", file=path.name, limit=LARGEST // 1024**2)
        copy = Path(tempfile.mkdtemp(dir=incoming)) / path.name
        with copy.open("wb") as target:
            shutil.copyfileobj(file, target)
    return copy


def clear_incoming(home: Path) -> None:
    """Remove received copies that no document took."""
    shutil.rmtree(home / "incoming", ignore_errors=True)


def keep(home: Path, origin: Origin, copy: Path) -> None:
    """Move a received copy to the originals."""
    folder = home / "originals"
    folder.mkdir(exist_ok=True)
    key = _key(origin.id)
    text = json.dumps(asdict(origin), ensure_ascii=False, sort_keys=True)
    note = folder / f"{key}.json.new"
    note.write_text(text, encoding="utf-8", newline="\n")
    copy.replace(
        folder / f"{key}{copy.suffix.lower()}"
    )  # the old version goes as the new one comes
    note.replace(folder / f"{key}.json")


def stored(home: Path) -> list[tuple[Origin, Path]]:
    """Every original with where it came from, in order of document id."""
    found: list[tuple[Origin, Path]] = []
    for note in sorted((home / "originals").glob("*.json")):
        try:
            origin = Origin(**json.loads(note.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            continue  # of a write that never finished
        files = [
            file
            for file in note.parent.glob(f"{note.stem}.*")
            if file.suffix not in {".json", ".new"}
        ]
        found.extend((origin, file) for file in files[:1])
    return sorted(found, key=lambda pair: pair[0].id)


def forget(home: Path, document_ids: Iterable[str]) -> None:
    """Delete the originals of documents."""
    for document_id in document_ids:
        for file in (home / "originals").glob(f"{_key(document_id)}.*"):
            file.unlink()


def _key(document_id: str) -> str:
    return hashlib.sha256(document_id.encode()).hexdigest()[:24]
