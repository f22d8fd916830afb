"""The addresses of the library's pages, of its originals and of its bibliography."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.bibliography import bibliography
from assistant.conversation import Assistant
from assistant.messages import strings
from assistant.referring import document_path
from assistant.settings import Settings
from assistant.web.drawing import draw
from assistant.web.library.actors import network
from assistant.web.library.events import KINDS, by_year, drawing, events
from assistant.web.library.gaps import Gaps
from assistant.web.library.reading import download, missing, read
from assistant.web.library.shelf import note_subjects, shelf
from assistant.web.library.terms import letters
from assistant.web.responding import page
from index.document import Language
from index.library import Library
from index.originals import stored
from index.problem import Problem

Draws = Callable[[Library, Language], str]

TABS = {
    "documents": "library",
    "glossary": "glossary",
    "timeline": "timeline",
    "actors": "actors",
    "gaps": "gaps",
}
"""The pages in their order, and the template of each."""
STYLES = {
    "bibtex": ("bib", "application/x-bibtex"),
    "ris": ("ris", "application/x-research-info-systems"),
    "csl": ("json", "application/vnd.citationstyles.csl+json"),
}
"""The formats of the bibliography: ending and media type of the file."""


def routes(assistant: Assistant, settings: Settings, gaps: Gaps | None = None) -> list[Route]:
    """`/library/..`, `/reader/..` and `/original/..`.

    Args:
        assistant: with the library.
        settings: where the study material and the originals are.
        gaps: told of the answers; None where nobody tells, and then there is no page of them.
    """
    pages = Pages(settings.knowledge, settings.home, gaps)
    home = settings.home

    def shown(draws: Draws) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            try:
                return page(draws(assistant.library.current(), request.path_params["ui"]))
            except Problem as problem:
                return missing(problem, request)

        return handle

    return [
        Route("/library/{ui:language}", shown(pages.documents)),
        Route("/library/{ui:language}/glossary", shown(pages.glossary)),
        Route("/library/{ui:language}/timeline", shown(pages.timeline)),
        Route("/library/{ui:language}/actors", shown(pages.actors)),
        *([Route("/library/{ui:language}/gaps", shown(pages.lacking(gaps)))] if gaps else ()),
        Route("/library/bibliography/{style}", lambda request: _sources(request, assistant)),
        Route("/reader/{document_id:path}", lambda request: read(request, assistant, home)),
        Route("/original/{document_id:path}", lambda request: download(request, assistant, home)),
    ]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages as HTML, each from the open library."""

    knowledge: Path | None
    home: Path
    gaps: Gaps | None

    def documents(self, library: Library, ui: Language) -> str:
        """All documents."""
        added = {origin.id: _day(file) for origin, file in stored(self.home)}
        found = shelf(library, note_subjects(self.knowledge), added, ui)
        return self._draw("documents", ui, shelf=found, styles=STYLES)

    def glossary(self, library: Library, ui: Language) -> str:
        """The terms, A to Z."""
        return self._draw("glossary", ui, letters=letters(library, ui), path=document_path)

    def timeline(self, library: Library, ui: Language) -> str:
        """The events, by year."""
        found = events(self.knowledge, library.sources, ui)
        return self._draw(
            "timeline",
            ui,
            events=found,
            years=by_year(found),
            drawing=drawing(found) if found else None,
            kinds=KINDS,
        )

    def actors(self, library: Library, ui: Language) -> str:
        """The map of the actors and the relations that it draws."""
        found = network(self.knowledge, library, ui)
        return self._draw("actors", ui, network=found, path=document_path)

    def lacking(self, gaps: Gaps) -> Draws:
        """What the library lacks."""

        def drawn(library: Library, ui: Language) -> str:  # noqa: ARG001
            return self._draw("gaps", ui, topics=gaps.topics(), since=gaps.since)

        return drawn

    def _draw(self, tab: str, ui: Language, **values: object) -> str:
        texts = strings(ui)
        own = {**texts["library_page"], "languages": texts["reader_page"]["languages"]}
        tabs = [name for name in TABS if name != "gaps" or self.gaps]
        return draw(
            TABS[tab],
            ui,
            here="library",
            tab=tab,
            tabs={name: "" if name == "documents" else f"/{name}" for name in tabs},
            own=own,
            said=own[tab],
            months=texts["score"]["months"],
            **values,
        )


def _sources(request: Request, assistant: Assistant) -> Response:
    """`/library/bibliography/<style>`: the sources of the notes, to be saved."""
    style = request.path_params["style"]
    try:
        text = bibliography(assistant.source_entries(), style)
    except Problem as problem:
        return missing(problem, request)
    ending, media_type = STYLES[style]
    headers = {
        "Content-Disposition": f'attachment; filename="csec-library.{ending}"',
        "Cache-Control": "no-store",
    }
    return Response(text, media_type=media_type, headers=headers)


def _day(file: Path) -> date:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
