"""How a message stands in its conversation: what was told or refused before it, and whether it leans on that.

A short "and in Batam?" says nothing by itself. After calm study it is study; after a refused request it asks for more
of the same. Somebody who tells of harm in the fifth turn is heard as in the first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from assistant.followup import resolve
from assistant.safeguarding import replies
from assistant.safeguarding.cues import cues
from assistant.safeguarding.model import load_models
from assistant.safeguarding.routing import (
    SPEAKS,
    TOLD,
    is_harmful,
    may_be_harmful,
    route_of,
    verdict_of,
)
from assistant.safeguarding.rules import INTENT, Route, by_rules, is_safe_word
from assistant.safeguarding.situation import Situation
from index.document import LANGUAGES

Turns = Sequence[tuple[str, str]]
VectorOf = Callable[[str], Any]
"""A message's query vector, or None where the embedder is missing."""

LOOK_BACK = 6
"""Turns that are judged again; what was told earlier than that is remembered by the rules alone."""
_FEW_WORDS = 7
"""After a refusal a message of so few words that names nothing to study is more of the same."""

_CITED = re.compile(r"\[\d+\]")
_TO_ME = re.compile(
    r"\b(?:give|tell|show|explain|teach|remind|send|let)(?: \w+)?(?: to)? (?:me|us)\b"
    r"|\b(?:can|could|may|should) (?:i|we) (?:get|have|see|read|use|cite|quote|know|say that)\b"
    r"|\bi (?:don'?t|do not|still don'?t) (?:understand|get)\b"
    r"|\bi (?:want|would like|wanna|need) to (?:know|see|read|learn|understand)\b"
    r"|\bi(?:'m| am)? (?:see|mean|meant|asked|understand|confused|lost)\b"
    r"|\b(?:for|in) (?:my|our) (?:essay|thesis|paper|class|exam|assignment)\b"
    r"|\b(?:kasih|kasi|beri|beritahu|jelasin|jelaskan|sebutin|tunjukkan|bilang|ceritakan)(?: \w+)? "
    r"(?:(?:ke|kepada|pada|sama) )?(?:saya|aku|gue|gw|kami)\b"
    r"|\b(?:saya|aku|gue|gw|kami) (?:\w+ )?"
    r"(?:tahu|tau|tanya|lihat|liat|baca|belajar|paham|ngerti|mengerti|bingung|maksud|catat)\b"
    r"|\b(?:buat|untuk|di) (?:tugas|skripsi|makalah|kelas) (?:saya|aku|gue|gw|kami)\b",
    re.IGNORECASE,
)
"""Words about the writer that ask for an answer and tell nothing of the writer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the conversation says about a message.

    Attributes:
        soft: distress was told earlier.
        refused: it asks for more of what was refused last.
        harmful: it asks for harm together with what it leans on.
        study: it leans on calm study and tells of nothing, or asks for the last answer again in other words.
    """

    soft: bool = False
    refused: bool = False
    harmful: bool = False
    study: bool = False


def standing_of(text: str, history: Turns, vector_of: VectorOf) -> Standing:
    """How a message stands in its conversation.

    Args:
        text: as typed.
        history: (question, answer), oldest first.
        vector_of: for the few earlier messages that need a second look.
    """
    if not history:
        return Standing()
    soft = any(_told_plainly(asked) for asked, _ in history[:-LOOK_BACK])
    refused = False
    recent = history[-LOOK_BACK:]
    for place, (asked, answer) in enumerate(recent):
        route = _route_then(asked, answer, vector_of, soft=soft)
        soft = soft or route == "support"
        refused = route == "refuse" or (refused and _is_more_of_it(asked, recent[:place]))
    if refused:
        return Standing(soft, refused=_is_more_of_it(text, recent))
    found = resolve(text, recent)
    if found.question == text:
        return Standing(soft)
    told = (SPEAKS | TOLD | {"picture_threat"}) & cues(_TO_ME.sub(" ", text))
    harmful = bool(INTENT & cues(text)) and _is_harmful_together(found.question, vector_of)
    return Standing(soft, harmful=harmful, study=found.intent is not None or not (soft or told))


def _is_more_of_it(text: str, before: Turns) -> bool:
    """Whether a message asks on after a refused request: it leans on it, or is too short to be about anything else."""
    signs = cues(text)
    if {"greeting", "everyday", "protective"} & signs:
        return False
    if {"study_words", "subject"} & signs and "asks" in signs and "pretext" not in signs:
        return False
    return resolve(text, before).question != text or len(text.split()) <= _FEW_WORDS


def _is_harmful_together(whole: str, vector_of: VectorOf) -> bool:
    """Whether a message asks for harm together with what it leans on."""
    signs = cues(whole)
    vector = vector_of(whole)
    if vector is None:
        return by_rules(signs) == "refuse"
    return is_harmful(by_rules(signs), signs, load_models()[0].probabilities(vector, signs))


def _told_plainly(asked: str) -> bool:
    return is_safe_word(asked) or verdict_of(asked, cues(asked)) == "support"


def _route_then(asked: str, answer: str, vector_of: VectorOf, *, soft: bool) -> Route:
    """The route that an earlier message took: by what was answered where that tells it, else judged again."""
    said = next((route for opening, route in _openings() if answer.startswith(opening)), None)
    if said:
        return said
    if _told_plainly(asked):
        return "support"
    signs = cues(asked)
    if _CITED.search(answer) or not (may_be_harmful(signs) or (SPEAKS | TOLD) & signs):
        return "answer"
    vector = vector_of(asked)
    chances = {} if vector is None else load_models()[0].probabilities(vector, signs)
    return route_of(verdict_of(asked, signs), signs, chances, soft)


@cache
def _openings() -> tuple[tuple[str, Route], ...]:
    """The first paragraph of each fixed reply, and its route."""
    said: list[tuple[str, Route]] = []
    for language in LANGUAGES:
        said.append((replies.refusal(language), "refuse"))
        said += [(replies.support_message(one, language), "support") for one in get_args(Situation)]
    return tuple((text.split("\n\n")[0], route) for text, route in said)
