"""What kind of answer a question wants, by its words, in Indonesian and English."""

import re
from dataclasses import dataclass
from typing import Literal

QuestionType = Literal["when", "how_many", "who", "where", "why", "list", "definition", "other"]

_YEAR_OR_DATE = (
    r"\b(?:1[89]|20)\d\d\b|\b(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|"
    r"desember|january|february|march|may|june|july|august|october|december)\b|\babad\b|\bcentury\b"
)
_NUMBER = (
    r"\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|ribu|juta|"
    r"pertama|kedua|ketiga|keempat|kelima|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|"
    r"thousand|million|first|second|third|fourth|fifth|beberapa|several|persen|percent)\b"
)
_PATTERNS: tuple[tuple[QuestionType, str], ...] = (
    (
        "when",
        r"\b(?:kapan|sejak kapan|(?:pada )?(?:tahun|tanggal|bulan) (?:berapa|apa)|thn berapa|when|"
        r"(?:what|which) (?:year|date|month)|how long ago)\b",
    ),
    (
        "how_many",
        r"\b(?:berapa|brp|seberapa (?:banyak|besar)|how (?:many|much|often|long|old)|what (?:number|percentage|"
        r"share|budget|amount))\b",
    ),
    (
        "list",
        r"\b(?:apa saja|apa aja|siapa saja|siapa aja|mana saja|sebutkan|sebutin|daftar|macam|jenis|bentuk-bentuk|"
        r"which|list|name the|what are|what were|who are|kinds|types|forms)\b",
    ),
    ("who", r"\b(?:siapa|siapakah|who|whom|whose|oleh siapa|by whom)\b"),
    ("where", r"\b(?:di ?mana|dimanakah|ke mana|dari mana|where|lokasi|location)\b"),
    ("why", r"\b(?:mengapa|kenapa|knp|why|alasan|penyebab|reason|cause)\b"),
    (
        "definition",
        r"\b(?:apa itu|apa sih|apakah itu|apa yang dimaksud|apa arti|apa definisi|definisi|pengertian|maksud dari|"
        r"kepanjangan|what is|what's|what does .* (?:mean|stand for)|define|definition|meaning)\b",
    ),
)
_TYPES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_DATE = re.compile(_YEAR_OR_DATE, re.IGNORECASE)
_COUNT = re.compile(_NUMBER, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants: its types (several for "berapa negara, dan kapan?")."""

    types: frozenset[QuestionType]

    def fits(self, text: str) -> bool:
        """Whether a text has the kind of thing that is asked for: a date for "when", a number for "how many"."""
        if "when" in self.types and not _DATE.search(text):
            return False
        return not ("how_many" in self.types - {"when"} and not _COUNT.search(text))


def wanted(question: str) -> Wanted:
    """The types of a question; `other` when no word tells."""
    found = frozenset(kind for kind, pattern in _TYPES if pattern.search(question))
    if "when" in found:
        found -= {"how_many"}
    return Wanted(found or frozenset({"other"}))
