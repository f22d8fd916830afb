"""How a citation is named to a reader: its address in the reader, and its one-line reference."""

from urllib.parse import quote, urlencode

from assistant.answer import Answer, Citation
from assistant.messages import string
from index.document import Document, Language, Page, Source


def reader_path(citation: Citation, ui: Language) -> str:
    """Where the quotation opens in its document."""
    return document_path(citation.document.id, ui, citation.start, citation.end)


def document_path(document_id: str, ui: Language, start: int, end: int) -> str:
    """Where `text[start:end]` of a document opens."""
    query = urlencode({"start": start, "end": end, "ui": ui})
    return f"/reader/{quote(document_id, safe='')}?{query}#quote"


def page_name(page: Page | None, ui: Language) -> str:
    """Say "p. 12" or "p. 12 (printed iv)"; nothing for a document without pages."""
    if page is None:
        return ""
    if page.label and page.label != str(page.number):
        return string("page.page_labelled", ui, page=page.number, label=page.label)
    return string("page.page_number", ui, page=page.number)


def language_tag(document: Document, beside: Language, ui: Language) -> str:
    """Say "in English" of a document that is not in the language of what it stands beside."""
    return (
        "" if document.language == beside else string(f"page.language_tags.{document.language}", ui)
    )


def source_lead(document: Document, ui: Language) -> str:
    """What stands before a citation's sources: "study note, after", "definition of this library, after", or "after"."""
    own = document.kind in ("note", "glossary")
    return string(f"page.{document.kind}_after" if own else "page.from_source", ui)


def source_name(source: Source) -> str:
    """Publisher, *Title* (Year), as Markdown."""
    return f"{source.publisher}, *{source.title}* ({source.year})"


def reference(citation: Citation, ui: Language) -> str:
    """One line of Markdown for a list of sources, without the number."""
    document = citation.document
    place = ", ".join(
        part for part in (citation.section, page_name(document.page_at(citation.start), ui)) if part
    )
    line = f"{document.title}. {place}" if place else document.title
    if citation.sources:
        names = "; ".join(source_name(source) for source in citation.sources)
        line += f"; {source_lead(document, ui)} {names}"
    return line


def as_markdown(answer: Answer, ui: Language) -> str:
    """The answer with its numbered sources, for the clipboard."""
    lines = [f"**{answer.question}**", "", answer.text]
    cited = answer.citations or answer.nearest
    if cited:
        lines += ["", string("page.copy_sources", ui)]
        lines += [f"[{c.number}] {reference(c, ui)}: “{c.quote}”" for c in cited]
    return "\n".join(lines) + "\n"
