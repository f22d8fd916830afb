"""What an answer is worth, by plain comparison of texts: no language model judges."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from assistant.answer import Answer

_NUMBERED = re.compile(r"\[\d+\]")
_MARKS = re.compile(r"[*_`>#]+")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "−": "-"})


def folded(text: str) -> str:
    """The text without what two prints of the same words may differ in: NFKC, case, white space, marks, [n]."""
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return " ".join(_MARKS.sub("", _NUMBERED.sub("", text)).casefold().split())


def facts_found(answer: Answer, facts: Iterable[Sequence[str]]) -> list[bool]:
    """For each fact, whether one of its alternatives stands in the answer's text or quotations."""
    text = folded("\n".join([answer.text, *(citation.quote for citation in answer.citations)]))
    return [any(folded(alternative) in text for alternative in fact) for fact in facts]
