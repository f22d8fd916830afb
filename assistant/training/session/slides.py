"""A plan as slides: little text on each, everything that the trainer says and knows in the speaker notes."""

from dataclasses import replace

from pptx.presentation import Presentation as Deck

from assistant.training.office import ACCENT, GREY, WARM
from assistant.training.session.deck import (
    Box,
    Look,
    Tone,
    add_bar,
    add_slide,
    add_table,
    add_text,
    fits,
    new_deck,
    set_notes,
    to_bytes,
)
from assistant.training.session.outline import label
from assistant.training.session.plan import Plan, numbered
from assistant.training.session.slidepages import Page, pages
from assistant.training.session.slidetext import shortened_to
from index.document import Language

_BODY = Box(60, 152, 840, 318)
_QUOTATION = Box(84, 152, 816, 264)
_SOURCE = Box(84, 432, 816, 54)
_UNDER = Box(60, 344, 840, 132)
_LOOKS = {
    "list": Look((30, 28, 26, 24, 22, 20, 18, 16, 14, 12), bulleted=True),
    "sources": Look((15, 14, 12), bulleted=True),
    "quotation": Look((30, 28, 26, 24, 22, 20, 18, 16, 14, 12)),
    "own": Look((30, 28, 26, 24, 22, 20, 18, 16, 14, 12)),
    "question": Look((36, 32, 28, 24, 20, 18, 16, 14), bold=True, middle=True),
    "pause": Look((22, 20, 18, 16, 14, 12), "FFFFFF"),
}
_FOOT = Look((14,))
_LIST_WORDS, _SOURCES_WORDS = 50, 130
_ROWS = 11
"""Of a table on one slide."""
_ROW = 32
"""The height of one, in points."""


def to_pptx(plan: Plan) -> bytes:
    """The plan as a PPTX file, 16:9; the same plan gives the same bytes."""
    plan = numbered(plan)
    deck = new_deck(plan.title, plan.language)
    for page in pages(plan):
        for part in _parts(page, plan.language):
            _draw(deck, part, plan.language)
    return to_bytes(deck)


def _parts(page: Page, ui: Language) -> list[Page]:
    """A list or table that is too long for one slide as several, their titles numbered; notes go with the first."""
    if page.kind == "table":
        count = -(-len(page.rows) // _ROWS)
        each = -(-len(page.rows) // count)
        found = [
            replace(page, rows=page.rows[at : at + each]) for at in range(0, len(page.rows), each)
        ]
    elif page.kind in ("list", "sources"):
        found = [replace(page, texts=texts) for texts in _split(page)]
    else:
        return [page]
    if len(found) == 1:
        return found
    return [
        replace(
            part,
            title=label("part", ui, title=page.title, part=at, parts=len(found)),
            notes=page.notes if at == 1 else (),
        )
        for at, part in enumerate(found, 1)
    ]


def _split(page: Page) -> list[tuple[str, ...]]:
    """A list over as few slides as hold it, with about the same number of words on each."""
    most = _LIST_WORDS if page.kind == "list" else _SOURCES_WORDS
    least = len(_filled(page, most))
    total = sum(len(text.split()) for text in page.texts)
    caps = range(min(total // least, most), most + 1)
    return next(parts for cap in caps if len(parts := _filled(page, cap)) == least)


def _filled(page: Page, most: int) -> list[tuple[str, ...]]:
    """The list over slides of at most so many words, each filled before the next; a long item has one of its own."""
    found: list[tuple[str, ...]] = []
    for text in page.texts:
        longer = (*found[-1], text) if found else ()
        words = sum(len(item.split()) for item in longer)
        if longer and words <= most and fits(longer, _LOOKS[page.kind], _BODY):
            found[-1] = longer
        else:
            found.append((text,))
    return found


def _draw(deck: Deck, page: Page, ui: Language) -> None:
    tone: Tone = "dark" if page.kind == "pause" else "warm" if page.warm else "plain"
    slide = add_slide(deck, page.title, page.kicker, ui, tone)
    look = _LOOKS.get(page.kind)
    if page.kind == "table":
        box = replace(_BODY, top=126, height=_ROW * len(page.rows))
        add_table(slide, box, page.widths, page.rows, 16)
    elif page.kind in ("quotation", "own") and look:
        own = page.kind == "own"
        if not own:
            add_bar(slide, replace(_QUOTATION, left=_BODY.left, width=5), ACCENT)
        add_text(slide, _QUOTATION, page.texts, look, page.quoted)
        first, *rest = page.foot.split("\n")
        foot = [shortened_to(first, 14, _SOURCE.width, 2), *rest]
        add_text(
            slide, _SOURCE, ["\n".join(foot)], replace(_FOOT, colour=WARM if own else GREY), ui
        )
    elif page.kind == "pause" and look:
        lines = [shortened_to(text, look.sizes[-1], _UNDER.width) for text in page.texts]
        add_text(slide, _UNDER, lines, look, ui)
    elif look:
        add_text(slide, _BODY, page.texts, look, ui)
    if page.notes:
        set_notes(slide, page.notes, ui)
