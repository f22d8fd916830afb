"""Files of other people become documents; nothing in such a file is trusted."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.document import Document, Page, Run, Section
from index.extract import WARNINGS, sensible_title
from index.extraction import MAX_FILE_BYTES, READERS
from index.language import detect_language
from index.problem import Problem
from index.sandbox import Answer, Limits, read_in_child

LIMITS = Limits()


def load_file(
    path: Path, document_id: str, name: str | None = None, limits: Limits = LIMITS
) -> Document:
    """Read a PDF, DOCX, Markdown or text file.

    Args:
        path: a regular file; a link is not followed.
        document_id: the id of the new document.
        name: the file's name for people, when it is kept under another.
        limits: what reading it may cost.

    Raises:
        Problem: why it cannot be read; `file` is among its values.
    """
    shown = display_name(Path(name) if name else path)
    try:
        descriptor = _open(path)
        try:
            answer = read_in_child(descriptor, path.suffix.lower(), limits)
        finally:
            os.close(descriptor)
        return _document(document_id, shown, answer)
    except Problem as problem:
        raise Problem(problem.code, **{**problem.values, "file": shown}) from None


def find_files(path: Path) -> tuple[list[Path], list[tuple[Path, Problem]]]:
    """The files to read under a path, and what else is there with the reason why it is left out.

    Args:
        path: a file, or a folder that is searched through; hidden files are passed over.

    Returns:
        Both lists sorted by path.
    """
    if not os.path.lexists(path):  # unlike Path.exists, False for what may not be looked at
        return [], [(path, Problem("no_such_file", path=str(path)))]
    files: list[Path] = []
    problems: list[tuple[Path, Problem]] = []
    for found in sorted(_walk(path, problems)) if _is_folder(path) else [path]:
        code = _reason_to_skip(found)
        if code:
            problems.append((found, Problem(code, file=display_name(found))))
        else:
            files.append(found)
    return files, sorted(problems, key=lambda pair: pair[0])


def display_name(path: Path) -> str:
    """A file's name as it can be shown anywhere: printable, at most 120 characters."""
    name = "".join(c if c.isprintable() and c not in "/\\<>" else " " for c in path.name)
    return " ".join(name.split())[:120] or "?"


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _walk(folder: Path, problems: list[tuple[Path, Problem]]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        place = Path(error.filename)
        problems.append((place, Problem("unreadable_file", file=display_name(place))))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in names + links if not name.startswith("."))


def _reason_to_skip(path: Path) -> str:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return "unreadable_file"
    if not stat.S_ISREG(mode):
        return "not_a_file"
    return "" if path.suffix.lower() in READERS else "unsupported_type"


def _open(path: Path) -> int:
    """Open a regular file of a known kind; follow no link, wait for no pipe."""
    if path.suffix.lower() not in READERS:
        raise Problem("unsupported_type")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Problem("no_such_file", path=str(path)) from None
    except OSError:
        raise Problem("not_a_file" if path.is_symlink() else "unreadable_file") from None
    status = os.fstat(descriptor)
    code = ""
    if not stat.S_ISREG(status.st_mode):
        code = "not_a_file"
    elif status.st_size == 0:
        code = "file_empty"
    elif status.st_size > MAX_FILE_BYTES:
        code = "file_too_large"
    if code:
        os.close(descriptor)
        raise Problem(code, limit=MAX_FILE_BYTES // 2**20)
    return descriptor


def _document(document_id: str, name: str, answer: Answer) -> Document:
    """Build the document from what the child said, which is checked like any other input."""
    data, text = answer.data, answer.text
    try:
        title = sensible_title(str(data["title"])) or _title_from_name(name)
        document = Document(
            id=document_id,
            title=title,
            language=detect_language(text, "id"),
            kind="document",
            text=text,
            sections=tuple(_section(row, title) for row in data["sections"]),
            pages=tuple(
                Page(int(n), str(label), int(s), int(e)) for n, label, s, e in data["pages"]
            ),
            runs=_runs(data["runs"], len(text)),
            warnings=tuple(sorted(WARNINGS.intersection(data["warnings"]))),
        )
        spans = (
            [(s.start, s.end) for s in document.sections],
            [(p.start, p.end) for p in document.pages],
        )
        is_whole = _covers(spans[0], len(text)) and (not spans[1] or _covers(spans[1], len(text)))
    except (KeyError, TypeError, ValueError):
        raise Problem("parser_failed") from None
    if not is_whole:
        raise Problem("parser_failed")
    return document


def _section(row: list[Any], title: str) -> Section:
    headings, start, body, end = row
    names = tuple(str(heading) or title for heading in headings)
    return Section(names, int(start), int(body), int(end))


def _runs(numbers: list[int], length: int) -> tuple[Run, ...]:
    triples = iter(numbers)
    runs = tuple(Run(s, o, n) for s, o, n in zip(triples, triples, triples, strict=True))
    at = origin = 0
    for run in runs:
        if run.start < at or run.origin < origin or run.length < 1:
            raise ValueError
        at, origin = run.start + run.length, run.origin + run.length
    if at > length:
        raise ValueError
    return runs


def _covers(spans: list[tuple[int, int]], length: int) -> bool:
    """Whether spans follow one another from the first character to the last."""
    ends = [0] + [end for _, end in spans]
    starts = [start for start, _ in spans] + [length]
    return starts == ends and all(start <= end for start, end in spans)


def _title_from_name(name: str) -> str:
    """Name a file that names no title: `laporan_tahunan-2021.pdf` reads "laporan tahunan 2021"."""
    stem = re.sub(r"\.\w{1,8}$", "", name)
    spaced = " ".join(re.sub(r"[_+]|(?<=\w)-(?=\w)|%20", " ", stem).split())
    return spaced or name
