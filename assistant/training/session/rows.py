"""Reads untrusted JSON: each reading checks what it reads, and says by name what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from index.problem import Problem

LONGEST_TEXT = 4000
"""Characters of one text."""
MOST_ROWS = 60
"""Of one list."""

T = TypeVar("T")


@dataclass(slots=True)
class Row:
    """One object of the JSON, with the name by which a problem calls it.

    Every method raises `session_file` for what is missing or of another kind, `session_file_large` past the limits.
    """

    data: Any
    name: str

    def __post_init__(self) -> None:
        if not isinstance(self.data, dict):
            raise Problem("session_file", field=self.name)

    def text(self, key: str) -> str:
        """A text of at most 4,000 characters, without control characters."""
        return _text(self.data.get(key), key)

    def flag(self, key: str) -> bool:
        """Whether it is true; anything else is not."""
        return self.data.get(key) is True

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Problem("session_file", field=key)
        return value

    def choice(self, key: str, known: Sequence[T]) -> T:
        """One of the known values."""
        value = self.data.get(key)
        for one in known:
            if value == one:
                return one
        raise Problem("session_file", field=key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(_text(one, key) for one in self.list(key))

    def rows(self, key: str, read: "Callable[[Row], T]") -> tuple[T, ...]:
        """A list of objects, each read by `read`."""
        return tuple(read(Row(one, key)) for one in self.list(key))

    def list(self, key: str) -> "list[Any]":
        """A list of at most 60."""
        value = self.data.get(key)
        if not isinstance(value, list):
            raise Problem("session_file", field=key)
        if len(value) > MOST_ROWS:
            raise Problem("session_file_large", field=key, limit=MOST_ROWS)
        return value

    def child(self, key: str) -> "Row":
        """An object within this one."""
        return Row(self.data.get(key), key)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise Problem("session_file", field=key)
    if len(value) > LONGEST_TEXT:
        raise Problem("session_file_large", field=key, limit=LONGEST_TEXT)
    kept = "".join(c for c in value if c in "\n\t" or ord(c) >= ord(" "))
    return kept.encode("utf-8", "ignore").decode("utf-8")  # halves of surrogate pairs
