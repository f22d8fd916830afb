"""One line of `verify --batch`: a claim and its evidence become a verdict."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from assistant.verifying.verify import Evidence, read_evidence, verify
from index.library import Library
from index.problem import Problem

LONGEST = 50_000
"""Characters of a claim, and of a passage."""
_KEPT = 64
"""Passages that stay read: a batch often has many claims over one."""


def verifier(library: Library) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What turns `{"claim", "evidence"}` into `{"supported", "score", "reasons"}`, with a library's glossary.

    The function that is returned raises `Problem` `bad_input` for anything else than two texts.
    """
    embed = library.embedder.passage_vectors

    @lru_cache(maxsize=_KEPT)
    def evidence(text: str) -> Evidence:
        return read_evidence(text, library.glossary, embed)

    def run(row: dict[str, Any]) -> dict[str, Any]:
        claim, text = _text(row, "claim"), _text(row, "evidence")
        return verify(claim, evidence(text), library.glossary, embed).to_json()

    return run


def _text(row: dict[str, Any], field: str) -> str:
    found = row.get(field)
    if not isinstance(found, str) or not found.strip() or len(found) > LONGEST:
        raise Problem("bad_input", field=field)
    try:
        found.encode("utf-8")
    except UnicodeEncodeError as error:  # half of a surrogate pair, from a JSON escape
        raise Problem("bad_input", field=field) from error
    return found
