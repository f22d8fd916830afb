"""Every sentence a person reads comes from `prompts/`: this module finds it and fills it in."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.document import Language
from index.problem import Problem
from index.yamlfile import load_yaml

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """What is wrong (`message`) and what to do next (`hint`), in the reader's language."""

    code: str
    message: str
    hint: str
    extra: dict[str, str | int | float]

    def to_json(self) -> dict[str, Any]:
        """`{"error": {"code", "message", "hint"}}`; `retry_after` too where it is known."""
        body: dict[str, Any] = {"code": self.code, "message": self.message, "hint": self.hint}
        if "retry_after" in self.extra:
            body["retry_after"] = self.extra["retry_after"]
        return {"error": body}

    def __str__(self) -> str:
        """Message and hint on one line, for a terminal."""
        return f"{self.message} {self.hint}".strip()


@cache
def strings(language: Language) -> dict[str, Any]:
    """All of `prompts/strings.<language>.yaml`."""
    text = (PROMPTS / f"strings.{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = load_yaml(text)
    return loaded


@cache
def prompt(name: str, language: Language) -> str:
    """The text of `prompts/<name>.<language>.md`."""
    return (PROMPTS / f"{name}.{language}.md").read_text(encoding="utf-8").strip()


def string(key: str, language: Language, **values: str | int | float) -> str:
    """The text under a dotted key ("page.title"), its placeholders filled with `values`.

    Raises:
        KeyError: there is no such key, or a placeholder has no value: a mistake of ours, found by tests.
    """
    node: Any = strings(language)
    for part in key.split("."):
        node = node[part]
    return str(node).format(**values) if values else str(node)


def describe(problem: Problem, language: Language) -> ErrorMessage:
    """The message and hint for a problem, from `problems.<code>`."""
    entry = strings(language)["problems"][problem.code]
    return ErrorMessage(
        problem.code,
        entry["message"].format(**problem.values),
        entry["hint"].format(**problem.values),
        problem.values,
    )
