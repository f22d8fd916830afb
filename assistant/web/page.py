"""The Gradio app: one page at `/` in Indonesian and `/en` in English, and the endpoints."""

import gradio as gr

from assistant.generating.model import Model
from assistant.messages import string
from assistant.web.handlers import AT_ONCE, MOST_WAITING, Handlers
from assistant.web.shell import render_shell
from index.document import Language

PUBLIC_ENDPOINTS = {
    "ask": ("question", "language", "history"),
    "search": ("query", "k"),
    "document": ("id",),
}
"""The endpoints for programs, with the names of the values that they take."""

_SYSTEM_FONTS = ("system-ui", "sans-serif")


def build_page(handlers: Handlers, model: Model | None = None) -> gr.Blocks:
    """Both pages, and the endpoints behind them."""
    blocks = gr.Blocks(title=string("page.title", "id"), analytics_enabled=False)
    with blocks:
        _draw_page("id", model)
        for endpoint, group in (
            (handlers.ask, "questions"),
            (handlers.search, "questions"),
            (handlers.document, "documents"),
        ):
            gr.api(endpoint, concurrency_limit=AT_ONCE, concurrency_id=group)
    with blocks.route(string("page.title", "en"), "/en", show_in_navbar=False):
        _draw_page("en", model)
    blocks.queue(max_size=MOST_WAITING, default_concurrency_limit=AT_ONCE)
    blocks.state_session_capacity = 500
    return blocks


def _draw_page(ui: Language, model: Model | None) -> None:
    gr.HTML(render_shell(ui, model), js_on_load=None, apply_default_css=False, elem_id="page")


def theme() -> gr.themes.Base:
    """Gradio's plainest theme on the page's own colours, with no font to be fetched."""
    base = gr.themes.Base(font=_SYSTEM_FONTS, font_mono=("ui-monospace", "monospace"))
    return base.set(
        body_background_fill="var(--paper)",
        body_background_fill_dark="var(--paper)",
        body_text_color="var(--ink)",
        body_text_color_dark="var(--ink)",
    )
