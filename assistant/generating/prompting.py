"""What is sent: rules of ours, and between marks that nobody can guess the passages and the question, as data."""

import secrets
import string as templates
from collections.abc import Sequence
from functools import cache

from assistant.generating.client import Messages
from assistant.generating.masking import mask
from assistant.generating.passages import Piece, plain
from assistant.messages import prompt
from index.document import Language
from index.tokens import count_tokens

VARIABLES = {
    "generate": frozenset({"marker", "key"}),
    "generate_question": frozenset({"marker", "passages", "question"}),
}
"""What stands in braces in each file of `prompts/`, and nothing else."""


def messages(question: str, pieces: Sequence[Piece], language: Language) -> Messages:
    """The two messages of a request.

    Args:
        question: standing alone; the conversation is not sent. Personal data in it is covered here.
        pieces: at least one; each is sent as it is cited.
        language: of the prompt and of the answer.
    """
    marker = secrets.token_hex(8)
    passages = "\n\n".join(f"[{piece.key}]\n{piece.citation.quote}" for piece in pieces)
    return (
        {
            "role": "system",
            "content": filled("generate", language, marker=marker, key=pieces[0].key),
        },
        {
            "role": "user",
            "content": filled(
                "generate_question",
                language,
                marker=marker,
                passages=passages,
                question=plain(mask(question, language)),
            ),
        },
    )


def frame_tokens(question: str, language: Language) -> int:
    """Tokens of a request without its passages."""
    frames = (template(name, language) for name in VARIABLES)
    return (
        sum(map(count_tokens, frames)) + count_tokens(question) + 80
    )  # marks, and the server's own


def filled(name: str, language: Language, **values: str) -> str:
    """A file of `prompts/` with its variables filled in; what is filled in is not looked at again."""
    return template(name, language).format(**values)


@cache
def template(name: str, language: Language) -> str:
    """The text of `prompts/<name>.<language>.md`.

    Raises:
        ValueError: its variables are not those of `VARIABLES`.
    """
    text = prompt(name, language)
    found = {field for _, field, _, _ in templates.Formatter().parse(text) if field is not None}
    if found != VARIABLES[name]:
        raise ValueError(f"{name}.{language}.md has the variables {sorted(found)}")
    return text
