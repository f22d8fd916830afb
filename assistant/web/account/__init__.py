"""Who may do what only some may: log in, be let through, log out. Off where no password is set."""

from assistant.web.account.pages import routes
from assistant.web.account.sessions import Sessions

__all__ = ["Sessions", "routes"]
