"""The library's pages: documents, glossary, timeline, actors; the originals and the bibliography for download."""

from assistant.web.library.gaps import Gaps
from assistant.web.library.pages import routes

__all__ = ["Gaps", "routes"]
