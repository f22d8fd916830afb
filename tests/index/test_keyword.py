"""Keyword search reads words by their stem, in each language, and the thesis's misspellings as what they mean."""

from pathlib import Path

import numpy as np

from index.glossary import load_glossary
from index.keyword import KeywordIndex, tokens
from tests.conftest import KNOWLEDGE

GLOSSARY = load_glossary(KNOWLEDGE)
TEXTS = [
    ("Eksplorasi seksual komersial anak adalah kejahatan.", "id"),
    ("Pelatihan guru diadakan di Batam.", "id"),
    ("Teachers were trained in Batam.", "en"),
]


def test_words_are_stemmed_in_their_language() -> None:
    assert tokens("pelatihan", "id", GLOSSARY) == tokens("melatih", "id", GLOSSARY)
    assert tokens("trained training", "en", GLOSSARY) == ["train", "train"]


def test_the_thesis_misspelling_is_understood() -> None:
    assert tokens("Eksplorasi", "id", GLOSSARY) == tokens("eksploitasi", "id", GLOSSARY)
    assert tokens("Gobal", "id", GLOSSARY) == tokens("global", "id", GLOSSARY)


def test_scores_find_the_passage_and_weigh_what_was_added(tmp_path: Path) -> None:
    KeywordIndex.build(TEXTS, GLOSSARY, tmp_path)  # type: ignore[arg-type]
    index = KeywordIndex.open(tmp_path, GLOSSARY, len(TEXTS))
    assert int(np.argmax(index.scores([("eksploitasi anak", 1.0)]))) == 0
    assert int(np.argmax(index.scores([("melatih guru", 1.0)]))) == 1
    assert int(np.argmax(index.scores([("training of teachers", 1.0)]))) == 2
    full, half = index.scores([("guru", 1.0)])[1], index.scores([("guru", 0.5)])[1]
    assert half == np.float32(full / 2)
    assert not index.scores([("xyzzy", 1.0)]).any()


def test_frequency_counts_passages(tmp_path: Path) -> None:
    KeywordIndex.build(TEXTS, GLOSSARY, tmp_path)  # type: ignore[arg-type]
    index = KeywordIndex.open(tmp_path, GLOSSARY, len(TEXTS))
    assert index.share("Batam") == 2 / 3
    assert index.share("tidakada") == 0


def test_an_index_without_words_scores_nothing(tmp_path: Path) -> None:
    KeywordIndex.build([], GLOSSARY, tmp_path)
    assert KeywordIndex.open(tmp_path, GLOSSARY, 0).scores([("apa saja", 1.0)]).size == 0
