"""The language model that the operator connected: where it is, what it may cost, how long it may take."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.generating.allowance import Allowance
from assistant.generating.breaker import Breaker
from assistant.messages import string
from assistant.settings import Settings
from index.document import Language

COUNT = "model-tokens.json"
"""In the home: the tokens of the day."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request.

    Attributes:
        connect: seconds until the server must take the connection.
        total: seconds for everything, retries and waits included.
        retries: further attempts, none once text has come.
        wait: seconds; a server that asks for a longer pause is not asked again.
        backoff: seconds before the first retry, doubled for the second, times 0.5 to 1.5 by chance.
        prompt: tokens of the messages.
        answer: tokens of the reply.
    """

    connect: float = 5.0
    total: float = 30.0
    retries: int = 2
    wait: float = 10.0
    backoff: float = 0.5
    prompt: int = 3000
    answer: int = 600


@dataclass(frozen=True, slots=True)
class Model:
    """A model behind an OpenAI-compatible server.

    Attributes:
        url: what `/chat/completions` is added to.
        key: for the server; "" for none. In no representation of this object.
    """

    url: str
    name: str
    allowance: Allowance
    key: str = field(default="", repr=False, compare=False)
    limits: Limits = Limits()
    breaker: Breaker = field(
        default_factory=lambda: Breaker(failures=5, rest=60.0), repr=False, compare=False
    )

    @property
    def host(self) -> str:
        """The server's name."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_outside(self) -> bool:
        """Whether text leaves this computer to reach it."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"


def open_model(settings: Settings) -> Model | None:
    """The connected model, nothing asked of it yet; None where none is set. One for the whole process."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    allowance = Allowance(settings.home / COUNT, settings.llm_daily_tokens)
    return Model(
        url=settings.llm_url, name=settings.llm_model, allowance=allowance, key=settings.model_key()
    )


def disclosure(model: Model | None, language: Language) -> str:
    """What the page says about where text goes; "" where nothing leaves this computer."""
    if model is None or not model.is_outside:
        return ""
    return string("generating.disclosure", language, model=model.name, host=model.host)
