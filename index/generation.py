"""Write one generation of the library beside the live one, then make it the live one."""

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import originals
from index.chunking import CHUNKER, chunk
from index.document import Document, Passage
from index.embedding import embedder_name, open_embedder
from index.glossary import load_glossary
from index.keyword import KeywordIndex
from index.knowledge import SHARED_FILES, knowledge_digest, load_knowledge, load_sources
from index.library import StoredDocument, passage_text, read_stored
from index.manifest import (
    Entry,
    Manifest,
    file_digests,
    fingerprint,
    generation_folder,
    write_manifest,
)
from index.store import Store
from index.vectors import VectorCache, write_shipped

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stages: waiting, reading, embedding, storing."""

_KEEP_SECONDS = 60
"""How long a generation that is no longer live stays for readers that have not noticed yet."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a library is made.

    Attributes:
        home: the folder the program writes to.
        knowledge: the built-in study material, or None.
        progress: who hears how far it is.
    """

    home: Path
    knowledge: Path | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class Change:
    """A new or changed document: its row of the manifest, its passages, and the received file if it has one."""

    entry: Entry
    document: Document
    passages: tuple[Passage, ...]
    original: Path | None


def make_change(
    document: Document,
    *,
    path: str = "",
    folder: str = "",
    sha256: str = "",
    original: Path | None = None,
) -> Change:
    """Chunk a document and make its row of the manifest."""
    text = json.dumps(document.to_json(), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{CHUNKER}\n{embedder_name()}\n{text}".encode()).hexdigest()[:32]
    passages = chunk(document)
    entry = Entry(
        id=document.id,
        title=document.title,
        language=document.language,
        kind=document.kind,
        digest=digest,
        passages=len(passages),
        path=path,
        folder=folder,
        sha256=sha256,
    )
    return Change(entry, document, passages, original)


def write_generation(
    workshop: Workshop,
    live: Manifest | None,
    entries: tuple[Entry, ...],
    changed: Sequence[Change],
) -> None:
    """Make `entries` the library.

    Args:
        workshop: where it is made; the glossary and the sources are copied from its knowledge.
        live: the generation to start from; None starts from nothing.
        entries: every document of the new generation.
        changed: those of them that `live` does not have as they are now.

    Raises:
        OSError: the disk refused; nothing of the new generation is left behind.
    """
    home = workshop.home
    folder = home / "generations" / uuid.uuid4().hex[:12]
    try:
        _build(workshop, folder, live, entries, changed)
        digest = knowledge_digest(workshop.knowledge)
        manifest = Manifest(
            generation=folder.name,
            fingerprint=fingerprint(entries, digest),
            embedder=embedder_name(),
            knowledge=digest,
            entries=entries,
            files=file_digests(folder),
        )
        for change in changed:
            if change.original is not None:
                origin = originals.Origin(
                    change.entry.id, change.entry.path, change.entry.folder, change.entry.sha256
                )
                originals.keep(home, origin, change.original)
        write_manifest(home, manifest)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if live is not None and generation_folder(home, live).is_dir():
        os.utime(generation_folder(home, live))  # from now on it is out of date
    clean_up(home, manifest)


def _build(
    workshop: Workshop,
    folder: Path,
    live: Manifest | None,
    entries: tuple[Entry, ...],
    changed: Sequence[Change],
) -> None:
    documents = folder / "documents"
    documents.mkdir(parents=True)
    knowledge = workshop.knowledge
    for name in SHARED_FILES:
        if knowledge is not None and (knowledge / name).is_file():
            shutil.copyfile(knowledge / name, folder / name)
    load_sources(folder)  # a mistake in it is told now, not to every reader
    new = _embed(workshop, changed)
    digests = {
        one.document.id: change.entry.digest for one, change in zip(new, changed, strict=True)
    }
    for one in new:
        one.write(documents, digests[one.document.id])
    dropped: list[str] = []
    if live is not None:
        old_folder = generation_folder(workshop.home, live)
        kept = {entry.digest for entry in entries} - set(digests.values())
        for entry in live.entries:
            if entry.digest in kept:
                for suffix in (".json", ".npy"):
                    _link(old_folder / "documents", documents, entry.digest + suffix)
            else:
                old = read_stored(old_folder / "documents", entry.digest)
                dropped.extend(passage.id for passage in old.passages)
        shutil.copytree(old_folder / "chroma", folder / "chroma")
    workshop.progress("storing", 0, 1)
    _store(folder / "chroma", dropped, new)
    stored = [read_stored(documents, e.digest) for e in sorted(entries, key=lambda e: e.id)]
    texts = [
        (passage_text(one.document, passage), one.document.language)
        for one in stored
        for passage in one.passages
    ]
    KeywordIndex.build(texts, load_glossary(folder), folder / "keyword")
    workshop.progress("storing", 1, 1)


def _embed(workshop: Workshop, changed: Sequence[Change]) -> list[StoredDocument]:
    texts = [text for change in changed for text in texts_of(change)]
    shipped = workshop.knowledge / "vectors" if workshop.knowledge else None
    vectors = VectorCache(workshop.home / "cache" / "vectors.sqlite3", shipped).vectors(
        open_embedder(), texts, lambda done, total: workshop.progress("embedding", done, total)
    )
    stored: list[StoredDocument] = []
    at = 0
    for change in changed:
        rows = len(texts_of(change))
        half = vectors[at : at + rows].astype(np.float16)
        stored.append(StoredDocument(change.document, change.passages, half))
        at += rows
    return stored


def texts_of(change: Change) -> list[str]:
    """What is embedded of a document: each passage, then each sentence."""
    text = change.document.text
    passages = [passage_text(change.document, passage) for passage in change.passages]
    return passages + [text[s.start : s.end] for p in change.passages for s in p.sentences]


def ship_vectors(home: Path, knowledge: Path, progress: Progress) -> int:
    """Write `knowledge/vectors/` anew: the vectors of the built-in material, so that a fresh clone need not make them.

    Returns:
        How many texts have one.

    Raises:
        Problem: `bad_knowledge`, or as `open_embedder`.
    """
    texts = [
        text for document in load_knowledge(knowledge) for text in texts_of(make_change(document))
    ]
    cache = VectorCache(home / "cache" / "vectors.sqlite3", knowledge / "vectors")
    vectors = cache.vectors(
        open_embedder(), texts, lambda done, total: progress("embedding", done, total)
    )
    write_shipped(knowledge / "vectors", texts, vectors)
    return len(set(texts))


def _store(folder: Path, dropped: Sequence[str], new: Sequence[StoredDocument]) -> None:
    store = Store(folder)
    try:
        store.delete(dropped)
        for one in new:
            texts = [passage_text(one.document, passage) for passage in one.passages]
            vectors = one.vectors[: len(texts)].astype(np.float32)
            store.add(one.passages, texts, vectors)
    finally:
        store.close()


def _link(source: Path, target: Path, name: str) -> None:
    try:
        os.link(source / name, target / name)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source / name, target / name)


def clean_up(home: Path, manifest: Manifest) -> None:
    """Remove what killed writers and readers left, and generations that nobody reads any more."""
    now = time.time()
    for folder in (home / "generations").iterdir():
        if folder.name != manifest.generation and now - folder.stat().st_mtime > _KEEP_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
    for folder in (home / "scratch").glob("*-*"):
        if not _alive(folder.name.split("-")[0]):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
