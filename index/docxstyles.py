"""What a DOCX file's styles say about a paragraph: a heading, of which level? A list item?"""

import re
from typing import Any

_HEADING_NAME = re.compile(
    r"(?:heading|judul|kop|überschrift|titre|título)\s*([1-9])", re.IGNORECASE
)
_TITLE_NAMES = ("title", "judul")
_BODY_TEXT = 9
"""The outline level that means: not a heading."""


def local_name(element: Any) -> str:
    """An element's name without its namespace, of which there are two, strict and transitional."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """The element at a path of names below another; None when there is none."""
    for name in names:
        element = next((item for item in element if local_name(item) == name), None)
        if element is None:
            return None
    return element


def value(element: Any, name: str = "val") -> str:
    """An attribute by its name without namespace; empty when it is not set."""
    if element is None:
        return ""
    for key, content in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(content)
    return ""


def is_on(properties: Any, name: str) -> bool:
    """Whether a yes-or-no property is set."""
    element = None if properties is None else child(properties, name)
    return element is not None and value(element) not in ("0", "false", "off", "none")


class Styles:
    """The styles of one file."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        for style in root if root is not None else ():
            if local_name(style) == "style":
                self._styles[value(style, "styleId")] = style

    def heading_level(self, paragraph: Any) -> int | None:
        """0 for a document's title, 1 to 9 for a heading, None for other paragraphs."""
        for properties, name in self._chain(paragraph):
            outline = value(child(properties, "outlineLvl")) if properties is not None else ""
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < _BODY_TEXT else None
            match = _HEADING_NAME.fullmatch(name)
            if match:
                return int(match.group(1))
            if name.lower() in _TITLE_NAMES:
                return 0
        return None

    def is_list_item(self, paragraph: Any) -> bool:
        """Whether a bullet or a number that is not in the text stands before a paragraph."""
        for properties, _ in self._chain(paragraph):
            number = child(properties, "numPr", "numId") if properties is not None else None
            if number is not None:
                return value(number) != "0"
        return False

    def _chain(self, paragraph: Any) -> list[tuple[Any, str]]:
        """The properties of a paragraph, of its style, of the style that this is based on, ..."""
        own = child(paragraph, "pPr")
        chain = [(own, "")]
        style_id = value(child(own, "pStyle")) if own is not None else ""
        seen: set[str] = set()
        while style_id and style_id not in seen:
            seen.add(style_id)
            style = self._styles.get(style_id)
            if style is None:
                chain.append((None, style_id))
                break
            chain.append((child(style, "pPr"), value(child(style, "name"))))
            style_id = value(child(style, "basedOn"))
        return chain
