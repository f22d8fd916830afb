"""Which of the support messages a person needs."""

from collections.abc import Set
from typing import Any, Literal, cast

from assistant.safeguarding.model import load_models

Situation = Literal[
    "danger_now",
    "happened_to_me",
    "know_someone",
    "teacher_or_parent",
    "pictures",
    "own_thoughts",
    "suicide",
    "help_word",
]


def situation_of(vector: Any | None, signs: Set[str]) -> Situation:
    """The situation of a message that needs support.

    Where life is at stake the signs decide, whatever the model says.
    """
    if "suicide" in signs:
        return "suicide"
    if {"danger", "now"} <= signs:
        return "danger_now"
    if vector is None:
        return _by_signs(signs)
    chances = load_models()[1].probabilities(vector, signs)
    return cast(Situation, max(chances, key=lambda name: (chances[name], name)))


def _by_signs(signs: Set[str]) -> Situation:
    if {"picture_threat", "own_picture"} & signs:
        return "pictures"
    if "own_thoughts" in signs and "hurt" not in signs:
        return "own_thoughts"
    if "professional" in signs:
        return "teacher_or_parent"
    if "someone_close" in signs and "i_was_hurt" not in signs:
        return "know_someone"
    return "happened_to_me"
