"""Sidang, the defence of a thesis: an examiner's questions about its claims, and what an answer to one made use of.

Each question comes from the thesis's own sentences: those that an examiner's usual question is about
(`prompts/sidang.<language>.yaml`), or one that is quoted and has to be defended. An answer is compared with the
sentences that it could have made use of. That is no mark: it says which of them it touches, by words and by meaning.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Citation
from assistant.messages import PROMPTS
from assistant.requests import parse_question
from assistant.safeguarding import Situation, triage
from assistant.training.statements import Statement, fit, quotation, sentences
from assistant.training.wording import wording
from index.coverage import coverage, notions
from index.document import LANGUAGES, Language
from index.embedding import Vectors, open_embedder
from index.keyword import tokens
from index.library import Library
from index.problem import Problem
from index.sentences import sentence_spans
from index.yamlfile import load_yaml

Aspect = Literal["background", "theory", "method", "findings", "claims"]
Use = Literal["used", "touched", "missed"]
ASPECTS: tuple[Aspect, ...] = ("background", "theory", "method", "findings", "claims")

_LEAST_WORDS = 8
"""Of a sentence that can be asked about."""
_MOST_OWN = 4
"""Sentences of the thesis that one answer is compared with."""
_BESIDE = 3
"""Sentences of other documents that support a claim."""
_SUPPORTS = 0.885
"""Cosine with the claim from which a sentence of another document supports it; different subjects have 0.85."""
_CONSIDERED = 240
_JOINTS = re.compile(r"[;\n]")

USED_FROM = 0.68
TOUCHED_FROM = 0.44
"""Words and meaning added up. In the 27 answers of `tests/data/training/sidang.jsonl` a passage that an answer leaves
out has 0.62 at most, all but one less than 0.4; one that it gives in its own words 0.48 at least, most over 0.8."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the examiner asks.

    Attributes:
        claims: the sentences of the thesis that it comes from.
        answers: what an answer could make use of: the claims; where the question quotes its claim, the sentences of
            other documents that support it.
    """

    aspect: Aspect
    text: str
    claims: tuple[Citation, ...]
    answers: tuple[Citation, ...]

    @property
    def id(self) -> str:
        """The same for the same question, whenever it is made."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that an answer could have made use of.

    Attributes:
        use: whether the answer did.
        words: share of its words that stand in the answer, by rarity: 0 to 1.
        meaning: cosine with the nearest sentence of the answer, both less what all sentences have in common.
    """

    citation: Citation
    use: Use
    words: float
    meaning: float


@dataclass(frozen=True, slots=True)
class _Asked:
    aspect: Aspect
    cue: re.Pattern[str]
    question: str


@dataclass(frozen=True, slots=True)
class _Wording:
    asked: tuple[_Asked, ...]
    quoting: tuple[str, ...]
    research: re.Pattern[str]


@cache
def _wording(language: Language) -> _Wording:
    data = load_yaml((PROMPTS / f"sidang.{language}.yaml").read_text(encoding="utf-8"))
    asked = (
        _Asked(one["aspect"], re.compile(one["cue"], re.IGNORECASE), one["question"])
        for one in data["asked"]
    )
    research = re.compile(data["research"], re.IGNORECASE)
    return _Wording(tuple(asked), tuple(data["open"]), research)


def questions(library: Library, language: Language) -> tuple[Question, ...]:
    """All that an examiner asks about the thesis in one language, in the order of the thesis; () without a thesis."""
    words = _wording(language)
    thesis = _thesis(library, language)
    found: list[Question] = []
    for one in words.asked:
        claims = _cited(library, [s for s in thesis if one.cue.search(s.text)][:_MOST_OWN])
        if claims:
            found.append(Question(one.aspect, one.question, claims, claims))
    vectors = library.sentence_vectors.astype(np.float32)
    for statement in thesis:
        if wording(language).leans.search(statement.text):
            continue
        support = _cited(library, _supporting(library, vectors, statement))
        if support:
            frame = words.quoting[len(found) % len(words.quoting)]
            text = frame.format(statement=statement.text)
            found.append(Question("claims", text, _cited(library, [statement]), support))
    return tuple(found)


def _cited(library: Library, some: Sequence[Statement]) -> tuple[Citation, ...]:
    return tuple(
        quotation(library, s.document, s.start, s.end, number) for number, s in enumerate(some, 1)
    )


def question(library: Library, language: Language, question_id: object) -> Question:
    """The question with an id.

    Raises:
        Problem: `sidang_question`, no thesis of the library leads to it.
    """
    for one in questions(library, language):
        if one.id == question_id:
            return one
    raise Problem("sidang_question")


def _thesis(library: Library, language: Language) -> list[Statement]:
    """The sentences of the thesis in a language that are whole and say something."""
    passages = [
        passage
        for passage in library.passages
        if passage.language == language and library.documents[passage.document_id].kind == "thesis"
    ]
    found = sentences(library, passages)
    return [s for s in found if len(s.text.split()) >= _LEAST_WORDS and s.text.endswith(".")]


def disclosure(answer: str) -> Situation | None:
    """The situation of somebody who tells of harm in an answer; None where nobody does.

    Triage was fitted on messages to the assistant, where "I" is seldom a researcher. Here it often is: a sentence about
    doing research counts only where plain words tell of harm.
    """
    spans = sentence_spans(answer, 0, len(answer))
    for text in (answer, *(answer[s.start : s.end] for s in spans)):
        seen = triage(open_embedder().query_vector(text), text)
        of_research = any(_wording(one).research.search(text) for one in LANGUAGES)
        if of_research:
            seen = triage(None, text)
        if seen.route == "support":
            return seen.situation
    return None


def feedback(library: Library, asked: Question, answer: object) -> tuple[Passage, ...]:
    """Which sentences an answer made use of, and which it missed.

    Raises:
        Problem: `empty_question`, `question_too_long` or `bad_input`, as a question to the assistant.
    """
    text = parse_question(answer)
    language = asked.claims[0].document.language
    common = _common(library, language)
    said = _centred(library.embedder.passage_vectors(_pieces(text)), common)
    there = frozenset(tokens(text, language, library.glossary))
    found = []
    for citation in asked.answers:
        rows = _rows_of(library, citation)
        there_too = _centred(library.sentence_vectors[rows].astype(np.float32), common)
        meaning = float((there_too @ said.T).max())
        words = coverage(notions(library, citation.quote, language), there)
        found.append(Passage(citation, _use(words, meaning), words, meaning))
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """The sentences of an answer, and their parts between semicolons and line ends."""
    spans = sentence_spans(text, 0, len(text))
    parts = (part for s in spans for part in _JOINTS.split(text[s.start : s.end]))
    return [part for part in parts if part.strip()] or [text]


def _use(words: float, meaning: float) -> Use:
    near = words + meaning
    if near >= USED_FROM:
        return "used"
    return "touched" if near >= TOUCHED_FROM else "missed"


def _common(library: Library, language: Language) -> Vectors:
    """What the sentences of a language have in common: their mean; without it all of them are near each other."""
    first = library.first_sentence
    rows = np.concatenate([np.arange(first[at], first[at + 1]) for at in library.rows_in[language]])
    mean: Vectors = library.sentence_vectors[rows].astype(np.float32).mean(axis=0)
    return mean


def _centred(vectors: Vectors, common: Vectors) -> Vectors:
    less = vectors - common
    unit: Vectors = less / np.maximum(np.linalg.norm(less, axis=1, keepdims=True), 1e-9)
    return unit


def _supporting(library: Library, vectors: Vectors, claim: Statement) -> list[Statement]:
    """Sentences of other documents in the claim's language that are near it, nearest first; one a document."""
    nearness = vectors @ vectors[claim.row]
    found: dict[str, Statement] = {}
    for row in np.argsort(-nearness, kind="stable")[:_CONSIDERED]:
        if nearness[row] < _SUPPORTS or len(found) == _BESIDE:
            break
        at = int(np.searchsorted(library.first_sentence, row, side="right")) - 1
        passage = library.passages[at]
        document = library.documents[passage.document_id]
        is_other = document.kind != "thesis" and document.language == claim.document.language
        if is_other and document.id not in found:
            whole = sentences(library, [passage])[int(row - library.first_sentence[at])]
            found |= {s.document.id: s for s in fit([whole], wording(document.language))}
    return list(found.values())


def _rows_of(library: Library, citation: Citation) -> NDArray[np.int64]:
    """The rows of a citation's sentences in `library.sentence_vectors`."""
    rows = [
        int(library.first_sentence[at]) + place
        for at, passage in enumerate(library.passages)
        if passage.document_id == citation.document.id
        for place, sentence in enumerate(passage.sentences)
        if citation.start <= sentence.start and sentence.end <= citation.end
    ]
    return np.array(rows, np.int64)
