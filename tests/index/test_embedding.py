"""Within one request a text is embedded once; after it nothing is remembered."""

import numpy as np
import pytest

from index import embedding
from index.embedding import each_text_once, open_embedder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the engine was given."""
    texts: list[str] = []
    original = embedding._encode

    def counted(some: list[str], *, is_query: bool) -> embedding.Vectors:
        texts.extend(some)
        return original(some, is_query=is_query)

    monkeypatch.setattr(embedding, "_encode", counted)
    return texts


def test_a_text_is_embedded_once_and_its_vector_is_the_same(made: list[str]) -> None:
    embedder = open_embedder()
    plain = embedder.query_vector("Apa itu ESKA?")
    with each_text_once():
        first, again = (embedder.query_vector("Apa itu ESKA?") for _ in range(2))
        other = embedder.query_vector("Siapa pendiri ECPAT?")
    assert made == ["Apa itu ESKA?", "Apa itu ESKA?", "Siapa pendiri ECPAT?"]
    assert first.tobytes() == again.tobytes() == plain.tobytes()
    assert not np.array_equal(first, other)


def test_nothing_is_remembered_after_the_request(made: list[str]) -> None:
    embedder = open_embedder()

    @each_text_once()
    def fail() -> None:
        embedder.query_vector("rahasia")
        raise ValueError("inside")

    for _ in range(2):
        with pytest.raises(ValueError, match="inside"):
            fail()
    assert made == ["rahasia", "rahasia"]
