"""What a library can be asked about: the titles of its documents, offered where a topic is wanted."""

from index.document import Language
from index.library import Library


def topics_of(library: Library, language: Language) -> tuple[str, ...]:
    """The titles of the documents in a language, in order."""
    titles = {d.title for d in library.documents.values() if d.language == language}
    return tuple(sorted(titles, key=str.casefold))
