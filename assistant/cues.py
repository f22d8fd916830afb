"""Answer-type cues: whether the kind of thing that a question asks for stands in a sentence.

"When" looks for a date, "how many" for a number, "who", "where" and "which" for a name, each one that the question does
not hold itself.
"""

import re
from dataclasses import dataclass

from assistant.questions import QuestionType, Wanted
from index.document import Language
from index.keyword import is_stop_word, stem
from index.library import Library

_MONTHS = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    "january|february|march|may|june|july|august|october|december"
)
_DATE = re.compile(
    rf"\b(?:{_MONTHS})\b|\b1\d\d\d\b|\b20\d\d\b|\babad\b|\bcentury\b|\b\d{{1,4}} ?(?:SM|M|BC|AD)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1\d\d\d|20\d\d)[.,]?")
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|ribu|juta|"
    r"miliar|setengah|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z]\w+")
_PLACE = re.compile(
    r"\b(?:di|ke|dari|berlokasi|terletak|antara|kota|kabupaten|provinsi|pulau|desa|kecamatan|"
    r"in|at|located|city|district|province|island|village)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:adalah|ialah|merupakan|yaitu|yakni|didefinisikan|berarti|disebut|is|are|was|were|means|refers to|defined)\b",
    re.IGNORECASE,
)
_COMMON_OPENING = 8
"""A capital at the start of a sentence is that of a name if its word stands in at most so many passages."""

_STRONG: frozenset[QuestionType] = frozenset({"when", "how_many", "who"})


@dataclass(frozen=True, slots=True)
class Cues:
    """What speaks for a sentence by the type of the question; every figure from 0 to 1.

    Attributes:
        kind: a date, number or person's name is asked for, and one stands in it.
        name: a place is asked for or a thing by its kind ("which province"), and a name stands in it.
        place: a place is asked for, and a word for being somewhere stands in it.
        defines: a definition is asked for, and a word that defines stands in it.
    """

    kind: float
    name: float
    place: float
    defines: float


def cues(library: Library, want: Wanted, sentence: str, language: Language) -> Cues:
    """The cues of a sentence.

    Args:
        library: tells which capitals are those of names.
        want: what the question wants.
        sentence: its text.
        language: the sentence's.
    """
    strong = bool(want.types & _STRONG)
    asks = strong or "where" in want.types or bool(want.heads)
    found = asks and _holds(library, want, sentence, language)
    return Cues(
        kind=float(strong and found),
        name=float(not strong and found),
        place=float("where" in want.types and bool(_PLACE.search(sentence))),
        defines=float("definition" in want.types and bool(_DEFINES.search(sentence))),
    )


def _holds(library: Library, want: Wanted, sentence: str, language: Language) -> bool:
    """Whether a thing of the kind asked for stands in a sentence that the question does not hold."""
    asked = want.text.lower()
    if "when" in want.types:
        return any(found.lower() not in asked for found in _DATE.findall(sentence))
    if "how_many" in want.types:
        return any(
            found.lower() not in asked and not _YEAR.fullmatch(found)
            for found in _NUMBER.findall(sentence)
        )
    return any(
        found.group().lower() not in asked
        and (found.start() > 0 or _is_name(library, found.group(), language))
        for found in _NAME.finditer(sentence)
    )


def _is_name(library: Library, opening: str, language: Language) -> bool:
    word = opening.lower()
    known = library.keyword.frequency(stem(word, language))
    return not is_stop_word(word) and known <= _COMMON_OPENING
