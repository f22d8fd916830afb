"""The shipped vectors are those of the texts and of the embedder, so that a fresh clone is ready at once."""

import random
from pathlib import Path

import numpy as np

from index.document import Document, Section
from index.embedding import open_embedder
from index.generation import make_change, texts_of
from index.knowledge import load_knowledge
from index.vectors import VectorCache, read_shipped, text_key, write_shipped
from tests.conftest import LIBRARY

SAMPLE = 40


def built_in_texts() -> list[str]:
    return [t for d in load_knowledge(LIBRARY) for t in texts_of(make_change(d))]


def test_every_built_in_text_has_its_vector_shipped() -> None:
    keys = {text_key(text) for text in built_in_texts()}
    missing = keys - read_shipped(LIBRARY / "vectors", keys).keys()
    assert not missing, f"{len(missing)} texts: run `python -m assistant library ship`"


def test_a_sample_of_the_shipped_vectors_is_right() -> None:
    texts = random.Random(7).sample(built_in_texts(), SAMPLE)
    shipped = read_shipped(LIBRARY / "vectors", {text_key(text) for text in texts})
    made = open_embedder().passage_vectors(texts).astype(np.float16).astype(np.float32)
    for text, vector in zip(texts, made, strict=True):
        assert shipped[text_key(text)] == vector.tobytes(), text


def test_a_vector_is_embedded_once_and_kept(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "cache" / "vectors.sqlite3")
    texts = ["satu kalimat", "kalimat lain", "satu kalimat"]
    counts: list[int] = []
    first = cache.vectors(open_embedder(), texts, lambda _done, new: counts.append(new))
    again = cache.vectors(open_embedder(), texts, lambda _done, new: counts.append(new))
    assert (first == again).all()
    assert (first[0] == first[2]).all()
    assert counts == [2, 2, 0]


def test_shipped_vectors_need_not_be_made(tmp_path: Path) -> None:
    vectors = open_embedder().passage_vectors(["dikirim"])
    write_shipped(tmp_path / "vectors", ["dikirim"], vectors)
    cache = VectorCache(tmp_path / "vectors.sqlite3", tmp_path / "vectors")
    counts: list[int] = []
    cache.vectors(open_embedder(), ["dikirim"], lambda _done, new: counts.append(new))
    assert counts == [0]


def test_a_damaged_cache_or_shipment_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "keys.npy").write_bytes(b"rubbish")
    (tmp_path / "cache.sqlite3").write_bytes(b"rubbish" * 100)
    cache = VectorCache(tmp_path / "cache.sqlite3", tmp_path / "vectors")
    assert cache.vectors(open_embedder(), ["teks"]).shape == (1, 384)


def test_a_document_without_text_has_no_vectors(tmp_path: Path) -> None:
    empty = Document("e", "E", "id", "document", "", (Section((), 0, 0, 0),))
    assert texts_of(make_change(empty)) == []
    assert VectorCache(tmp_path / "v.sqlite3").vectors(open_embedder(), []).shape == (0, 384)
