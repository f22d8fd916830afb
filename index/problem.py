"""The one kind of error that is meant for a reader: a code and the values its sentence needs.

The sentence itself is data (`prompts/strings.<language>.yaml`, under `problems`), because index/ does not
know in which language its reader reads.
"""


class Problem(Exception):
    """Something a person can be told about and can do something about.

    Attributes:
        code: name of the message, one key under `problems` in `prompts/strings.<language>.yaml`.
        values: what the message's `{placeholders}` stand for.
    """

    def __init__(self, code: str, **values: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the keyword values, so that a child process can hand a problem back."""
        return (_rebuild, (self.code, self.values))

    def __str__(self) -> str:
        """Show code and values in logs and tests."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({shown})"


def _rebuild(code: str, values: dict[str, str | int | float]) -> Problem:
    return Problem(code, **values)
