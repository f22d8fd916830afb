"""Flashcards from headings that are questions."""

from collections.abc import Sequence

from assistant.training.item import Item
from assistant.training.statements import Statement, is_decent, is_item, quotation
from assistant.training.workshop import Workshop

_LONGEST_BACK = 420
"""Characters of a flashcard's back; a list may have twice as many."""
_BACK_SENTENCES = 2
"""After the first one."""


def flashcard(shop: Workshop, section: Sequence[Statement]) -> Item | None:
    """A heading that is a question, and the first sentences under it, or the list that opens there.

    Args:
        shop: what items are made from.
        section: all sentences under the heading, from its first.
    """
    first = section[0]
    if shop.words.heading_leans.search(first.heading):
        return None
    end = first.end
    for at, one in enumerate(section[1:], start=1):
        in_list = first.text.endswith(":") and is_item(one.text)
        breaks = one.text.endswith(":") or is_item(one.text) or at > _BACK_SENTENCES
        if not in_list and (breaks or one.end - first.start > _LONGEST_BACK):
            break
        end = one.end
    citation = quotation(shop.library, first.document, first.start, end, 1)
    whole = citation.quote
    unfit = shop.words.unsure.search(whole) or not is_decent(f"{first.heading} {whole}", shop.words)
    if unfit or whole.endswith(":") or len(whole) > 2 * _LONGEST_BACK:
        return None
    return Item("flashcard", "easy", first.heading, (), whole, whole, (citation,))
