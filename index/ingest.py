"""Files and study material become the next generation of the library.

Everything is made beside the live generation, on copies, and becomes real when the manifest is replaced. Killed at
any moment before that, the old library still answers; what was embedded is in the cache, so a rerun is quick and
ends in the same library.
"""

import errno
import itertools
import sqlite3
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index import originals
from index.document import Document
from index.embedding import embedder_name
from index.generation import Change, Progress, Workshop, make_change, write_generation
from index.knowledge import knowledge_digest, load_knowledge
from index.loading import find_files, load_file
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
class Failure:
    """A file that did not go in, and why."""

    path: Path
    problem: Problem


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
    workshop = Workshop(home, knowledge, progress)
    with _writing(home, progress):
        live = _live(home)
        before = {entry.id: entry for entry in live.entries} if live else {}
        files, failed = _collect(paths)
        gone = _gone(before, paths, {path for path, _ in files})
        kept = {id_: entry for id_, entry in before.items() if id_ not in gone}
        built_in = load_knowledge(knowledge) if knowledge else ()
        taken = {document.id for document in built_in} | kept.keys()
        kept, changed, unchanged, more_failed = _read(home, kept, taken, files, progress)
        added = sum(1 for change in changed if change.entry.id not in before)
        passages = _commit(workshop, live, kept, changed)
        originals.forget(home, gone)
    return Report(
        added=added,
        updated=len(changed) - added,
        unchanged=unchanged,
        removed=len(gone),
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


def _collect(paths: Sequence[Path]) -> tuple[list[tuple[Path, str]], list[Failure]]:
    """(resolved file, folder it came with or "") once each, and what cannot be taken."""
    files: dict[Path, str] = {}
    failed: list[Failure] = []
    for path in paths:
        try:
            found, refused = find_files(path)
        except Problem as problem:
            failed.append(Failure(path, problem))
            continue
        folder = str(path.resolve()) if _is_folder(path) else ""
        for file in found:
            if _is_text(str(file.resolve())):
                files.setdefault(file.resolve(), folder)
            else:
                failed.append(Failure(file, Problem("bad_file_name")))
        failed.extend(Failure(file, problem) for file, problem in refused)
    return list(files.items()), failed


def _gone(before: dict[str, Entry], paths: Sequence[Path], found: set[Path]) -> set[str]:
    folders = [path.resolve() for path in paths if _is_folder(path)]
    return {
        entry.id
        for entry in before.values()
        if entry.folder
        and Path(entry.path) not in found
        and any(folder in Path(entry.path).parents for folder in folders)
        and _is_gone(Path(entry.path))
    }


def _is_gone(path: Path) -> bool:
    """Whether a file is not there any more; one that merely cannot be looked at is not gone."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _is_text(name: str) -> bool:
    """Whether a file's name can be written down: one that is not UTF-8 cannot."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _read(
    home: Path,
    kept: dict[str, Entry],
    taken: set[str],
    files: list[tuple[Path, str]],
    progress: Progress,
) -> tuple[dict[str, Entry], list[Change], int, list[Failure]]:
    """Load what is new; what is as it was only learns which folder it came with."""
    by_path = {entry.path: entry for entry in kept.values() if entry.path}
    kept = dict(kept)
    changed: list[Change] = []
    failed: list[Failure] = []
    unchanged = 0
    for at, (path, came_with) in enumerate(files):
        progress("reading", at, len(files))
        folder = came_with
        old = by_path.get(str(path))
        try:
            copy = originals.receive(home, path)
            sha256 = digest_file(copy)
            folder = folder or (old.folder if old else "")
            if old is not None and old.sha256 == sha256:
                kept[old.id] = replace(old, folder=folder)
                unchanged += 1
                continue
            document = load_file(copy, old.id if old else _new_id(path, taken))
        except Problem as problem:
            failed.append(Failure(path, problem))
            continue
        taken.add(document.id)
        changed.append(
            make_change(document, path=str(path), folder=folder, sha256=sha256, original=copy)
        )
    return kept, changed, unchanged, failed


def _new_id(path: Path, taken: set[str]) -> str:
    """The file's name without its ending, harmless to show, and no other document's id."""
    kept = [c for c in path.stem if unicodedata.category(c)[0] != "C" and c not in "/\\"]
    name = "".join(kept).strip()[:100] or "document"
    return next(
        candidate
        for candidate in itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
        if candidate not in taken
    )


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
