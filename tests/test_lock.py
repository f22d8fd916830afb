"""The locks pin everything by hash, name no package index, and stay above the versions with known faults (SEC-1)."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
FLOORS = {
    "gradio": (6, 22),
    "chromadb": (1, 5, 9),
    "pypdf": (6, 16, 1),
    "llama-index-core": (0, 13),
    "python-multipart": (0, 0, 27),
    "starlette": (0, 49, 1),
    "nltk": (3, 10, 3),
}
"""Below these the packages have published vulnerabilities that reach this program."""


def entries(lock: Path) -> dict[str, list[str]]:
    """Package -> its lines, the pinned version first."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z0-9]", line, re.IGNORECASE):
            name = line.split("==")[0]
            found.setdefault(name, []).append(line)
        elif name and line.strip().startswith("--hash"):
            found[name].append(line.strip())
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_everything_is_pinned_by_hash(lock: Path) -> None:
    for name, lines in entries(lock).items():
        assert "==" in lines[0], name
        assert any("--hash=sha256:" in line for line in lines), name
    text = lock.read_text(encoding="utf-8")
    assert "index-url" not in text
    assert "://" not in re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_nothing_is_below_its_floor(lock: Path) -> None:
    found = entries(lock)
    for name, floor in FLOORS.items():
        for line in found.get(name, []):
            match = re.match(r"[\w-]+==([\d.]+)", line)
            if match:
                assert tuple(int(part) for part in match.group(1).split(".")) >= floor, line
