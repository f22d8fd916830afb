"""What a reader takes away from a conversation: a file, or footnotes for a paper; every quotation and page is kept."""

from collections.abc import Callable, Sequence

from assistant.answer import Answer
from assistant.bibliography import Entry, bibliography
from assistant.citing import cited_entries, with_footnotes
from assistant.messages import string
from assistant.referring import as_markdown
from assistant.web.ask.wordfile import to_docx
from assistant.web.drawing import draw
from assistant.web.rendering import blocks_of, grouped, reference_of
from index.document import Language

FORMATS = {
    "text": "text/plain",
    "apa": "text/plain",
    "chicago": "text/plain",
    "bibtex": "text/plain",
    "ris": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The names of the formats, with what each is on the wire."""

Entries = dict[str, Entry]


def exported(
    answers: Sequence[Answer], name: str, ui: Language, entries: Sequence[Entry]
) -> str | bytes:
    """A conversation in the format `name` of `FORMATS`.

    Args:
        answers: oldest first.
        name: of the format.
        ui: language of the words around the answers.
        entries: the bibliography of the study notes.
    """
    return _WRITERS[name](answers, {entry["id"]: entry for entry in entries}, ui)


def _text(answers: Sequence[Answer], _: Entries, ui: Language) -> str:
    return "\n".join(as_markdown(answer, ui) for answer in answers)


def _markdown(answers: Sequence[Answer], entries: Entries, ui: Language) -> str:
    head = f"# {string('page.title', ui)}\n\n{string('page.taken_note', ui)}\n\n"
    return head + _text(answers, entries, ui)


def _apa(answers: Sequence[Answer], entries: Entries, ui: Language) -> str:
    return "\n".join(with_footnotes(answer, "apa", entries, ui) for answer in answers)


def _chicago(answers: Sequence[Answer], entries: Entries, ui: Language) -> str:
    return "\n".join(with_footnotes(answer, "chicago", entries, ui) for answer in answers)


def _bibtex(answers: Sequence[Answer], entries: Entries, ui: Language) -> str:
    return bibliography(cited_entries(answers, entries, ui), "bibtex")


def _ris(answers: Sequence[Answer], entries: Entries, ui: Language) -> str:
    return bibliography(cited_entries(answers, entries, ui), "ris")


def _html(answers: Sequence[Answer], _: Entries, ui: Language) -> str:
    turns = [
        {
            "answer": answer,
            "blocks": blocks_of(answer),
            "cited": grouped(
                reference_of(citation, answer.language, ui)
                for citation in answer.citations or answer.nearest
            ),
        }
        for answer in answers
    ]
    return draw("taken", ui, turns=turns)


def _docx(answers: Sequence[Answer], _: Entries, ui: Language) -> bytes:
    return to_docx(answers, ui)


_WRITERS: dict[str, Callable[[Sequence[Answer], Entries, Language], str | bytes]] = {
    "text": _text,
    "apa": _apa,
    "chicago": _chicago,
    "bibtex": _bibtex,
    "ris": _ris,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
}
