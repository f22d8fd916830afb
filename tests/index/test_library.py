"""A library that is damaged, or made by other means, is noticed before it answers (SEC-35, SEC-36)."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index import manifest as manifests
from index.embedding import embedder_name
from index.library import LibraryHandle, open_library
from index.manifest import generation_folder, manifest_path, read_manifest
from index.problem import Problem


@pytest.fixture
def library_home(thesis_home: Path, home: Path) -> Path:
    shutil.copytree(thesis_home, home, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    return home


def _generation(home: Path) -> Path:
    live = read_manifest(home, embedder_name())
    assert live is not None
    return generation_folder(home, live)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def _drop_rows(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM embeddings_queue")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "database cut": lambda g: _cut(g / "chroma" / "chroma.sqlite3"),
    "database garbled": lambda g: _garble(g / "chroma" / "chroma.sqlite3"),
    "database missing": lambda g: (g / "chroma" / "chroma.sqlite3").unlink(),
    "rows deleted": lambda g: _drop_rows(g / "chroma" / "chroma.sqlite3"),
    "Chroma folder missing": lambda g: shutil.rmtree(g / "chroma"),
    "a document cut": lambda g: _cut(next((g / "documents").glob("*.json"))),
    "vectors garbled": lambda g: _garble(next((g / "documents").glob("*.npy"))),
    "keyword index missing": lambda g: shutil.rmtree(g / "keyword"),
    "generation missing": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed_and_named(library_home: Path, damage: str) -> None:
    DAMAGE[damage](_generation(library_home))
    with pytest.raises(Problem) as caught:
        open_library(library_home)
    assert caught.value.code == "library_damaged"


def test_every_file_of_the_vector_index_is_watched(library_home: Path) -> None:
    folder = _generation(library_home)
    files = [path for path in (folder / "chroma").rglob("*") if path.is_file()]
    for path in files:
        kept = path.read_bytes()
        path.write_bytes(kept + b"x")
        with pytest.raises(Problem):
            open_library(library_home)
        path.write_bytes(kept)
    assert open_library(library_home) is not None


def test_a_manifest_that_cannot_be_read_is_damage(library_home: Path) -> None:
    for text in ("{", "[]", '{"schema": 1}', '{"schema": 1, "entries": 3}'):
        manifest_path(library_home).write_text(text, encoding="utf-8")
        with pytest.raises(Problem) as caught:
            open_library(library_home)
        assert caught.value.code == "library_damaged"


@pytest.mark.parametrize(
    ("part", "value"), [("schema", 99), ("chunker", "other/1"), ("embedder", "other-model")]
)
def test_a_library_made_with_something_else_is_refused(
    library_home: Path, part: str, value: object
) -> None:
    path = manifest_path(library_home)
    data = json.loads(path.read_text(encoding="utf-8"))
    data[part] = value
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        open_library(library_home)
    assert caught.value.code == "library_mismatch"
    assert caught.value.values["part"] == part


def test_opening_and_asking_leaves_the_generation_as_it_was(library_home: Path) -> None:
    before = manifests.file_digests(_generation(library_home))
    for _ in range(3):
        library = open_library(library_home)
        assert library is not None
        library.store.nearest(library.passage_vectors[0].astype("float32"), 3)
        library.store.close()
    assert manifests.file_digests(_generation(library_home)) == before


def test_a_home_that_cannot_be_written_to_still_answers(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        if library_home in self.parents:
            raise OSError(30, "Read-only file system")
        make(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", refuse)
    library = open_library(library_home)
    assert library is not None
    assert library_home not in Path(library.scratch.name).parents


def test_a_page_over_a_damaged_library_opens_it_once_it_is_rebuilt(library_home: Path) -> None:
    good = manifest_path(library_home).read_bytes()
    manifest_path(library_home).write_text("{", encoding="utf-8")
    handle = LibraryHandle(library_home, lambda: None)
    handle.open()
    problem = handle.problem()
    assert problem is not None
    assert problem.code == "library_damaged"
    manifest_path(library_home).write_bytes(good)
    handle.refresh()
    assert handle.problem() is None
