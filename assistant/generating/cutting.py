"""The text of a model, as it comes, becomes sentences with the keys that they cite."""

import re
from dataclasses import dataclass

from index.sentences import sentence_spans

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
"""What some models write before they answer."""
_KEY = re.compile(r"s[0-9a-f]{6}")
_MARK = re.compile(
    r"\s*[\[(【]{1,2}\s*s[0-9a-f]{6}(?:[\s,;]+(?:and|dan)?\s*s[0-9a-f]{6})*\s*[\])】]{1,2}"
)
_MARKS_AFTER = re.compile(rf"([.!?…]+[\"'”’»)*]*)((?:{_MARK.pattern})+)")
_OPEN = re.compile(r"\s*[\[(【][^\])】\n]{0,80}\Z|<[^>\n]{0,8}\Z")
"""A bracket that is not closed yet."""
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*•–]\s+|\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=[\w.,])\*(?!\w)")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    r"\U000e0000-\U000e007f]"
)
"""Control, zero-width, direction and tag characters."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that a model wrote, without its marks, and the keys that it cites, in order."""

    text: str
    keys: tuple[str, ...]


def cut(text: str, *, final: bool) -> tuple[list[Draft], str]:
    """The sentences that are whole, and the rest to put before what comes next.

    However the text is split over calls, the sentences are the same.

    Args:
        text: the rest of the call before, and what has come since.
        final: nothing more will come: the rest is a sentence as well.
    """
    if not final and text.rfind("<think>") > text.rfind("</think>"):
        return [], text
    text = _THOUGHT.sub("", text)
    if final:
        whole, rest = text, ""
    else:
        opened = _OPEN.search(text)
        whole, rest = (text[: opened.start()], text[opened.start() :]) if opened else (text, "")
    *lines, last = whole.split("\n")
    drafts = [draft for line in lines for draft in _drafts(line)]
    if final:
        return [*drafts, *_drafts(last)], ""
    ready, open_line = _ready(last)
    return [*drafts, *_drafts(ready)], open_line + rest


def _ready(line: str) -> tuple[str, str]:
    """A line that is not at its end, cut before its last sentence."""
    moved = _MARKS_AFTER.sub(r"\2\1", line)
    spans = sentence_spans(moved, 0, len(moved))
    if len(spans) < 2:
        return "", line
    return moved[: spans[-1].start], moved[spans[-1].start :]


def _drafts(line: str) -> list[Draft]:
    line = _EMPHASIS.sub("", _UNSEEN.sub("", line))
    line = _MARKS_AFTER.sub(r"\2\1", line)
    found = []
    for span in sentence_spans(line, 0, len(line)):
        sentence = line[span.start : span.end]
        keys = [key for mark in _MARK.finditer(sentence) for key in _KEY.findall(mark.group())]
        text = _LINE_MARK.sub("", " ".join(_MARK.sub("", sentence).split()), count=1)
        if any(c.isalnum() for c in text):
            found.append(Draft(text, tuple(dict.fromkeys(keys))))
    return found
