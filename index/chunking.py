"""Documents become passages: whole sentences of one section, counted in tokens."""

import hashlib
from collections.abc import Iterator

from index.document import Document, Passage, Section, Sentence
from index.sentences import sentence_spans
from index.tokens import count_tokens

CHUNKER = "sections-and-sentences/1"
"""Names these rules in the manifest: change it whenever the same document would be cut differently."""

MAX_TOKENS = 200
"""A paragraph of a study note fits; the embedder reads 512 of its own tokens at most, about as many as these
plus a heading path in Indonesian."""


def chunk(document: Document) -> tuple[Passage, ...]:
    """Cut a document into passages.

    A passage ends with its section, or before the sentence that would take it past `MAX_TOKENS`, or at the end of
    a paragraph once it is half full. A single longer sentence is a passage of its own. No overlap: a sentence
    belongs to one passage, so that a quotation has one place.

    Returns:
        Passages in text order; together they hold every sentence of the document.
    """
    return tuple(
        _passage(document, section, sentences)
        for section in document.sections
        for sentences in _groups(
            document.text, sentence_spans(document.text, section.body, section.end)
        )
    )


def _groups(text: str, sentences: list[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    tokens = 0
    for sentence in sentences:
        cost = count_tokens(text[sentence.start : sentence.end])
        if group and (
            tokens + cost > MAX_TOKENS
            or (tokens > MAX_TOKENS // 2 and "\n\n" in text[group[-1].end : sentence.start])
        ):
            yield group
            group, tokens = [], 0
        group.append(sentence)
        tokens += cost
    if group:
        yield group


def _passage(document: Document, section: Section, sentences: list[Sentence]) -> Passage:
    start, end = sentences[0].start, sentences[-1].end
    key = f"{document.id}\n{start}\n{' > '.join(section.headings)}\n{document.text[start:end]}"
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:24],
        document_id=document.id,
        language=document.language,
        headings=section.headings,
        start=start,
        end=end,
        sentences=tuple(sentences),
    )
