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
from assistant.safeguarding.rules import INTENT, Route, by_rules, is_safe_word
from assistant.safeguarding.situation import Situation, situation_of

__all__ = ["Route", "Situation", "Triage", "study_part", "triage"]

SUPPORT_FROM = 0.4
"""Probability of support from which the support message comes, where no other route is much likelier."""
SUPPORT_AFTER_DISTRESS = 0.2
"""The same once distress was told earlier in the conversation."""
GENTLE_FROM = 0.12
"""Probability of support from which an answer carries a line about help."""
REFUSE_WITH_INTENT = 0.15
"""Probability from which a message with a sign of harmful intent is refused."""
REFUSE_FROM = 0.6
"""The same without such a sign."""
REFUSE_IN_STUDY = 0.95
"""The same where the message uses words of study."""
INJECTION_FROM = 0.4

SUPPORT_WHEN_STUDIED = 0.6
"""The same for a message in the words of study or of everyday life that tells of nothing bad."""

_EXCUSES = frozenset({"protective", "reports", "own_picture"})
"""Signs that a message is not a request for harm: it is about protecting, reporting, the writer's own picture."""
_AIM = frozenset({"child", "offender_role", "keeps_silent", "wants_a_child", "sexual_writing"})
"""Signs that a message is about a child, or about offending."""
_TOLD = frozenset(
    {"distress", "hurt", "i_was_hurt", "in_secret", "danger", "suicide", "own_picture"}
)
"""Signs that something bad is told."""

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


def triage(vector: Any | None, text: str, history: Sequence[tuple[str, str]] = ()) -> Triage:
    """Decide the route of a message.

    Args:
        vector: the message's query vector (384), or None where the embedder is missing.
        text: the message as typed.
        history: the conversation so far as (question, answer), oldest first.
    """
    signs = cues(text)
    soft = any(is_safe_word(asked) or by_rules(cues(asked)) == "support" for asked, _ in history)
    chances = {} if vector is None else load_models()[0].probabilities(vector, signs)
    if is_safe_word(text):
        return Triage("support", "help_word", "", False, soft, chances)
    route = _route(_verdict(text, signs), signs, chances, soft)
    gentle = soft or (route in ("answer", "off_topic") and _in_doubt(signs, chances))
    return Triage(
        route,
        situation_of(vector, signs) if route == "support" else None,
        study_part(text) if route in ("support", "injection") else text,
        gentle,
        soft,
        chances,
    )


def _verdict(text: str, signs: Set[str]) -> Route | None:
    """What the rules say of the message, or of one of its sentences: a disclosure may stand beside a study question."""
    parts = _SENTENCE.findall(text)
    told = len(parts) > 1 and any(by_rules(cues(part)) == "support" for part in parts)
    return "support" if told else by_rules(signs)


def _route(
    verdict: Route | None, signs: Set[str], chances: Mapping[str, float], soft: bool
) -> Route:
    if not chances:
        return verdict or ("support" if _may_need_help(signs, soft) else "answer")
    injected = chances["injection"] >= max(INJECTION_FROM, chances["answer"], chances["off_topic"])
    steps: tuple[tuple[Route, bool], ...] = (
        ("support", verdict == "support"),
        ("refuse", _is_harmful(verdict, signs, chances)),
        ("injection", verdict == "injection"),
        ("support", _needs_support(signs, chances, soft)),
        ("injection", injected),
        ("off_topic", chances["off_topic"] > chances["answer"]),
    )
    return next((route for route, holds in steps if holds), "answer")


def _may_need_help(signs: Set[str], soft: bool) -> bool:
    """One sign is enough where nothing can be answered anyway, unless it is a matter of study or of every day."""
    if {"study_words", "subject", "protective", "everyday"} & signs:
        return soft and "asks_for_help" in signs
    return bool((_TOLD | {"asks_for_help", "own_thoughts", "picture_threat"}) & signs)


def _is_harmful(verdict: Route | None, signs: Set[str], chances: Mapping[str, float]) -> bool:
    refuse, answer, support = chances["refuse"], chances["answer"], chances["support"]
    if verdict == "refuse":
        return answer < 0.99
    if _EXCUSES & signs:
        return False
    studied = bool({"study_words", "subject", "everyday", "fact"} & signs)
    if INTENT & signs and _AIM & signs:
        least = REFUSE_FROM if "asks_for_help" in signs else REFUSE_WITH_INTENT
        return refuse >= max(least, support * 0.8, answer * (1.0 if studied else 0.3))
    return bool((_AIM | INTENT) & signs) and refuse >= (REFUSE_IN_STUDY if studied else REFUSE_FROM)


def _needs_support(signs: Set[str], chances: Mapping[str, float], soft: bool) -> bool:
    support, refuse = chances["support"], chances["refuse"]
    others = max(chances[name] for name in ("injection", "off_topic", "answer"))
    speaks = bool({"first_person", "someone_close", "professional"} & signs)
    told = speaks and bool(_TOLD & signs)
    if not speaks and not {"asks_for_help", "danger", "suicide", "hurt"} & signs:
        return support >= SUPPORT_WHEN_STUDIED
    if {"study_words", "subject", "everyday", "protective"} & signs and not told:
        return support >= SUPPORT_WHEN_STUDIED
    if soft:
        return support >= SUPPORT_AFTER_DISTRESS
    if support >= SUPPORT_FROM and support >= others * 0.8:
        return True
    # About harm, and not from somebody who wants it; or a plea that fits nothing else.
    near = bool({"reports", "own_picture", "asks_for_help", "someone_close"} & signs)
    return near and support + refuse > others


def _in_doubt(signs: Set[str], chances: Mapping[str, float]) -> bool:
    if not chances:
        return bool({"distress", "hurt", "in_secret"} & signs) and "first_person" in signs
    return chances["support"] >= GENTLE_FROM


_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
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
    kept = [part for part in map(str.strip, _SENTENCE.findall(text)) if _is_study(part)]
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
