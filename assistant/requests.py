"""Untrusted input of any type becomes a checked request, or a problem that says what is wrong."""

import json
import unicodedata
from dataclasses import dataclass

from index.document import LANGUAGES, Language
from index.problem import Problem

LONGEST_QUESTION = 2000
"""Characters."""
LONGEST_HISTORY = 50
"""Turns; a conversation leans on its last few."""
LONGEST_TURN = 20_000
"""Characters of one earlier question or answer."""
MOST_PASSAGES = 50
MOST_DOCUMENTS = 1000
"""That a question can be limited to."""

Turn = tuple[str, str]
"""An earlier question and its answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question with the language asked for (None: the question's own) and the conversation so far.

    Attributes:
        only: ids of the documents that may be quoted; empty for all.
    """

    question: str
    language: Language | None = None
    history: tuple[Turn, ...] = ()
    only: frozenset[str] = frozenset()


def parse_request(
    question: object, language: object = None, history: object = None, only: object = None
) -> Request:
    """Check a question and what comes with it.

    Args:
        question: text of 1 to 2,000 characters.
        language: "id", "en", or None or "" for the question's own.
        history: a list of [question, answer] pairs, the same as a JSON string, or None.
        only: a list of document ids, or None.

    Raises:
        Problem: `empty_question`, `question_too_long` or `bad_input`.
    """
    return Request(
        parse_question(question),
        parse_language(language),
        parse_history(history),
        parse_only(only),
    )


def parse_question(question: object) -> str:
    """A question's text without the white space around it.

    Raises:
        Problem: `bad_input` if it is not text, `empty_question`, `question_too_long`.
    """
    if not isinstance(question, str):
        raise Problem("bad_input", field="question")
    text = "".join(
        " " if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in question
    )
    text = text.strip()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:  # half of a surrogate pair, from a JSON escape
        raise Problem("bad_input", field="question") from error
    if not any(character.isalnum() for character in text):
        raise Problem("empty_question")
    if len(text) > LONGEST_QUESTION:
        raise Problem("question_too_long", limit=LONGEST_QUESTION, length=len(text))
    return text


def parse_language(language: object) -> Language | None:
    """A language, or None where none was asked for.

    Raises:
        Problem: `bad_input`.
    """
    if language is None or language == "":
        return None
    for known in LANGUAGES:
        if language == known:
            return known
    raise Problem("bad_input", field="language")


def parse_history(history: object) -> tuple[Turn, ...]:
    """The conversation so far, oldest turn first.

    Raises:
        Problem: `bad_input`.
    """
    if history is None or history == "":
        return ()
    if isinstance(history, str):
        try:
            history = json.loads(history)
        except (ValueError, RecursionError) as error:
            raise Problem("bad_input", field="history") from error
    if not isinstance(history, list | tuple):
        raise Problem("bad_input", field="history")
    return tuple(_turn(turn) for turn in history[-LONGEST_HISTORY:])


def _turn(turn: object) -> Turn:
    if (
        not isinstance(turn, list | tuple)
        or len(turn) != 2
        or not all(isinstance(part, str) and len(part) <= LONGEST_TURN for part in turn)
    ):
        raise Problem("bad_input", field="history")
    return turn[0][:LONGEST_QUESTION], turn[1]


def parse_only(only: object) -> frozenset[str]:
    """The ids of the documents that may be quoted; none for all.

    Raises:
        Problem: `bad_input`.
    """
    if only is None:
        return frozenset()
    if not isinstance(only, list | tuple | frozenset) or len(only) > MOST_DOCUMENTS:
        raise Problem("bad_input", field="only")
    if not all(isinstance(id_, str) for id_ in only):
        raise Problem("bad_input", field="only")
    return frozenset(only)


def parse_k(k: object) -> int:
    """How many passages, from 1 to 50.

    Raises:
        Problem: `bad_input`.
    """
    if isinstance(k, float) and k.is_integer():
        k = int(k)
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= MOST_PASSAGES:
        raise Problem("bad_input", field="k")
    return k
