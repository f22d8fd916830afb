"""What the quiz says and what it knows of a language, from `prompts/training.<language>.yaml`."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.messages import PROMPTS
from index.document import Language
from index.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class Pool:
    """Names of one kind that can stand in each other's place.

    Attributes:
        kind: "country", "place", "body" or "treaty".
        after: the word that must stand before a name; "" for none.
    """

    kind: str
    after: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The frames of the questions in one language, and the patterns that sentences are chosen by.

    Attributes:
        frames: name to text with placeholders.
        truth: what "true" and "false" are called.
        definition: has the groups `subject`, `verb` and `description`.
        argues: what a description has that gives a reason instead.
        examples: after this a list of names is not complete.
        speaker: before whoever says something, which others may say as well.
        leans, unsure, graphic, story, helplines: what makes a sentence unfit; see the file.
    """

    frames: dict[str, str]
    truth: dict[bool, str]
    pools: tuple[Pool, ...]
    scales: tuple[str, ...]
    months: tuple[str, ...]
    spelled: tuple[str, ...]
    articles: tuple[str, ...]
    laws: tuple[str, ...]
    definition: re.Pattern[str]
    not_subject: re.Pattern[str]
    articles_before: re.Pattern[str]
    argues: re.Pattern[str]
    examples: re.Pattern[str]
    speaker: re.Pattern[str]
    leans: re.Pattern[str]
    unsure: re.Pattern[str]
    graphic: re.Pattern[str]
    story: re.Pattern[str]
    helplines: re.Pattern[str]
    heading_leans: re.Pattern[str]

    def frame(self, name: str, **values: str) -> str:
        """A frame, filled in."""
        return self.frames[name].format(**values)


@cache
def wording(language: Language) -> Wording:
    """The wording of one language."""
    data = load_yaml((PROMPTS / f"training.{language}.yaml").read_text(encoding="utf-8"))
    frames = dict(data["frames"])
    truth = frames.pop("options")
    pools = tuple(
        Pool(pool["kind"], pool.get("after", ""), tuple(pool["names"])) for pool in data["pools"]
    )
    return Wording(
        frames=frames,
        truth={True: truth["true"], False: truth["false"]},
        pools=pools,
        scales=tuple(data["scales"]),
        months=tuple(data["months"]),
        spelled=tuple(data["spelled"]),
        articles=tuple(data["articles"]),
        laws=tuple(data["laws"]),
        definition=re.compile(data["definition"]),
        articles_before=re.compile(data["articles_before"]),
        not_subject=_any_case(data["not_subject"]),
        argues=_any_case(data["argues"]),
        examples=_any_case(data["examples"]),
        speaker=_any_case(data["speaker"]),
        leans=_any_case(data["leans"]),
        unsure=_any_case(data["unsure"]),
        graphic=_any_case(data["graphic"]),
        story=_any_case(data["story"]),
        heading_leans=_any_case(data["heading_leans"]),
        helplines=_any_case(data["helplines"]),
    )


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
