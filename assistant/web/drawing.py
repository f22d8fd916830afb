"""Templates become HTML: Jinja2 with escaping always on; what comes from outside is only text."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.messages import strings
from index.document import Language

FOLDER = Path(__file__).resolve().parent


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = _fill
    environment.filters["exact"] = _exact
    return environment


def _fill(text: str, **values: str | int) -> str:
    """`{{ t.open_citation | fill(number=3) }}`: the placeholders of a text from `prompts/`."""
    return text.format(**values)


def _exact(text: str) -> Markup:
    """Escaped, and kept to the character: HTML would read a lone return as a line feed."""
    return escape(text).replace("\r", Markup("&#13;"))


def draw(template: str, language: Language, **values: Any) -> str:
    """The HTML of `templates/<template>.html`.

    There, `t` are the page's texts in `language`, and `ui` is its code.
    """
    found = _environment().get_template(f"{template}.html")
    return found.render(t=strings(language)["page"], ui=language, **values)


@cache
def static(name: str) -> str:
    """The text of `static/<name>`."""
    return (FOLDER / "static" / name).read_text(encoding="utf-8")


@cache
def static_names() -> frozenset[str]:
    """The files that are served as they are."""
    return frozenset(path.name for path in (FOLDER / "static").iterdir())
