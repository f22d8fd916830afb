"""The text of one Markdown block, piece by piece, with the place of each piece."""

import re

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

Piece = tuple[int, int] | str
"""A stretch of the raw text that is kept, or characters that the raw text does not have."""


def kept(places: list[int], start: int, end: int) -> list[Piece]:
    """The pieces of `content[start:end]`, each of whose characters stands at one of `places`."""
    if start >= end:
        return []
    first, last = places[start], places[end - 1]
    if last - first == end - 1 - start:
        return [(first, last + 1)]
    return [(place, place + 1) for place in places[start:end]]


class InlineText:
    """Walks over a block's content, as the parser's inline tokens lead, and collects its pieces."""

    def __init__(self, content: str, places: list[int], line_break: str) -> None:
        """Take a block's content and where each of its characters stands in the raw text.

        `line_break` stands for a break that the writer asked for.
        """
        self.content = content
        self.line_break = line_break
        self.pieces: list[Piece] = []
        self._places = places
        self._at = 0
        self._in_address = False

    def walk(self, tokens: list[Token]) -> list[Piece]:
        """The pieces of these tokens, in order."""
        for token in tokens:
            getattr(self, f"_on_{token.type}", self._skip_mark)(token)
        return self.pieces

    def _skip_mark(self, token: Token) -> None:
        if token.markup:
            self._skip(token.markup)

    def _on_text(self, token: Token) -> None:
        if not self._in_address:
            self._keep(token.content)

    def _on_text_special(self, token: Token) -> None:
        if token.markup.endswith(token.content):  # `\*` shows "*", `\a` shows all of itself
            self._skip(token.markup.removesuffix(token.content))
            self._keep(token.content)
        else:
            self._skip(token.markup)
            self.pieces.append(token.content)

    def _on_softbreak(self, _: Token) -> None:
        self._skip("\n")
        self.pieces.append(" ")

    def _on_hardbreak(self, _: Token) -> None:
        self._skip("\n")
        self.pieces.append(self.line_break)

    def _on_code_inline(self, token: Token) -> None:
        self._skip(token.markup)
        fence = re.compile(rf"(?<!`){token.markup}(?!`)").search(self.content, self._at)
        end = fence.start() if fence else len(self.content)
        inner = self.content[self._at : end]
        begin = self._at
        for number, match in enumerate(re.finditer(r"\S(?:[^\n]*\S)?", inner)):
            self.pieces += [" "] if number else []
            self._keep_span(begin + match.start(), begin + match.end())
        self._at = end + len(token.markup)

    def _on_html_inline(self, token: Token) -> None:
        self._skip(token.content)
        if token.content.lower().startswith("<br"):
            self.pieces.append(self.line_break)

    def _on_link_open(self, token: Token) -> None:
        if token.markup != "autolink":
            self._skip("[")
            return
        # The parser shows an address decoded; the text keeps what the writer wrote.
        self._skip("<")
        self._keep_span(self._at, self.content.index(">", self._at))
        self._in_address = True

    def _on_link_close(self, token: Token) -> None:
        if token.markup == "autolink":
            self._in_address = False
            self._skip(">")
        else:
            self._skip("]")
            self._skip_target()

    def _on_image(self, token: Token) -> None:
        self._skip("![")
        self.walk(token.children or [])
        self._skip("]")
        self._skip_target()

    def _skip_target(self) -> None:
        """Skip "(target "title")" or "[name]" after a link's text."""
        text, at = self.content, self._at
        if text.startswith("(", at):
            end = self._end_of_target(at + 1)
            self._at = end if end else at
        elif text.startswith("[", at) and "]" in text[at:]:
            self._at = text.index("]", at) + 1

    def _end_of_target(self, at: int) -> int:
        text, end = self.content, len(self.content)
        at = self._after_space(at)
        target = parseLinkDestination(text, at, end)
        if target.ok:
            at = self._after_space(target.pos)
            title = parseLinkTitle(text, at, end)
            if title.ok:
                at = self._after_space(title.pos)
        return at + 1 if text.startswith(")", at) else 0

    def _after_space(self, at: int) -> int:
        while at < len(self.content) and self.content[at].isspace():
            at += 1
        return at

    def _skip(self, mark: str) -> None:
        found = self.content.find(mark, self._at)
        if found >= 0:
            self._at = found + len(mark)

    def _keep(self, chunk: str) -> None:
        found = self.content.find(chunk, self._at)
        if found >= 0:
            self._keep_span(found, found + len(chunk))
        else:  # not met so far; then the words count more than their places
            self.pieces.append(chunk)

    def _keep_span(self, start: int, end: int) -> None:
        self._at = end
        self.pieces += kept(self._places, start, end)
