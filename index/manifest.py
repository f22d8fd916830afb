"""What the library consists of, in one small file whose replacement is the moment a change becomes real.

<home>/manifest.json            names the live generation
<home>/generations/<name>/      chroma/ keyword/ documents/ glossary.yaml sources.yaml: never changed once named
<home>/originals/               the ingested files themselves, for a rebuild
<home>/cache/vectors.sqlite3    vectors by (embedder, text)
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.chunking import CHUNKER
from index.document import Kind, Language
from index.problem import Problem

SCHEMA = 1
"""Of the manifest and of a generation's folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the library.

    Attributes:
        digest: of the document, the chunker and the embedder; names its files in the generation.
        path: the resolved path of an ingested file, "" for the built-in material.
        folder: the folder it was ingested with, "" for a single file.
        sha256: of the ingested file's bytes.
    """

    id: str
    title: str
    language: Language
    kind: Kind
    digest: str
    passages: int
    path: str = ""
    folder: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The live generation: its documents, what made it, and the digest of each of its files."""

    generation: str
    fingerprint: str
    embedder: str
    knowledge: str
    entries: tuple[Entry, ...]
    files: dict[str, str]
    schema: int = SCHEMA
    chunker: str = CHUNKER


def manifest_path(home: Path) -> Path:
    """Where the manifest of a home is."""
    return home / "manifest.json"


def generation_folder(home: Path, manifest: Manifest) -> Path:
    """The folder of the live generation."""
    return home / "generations" / manifest.generation


def read_manifest(home: Path, embedder: str) -> Manifest | None:
    """The manifest of a home; None where there is no library yet.

    Args:
        home: the folder the program writes to.
        embedder: name of the embedder in use.

    Raises:
        Problem: `library_damaged` if it cannot be read, `library_mismatch` if another schema, chunker or embedder
            made the library.
    """
    try:
        text = manifest_path(home).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("library_damaged", detail="manifest.json") from error
    try:
        data: dict[str, Any] = json.loads(text)
        schema = data["schema"]
        if schema != SCHEMA:
            raise Problem("library_mismatch", part="schema", found=str(schema), wanted=str(SCHEMA))
        entries = tuple(Entry(**entry) for entry in data.pop("entries"))
        manifest = Manifest(entries=entries, **data)
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("library_damaged", detail="manifest.json") from error
    _same("chunker", manifest.chunker, CHUNKER)
    _same("embedder", manifest.embedder, embedder)
    return manifest


def _same(part: str, found: str, wanted: str) -> None:
    if found != wanted:
        raise Problem("library_mismatch", part=part, found=found, wanted=wanted)


def write_manifest(home: Path, manifest: Manifest) -> None:
    """Make `manifest` the live one, atomically and durably."""
    path = manifest_path(home)
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def fingerprint(entries: tuple[Entry, ...], knowledge: str) -> str:
    """16 hex digits that are equal for equal libraries, however they came about."""
    parts = [CHUNKER, knowledge, *sorted(f"{entry.id}={entry.digest}" for entry in entries)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below `folder`, by its relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): digest_file(path) for path in files}


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare a generation's files with the manifest.

    Raises:
        Problem: `library_damaged`, naming the first file that is missing or not as it was written.
    """
    for name, digest in sorted(manifest.files.items()):
        try:
            same = digest_file(folder / name) == digest
        except OSError:
            same = False
        if not same:
            raise Problem("library_damaged", detail=name)
