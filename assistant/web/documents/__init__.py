"""Adding documents: send, read what was extracted, confirm; versions, deleting, rebuilding. For trainers only."""

from assistant.web.documents.pages import routes

__all__ = ["routes"]
