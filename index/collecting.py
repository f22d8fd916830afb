"""Which files are to be taken in, which are gone, and what a new document is called."""

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.loading import find_files
from index.manifest import Entry
from index.problem import Problem


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to take in.

    Attributes:
        source: where its bytes are now; its name is the document's.
        path: its identity.
        folder: that it was ingested with, "" for a single file.
    """

    source: Path
    path: str
    folder: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not go in, and why."""

    path: Path
    problem: Problem


def collect(paths: Sequence[Path]) -> tuple[list[SourceFile], list[Failure]]:
    """The files under paths, once each, and what cannot be taken."""
    files: dict[Path, SourceFile] = {}
    failed: list[Failure] = []
    for path in paths:
        try:
            found, refused = find_files(path)
        except Problem as problem:
            failed.append(Failure(path, problem))
            continue
        folder = str(path.resolve()) if _is_folder(path) else ""
        for file in found:
            resolved = file.resolve()
            if _is_text(str(resolved)):
                files.setdefault(resolved, SourceFile(resolved, str(resolved), folder))
            else:
                failed.append(Failure(file, Problem("bad_file_name")))
        failed.extend(Failure(file, problem) for file, problem in refused)
    return list(files.values()), failed


def gone(before: dict[str, Entry], paths: Sequence[Path], found: set[str]) -> set[str]:
    """The ids of documents that came with one of these folders, and whose file is in it no more.

    Args:
        before: the documents of the library, by id.
        paths: files and folders that are ingested now.
        found: the identities of the files in them.
    """
    folders = [path.resolve() for path in paths if _is_folder(path)]
    return {
        entry.id
        for entry in before.values()
        if entry.folder
        and entry.path not in found
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


def new_id(path: Path, taken: set[str]) -> str:
    """The file's name without its ending, harmless to show, and no other document's id."""
    kept = [c for c in path.stem if unicodedata.category(c)[0] != "C" and c not in "/\\"]
    name = "".join(kept).strip()[:100] or "document"
    return next(
        candidate
        for candidate in itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
        if candidate not in taken
    )
