"""Marking answers by hand, for evaluators: one answer at a time, blind to the program's opinion and others' marks."""

from assistant.web.marking.pages import routes

__all__ = ["routes"]
