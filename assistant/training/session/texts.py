"""The facilitation texts of `prompts/session.<language>.yaml`, and the data of `knowledge/training/`."""

from functools import cache
from typing import Any

from assistant.messages import PROMPTS
from assistant.settings import ROOT
from index.document import Language
from index.yamlfile import load_yaml

TRAINING = ROOT / "knowledge" / "training"


@cache
def _texts(language: Language) -> dict[str, Any]:
    text = (PROMPTS / f"session.{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = load_yaml(text)
    return loaded


def text(key: str, language: Language, **values: str | int) -> str:
    """The text under a dotted key, its placeholders filled."""
    return str(_at(key, language)).format(**values)


def lines(key: str, language: Language, **values: str | int) -> tuple[str, ...]:
    """The list of texts under a dotted key, their placeholders filled."""
    return tuple(str(line).format(**values) for line in _at(key, language))


def variants(key: str, language: Language) -> list[Any]:
    """The list under a dotted key as it stands."""
    return list(_at(key, language))


def pattern(key: str, language: Language) -> str:
    """The regular expression under a key."""
    return str(_at(key, language))


def _at(key: str, language: Language) -> Any:
    node: Any = _texts(language)
    for part in key.split("."):
        node = node[part]
    return node


@cache
def training_file(name: str) -> dict[str, Any]:
    """The data of `knowledge/training/<name>.yaml`."""
    loaded: dict[str, Any] = load_yaml((TRAINING / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded
