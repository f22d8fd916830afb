"""Activities of `knowledge/training/activities.yaml`: which there are for an audience, and in which order they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.training.session.material import content
from assistant.training.session.plan import ACTIVITY_FORMS, ActivityForm
from assistant.training.session.texts import training_file
from index.document import Language

_SUITS_ALONE = 3
"""What it counts that an activity is written for one audience, in words that it shares with the topics."""


@dataclass(frozen=True, slots=True)
class CardText:
    """A card as it is written; `ask` is what the library is asked for the trainer, "" for nothing."""

    title: str
    text: str
    ask: str


@dataclass(frozen=True, slots=True)
class ActivityText:
    """An activity as it is written, in one language."""

    id: str
    form: ActivityForm
    audiences: tuple[str, ...]
    about: str
    name: str
    aim: str
    cards: tuple[CardText, ...]
    debrief: tuple[str, ...]


@cache
def activities_for(audience: str, language: Language) -> tuple[ActivityText, ...]:
    """The activities for an audience, in the order of the file."""
    return tuple(
        ActivityText(
            id=row["id"],
            form=row["form"],
            audiences=tuple(row["audiences"]),
            about=row["about"][language],
            name=row["name"][language],
            aim=row["aim"][language],
            cards=tuple(
                CardText(
                    card["title"][language],
                    card["text"][language],
                    card["ask"][language] if "ask" in card else "",
                )
                for card in row["cards"]
            ),
            debrief=tuple(line[language] for line in row["debrief"]),
        )
        for row in training_file("activities")["activities"]
        if {"all", audience} & set(row["audiences"])
    )


def in_order(
    activities: Sequence[ActivityText], topics: Sequence[str], language: Language
) -> list[ActivityText]:
    """The activities, best first: for this audience, near to the topics, no form twice before all had a turn."""
    wanted = content(" ".join(topics), language)

    def worth(activity: ActivityText) -> tuple[int, int]:
        shared = len(wanted & content(f"{activity.about} {activity.name}", language))
        suits = (
            0
            if "all" in activity.audiences
            else _SUITS_ALONE
            if len(activity.audiences) == 1
            else 1
        )
        return -shared - suits, ids.index(activity.id)

    ids = [activity.id for activity in activities]
    by_form = {
        form: sorted((a for a in activities if a.form == form), key=worth)
        for form in ACTIVITY_FORMS
    }
    ordered: list[ActivityText] = []
    while len(ordered) < len(activities):
        turn = sorted((left[0] for left in by_form.values() if left), key=worth)
        ordered += turn
        for activity in turn:
            by_form[activity.form].remove(activity)
    return ordered
