"""Files and study material become the next generation of the library.

Everything is made beside the live generation, on copies, and becomes real when the manifest is replaced. Killed at
any moment before that, the old library still answers; what was embedded is in the cache, so a rerun is quick and
ends in the same library.
"""

import errno
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index import originals
from index.collecting import Failure, SourceFile, collect, gone, new_id
from index.document import Document
from index.embedding import embedder_name
from index.generation import Change, Progress, Workshop, make_change, write_generation
from index.knowledge import knowledge_digest, load_knowledge
from index.loading import load_file
from index.manifest import (
    Entry,
    Manifest,
    check_files,
    digest_file,
    generation_folder,
    read_manifest,
)
from index.problem import Problem

LONGEST_WAIT_SECONDS = 600
"""For another process that is writing; past that the reader is told."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A file that went in with something that whoever added it should look at."""

    path: Path
    code: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did. `passages` is how many the library has now."""

    added: int
    updated: int
    unchanged: int
    removed: int
    passages: int
    failed: tuple[Failure, ...]
    warned: tuple[Warned, ...]
    seconds: float


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


def sync(home: Path, knowledge: Path | None, progress: Progress = _silent) -> None:
    """Make sure that there is a library and that it holds the built-in material as it is now.

    Raises:
        Problem: as `ingest`; `bad_knowledge` for built-in material that is not well formed.
    """
    live = read_manifest(home, embedder_name())
    if live is not None and live.knowledge == knowledge_digest(knowledge):
        return
    ingest(home, knowledge, (), progress)


def ingest(
    home: Path, knowledge: Path | None, paths: Sequence[Path], progress: Progress = _silent
) -> Report:
    """Put files and folders into the library; the built-in material is brought up to date with them.

    A file's identity is its resolved path. A folder's files that were ingested with it earlier and are gone are
    removed. Files that cannot be read are reported, keep their earlier version, and do not stop the others.

    Args:
        home: the folder the program writes to.
        knowledge: the built-in study material, or None.
        paths: files and folders.
        progress: see `Progress`.

    Raises:
        Problem: `library_damaged`, `library_mismatch`, `library_busy`, `read_only`, `no_space`, `bad_knowledge`.
    """
    started = time.monotonic()
    with _writing(home, progress):
        files, failed = collect(paths)
        return _take_in(Workshop(home, knowledge, progress), started, paths, files, failed)


def ingest_received(
    home: Path, knowledge: Path | None, source: Path, identity: str, progress: Progress = _silent
) -> Report:
    """Put one file into the library that has no place of its own on this machine: it was sent.

    Args:
        home: the folder the program writes to.
        knowledge: the built-in study material, or None.
        source: the file; its name is the document's.
        identity: in the place of a path, and like a relative one: the same again replaces the document.
        progress: see `Progress`.

    Raises:
        Problem: as `ingest`.
    """
    started = time.monotonic()
    with _writing(home, progress):
        files = [SourceFile(source, identity, "")]
        return _take_in(Workshop(home, knowledge, progress), started, (), files, [])


def _take_in(
    workshop: Workshop,
    started: float,
    paths: Sequence[Path],
    files: list[SourceFile],
    failed: list[Failure],
) -> Report:
    home, knowledge = workshop.home, workshop.knowledge
    live = _live(home)
    before = {entry.id: entry for entry in live.entries} if live else {}
    left = gone(before, paths, {file.path for file in files})
    kept = {id_: entry for id_, entry in before.items() if id_ not in left}
    built_in = load_knowledge(knowledge) if knowledge else ()
    taken = {document.id for document in built_in} | kept.keys()
    kept, changed, unchanged, more_failed = _read(home, kept, taken, files, workshop.progress)
    added = sum(1 for change in changed if change.entry.id not in before)
    passages = _commit(workshop, live, kept, changed)
    originals.forget(home, left)
    return Report(
        added=added,
        updated=len(changed) - added,
        unchanged=unchanged,
        removed=len(left),
        passages=passages,
        failed=(*failed, *more_failed),
        warned=_warned(changed),
        seconds=time.monotonic() - started,
    )


def remove(
    home: Path, knowledge: Path | None, document_id: str, progress: Progress = _silent
) -> None:
    """Take an ingested document out of the library.

    Raises:
        Problem: `unknown_document`; `built_in_document` for material that comes with the program; and as `ingest`.
    """
    workshop = Workshop(home, knowledge, progress)
    with _writing(home, progress):
        live = _live(home)
        entries = {entry.id: entry for entry in live.entries} if live else {}
        if document_id not in entries:
            raise Problem("unknown_document", id=document_id)
        if not entries[document_id].path:
            raise Problem("built_in_document", id=document_id)
        del entries[document_id]
        _commit(workshop, live, entries, [])
        originals.forget(home, {document_id})


def rebuild(home: Path, knowledge: Path | None, progress: Progress = _silent) -> Report:
    """Make the library anew from the built-in material and the stored originals, whatever state it is in.

    Raises:
        Problem: `library_busy`, `read_only`, `no_space`, `bad_knowledge`.
    """
    started = time.monotonic()
    workshop = Workshop(home, knowledge, progress)
    with _writing(home, progress):
        changed: list[Change] = []
        failed: list[Failure] = []
        kept = originals.stored(home)
        built_in = {d.id for d in load_knowledge(knowledge)} if knowledge else set()
        for at, (origin, path) in enumerate(kept):
            progress("reading", at, len(kept))
            try:
                if origin.id in built_in:
                    raise Problem("id_taken", id=origin.id, path=origin.path)
                document = load_file(path, origin.id, name=Path(origin.path).name)
            except Problem as problem:
                failed.append(Failure(Path(origin.path), problem))
                continue
            changed.append(
                make_change(document, path=origin.path, folder=origin.folder, sha256=origin.sha256)
            )
        passages = _commit(workshop, None, {}, changed)
    seconds = time.monotonic() - started
    return Report(len(changed), 0, 0, 0, passages, tuple(failed), _warned(changed), seconds)


def _warned(changed: Sequence[Change]) -> tuple[Warned, ...]:
    return tuple(
        Warned(Path(change.entry.path), code)
        for change in changed
        if change.entry.path
        for code in change.document.warnings
    )


@contextmanager
def _writing(home: Path, progress: Progress) -> Iterator[None]:
    """Hold the writer's lock (released by the system when a process dies) and name what the disk refuses."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        code = "no_space" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "read_only"
        raise Problem(code, path=str(home)) from error
    try:
        lock = FileLock(home / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress("waiting", 0, 0)
            lock.acquire(timeout=LONGEST_WAIT_SECONDS)
        try:
            yield
        finally:
            originals.clear_incoming(home)
            lock.release()
    except Timeout as error:
        raise Problem("library_busy") from error
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise Problem("no_space", path=str(home)) from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("no_space", path=str(home)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Problem("read_only", path=str(home)) from error
        raise


def _live(home: Path) -> Manifest | None:
    """The live manifest; a damaged generation is not copied into the next."""
    live = read_manifest(home, embedder_name())
    if live is not None:
        check_files(generation_folder(home, live), live)
    return live


def _read(
    home: Path,
    kept: dict[str, Entry],
    taken: set[str],
    files: list[SourceFile],
    progress: Progress,
) -> tuple[dict[str, Entry], list[Change], int, list[Failure]]:
    """Load what is new; what is as it was only learns which folder it came with."""
    by_path = {entry.path: entry for entry in kept.values() if entry.path}
    kept = dict(kept)
    changed: list[Change] = []
    failed: list[Failure] = []
    unchanged = 0
    for at, file in enumerate(files):
        progress("reading", at, len(files))
        folder = file.folder
        old = by_path.get(file.path)
        try:
            copy = originals.receive(home, file.source)
            sha256 = digest_file(copy)
            folder = folder or (old.folder if old else "")
            if old is not None and old.sha256 == sha256:
                kept[old.id] = replace(old, folder=folder)
                unchanged += 1
                continue
            document = load_file(copy, old.id if old else new_id(file.source, taken))
        except Problem as problem:
            failed.append(Failure(file.source, problem))
            continue
        taken.add(document.id)
        changed.append(
            make_change(document, path=file.path, folder=folder, sha256=sha256, original=copy)
        )
    return kept, changed, unchanged, failed


def _commit(
    workshop: Workshop, live: Manifest | None, kept: dict[str, Entry], changed: list[Change]
) -> int:
    """Make the generation of the kept and the changed documents live; passages in it."""
    knowledge = workshop.knowledge
    digest = knowledge_digest(knowledge)
    if live is None or live.knowledge != digest:
        kept, built_in = _with_built_in(kept, load_knowledge(knowledge) if knowledge else ())
        changed = [*built_in, *changed]
    replaced = {change.entry.id for change in changed}
    kept_entries = [entry for entry in kept.values() if entry.id not in replaced]
    entries = tuple(sorted((*kept_entries, *(c.entry for c in changed)), key=lambda e: e.id))
    if live is None or live.entries != entries or live.knowledge != digest:
        write_generation(workshop, live, entries, changed)
    return sum(entry.passages for entry in entries)


def _with_built_in(
    kept: dict[str, Entry], documents: Sequence[Document]
) -> tuple[dict[str, Entry], list[Change]]:
    """Replace the built-in documents among `kept`; those that did not change are not made again."""
    old = {entry.id: entry for entry in kept.values() if not entry.path}
    others = {id_: entry for id_, entry in kept.items() if entry.path}
    changed: list[Change] = []
    for document in documents:
        if document.id in others:
            raise Problem("id_taken", id=document.id, path=others[document.id].path)
        change = make_change(document)
        if old.get(document.id) == change.entry:
            others[document.id] = change.entry
        else:
            changed.append(change)
    return others, changed
