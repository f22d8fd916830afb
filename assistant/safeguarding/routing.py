"""The route of one message: what the rules say, then what the fitted model holds likely.

The thresholds are plain numbers, chosen on the training examples.
"""

import re
from collections.abc import Mapping, Set

from assistant.safeguarding.cues import cues
from assistant.safeguarding.rules import INTENT, Route, by_rules

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")

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
REFUSE_A_PLEA = 0.7
"""The same where somebody writes of themselves, or asks for help: it may be a disclosure."""
REFUSE_IN_STUDY = 0.95
"""The same where the message uses words of study, is about somebody near to the writer, or has no such sign at all."""
INJECTION_FROM = 0.4
SUPPORT_WHEN_STUDIED = 0.6
"""Probability of support for a message in the words of study or of everyday life that tells of nothing bad."""

_EXCUSES = frozenset({"protective", "reports", "own_picture"})
"""Signs that a message is not a request for harm: it is about protecting, reporting, the writer's own picture."""
_AIM = frozenset({"child", "offender_role", "keeps_silent", "wants_a_child", "sexual_writing"})
"""Signs that a message is about a child, or about offending."""
SPEAKS = frozenset({"first_person", "someone_close", "professional"})
"""Signs that the message is about the writer, or somebody near to the writer."""
STUDIED = frozenset({"study_words", "subject", "protective"})
"""Signs of study."""
TOLD = frozenset(
    {"distress", "hurt", "i_was_hurt", "in_secret", "danger", "suicide", "own_picture"}
)
"""Signs that something bad is told."""


def verdict_of(text: str, signs: Set[str]) -> Route | None:
    """What the rules say of the message, or of one of its sentences: a disclosure may stand beside a study question."""
    parts = SENTENCE.findall(text)
    told = len(parts) > 1 and any(by_rules(cues(part)) == "support" for part in parts)
    return "support" if told else by_rules(signs)


def route_of(
    verdict: Route | None, signs: Set[str], chances: Mapping[str, float], soft: bool
) -> Route:
    """The route of a message by itself.

    Args:
        verdict: from `verdict_of`.
        signs: from `cues.cues`.
        chances: probability of each route; empty where the embedder is missing.
        soft: whether distress was told earlier.
    """
    if not chances:
        return verdict or ("support" if _may_need_help(signs, soft) else "answer")
    injected = chances["injection"] >= max(INJECTION_FROM, chances["answer"], chances["off_topic"])
    steps: tuple[tuple[Route, bool], ...] = (
        ("support", verdict == "support"),
        ("refuse", is_harmful(verdict, signs, chances)),
        ("injection", verdict == "injection"),
        ("support", _needs_support(signs, chances, soft)),
        ("injection", injected),
        ("off_topic", chances["off_topic"] > chances["answer"]),
    )
    return next((route for route, holds in steps if holds), "answer")


def _may_need_help(signs: Set[str], soft: bool) -> bool:
    """One sign is enough where nothing can be answered anyway, unless it is a matter of study or of every day."""
    if (STUDIED | {"everyday"}) & signs:
        return soft and "asks_for_help" in signs
    return bool((TOLD | {"asks_for_help", "own_thoughts", "picture_threat"}) & signs)


def may_be_harmful(signs: Set[str]) -> bool:
    """Whether the model could hold a message for a harmful request: without such a sign nothing is refused."""
    return bool((_AIM | INTENT) & signs)


def is_harmful(verdict: Route | None, signs: Set[str], chances: Mapping[str, float]) -> bool:
    """Whether a message asks for harm: by the rules, or by its signs and a model that is sure enough."""
    refuse, answer, support = chances["refuse"], chances["answer"], chances["support"]
    if verdict == "refuse":
        return answer < 0.95
    intent = INTENT & signs
    duty = {"professional", "asks_for_help"} <= signs and not intent - {
        "wants_a_child",
        "sexual_writing",
    }
    excused = (
        duty
        or _EXCUSES & signs
        or ({"own_thoughts", "confided"} & signs and not intent - {"offender_role"})
    )
    # How offenders go about it is studied, that it be prevented.
    if excused or ("others_do" in signs and not intent - {"how_to_reach"}):
        return False
    studied = bool({"study_words", "subject", "everyday", "fact"} & signs)
    if intent and _AIM & signs:
        least = REFUSE_A_PLEA if "asks_for_help" in signs else REFUSE_WITH_INTENT
        likelier = answer if studied else answer * 0.6
        return refuse >= max(least, support * 0.8, likelier)
    if studied or (SPEAKS - {"first_person"}) & signs or not may_be_harmful(signs):
        return refuse >= REFUSE_IN_STUDY
    return refuse >= (REFUSE_A_PLEA if {"first_person", "asks_for_help"} & signs else REFUSE_FROM)


def _needs_support(signs: Set[str], chances: Mapping[str, float], soft: bool) -> bool:
    support, refuse = chances["support"], chances["refuse"]
    others = max(chances[name] for name in ("injection", "off_topic", "answer"))
    speaks = bool(SPEAKS & signs)
    told = speaks and bool(TOLD & signs)
    if not speaks and not {"asks_for_help", "danger", "suicide", "hurt"} & signs:
        return support >= SUPPORT_WHEN_STUDIED
    if (STUDIED | {"everyday"}) & signs and not told:
        return support >= SUPPORT_WHEN_STUDIED
    if soft:
        return support >= SUPPORT_AFTER_DISTRESS
    if support >= SUPPORT_FROM and support >= others * 0.8:
        return True
    # About harm, and not from somebody who wants it; or a plea that fits nothing else.
    near = bool({"reports", "own_picture", "asks_for_help", "someone_close"} & signs)
    return near and support + refuse > others


def in_doubt(signs: Set[str], chances: Mapping[str, float]) -> bool:
    """Whether an answer should carry the gentle line about help."""
    if not chances:
        return bool({"distress", "hurt", "in_secret"} & signs) and "first_person" in signs
    return chances["support"] >= GENTLE_FROM
