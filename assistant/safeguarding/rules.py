"""What the signs in a message say without the fitted model: few readable rules, right when they speak.

They are one of the things the model weighs, and all there is where the embedder is missing. A word alone never decides:
each rule wants at least two signs that belong together.
"""

import re
from collections.abc import Set
from typing import Literal

from assistant.safeguarding.cues import normalised

Route = Literal["support", "refuse", "injection", "off_topic", "answer"]

SAFE_WORDS = frozenset({"bantuan", "tolong", "help"})
"""Typed alone they open the help: in any case, with any punctuation, more than once, with a word of these beside."""
_BESIDE_SAFE_WORDS = frozenset(
    "me us saya aku gue gw kami please pls plis dong kak min mohon".split()
)

OVERRIDES = frozenset({"override", "prompt_leak", "new_role", "system_tag"})
"""Signs of an attempt to change the program's rules, or to have them told."""

INTENT = frozenset(
    "how_to_reach wants_a_child wants_material sexual_writing unseen keeps_silent offender_role "
    "unchecked_place profit pretext wants_script".split()
)
"""Signs of a wish to do harm. Without one of them nothing is refused, whatever its words."""

_LETTERS = re.compile(r"[^\W\d_]+")


def is_safe_word(text: str) -> bool:
    """Whether the whole message is a safe word, or a plea made of them ("tolong jelaskan ..." is a question)."""
    words = set(_LETTERS.findall(normalised(text)))
    return bool(words & SAFE_WORDS) and words <= SAFE_WORDS | _BESIDE_SAFE_WORDS


def by_rules(signs: Set[str]) -> Route | None:
    """The route that the signs alone make plain; None where they do not.

    Args:
        signs: as `cues.cues` names them.
    """
    if _tells_of_harm(signs):
        return "support"
    if _asks_to_harm(signs):
        return "refuse"
    if OVERRIDES & signs:
        return "injection"
    if "greeting" in signs and not {"subject", "asks", "hurt", "distress"} & signs:
        return "off_topic"
    return None


def _tells_of_harm(signs: Set[str]) -> bool:
    studied = bool({"study_words", "subject", "protective"} & signs)
    speaks = bool({"first_person", "someone_close", "professional"} & signs)
    moved = bool({"distress", "asks_for_help", "in_secret"} & signs)
    wanted = bool({"how_to_reach", "wants_material", "wants_a_child"} & signs) and not moved
    return (
        "i_was_hurt" in signs
        or "own_offender" in signs
        or (
            {"told_of", "first_person"} <= signs
            and not {"everyday", "study_words", *INTENT} & signs
        )
        or ("suicide" in signs and not studied)
        or ("own_thoughts" in signs and "first_person" in signs and moved)
        or ({"picture_threat", "own_picture"} <= signs and not {"how_to_reach"} & signs)
        or ("picture_threat" in signs and speaks and (moved or not studied) and not wanted)
        or ({"now", "danger"} <= signs and speaks)
        or (
            "hurt" in signs
            and speaks
            and (moved or not studied)
            and "protective" not in signs
            and not wanted
        )
    )


def _asks_to_harm(signs: Set[str]) -> bool:
    if {
        "protective",
        "asks_for_help",
        "everyday",
        "reports",
        "own_picture",
        "someone_close",
        "others_do",
        "confided",
    } & signs or {"study_words", "subject"} <= signs:
        return False
    return "child" in signs and (len(INTENT & signs) > 1 or "unchecked_place" in signs)
