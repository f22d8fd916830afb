"""What the documentation says is so: commands, links, settings, dependencies, files, the example."""

import ast
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
import typer
import yaml

from assistant.cli import app
from assistant.conversation import Assistant
from assistant.settings import Settings
from tests.conftest import ROOT

READMES = [ROOT / "README.md", ROOT / "README.id.md"]
PAGES = [
    *READMES,
    *(ROOT / name for name in ("CHANGELOG.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
_CODE_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) .+$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"python -m assistant\b([^`\n]*)")
_EXAMPLE = re.compile(r'^\$ python -m assistant ask "(.+)"\n(.+) \[1\]$', re.MULTILINE)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in _CODE_BLOCK.finditer(page)]


def without_blocks(page: str) -> str:
    return _CODE_BLOCK.sub("", page)


def parse(arguments: list[str]) -> None:
    """Parse a command line as the program would, and run nothing."""
    command = typer.main.get_command(app)
    context = command.make_context("assistant", list(arguments))
    while hasattr(command, "resolve_command"):
        left = [*context._protected_args, *context.args]
        _, command, arguments = command.resolve_command(context, left)
        assert command is not None
        context = command.make_context(command.name, list(arguments), parent=context)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_command_of_the_program_parses(path: Path) -> None:
    for found in _COMMAND.finditer(text(path)):
        arguments = shlex.split(found[1])
        if arguments and arguments != ["..."]:
            parse(arguments)


def test_the_readme_shows_commands() -> None:
    assert len(_COMMAND.findall(text(READMES[0]))) > 8


def test_a_wrong_command_does_not_parse() -> None:
    with pytest.raises(Exception, match="--nothing"):
        parse(["ask", "x", "--nothing"])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_inside_the_project_resolves(path: Path) -> None:
    for target in _LINK.findall(without_blocks(text(path))):
        if "://" not in target:
            assert (path.parent / target.split("#")[0]).exists(), target


def test_both_readmes_are_built_alike() -> None:
    english, indonesian = map(text, READMES)
    assert blocks(english) == blocks(indonesian)
    levels = [
        [len(found[1]) for found in _HEADING.finditer(without_blocks(page))]
        for page in (english, indonesian)
    ]
    assert levels[0] == levels[1]
    images = [re.findall(r"!\[.+?\]\((.+?)\)", page) for page in (english, indonesian)]
    assert images[0] == images[1]


@pytest.mark.parametrize("path", [*READMES, ROOT / "docs" / "deploying.md"], ids=name)
def test_every_setting_is_in_the_table_with_its_default(path: Path) -> None:
    for field, info in Settings.model_fields.items():
        row = f"| `ASSISTANT_{field.upper()}` | `{info.default}` |"
        assert row in text(path), row


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_every_direct_dependency_has_its_row() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    rows = re.findall(r"^\| ([\w.-]+) \|", text(ROOT / "docs" / "dependencies.md"), re.MULTILINE)
    known = {_normal(row) for row in rows}
    for requirement in wanted:
        package = re.split(r"[^\w.-]", requirement)[0]
        assert _normal(package) in known, requirement


def test_every_package_that_is_left_out_has_its_row() -> None:
    page = text(ROOT / "docs" / "dependencies.md")
    for line in text(ROOT / "requirements" / "left-out.txt").splitlines():
        if line and not line.startswith("#"):
            assert f"| {line.split()[0]} |" in page, line


_IMPORTED_AS = {"Stemmer": "PyStemmer", "yaml": "PyYAML", "llama_index": "llama-index-core"}


def test_every_package_that_is_imported_is_named() -> None:
    page = _normal(text(ROOT / "docs" / "dependencies.md"))
    own = sys.stdlib_module_names | {"assistant", "index"}
    for path in [ROOT / "app.py", *_sources()]:
        for node in ast.walk(ast.parse(text(path))):
            modules = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for top in {module.split(".")[0] for module in modules} - own:
                assert _normal(_IMPORTED_AS.get(top, top)) in page, f"{name(path)} imports {top}"


def _sources() -> list[Path]:
    return [path for part in ("assistant", "index") for path in sorted((ROOT / part).rglob("*.py"))]


def test_every_module_is_in_the_table_of_files() -> None:
    table = text(ROOT / "docs" / "architecture.md").partition("## The files")[2]
    for path in _sources():
        assert path.name == "__init__.py" or f"`{path.name}`" in table, name(path)
    for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE):
        for file in re.findall(r"`([\w/]+\.py)`", row):
            assert (ROOT / file).exists() or any(p.name == file for p in _sources()), file


def test_telephone_numbers_are_those_of_the_helplines() -> None:
    helplines = yaml.safe_load(text(ROOT / "knowledge" / "helplines.yaml"))["helplines"]
    known = {entry["phone"] for entry in helplines}
    for path in READMES:
        section = text(path).partition("ASSISTANT_PORT=7861")[2]
        for number in re.findall(r"\b1[12]\d\b", section):
            assert number in known, f"{path.name}: {number}"


def test_the_example_is_what_the_program_answers(assistant: Assistant) -> None:
    examples = _EXAMPLE.findall(text(READMES[0]))
    assert len(examples) == 2
    for question, quotation in examples:
        answer = assistant.ask(question)
        assert answer.status == "answered"
        assert answer.citations[0].quote == quotation, f"README, {question}: {answer.text}"


_TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".lock", ".html", ".js", ".css", ""}
_NOT_OURS = {".git", ".venv", ".assistant", ".hypothesis", ".mypy_cache", ".ruff_cache"}
# Put together here so that this file does not name them.
_FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?<![\w.:/)])/" + r"(work|tmp)\b(?!\.)",
            r"\bpypi\." + "org",
            "python" + "hosted",
            "npmjs" + r"\.",
            r"\bshared" + "/",
            r"/opt/" + "pypi",
        )
    )
)


def test_nothing_names_the_place_it_was_written_at() -> None:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if _NOT_OURS & set(parts) or any(p.endswith((".egg-info", "__pycache__")) for p in parts):
            continue
        if path.is_file() and path.suffix in _TEXT:
            found = _FORBIDDEN.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{name(path)}: {found[0] if found else ''}"
