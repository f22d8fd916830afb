"""The addresses of practising: the page, a quiz, an examiner's questions, and what an answer to one made use of."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.messages import strings
from assistant.requests import parse_language, parse_question
from assistant.safeguarding.replies import support_message
from assistant.training import sidang
from assistant.training.choosing import rng_for
from assistant.training.item import Item, Kind, Level
from assistant.training.quiz import quiz
from assistant.training.topics import topics_of
from assistant.training.wording import wording
from assistant.web.drawing import draw
from assistant.web.limits import RateLimit
from assistant.web.markup import parse
from assistant.web.responding import page, posted
from index.document import Language
from index.library import Library, LibraryHandle
from index.problem import Problem

COUNTS = (5, 10, 20)
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
_BODY = 16 * 1024
_QUIZZES_A_MINUTE = 40
_ANSWERS_A_MINUTE = 120
"""For one address: a class may sit behind it."""
_KEPT = 100

Made = tuple[Item, ...]


class Quizzes:
    """Makes quizzes one at a time, and keeps the last ones that nobody's own words went into."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Made] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, library: Library, asked: "Asked", topic: str) -> Made:
        """A quiz.

        Raises:
            Problem: as `quiz`.
        """
        key = (library.fingerprint, *asked, topic)
        with self._lock:
            if key in self._kept:
                return self._kept[key]
            language, count, seed, kinds, levels = asked
            topics = [topic] if topic else []
            made = tuple(
                quiz(
                    library,
                    language,
                    topics=topics,
                    count=count,
                    seed=seed,
                    kinds=kinds,
                    levels=levels,
                )
            )
            if not topic or topic in topics_of(library, language):
                self._kept[key] = made
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return made


Asked = tuple[Language, int, int, frozenset[str], frozenset[str]]
"""Language, count, seed, kinds, levels."""


def routes(library: LibraryHandle) -> list[Route]:
    """The page `/practise/..`, and the addresses that its script posts to."""
    quizzes = Quizzes()

    def show(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        return page(render(ui, () if library.problem() else topics_of(library.current(), ui)))

    def make(data: dict[str, Any]) -> Response:
        items = quizzes.make(library.current(), _asked(data), _topic(data))
        return JSONResponse({"items": [item.to_json() for item in items]})

    def examine(data: dict[str, Any]) -> Response:
        language = _language(data)
        found = list(sidang.questions(library.current(), language))
        wanted = data.get("aspect")
        found = [one for one in found if wanted in (None, "", one.aspect)]
        if not found:
            raise Problem("sidang_none")
        rng_for(_number(data, "seed", 0), wording(language), "sidang").shuffle(found)
        questions = [_shown(one) for one in found[: _number(data, "count", COUNTS[0])]]
        return JSONResponse({"questions": questions})

    def answer(data: dict[str, Any]) -> Response:
        language = _language(data)
        text = parse_question(data.get("answer"))
        situation = sidang.disclosure(text)
        support = parse(support_message(situation, language), {}) if situation else ()
        current = library.current()
        question = sidang.question(current, language, data.get("question"))
        passages = sidang.feedback(current, question, text)
        return JSONResponse(
            {
                "support": draw("support", language, blocks=support) if support else "",
                "passages": [
                    {"use": one.use, "citation": one.citation.to_json()} for one in passages
                ],
            }
        )

    makes, answers = RateLimit(_QUIZZES_A_MINUTE), RateLimit(_ANSWERS_A_MINUTE)
    posts: dict[str, tuple[Callable[[dict[str, Any]], Response], RateLimit]] = {
        "/practise/quiz": (make, makes),
        "/practise/sidang": (examine, answers),
        "/practise/answer": (answer, answers),
    }
    return [
        Route("/practise/{ui:language}", show),
        *(
            Route(path, posted(work, _BODY, rate), methods=["POST"])
            for path, (work, rate) in posts.items()
        ),
    ]


def render(ui: Language, topics: tuple[str, ...]) -> str:
    """The page; its script asks for the questions."""
    texts = strings(ui)
    own = {**texts["study_page"], **texts["practise_page"]}
    return draw(
        "practise",
        ui,
        here="practise",
        own=own,
        topics=topics,
        counts=COUNTS,
        kinds=[kind for kind in KINDS if kind != "flashcard"],
        levels=LEVELS,
        aspects=sidang.ASPECTS,
    )


def _shown(question: sidang.Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "aspect": question.aspect,
        "text": question.text,
        "answers": [citation.to_json() for citation in question.answers],
    }


def _asked(data: dict[str, Any]) -> Asked:
    """What a quiz is asked for, checked."""
    count, seed = _number(data, "count", COUNTS[1]), _number(data, "seed", 0)
    if count > COUNTS[-1]:
        raise Problem("bad_input", field="count")
    return _language(data), count, seed, _some(data, "kinds", KINDS), _some(data, "levels", LEVELS)


def _topic(data: dict[str, Any]) -> str:
    topic = data.get("topic") or ""
    return parse_question(topic).strip() if topic else ""


def _language(data: dict[str, Any]) -> Language:
    return parse_language(data.get("language")) or "id"


def _number(data: dict[str, Any], field: str, otherwise: int) -> int:
    value = data.get(field, otherwise)
    if type(value) is not int or not 0 <= value <= 1_000_000:
        raise Problem("bad_input", field=field)
    return value


def _some(data: dict[str, Any], field: str, known: tuple[str, ...]) -> frozenset[str]:
    """Which of the known ones are asked for; all of them where none is named."""
    value = data.get(field) or list(known)
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one in known for one in value
    ):
        raise Problem("bad_input", field=field)
    return frozenset(value)
