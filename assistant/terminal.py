"""What a terminal shows: answers as plain text, a progress line, and nothing that could steer the terminal."""

import sys
import time
from typing import TYPE_CHECKING, Any

from assistant.messages import string
from assistant.referring import reference
from index.document import Language

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from index.generation import Progress

_EVERY_SECONDS = 10.0
"""Between lines in a log; a terminal's one line is written over more often."""


def say(text: str) -> None:
    """Write a line to standard error."""
    print(printable(text), file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """The text without control characters (an escape sequence in a file name must not reach the terminal)."""
    return "".join(c for c in text if c in "\n\t" or c.isprintable())


def plain_answer(answer: "Answer") -> str:
    """An answer with its citations, nearest passages, suggestions and notices."""
    blocks = [answer.text, *answer.notices]
    blocks += [_line(citation, answer.language) for citation in answer.citations]
    if answer.nearest:
        blocks.append(string("answer.nearest", answer.language))
        blocks += [
            f"{_line(citation, answer.language)}\n    {citation.quote}"
            for citation in answer.nearest
        ]
    if answer.suggestions:
        blocks.append(string("answer.suggestions", answer.language))
        blocks += [f"- {suggestion}" for suggestion in answer.suggestions]
    return printable("\n\n".join(blocks))


def _line(citation: "Citation", language: Language) -> str:
    return f"[{citation.number}] {reference(citation, language).replace('*', '')}"


def plain_passages(passages: list[dict[str, Any]]) -> str:
    """Search results, best first."""
    rows = [
        f"{number}. {row['title']}, {row['section']} ({row['score']:.3f})\n   {row['text']}"
        for number, row in enumerate(passages, start=1)
    ]
    return printable("\n\n".join(rows))


def progress_line(language: Language) -> "Progress":
    """A progress callback that writes stage, count, rate and time left to standard error."""
    started: dict[str, float] = {}
    shown = 0.0

    def show(stage: str, done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        pause = 0.2 if sys.stderr.isatty() else _EVERY_SECONDS
        if stage in started and done < total and now - shown < pause:
            return
        begun = started.setdefault(stage, now)
        shown = now
        rate = done / (now - begun) if now > begun else 0.0
        left = (total - done) / rate if rate else 0.0
        text = string(f"cli.progress.{stage}", language, done=done, total=total)
        if 0 < done < total:
            text += string("cli.progress.rate", language, rate=round(rate, 1), left=round(left))
        if sys.stderr.isatty() and done < total:
            print(f"\r\x1b[K{printable(text)}", end="", file=sys.stderr, flush=True)
        elif sys.stderr.isatty():
            print(f"\r\x1b[K{printable(text)}", file=sys.stderr, flush=True)
        else:
            say(text)

    return show
