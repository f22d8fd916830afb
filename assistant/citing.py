"""Footnotes in the styles that universities ask for: each citation's place, quotation and source in one line.

APA: Publication Manual of the American Psychological Association, 7th edition. Chicago: The Chicago Manual of Style,
17th edition, notes and bibliography. A study note is no publication: its footnote
names it and the source that it follows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from assistant.answer import Answer, Citation
from assistant.bibliography import Entry, Person, authors, named, year_of
from assistant.messages import string
from assistant.referring import page_name, source_lead
from index.document import Document, Language

Style = Literal["apa", "chicago"]


def with_footnotes(answer: Answer, style: Style, entries: Mapping[str, Entry], ui: Language) -> str:
    """An answer as plain text with its numbers, and under it a footnote for each.

    Args:
        answer: with citations.
        style: of the sources.
        entries: the bibliography by id; a source that it lacks is cited by what is known of it.
        ui: language of the words around.
    """
    lines = [answer.question, "", answer.text, "", string("page.copy_sources", ui)]
    lines += [_footnote(citation, style, entries, ui) for citation in answer.citations]
    return "\n".join(lines) + "\n"


def cited_entries(
    answers: Sequence[Answer], entries: Mapping[str, Entry], ui: Language
) -> list[Entry]:
    """What a reference manager gets: the documents that are quoted and the sources that they follow, each once."""
    found: dict[str, Entry] = {}
    for citation in (citation for answer in answers for citation in answer.citations):
        for source in citation.sources:
            found[source.id] = entries.get(source.id) or _known(source)
        if not citation.sources:
            found[citation.document.id] = _own(citation.document, ui)
    return list(found.values())


def _footnote(citation: Citation, style: Style, entries: Mapping[str, Entry], ui: Language) -> str:
    document = citation.document
    write = _STYLES[style]
    place = ", ".join(
        part for part in (citation.section, page_name(document.page_at(citation.start), ui)) if part
    )
    if citation.sources:
        works = "; ".join(
            write(entries.get(source.id) or _known(source)) for source in citation.sources
        )
        line = f"“{document.title}”, {place}; {source_lead(document, ui)} {works}"
    else:
        line = f"{write(_own(document, ui))} {place}"
    return f"[{citation.number}] {line.strip().rstrip('.')}. “{citation.quote}”"


def _known(source: Any) -> Entry:
    return {
        "id": source.id,
        "type": "webpage",
        "publisher": source.publisher,
        "title": source.title,
        "issued": source.year,
        "URL": source.url,
    }


def _own(document: Document, ui: Language) -> Entry:
    """A document of the library that follows no source: what is known of it is its title."""
    return {
        "id": document.id,
        "type": "thesis" if document.kind == "thesis" else "document",
        "publisher": string("page.title", ui),
        "title": f"{document.title} [{string(f'page.kinds.{document.kind}', ui)}]",
        "issued": "n.d.",
    }


def _apa(entry: Entry) -> str:
    names = authors(entry)
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"
    publisher = str(entry["publisher"])
    parts = [f"{listed.rstrip('.')}. ({year_of(entry)}). {entry['title']}."]
    if publisher != listed:
        parts.append(f"{publisher}.")
    if entry.get("URL"):
        parts.append(str(entry["URL"]))
    return " ".join(parts)


def _chicago(entry: Entry) -> str:
    names = [_direct(name) for name in named(entry)]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    address = f", {entry['URL']}" if entry.get("URL") else ""
    return f"{listed}, {entry['title']} ({entry['publisher']}, {year_of(entry)}){address}"


def _direct(name: str | Person) -> str:
    if isinstance(name, str):
        return name
    return " ".join(part for part in (name.get("given", ""), name["family"]) if part)


_STYLES: dict[Style, Callable[[Entry], str]] = {"apa": _apa, "chicago": _chicago}
