"""The addresses of the session builder: the page, a new plan, a ready one, one opened again, suggestions, exports."""

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.messages import strings
from assistant.requests import parse_language
from assistant.training.session.audiences import AUDIENCES, GENERAL, load_audience
from assistant.training.session.builder import build
from assistant.training.session.opening import open_plan
from assistant.training.session.packs import build_pack, load_pack, pack_names
from assistant.training.session.plan import BLOCK_KINDS, BlockKind
from assistant.training.session.request import (
    LEAST_MINUTES,
    MOST_AIMS,
    MOST_MINUTES,
    MOST_PEOPLE,
    MOST_TOPICS,
    USUAL_GROUP,
    parse_session,
)
from assistant.training.session.swapping import offered, others
from assistant.training.topics import topics_of
from assistant.web.drawing import draw
from assistant.web.limits import RateLimit
from assistant.web.responding import page, posted
from assistant.web.train.exports import EXPORTS, exported, file_name
from index.document import Language
from index.library import LibraryHandle
from index.problem import Problem

MOST_BYTES = 2 * 1024 * 1024
"""Of a plan."""
LENGTHS = (30, 60, 90, 120, 240, 480, 960)
_PLANS_A_MINUTE = 20
_CHECKS_A_MINUTE = 120
"""For one address: opening, suggestions, exports."""

Work = Callable[[dict[str, Any]], Response]


def routes(library: LibraryHandle) -> list[Route]:
    """The page `/train/..`, and the addresses that its script posts to."""

    def show(request: Request) -> Response:
        ui: Language = request.path_params["ui"]
        return page(render(ui, () if library.problem() else topics_of(library.current(), ui)))

    def plan(data: dict[str, Any]) -> Response:
        request = parse_session(
            data.get("topics"),
            data.get("audience"),
            data.get("minutes"),
            data.get("language"),
            group_size=data.get("group_size"),
            aims=data.get("aims", []),
        )
        return JSONResponse(build(library.current(), request).to_json())

    def pack(data: dict[str, Any]) -> Response:
        language = parse_language(data.get("language")) or "id"
        name = data.get("name")
        if not isinstance(name, str):
            raise Problem("bad_input", field="name")
        return JSONResponse(build_pack(library.current(), name, language).to_json())

    def reopen(data: dict[str, Any]) -> Response:
        return JSONResponse(open_plan(data.get("plan"), library.current()).to_json())

    def suggest(data: dict[str, Any]) -> Response:
        current = library.current()
        opened = open_plan(data.get("plan"), current)
        block = data.get("block")
        kind = None if isinstance(block, str) else _kind(data.get("kind"))
        found = offered(current, opened, kind) if kind else others(current, opened, str(block))
        return JSONResponse({"blocks": [one.to_json() for one in found]})

    def export(form: str, data: dict[str, Any]) -> Response:
        opened = open_plan(data.get("plan"), library.current())
        made, how = exported(opened, form)
        name = file_name(opened, how)
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        }
        return Response(made, media_type=how.media_type, headers=headers)

    plans, checks = RateLimit(_PLANS_A_MINUTE), RateLimit(_CHECKS_A_MINUTE)
    posts: dict[str, tuple[Work, RateLimit]] = {
        "/train/plan": (plan, plans),
        "/train/pack": (pack, plans),
        "/train/open": (reopen, checks),
        "/train/others": (suggest, checks),
        **{f"/train/export/{form}": (partial(export, form), checks) for form in EXPORTS},
    }
    return [
        Route("/train/{ui:language}", show),
        *(
            Route(path, posted(work, MOST_BYTES, rate), methods=["POST"])
            for path, (work, rate) in posts.items()
        ),
    ]


def render(ui: Language, topics: tuple[str, ...]) -> str:
    """The page; its script builds and changes the plan."""
    texts = strings(ui)
    return draw(
        "train",
        ui,
        here="train",
        own={**texts["study_page"], **texts["train_page"]},
        topics=topics,
        audiences={name: load_audience(name, ui).name for name in (*AUDIENCES, GENERAL)},
        packs=[load_pack(name, ui) for name in pack_names()],
        lengths=LENGTHS,
        kinds=BLOCK_KINDS,
        exports=EXPORTS,
        limits={
            "minutes": (LEAST_MINUTES, MOST_MINUTES),
            "people": (USUAL_GROUP, MOST_PEOPLE),
            "topics": MOST_TOPICS,
            "aims": MOST_AIMS,
        },
    )


def _kind(value: object) -> BlockKind:
    kinds: tuple[BlockKind, ...] = get_args(BlockKind)
    found = next((kind for kind in kinds if kind == value), None)
    if found is None:
        raise Problem("bad_input", field="kind")
    return found
