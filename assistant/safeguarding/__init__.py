"""Before anything else: does this message need help, ask for harm, or try to change the rules?

`triage` is a pure function. It reads the message as typed and the vector that retrieval needs anyway; without a vector
it decides by the signs alone, so that a person in need gets help when nothing else works. The routes, in this order:

1. support: someone tells of harm or seeks help, for themselves or for somebody else;
2. refuse: someone wants to harm a child or to use material of abuse, under whatever pretext;
3. injection: someone wants to change the rules of the program;
4. off_topic: an everyday matter. A hint only: what the library can answer is answered;
5. answer: a question to study.

Words alone never refuse. In doubt between support and answer, the answer comes with a gentle line about help.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from assistant.safeguarding.cues import cues
from assistant.safeguarding.model import load_models
from assistant.safeguarding.routing import SENTENCE, in_doubt, route_of, verdict_of
from assistant.safeguarding.rules import INTENT, OVERRIDES, Route, by_rules, is_safe_word
from assistant.safeguarding.situation import Situation, situation_of
from assistant.safeguarding.standing import Standing, VectorOf, standing_of

__all__ = ["Route", "Situation", "Triage", "study_part", "triage"]

_OWN_HARM = frozenset(
    "i_was_hurt distress in_secret danger suicide own_picture picture_threat own_thoughts".split()
)
"""Signs that the writer is the one in need."""


@dataclass(frozen=True, slots=True)
class Triage:
    """What to do with a message.

    Attributes:
        route: see the module.
        situation: what the support message speaks to; None for other routes.
        question: the study question that stands in the message beside a disclosure or an injection; "" where there is
            none. For the routes off_topic and answer the whole message.
        gentle: whether an answer should carry the gentle line about help.
        soft: whether distress was told earlier in this conversation: no cheerful filler, help stays near.
        probabilities: by route; empty where the embedder was missing.
    """

    route: Route
    situation: Situation | None
    question: str
    gentle: bool
    soft: bool
    probabilities: Mapping[str, float] = field(default_factory=dict)


def triage(
    vector: Any | None,
    text: str,
    history: Sequence[tuple[str, str]] = (),
    vector_of: VectorOf = lambda _: None,
) -> Triage:
    """Decide the route of a message.

    Args:
        vector: the message's query vector (384), or None where the embedder is missing.
        text: the message as typed.
        history: the conversation so far as (question, answer), oldest first.
        vector_of: makes the query vector of another text: of an earlier message that needs a second look, or of this
            one with what it leans on.
    """
    signs = cues(text)
    standing = standing_of(text, history, vector_of)
    soft = standing.soft
    chances = {} if vector is None else load_models()[0].probabilities(vector, signs)
    if is_safe_word(text):
        return Triage("support", "help_word", "", False, soft, chances)
    verdict = verdict_of(text, signs)
    route = _standing(verdict, route_of(verdict, signs, chances, soft), signs, standing)
    doubtful = route in ("answer", "off_topic") and not standing.study
    return Triage(
        route,
        situation_of(vector, signs) if route == "support" else None,
        study_part(text) if route in ("support", "injection") else text,
        soft or (doubtful and in_doubt(signs, chances)),
        soft,
        chances,
    )


def _standing(verdict: Route | None, route: Route, signs: Set[str], standing: Standing) -> Route:
    """The message's own route, unless the conversation says what it is. What is plainly told comes before all."""
    if verdict == "support":
        return "support"
    if standing.refused:
        return "refuse"
    if standing.harmful:
        return "support" if route == "support" else "refuse"
    plain = verdict != "refuse" and not (route == "refuse" and INTENT & signs)
    if standing.study and plain and not {"everyday", "greeting", *OVERRIDES} & signs:
        return "answer"
    return route


_LINKS = (
    r"and (?:just )?tell me|dan jawab(?:lah)?(?: langsung)?|jawab aja|terus|lalu|kemudian|btw|anyway"
    r"|by the way|dan"
)
_JOINT = re.compile(rf"[,;:]|\.{{2,}}|\b(?:{_LINKS})\b", re.IGNORECASE)
_LEADING = re.compile(rf"^(?:(?:{_LINKS})\b[\s,:]*)+", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|\b(?:apa|apakah|apaan|siapa|kapan|mengapa|kenapa|knp|bagaimana|gimana|gmn|berapa|brp|mana|jelaskan|jelasin|terangkan|"
    r"sebutkan|bandingkan|what|which|who|when|why|how|explain|define|describe|compare|list)\b",
    re.IGNORECASE,
)


def study_part(text: str) -> str:
    """The sentences of a message that ask about the subject, without those that tell, beg or command; may be empty."""
    kept = [part for part in map(str.strip, SENTENCE.findall(text)) if _is_study(part)]
    if kept:
        return " ".join(kept)
    rests = (
        _LEADING.sub("", text[joint.end() :].strip(" .,:;")) for joint in _JOINT.finditer(text)
    )
    found = next((rest for rest in rests if _is_study(rest)), "")
    # Who worries about somebody else's child asks what to do: what the material advises follows the message.
    for_another = _ASKS.search(text) and not _OWN_HARM & cues(text)
    return found or (text if for_another else "")


def _is_study(part: str) -> bool:
    signs = cues(part)
    about = {"subject", "study_words"} & signs
    return bool(about and _ASKS.search(part)) and by_rules(signs) is None
