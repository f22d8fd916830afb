"""Practising in the page: a quiz, flashcards, an examiner's questions. What is typed is compared and forgotten."""

from assistant.web.practise.pages import routes

__all__ = ["routes"]
