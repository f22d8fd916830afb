"""Which quotations are fit for participants: understood alone, whole, not graphic, no single child's story."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.spans import Span, is_list
from assistant.training.session.texts import pattern
from assistant.training.statements import is_decent
from assistant.training.wording import wording
from index.document import Language

_LONGEST = 520
"""Characters of one key message."""


def is_fit(span: Span, *, certain: bool = True) -> bool:
    """Whether a quotation can stand alone before participants.

    Args:
        span: whole sentences, or a list with its lead-in.
        certain: leave out what the library itself is not sure of.
    """
    known = wording(span.document.language)
    text = " ".join(span.text.split())
    return (
        len(text) <= _LONGEST
        and (text.endswith((".", "!", "”", '"')) or is_list(span))
        and not text.endswith(":")
        and text[0].isupper()
        and is_decent(_pattern("any_child", span.document.language).sub("", text), known)
        and not (known.unsure if certain else _pattern("meta", span.document.language)).search(text)
        and not known.leans.match(text)
    )


@cache
def _pattern(key: str, language: Language) -> re.Pattern[str]:
    return re.compile(pattern(key, language), re.IGNORECASE)


def outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that stand in another; those that only touch stay apart, each a message of its own."""
    kept: list[Span] = []
    for span in spans:
        if any(other.holds(span) for other in kept):
            continue
        kept = [other for other in kept if not span.holds(other)] + [span]
    return kept
