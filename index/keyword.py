"""BM25 over the passages (bm25s), each stemmed in its own language."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.document import LANGUAGES, Language
from index.glossary import Glossary

_WORD = re.compile(r"\w+(?:['’]\w+)?", re.UNICODE)
_STEMMERS = {"id": Stemmer.Stemmer("indonesian"), "en": Stemmer.Stemmer("english")}

STOP_WORDS: dict[Language, frozenset[str]] = {
    "id": frozenset(
        "ada adalah agar aja akan aku anda antara apa apaan apabila apakah atas atau ato atw bagaimana "
        "bagi bahwa banyak beberapa belum berapa bila bisa boleh bro buat bukan cuma dalam dan dapat dari "
        "daripada deh dengan dgn di dia dimana dll doang dong enggak ga gak gimana gitu gmana gmn guna "
        "hal hanya harus hingga ia ialah ini itu jadi jelasin jelaskan jika juga kah kak kalau kalian "
        "kalo kami kan kapan karena kasih kaya kayak ke kenapa kepada ketika kita klo kok krn lagi lah "
        "lain lalu lebih lewat maka makasih maksud mana masih mau melalui mengapa menjadi menurut mereka "
        "merupakan min minta mksd mohon namun ngapain ngga nggak nih nya oh oke oleh pada paling para per "
        "pernah pun punya saat saja salah sama sambil sampai sangat saya sebab sebagai sebuah sebutin "
        "sebutkan secara sedang sejak selain seperti serta si siapa sih sm soal sudah supaya tahu tak "
        "tapi telah tentang terhadap terima tersebut terus tetapi thd tiap tidak tolong trus tuh untuk "
        "utk walau ya yah yaitu yakni yang yg".split()
    ),
    "en": frozenset(
        "a about all also am an and any anyone anything are as at be because been being but by can could "
        "describe did do does doing else explain for from give had has have having he her here him his "
        "how i if in into is it its itself just kind kinds list many me more most my no nor not of ok "
        "okay on once only or other our out own part please same she should so some such tell than thanks "
        "that the their them then there these they this those through to too up us very was wat we were "
        "what when where which while who whom whose why will with would you your".split()
    ),
}


def is_stop_word(word: str) -> bool:
    """Whether a word is a stop word in either language."""
    return any(word.lower() in stop for stop in STOP_WORDS.values())


def words(text: str) -> list[str]:
    """The lower-case words of a text, in order."""
    return [match.lower() for match in _WORD.findall(text)]


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """The Snowball stem of one lower-case word."""
    return str(_STEMMERS[language].stemWord(word))


def tokens(text: str, language: Language, glossary: Glossary) -> list[str]:
    """Stemmed words without stop words; misspellings that documents keep are read as what they mean."""
    stop = STOP_WORDS[language]
    return [stem(glossary.misspellings.get(w, w), language) for w in words(text) if w not in stop]


class KeywordIndex:
    """BM25 scores of every passage for a query (Robertson and Zaragoza 2009, Lucene's variant)."""

    def __init__(self, engine: bm25s.BM25 | None, glossary: Glossary, size: int) -> None:
        self._engine = engine
        self._glossary = glossary
        self._size = size

    @classmethod
    def build(
        cls, passages: Sequence[tuple[str, Language]], glossary: Glossary, folder: Path
    ) -> None:
        """Index (text, language) pairs and write the index into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        corpus = [tokens(text, language, glossary) for text, language in passages]
        if any(corpus):
            engine = bm25s.BM25(method="lucene")
            engine.index(corpus, show_progress=False)
            engine.save(str(folder), show_progress=False)

    @classmethod
    def open(cls, folder: Path, glossary: Glossary, size: int) -> "KeywordIndex":
        """Open what `build` wrote for `size` passages."""
        has_words = (folder / "params.index.json").is_file()
        engine = bm25s.BM25.load(str(folder), load_corpus=False) if has_words else None
        return cls(engine, glossary, size)

    def rows(self, token: str) -> NDArray[np.int64]:
        """The numbers of the passages in which a stemmed word stands."""
        if self._engine is None or token not in self._engine.vocab_dict:
            return np.zeros(0, np.int64)
        starts = self._engine.scores["indptr"]
        column = self._engine.vocab_dict[token]
        if column + 1 >= len(starts):  # bm25s adds an empty word that no passage has
            return np.zeros(0, np.int64)
        rows: NDArray[np.int64] = self._engine.scores["indices"][
            starts[column] : starts[column + 1]
        ]
        return rows

    def frequency(self, token: str) -> int:
        """In how many passages a stemmed word stands; 0 for one that stands in none."""
        return len(self.rows(token))

    def share(self, word: str) -> float:
        """The share of the passages, 0 to 1, in which a word stands in some form, in either language."""
        forms = {stem(self._corrected(word.lower()), language) for language in LANGUAGES}
        return max(self.frequency(form) for form in forms) / max(self._size, 1)

    def _corrected(self, word: str) -> str:
        return self._glossary.misspellings.get(word, word)

    def scores(self, texts: Iterable[tuple[str, float]]) -> NDArray[np.float32]:
        """The score of every passage, in the order they were indexed in.

        Args:
            texts: (text, weight) pairs: the question with weight 1, what it also means with less. Each is stemmed
                in both languages; a word counts once, with its highest weight.
        """
        total = np.zeros(self._size, np.float32)
        if self._engine is None:
            return total
        weights: dict[str, float] = {}
        for text, weight in texts:
            for language in LANGUAGES:
                for token in tokens(text, language, self._glossary):
                    weights[token] = max(weight, weights.get(token, 0.0))
        for weight in sorted(set(weights.values())):
            known = sorted(
                token
                for token, w in weights.items()
                if w == weight and token in self._engine.vocab_dict
            )
            if known:
                total += np.float32(weight) * self._engine.get_scores(known)
        return total
