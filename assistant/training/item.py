"""Item: one question of a quiz, as plain frozen data that goes to JSON and to every export as it stands."""

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from assistant.answer import Citation
from assistant.referring import reference
from index.document import Language

Kind = Literal["multiple_choice", "true_false", "matching", "short_answer", "flashcard"]
Level = Literal["easy", "medium", "hard"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What belongs together in a matching question."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its key and the quotation that shows it.

    Attributes:
        options: what is offered, in the order of showing; the right-hand sides of a matching question, shuffled;
            empty for short answers and flashcards.
        key: the right option's text; the right answer; the back of a flashcard; "" for matching.
        accept: other answers that are right as well, for short answers.
        pairs: for matching, what belongs together; else empty.
        explanation: the quotation, or quotations, character for character.
    """

    kind: Kind
    level: Level
    question: str
    options: tuple[str, ...]
    key: str
    explanation: str
    citations: tuple[Citation, ...]
    accept: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def id(self) -> str:
        """The same for the same question with the same key, whenever it is made."""
        text = "\n".join([self.kind, self.question, self.key, *(pair.left for pair in self.pairs)])
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]

    def to_json(self) -> dict[str, Any]:
        """The item as DESIGN's JSON; the key of a matching question is a list of `{"left", "right"}`."""
        pairs = [{"left": pair.left, "right": pair.right} for pair in self.pairs]
        return {
            "id": self.id,
            "kind": self.kind,
            "level": self.level,
            "question": self.question,
            "options": list(self.options),
            "key": pairs or self.key,
            "accept": list(self.accept),
            "explanation": self.explanation,
            "citations": [citation.to_json() for citation in self.citations],
        }


def sources_text(item: Item, language: Language) -> str:
    """Where the quotations of an item stand, a line each, as plain text."""
    return "\n".join(reference(c, language).replace("*", "") for c in item.citations)


def explanation_text(item: Item, language: Language) -> str:
    """The quotations with where they stand, for formats that have one place for both."""
    return f"{item.explanation}\n\n{sources_text(item, language)}"
