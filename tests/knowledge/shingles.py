"""Twelve words in a row, hashed: tells whether a note repeats its research material word for word.

The material is not part of the project; `tests/data/dossier_shingles.bin` holds the sorted five-byte hashes of its
windows of twelve words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

WINDOW = 12
SIZE = 5
_WORD = re.compile(r"[^\W_]+")


def windows(text: str) -> Iterator[str]:
    """Each run of twelve words of a text, in lower case and without punctuation."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - WINDOW + 1):
        yield " ".join(words[start : start + WINDOW])


def shingle(window: str) -> bytes:
    return blake2b(window.encode(), digest_size=SIZE).digest()


class Shingles:
    """Membership in the file of hashes."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self._hashes = [data[at : at + SIZE] for at in range(0, len(data), SIZE)]

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, window: str) -> bool:
        wanted = shingle(window)
        place = bisect_left(self._hashes, wanted)
        return self._hashes[place : place + 1] == [wanted]
