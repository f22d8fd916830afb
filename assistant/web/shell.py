"""What stands on the page before anyone asks: header, notice, examples, question box, help."""

from assistant.generating.model import Model, disclosure
from assistant.helplines import helplines, numbers
from assistant.messages import prompt
from assistant.web.drawing import draw
from assistant.web.markup import parse
from index.document import Language

HOME: dict[Language, str] = {"id": "/", "en": "/en"}


def other_language(ui: Language) -> Language:
    """The language that the page's switch leads to."""
    return "en" if ui == "id" else "id"


def render_shell(ui: Language, model: Model | None = None) -> str:
    """The chat page's own HTML; scripts only add turns to it and open its panels.

    Args:
        ui: the page's language.
        model: the connected language model; one that text leaves the computer for is named before the first question.
    """
    told = disclosure(model, ui)
    notice = prompt("notice_model" if told else "notice", ui)
    return draw(
        "shell",
        ui,
        here="ask",
        home=HOME[ui],
        other=other_language(ui),
        tagline=prompt("tagline", ui),
        notice=parse(notice.format(**numbers()), {}),
        disclosure=told,
        model=model.name if told and model else "",
        **_help_values(ui),
    )


def render_help(ui: Language) -> str:
    """The page that the help button leads to where there is no script."""
    return draw("helppage", ui, **_help_values(ui))


def render_leave() -> str:
    """A page that says nothing."""
    return draw("leave", "id")


def _help_values(ui: Language) -> dict[str, object]:
    return {
        "lines": helplines(ui),
        "intro": prompt("help", ui),
        "abroad": prompt("helpabroad", ui),
    }
