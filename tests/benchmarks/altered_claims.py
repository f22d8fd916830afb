"""True claims with one word exchanged, or two changed over: more false ones than anybody would write by hand.

Each is made from a true claim of the training half: a content word that its evidence has gives way to a word of the
same form and field that the evidence has nothing like, or two words of one form change places.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from assistant.verifying.likeness import vector
from assistant.verifying.matching import strengths
from assistant.verifying.reading import Reading, Word
from assistant.verifying.verify import Evidence, read_claim
from index.document import LANGUAGES, Language
from index.glossary import Glossary
from index.keyword import STOP_WORDS
from tests.conftest import LIBRARY

Row = dict[str, Any]

_FORMS: dict[Language, tuple[str, ...]] = {
    "en": ("ing", "ed", "ly", "tion", "s"),
    "id": ("me", "di", "ter", "ber", "pe", "ke"),
}
_OFTEN = 4
"""Times that a word must stand in the notes to take another's place."""
_FIELD = (0.2, 0.6)
"""Likeness of two words of one field: nearer ones may be synonyms, others would never be confused."""


def altered(rows: list[Row], evidence: dict[str, Evidence], glossary: Glossary) -> list[Row]:
    """False claims made from the true paraphrases among labelled rows.

    Args:
        rows: the training half.
        evidence: its passages, read, by their text.
        glossary: as for `read_evidence`.
    """
    dice = random.Random(7)
    vocabulary = {language: _vocabulary(rows, language) for language in LANGUAGES}
    vectors = {la: np.stack([vector(word) for word in vocabulary[la]]) for la in LANGUAGES}
    found: list[Row] = []
    for row in rows:
        if row["kind"] != "paraphrase":
            continue
        text, language = row["claim"], row["language"]
        passage = evidence[row["evidence"]]
        claim = read_claim(text, passage, glossary)
        there = np.hstack([strengths(claim, stretch) for stretch in passage.stretches])
        known = [
            at for at, w in enumerate(claim.words) if w.is_content and there[at].max() >= _FIELD[1]
        ]
        dice.shuffle(known)
        for at in [at for at in known if claim.words[at].text[0].islower()][:2]:
            word = claim.words[at]
            near = vectors[language] @ vector(word.text)
            field = [
                vocabulary[language][k]
                for k in np.flatnonzero((near > _FIELD[0]) & (near < _FIELD[1]))
            ]
            for new in dice.sample(field, len(field))[:30]:
                changed = text[: word.start] + new + text[word.start + len(word.text) :]
                if _form(new, language) == _form(word.text, language) and _is_strange(
                    read_claim(changed, passage, glossary), word.start, passage
                ):
                    found.append(_false(row, "swap", changed))
                    break
        if pair := next(_pairs(claim, known), None):
            found.append(_false(row, "roles", _changed_over(text, *pair)))
    return found


def _false(row: Row, kind: str, claim: str) -> Row:
    return row | {
        "id": f"{row['id']}-{kind}",
        "kind": f"made: {kind}",
        "supported": False,
        "claim": claim,
    }


def _vocabulary(rows: list[Row], language: Language) -> list[str]:
    counts: Counter[str] = Counter()
    for note in sorted({row["note"] for row in rows}):
        text = (LIBRARY / "notes" / f"{note}.{language}.md").read_text("utf-8").split("---\n", 2)[2]
        counts.update(re.findall(r"\b[a-z]{4,}\b", re.sub(r"(?s)<!--.*?-->|\[@[^\]]*\]", "", text)))
    return sorted(w for w, n in counts.items() if n >= _OFTEN and w not in STOP_WORDS[language])


def _form(word: str, language: Language) -> str:
    ends = str.endswith if language == "en" else str.startswith
    return next((form for form in _FORMS[language] if ends(word.lower(), form)), "")


def _is_strange(claim: Reading, start: int, passage: Evidence) -> bool:
    at = next((at for at, word in enumerate(claim.words) if word.start == start), None)
    if at is None or not claim.words[at].is_content:
        return False
    return all(strengths(claim, s)[at].max(initial=0) < _FIELD[1] for s in passage.stretches)


def _pairs(claim: Reading, known: list[int]) -> Iterator[tuple[Word, Word]]:
    for one in known:
        for two in known:
            a, b = claim.words[one], claim.words[two]
            alike = a.stem == b.stem or a.terms & b.terms
            same = _form(a.text, claim.language) == _form(b.text, claim.language)
            if two - one >= 2 and a.is_name == b.is_name and same and not alike:
                yield a, b


def _changed_over(text: str, one: Word, two: Word) -> str:
    between = text[one.start + len(one.text) : two.start]
    return text[: one.start] + two.text + between + one.text + text[two.start + len(two.text) :]
