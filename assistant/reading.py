"""What was typed becomes a question that stands alone.

Slips are put right, short forms written out, and what it leans on is taken from the conversation.
"""

from dataclasses import dataclass, replace

from assistant.followup import Intent, resolve
from assistant.questions import parts
from assistant.requests import Request
from index.document import Language
from index.language import detect_language
from index.library import Library
from index.spelling import corrected


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is understood.

    Attributes:
        question: standing alone.
        asked: the part of it that is asked now; the rest comes from the conversation.
        language: that its answer is wanted in.
        intent: of a question that asks for the earlier answer in another way.
        used: quotations that were given on this topic, for "more".
        earlier: the questions before it, as typed.
        within: for one that seems to stand alone, how it reads if it leans on the conversation after all; else "".
        only: ids of the documents that may be quoted; empty for all.
    """

    question: str
    asked: str
    language: Language
    intent: Intent | None = None
    used: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    within: str = ""
    only: frozenset[str] = frozenset()


def read(library: Library, request: Request, fallback: Language) -> Reading:
    """Read a question as a tutor would.

    Args:
        library: its words tell which of the question's are misspelled.
        request: as typed, with the conversation.
        fallback: the language of the answer, where neither the request nor the words tell it.
    """
    language = answer_language(request, fallback)
    history = [
        (corrected(library, asked, language).text, answer) for asked, answer in request.history
    ]
    question = corrected(library, request.question, language).text
    follow = resolve(question, history, library.glossary, library.keyword.share)
    return Reading(
        question=follow.question,
        asked=follow.asked,
        language=request.language or follow.language or language,
        intent=follow.intent,
        used=follow.used,
        earlier=tuple(asked for asked, _ in request.history),
        within=follow.within,
        only=request.only,
    )


def read_in_context(reading: Reading) -> Reading | None:
    """A question that seemed to stand alone, as one that leans on the conversation; None where there is none."""
    if not reading.within or reading.intent:
        return None
    return replace(reading, question=reading.within)


def read_alone(question: str, language: Language) -> Reading:
    """A question of ours, which needs no reading."""
    return Reading(question, question, language)


def read_parts(library: Library, reading: Reading) -> list[Reading]:
    """The questions that one question is made of, each standing alone; [] where it asks one thing."""
    if reading.question != reading.asked or reading.intent:
        return []
    first, *others = parts(reading.question)
    if not others:
        return []
    topic = [(first, "")]
    later = [resolve(one, topic, library.glossary, library.keyword.share) for one in others]
    whole = [(first, first), *((follow.question, follow.asked) for follow in later)]
    return [replace(reading, question=question, asked=asked) for question, asked in whole]


def answer_language(request: Request, fallback: Language) -> Language:
    """The language asked for, or the question's; where its words do not tell, the language of the turn before."""
    if request.language:
        return request.language
    default = fallback
    for asked, _ in request.history:
        default = detect_language(asked, default)
    return detect_language(request.question, default)
