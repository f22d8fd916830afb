"""What kind of answer a question wants, by its words, in Indonesian and English."""

import re
from dataclasses import dataclass
from typing import Literal

from index.keyword import is_stop_word, words

QuestionType = Literal["when", "how_many", "who", "where", "why", "list", "definition", "other"]

_YEAR_OR_DATE = (
    r"\b(?:1[89]|20)\d\d\b|\b(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|"
    r"desember|january|february|march|may|june|july|august|october|december)\b|\babad\b|\bcentury\b"
)
_NUMBER = (
    r"\d|\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|ribu|juta|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|persen|percent)\b"
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
        r"which|list|name the|what are|what were|who are|kinds|types|forms)\b"
        r"|\b(?:apa(?:kah)?|jelaskan|uraikan|bagaimana) (?:saja |aja )?(?:peran|bentuk|tahap\w*|langkah|alasan|pilar|"
        r"temuan)\b|\b(?:what (?:is|was)|explain|describe) .{0,40}\b(?:roles?|forms|stages|steps|reasons|findings)\b",
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


_STOP_EN = (
    r"is|are|was|were|did|do|does|has|have|had|can|could|will|would|should|that|who|in|on|at|from|by|to|for|of|"
    r"this|the|because|while|[a-z]+ed"
)
_HEADS_EN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:which|what)\s+(?!(?:is|are|was|were|did|do|does|has|have|had|can)\b)((?:[\w-]+\s*){{1,4}}?)"
        rf"(?=\b(?:{_STOP_EN})\b|[?,.]|$)",
        rf"\bhow (?:many|much)\s+((?:[\w-]+\s*){{1,3}}?)(?=\b(?:{_STOP_EN}|work|live)\b|[?,.]|$)",
        rf"\b(?:who|what)(?: is| are| was| were|'s)\s+(?:the|its|their)\s+((?:[\w-]+\s*){{1,3}}?)"
        rf"(?=\b(?:{_STOP_EN})\b|[?,.]|$)",
        r"\bwho\s+([a-z]+ed)\b",
    )
)
_HEADS_ID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bsiapa(?:kah)?\s+(?!(?:yang|yg|saja|aja|sih)\b)((?:[\w-]+\s*){1,2})",
        r"\bberapa(?:kah)?\s+((?:[\w-]+\s*){1,2})",
        r"\b([\w-]+)\s+(?:apa|mana)(?:kah)?\b(?! (?:itu|saja|aja)\b)",
        r"\bapa(?:kah)?\s+(?!(?:itu|saja|aja|sih|yang|yg|ini|ada|pun)\b)([\w-]+)",
    )
)
_LIGHT_HEADS = frozenset(
    "nama name jumlah number banyak kind kinds type types jenis macam bentuk form sort part cara way hal thing".split()
)


_ABOUT_THESIS = re.compile(
    r"\b(?:tesis|skripsi|thesis|penulis\w*|peneliti(?:an)?\w*|author|writer|researcher|intisari|abstrak|abstract)\b"
    r"|\b(?:this|the) (?:study|research|paper)\b|\b(?:studi|kajian|riset) ini\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants.

    Attributes:
        types: several for "berapa negara, dan kapan?".
        heads: the nouns that name what is asked for: "anggaran" in "berapa anggaran ...", "province" in "which
            province ...".
        about_thesis: it asks about the thesis itself.
    """

    types: frozenset[QuestionType]
    heads: tuple[str, ...] = ()
    about_thesis: bool = False

    def fits(self, text: str) -> bool:
        """Whether a text has the kind of thing that is asked for: a date for "when", a number for "how many"."""
        if "when" in self.types and not _DATE.search(text):
            return False
        # "Berapa peran, dan apa saja?" is answered by naming them.
        counts = "how_many" in self.types and "list" not in self.types
        return not (counts and not _COUNT.search(text))


def wanted(question: str) -> Wanted:
    """The types and heads of a question; type `other` when no word tells."""
    found = frozenset(kind for kind, pattern in _TYPES if pattern.search(question))
    if "when" in found:
        found -= {"how_many"}
    heads = [
        (match.group(1), place)
        for patterns, place in ((_HEADS_EN, -1), (_HEADS_ID, 0))
        for pattern in patterns
        for match in pattern.finditer(question)
    ]
    # English puts the noun last ("sampling technique"), Indonesian first ("anggaran tahunan").
    named = [_content(head)[place] for head, place in heads if _content(head)]
    return Wanted(
        types=found or frozenset({"other"}),
        heads=tuple(dict.fromkeys(named)),
        about_thesis=bool(_ABOUT_THESIS.search(question)),
    )


def _content(head: str) -> list[str]:
    return [w for w in words(head) if not is_stop_word(w) and w not in _LIGHT_HEADS]
