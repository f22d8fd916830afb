"""What a session is asked for: untrusted input becomes a checked request, or a problem that says what is possible."""

from dataclasses import dataclass

from assistant.requests import parse_language, parse_question
from index.document import Language
from index.problem import Problem

LEAST_MINUTES = 30
MOST_MINUTES = 960
"""Two days."""
MOST_PEOPLE = 200
USUAL_GROUP = 20
MOST_TOPICS = 6
MOST_AIMS = 6
LONGEST_TEXT = 200
"""Characters of one topic or aim."""


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """A checked request.

    Attributes:
        topics: one to six.
        audience: as typed.
        minutes: 30 to 960, breaks counted.
        group_size: participants.
        aims: the trainer's own; may be none.
    """

    topics: tuple[str, ...]
    audience: str
    minutes: int
    language: Language
    group_size: int = USUAL_GROUP
    aims: tuple[str, ...] = ()


def parse_session(  # noqa: PLR0913 - what a session is asked for
    topics: object,
    audience: object,
    minutes: object,
    language: object,
    *,
    group_size: object = None,
    aims: object = (),
) -> SessionRequest:
    """Check a request.

    Args:
        topics: a list of texts, or one text with a topic a line.
        audience: a name of `audiences.AUDIENCES`, a plain word for it, or any other.
        minutes: a whole number.
        language: "id" or "en"; None for Indonesian.
        group_size: a whole number; None for 20.
        aims: as topics, and may be empty.

    Raises:
        Problem: `session_topics`, `session_too_many_topics`, `session_minutes`, `session_group`, `session_aims`,
            `session_text` or `bad_input`.
    """
    named = _texts("topics", topics)
    if not named:
        raise Problem("session_topics", limit=MOST_TOPICS)
    if len(named) > MOST_TOPICS:
        raise Problem("session_too_many_topics", count=len(named), limit=MOST_TOPICS)
    wanted = _texts("aims", aims)
    if len(wanted) > MOST_AIMS:
        raise Problem("session_aims", limit=MOST_AIMS)
    length = _whole("minutes", minutes)
    if not LEAST_MINUTES <= length <= MOST_MINUTES:
        raise Problem(
            "session_minutes", minutes=length, least=LEAST_MINUTES, most=MOST_MINUTES, days=2
        )
    people = USUAL_GROUP if group_size is None else _whole("group_size", group_size)
    if not 1 <= people <= MOST_PEOPLE:
        raise Problem("session_group", count=people, limit=MOST_PEOPLE)
    if not isinstance(audience, str):
        raise Problem("bad_input", field="audience")
    return SessionRequest(
        topics=named,
        audience=" ".join(audience.split())[:LONGEST_TEXT],
        minutes=length,
        language=parse_language(language) or "id",
        group_size=people,
        aims=wanted,
    )


def _texts(field: str, given: object) -> tuple[str, ...]:
    """Each text once, without those that are empty."""
    if isinstance(given, str):
        given = given.splitlines()
    if not isinstance(given, list | tuple):
        raise Problem("bad_input", field=field)
    found: dict[str, str] = {}
    for one in given:
        if not isinstance(one, str):
            raise Problem("bad_input", field=field)
        if not one.strip():
            continue
        text = " ".join(parse_question(one).split())
        if len(text) > LONGEST_TEXT:
            raise Problem("session_text", limit=LONGEST_TEXT, length=len(text))
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _whole(field: str, given: object) -> int:
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if not isinstance(given, int) or isinstance(given, bool):
        raise Problem("bad_input", field=field)
    return given
