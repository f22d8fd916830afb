"""Is a wrong option really wrong? Each is put into the sentence, and the whole library is searched for support."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.answer import Citation
from assistant.training.statements import Statement
from assistant.verifying.verify import Evidence, read_evidence, verify
from index.embedding import Vectors
from index.library import Library

_PASSAGES = 6
"""That a wrong statement is held against: the nearest of those that have what it is wrong about."""
_SAYS_THE_SAME = 0.9
"""Cosine from which another sentence that has the wrong part may be saying just that."""
_REPEATS = 0.93
"""Cosine from which two sentences are taken to say the same."""


class Checker:
    """Holds statements against one library. What it has read and embedded stays, for the many questions of a quiz."""

    def __init__(self, library: Library) -> None:
        """Args: `library` is what is searched, all of it and in both languages."""
        self._library = library
        self._rows = library.sentence_vectors.astype(np.float32)
        spans = [
            (library.documents[passage.document_id].text, sentence)
            for passage in library.passages
            for sentence in passage.sentences
        ]
        self._texts = [" ".join(text[s.start : s.end].split()).casefold() for text, s in spans]
        self._passage_of = np.repeat(
            np.arange(len(library.passages)), np.diff(library.first_sentence)
        )
        self._places = [
            (passage.document_id, sentence.start, sentence.end)
            for passage in library.passages
            for sentence in passage.sentences
        ]
        self._read: dict[int, Evidence] = {}

    def is_wrong(
        self, claim: str, row: int, parts: Sequence[str], *, beside_own: bool = True
    ) -> bool:
        """Whether no passage of the library supports a claim, and no sentence seems to say it.

        Args:
            claim: a sentence of the library with something wrong put into it.
            row: of that sentence in `library.sentence_vectors`. One exchanged name or number hardly moves a vector
                (cosine 0.99), so that it stands for the claim's own, which would be slow to compute.
            parts: forms of what the claim is wrong about; a sentence without any of them cannot support it.
            beside_own: hold the claim against the sentence's own passage as well. Not for terms: the check of claims
                cannot see that one common noun took the place of another (docs/verifying.md).
        """
        vector = self._rows[row]
        having = np.array(self._having(parts), np.int64)
        cosines = self._rows[having] @ vector
        if len(having) and cosines.max() >= _SAYS_THE_SAME:
            return False
        nearest = having[np.argsort(-cosines, kind="stable")]
        passages = list(dict.fromkeys(int(self._passage_of[at]) for at in nearest))
        own = [int(self._passage_of[row])] if beside_own else []
        against = dict.fromkeys([*own, *passages[:_PASSAGES]])
        return not any(self._supports(at, claim, vector) for at in against)

    def repeats(self, row: int, rows: Sequence[int], least: float = _REPEATS) -> bool:
        """Whether a sentence says what one of others says.

        Args:
            row: of the sentence in `library.sentence_vectors`.
            rows: of the others.
            least: the cosine from which it is taken to.
        """
        return bool(rows) and bool((self._rows[list(rows)] @ self._rows[row]).max() >= least)

    def rows_of(self, citations: Sequence[Citation]) -> list[int]:
        """The rows of the sentences that citations hold."""
        return [
            row
            for row, (document_id, start, end) in enumerate(self._places)
            if any(
                c.document.id == document_id and c.start <= start and end <= c.end
                for c in citations
            )
        ]

    def nearness(self, one: Statement, other: Statement) -> float:
        """The cosine of two sentences."""
        return float(self._rows[one.row] @ self._rows[other.row])

    def _having(self, parts: Sequence[str]) -> list[int]:
        """Rows of the sentences that have one of the parts, case aside."""
        forms = [part.casefold() for part in parts]
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
        return [
            row
            for row, text in enumerate(self._texts)
            if any(form in text for form in forms) and pattern.search(text)
        ]

    def _supports(self, passage: int, claim: str, vector: Vectors) -> bool:
        library = self._library
        if passage not in self._read:
            first, end = library.first_sentence[passage : passage + 2]
            known = self._rows[first:end]
            text = library.text(library.passages[passage])
            embed = library.embedder.passage_vectors
            self._read[passage] = read_evidence(
                text,
                library.glossary,
                lambda texts: known if len(texts) == len(known) else embed(texts),
            )
        evidence = self._read[passage]
        return verify(claim, evidence, library.glossary, lambda _: vector[None, :]).supported
