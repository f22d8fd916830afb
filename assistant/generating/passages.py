"""The evidence of one answer: what is sent is what is cited, byte for byte."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer import Citation, cite
from assistant.generating.masking import has_personal_data
from assistant.safeguarding.cues import cues
from assistant.safeguarding.rules import by_rules
from assistant.verifying.verify import Embed, Evidence, read_evidence
from index.embedding import Vectors
from index.library import Library
from index.retrieval import Hit
from index.tokens import count_tokens

_MORE = 4
"""Passages beside the quotations of the quoted answer."""

_INSTRUCTS = re.compile(
    r"<\|[^|\n]{0,40}\||\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>"
    r"|^\s*#*\s*(?:system|assistant|user|human)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
"""What chat templates mark roles with."""
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\U000e0000-\U000e007f]"
)
"""Zero-width, direction and tag characters: text that a reader does not see and a model does."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One passage under the key that the model knows it by.

    Attributes:
        key: opaque, new for every request: "s" and six hexadecimal digits.
        citation: where it stands; its number is given when the answer is whole.
        evidence: the same text, read for checking.
        answers: it is a quotation of the quoted answer, chosen to be read alone.
    """

    key: str
    citation: Citation
    evidence: Evidence
    answers: bool


def is_plain(text: str) -> bool:
    """Whether a text holds no mark of a role and nothing invisible."""
    return not _INSTRUCTS.search(text) and not _INVISIBLE.search(text)


def plain(text: str) -> str:
    """A text without such marks."""
    return _INSTRUCTS.sub(" ", _INVISIBLE.sub("", text))


def may_be_sent(text: str) -> bool:
    """Whether a passage can go to a model as it stands.

    Not one that would have to be changed first (marks of a role, invisible characters, personal data; a helpline's
    number too, which is better quoted), nor one that gives orders to a program.
    """
    orders = by_rules(cues(text)) == "injection"
    return is_plain(text) and not has_personal_data(text) and not orders


def gather(
    library: Library,
    embed: Embed,
    citations: Sequence[Citation],
    hits: Sequence[Hit],
    tokens: int,
) -> list[Piece]:
    """The quotations of the quoted answer and the best passages beside them, as many as fit.

    One that may not be sent is left out whole: what is sent stays what is shown.

    Args:
        library: where they stand.
        embed: for their sentences (`stored`).
        citations: of the quoted answer.
        hits: what was found, best first.
        tokens: what they may have together.
    """
    wanted = [(citation, True) for citation in citations]
    for hit in hits:
        passage = hit.passage
        apart = all(
            c.document.id != passage.document_id or c.end <= passage.start or passage.end <= c.start
            for c in citations
        )
        if apart and len(wanted) < len(citations) + _MORE:
            document = library.documents[passage.document_id]
            sources = library.sources_of(document, passage.start, passage.end)
            found = cite(document, passage.start, passage.end, number=1, sources=sources)
            wanted.append((found, False))
    pieces: list[Piece] = []
    for citation, answers in wanted:
        tokens -= count_tokens(citation.quote) + 12  # the key, the lines around it
        if tokens < 0:
            break
        if may_be_sent(citation.quote):
            evidence = read_evidence(citation.quote, library.glossary, embed)
            pieces.append(Piece(f"s{secrets.token_hex(3)}", citation, evidence, answers))
    return pieces


def stored(library: Library, document_ids: Sequence[str]) -> Embed:
    """An embedder that looks a sentence of these documents up before it works."""
    wanted = set(document_ids)
    rows = {
        library.documents[p.document_id].text[sentence.start : sentence.end]: int(first) + at
        for p, first in zip(library.passages, library.first_sentence, strict=False)
        if p.document_id in wanted
        for at, sentence in enumerate(p.sentences)
    }

    def embed(texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in rows]
        made = dict(zip(new, library.embedder.passage_vectors(new), strict=True)) if new else {}
        found = [
            made[text] if text in made else library.sentence_vectors[rows[text]] for text in texts
        ]
        return np.array(found, dtype=np.float32).reshape(len(texts), -1)

    return embed
