"""A sentence that a model wrote is let through, replaced by a quotation, or dropped."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.generating.cutting import Draft
from assistant.generating.passages import Piece
from assistant.verifying.verify import Embed, is_quotation, read_claim, verify
from index.document import Language
from index.glossary import Glossary
from index.language import detect_language
from index.sentences import sentence_spans

_LONGEST = 600
"""Characters of a sentence that can be checked as one claim."""
_MARKUP = re.compile(
    r"[<>\[\]{}`|\\^~]|&#?\w+;|//|\bwww\.|\b(?:javascript|data|vbscript|mailto)\s*:|\w@\w"
    r"|\b[\w-]{2,}\.(?:[a-z]{2,6})\b(?!\.\s)",
    re.IGNORECASE,
)
"""What HTML, Markdown and addresses are made of: a paraphrase needs none of it; a quotation is shown as text."""
_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]+)[\"“”»]")
_MODALITIES = ("may", "must")
"""What a sentence allows or demands its passage has to allow or demand somewhere; `verify` asks less."""
_LEANS = re.compile(
    r"(?:(?:hal|program|upaya|kegiatan|konsep|peran|langkah|kedua\w*) (?:ini|itu|tersebut)|ini|itu|mereka|dia|ia|"
    r"keduanya|selain itu|namun|oleh karena itu|karena itu|dengan demikian|sebaliknya|it|its|"
    r"this(?! (?:study|research|thesis|paper|library))|these|those|"
    r"they|their|he|she|both|such|in addition|however|therefore|thus|moreover)\b",
    re.IGNORECASE,
)
"""A sentence that opens like this says something only after the one before it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a generated answer, checked.

    Attributes:
        text: as the reader sees it; for a quotation the document's own characters.
        pieces: what it rests on, at least one.
        repaired: the model wrote another sentence here, which was not supported.
    """

    text: str
    kind: Literal["quotation", "paraphrase"]
    pieces: tuple[Piece, ...]
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Checker:
    """What sentences of one answer are held against.

    Attributes:
        pieces: by key; no other key exists.
        language: of the answer.
    """

    pieces: Mapping[str, Piece]
    language: Language
    glossary: Glossary
    embed: Embed

    def check(self, draft: Draft, shown: Sequence[Written]) -> Written | None:
        """The sentence as it may be shown, or None.

        A whole sentence of a passage is a quotation, whatever its key. Any other sentence needs a key that exists
        and a passage of that key that supports it. One that fails gives way to the quotation that it cites, where
        that was chosen to answer the question and nothing shown rests on it yet.

        Args:
            draft: what the model wrote.
            shown: the sentences of the answer so far.
        """
        before = shown[-1] if shown else None
        for piece in self.pieces.values():
            whole = whole_sentence(draft.text, piece.citation.quote)
            if (
                whole
                and not whole.endswith(":")
                and (not _LEANS.match(whole) or _follows(before, piece))
            ):
                return Written(whole, "quotation", (piece,))
        cited = [self.pieces[key] for key in draft.keys if key in self.pieces]
        if self._can_be_checked(draft.text):
            held = tuple(piece for piece in cited if self._supports(piece, draft.text, before))
            if held:
                return Written(draft.text, "paraphrase", held)
        for piece in cited:
            if piece.answers and not any(piece in sentence.pieces for sentence in shown):
                return Written(piece.citation.quote, "quotation", (piece,), repaired=True)
        return None

    def _can_be_checked(self, text: str) -> bool:
        plain = len(text) <= _LONGEST and not _MARKUP.search(text) and not text.endswith((":", "?"))
        return plain and detect_language(text, self.language) == self.language

    def _supports(self, piece: Piece, text: str, before: Written | None) -> bool:
        if _LEANS.match(text) and not _follows(before, piece):
            return False
        quote = piece.citation.quote
        if not all(is_quotation(said, quote) for said in _QUOTED.findall(text) if " " in said):
            return False
        claim = read_claim(text, piece.evidence, self.glossary)
        for modality in _MODALITIES:
            if claim.meaning(modality) and not any(
                stretch.meaning(modality) for stretch in piece.evidence.stretches
            ):
                return False
        verdict = verify(text, piece.evidence, self.glossary, self.embed)
        # Words cut out of a sentence can say what the sentence does not ("it is not so that ...").
        return verdict.supported and not verdict.is_quotation


def _follows(before: Written | None, piece: Piece) -> bool:
    """Whether what a sentence leans on was shown just before it, from the same passage."""
    return before is not None and not before.repaired and piece in before.pieces


def whole_sentence(text: str, passage: str) -> str:
    """The sentence of a passage that a text is, in the passage's own characters; "" if it is none."""
    folded = " ".join(text.split())
    for span in sentence_spans(passage, 0, len(passage)):
        sentence = passage[span.start : span.end]
        if " ".join(sentence.split()) == folded:
            return sentence
    return ""
