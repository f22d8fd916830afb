"""The house: imports go one way, and the heavy libraries stay behind their own doors."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

PACKAGES = ("assistant", "index")
FILES = [ROOT / "app.py", *(p for name in PACKAGES for p in sorted((ROOT / name).rglob("*.py")))]

ALLOWED = {
    "llama_index": {
        "index/store.py",
        "index/embedding.py",
        "index/llamaindex.py",
        "assistant/generating.py",
    },
    "chromadb": {"index/store.py"},
    "gradio": {"app.py", "assistant/web/"},
}


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    for module in imported(path):
        top = module.split(".")[0]
        assert top not in ("app", "tests"), f"{name} imports {module}"
        if name.startswith("index/"):
            assert top != "assistant", (
                f"{name} imports {module}: index/ knows nothing of assistant/"
            )
        if name.startswith("assistant/") and not name.startswith("assistant/web/"):
            below_web = name == "assistant/cli.py"  # it starts the server
            assert not module.startswith("assistant.web") or below_web, f"{name} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_heavy_libraries_stay_behind_their_doors(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    for module in imported(path):
        doors = ALLOWED.get(module.split(".")[0])
        assert doors is None or any(name.startswith(door) for door in doors), (
            f"{name} imports {module}"
        )


def _keys(node: object, prefix: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _keys(value, f"{prefix}.{name}")
    elif isinstance(node, list):
        yield f"{prefix}[{len(node)}]"
    else:
        yield prefix


def test_both_languages_have_the_same_texts() -> None:
    loaded = {
        language: yaml.safe_load((ROOT / "prompts" / f"strings.{language}.yaml").read_text("utf-8"))
        for language in ("id", "en")
    }
    assert set(_keys(loaded["id"])) == set(_keys(loaded["en"]))
    names = {
        language: {
            path.name.removesuffix(f".{language}.md")
            for path in (ROOT / "prompts").glob(f"*.{language}.md")
        }
        for language in ("id", "en")
    }
    assert names["id"] == names["en"]


def test_every_problem_of_the_code_has_its_message() -> None:
    known = yaml.safe_load((ROOT / "prompts" / "strings.en.yaml").read_text("utf-8"))["problems"]
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Problem"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                assert node.args[0].value in known, f"{path.name}: {node.args[0].value}"
