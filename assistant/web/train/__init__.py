"""The trainers' page: a session is built, changed in the page and taken along as a file. The server keeps none."""

from assistant.web.train.pages import routes

__all__ = ["routes"]
