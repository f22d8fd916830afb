"""What goes into the library, what stays, what goes out, and that nothing is ever half in."""

import errno
import gc
import os
import shutil
import threading
import time
import weakref
from pathlib import Path

import pytest

from index import collecting, generation
from index import ingest as ingesting
from index.embedding import embedder_name
from index.ingest import ingest, rebuild, remove, sync
from index.library import Library, LibraryHandle, open_library
from index.manifest import generation_folder, read_manifest
from index.problem import Problem
from tests.conftest import KNOWLEDGE

TEACHERS = "# Laporan Batam\n\nProgram pelatihan melatih 412 guru di Batam pada 2018.\n"
POLICE = "# Laporan Surabaya\n\nProgram pelatihan melatih 95 polisi di Surabaya pada 2019.\n"


@pytest.fixture
def library_home(thesis_home: Path, home: Path) -> Path:
    """A home of its own with the built-in material already in it."""
    shutil.copytree(thesis_home, home, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents."""
    made = tmp_path / "documents"
    made.mkdir()
    (made / "batam.md").write_text(TEACHERS, encoding="utf-8")
    (made / "surabaya.md").write_text(POLICE, encoding="utf-8")
    return made


def opened(home: Path) -> Library:
    library = open_library(home)
    assert library is not None
    return library


def test_a_folder_goes_in_and_a_second_time_nothing_changes(
    library_home: Path, folder: Path
) -> None:
    first = ingest(library_home, KNOWLEDGE, [folder])
    assert (first.added, first.updated, first.unchanged, first.failed) == (2, 0, 0, ())
    before = read_manifest(library_home, embedder_name())
    second = ingest(library_home, KNOWLEDGE, [folder])
    assert (second.added, second.updated, second.unchanged) == (0, 0, 2)
    assert second.passages == first.passages == len(opened(library_home).passages)
    assert read_manifest(library_home, embedder_name()) == before


def test_a_changed_file_replaces_its_old_text_everywhere(library_home: Path, folder: Path) -> None:
    ingest(library_home, KNOWLEDGE, [folder])
    (folder / "batam.md").write_text(TEACHERS.replace("412", "733"), encoding="utf-8")
    report = ingest(library_home, KNOWLEDGE, [folder])
    assert (report.updated, report.unchanged) == (1, 1)
    library = opened(library_home)
    assert "733" in library.documents["batam"].text
    assert all("412" not in document.text for document in library.documents.values())
    assert library.store.count() == len(library.passages)


def test_a_file_that_is_gone_from_its_folder_goes_out(library_home: Path, folder: Path) -> None:
    ingest(library_home, KNOWLEDGE, [folder])
    (folder / "batam.md").unlink()
    report = ingest(library_home, KNOWLEDGE, [folder])
    assert (report.removed, report.unchanged) == (1, 1)
    assert "batam" not in opened(library_home).documents


def test_a_file_that_cannot_be_read_is_reported_and_keeps_its_old_version(
    library_home: Path, folder: Path
) -> None:
    ingest(library_home, KNOWLEDGE, [folder])
    (folder / "batam.md").write_bytes(b"\xff\xfe\x00\x01\x02 \x00")
    (folder / "baru.md").write_text("# Baru\n\nDokumen baru tentang sekolah.\n", encoding="utf-8")
    report = ingest(library_home, KNOWLEDGE, [folder])
    assert [failure.path.name for failure in report.failed] == ["batam.md"]
    assert report.added == 1
    assert "412" in opened(library_home).documents["batam"].text


def test_two_files_of_one_name_get_two_ids(library_home: Path, tmp_path: Path) -> None:
    for place in ("satu", "dua"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "laporan.md").write_text(f"# {place}\n\nIsi {place}.\n")
    report = ingest(library_home, KNOWLEDGE, [tmp_path / "satu", tmp_path / "dua"])
    assert report.added == 2
    assert {"laporan", "laporan-2"} <= opened(library_home).documents.keys()
    again = ingest(library_home, KNOWLEDGE, [tmp_path / "dua"])
    assert (again.unchanged, again.removed) == (1, 0)


def test_the_same_documents_make_the_same_library_however_they_came(
    library_home: Path, folder: Path, thesis_home: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other-home"
    shutil.copytree(thesis_home, other, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    ingest(library_home, KNOWLEDGE, [folder])
    ingest(other, KNOWLEDGE, [folder / "surabaya.md"])
    ingest(other, KNOWLEDGE, [folder / "batam.md"])
    one, two = opened(library_home), opened(other)
    assert one.fingerprint == two.fingerprint
    assert one.passages == two.passages


def test_only_what_changed_is_embedded_again(library_home: Path, folder: Path) -> None:
    ingest(library_home, KNOWLEDGE, [folder])
    counts: list[int] = []

    def progress(stage: str, _done: int, total: int) -> None:
        if stage == "embedding":
            counts.append(total)

    (folder / "batam.md").write_text(TEACHERS + "\nKalimat tambahan.\n", encoding="utf-8")
    ingest(library_home, KNOWLEDGE, [folder], progress)
    # The passage and the new sentence; the old sentence comes from the cache.
    assert max(counts) == 2


def test_removing_takes_out_a_document_but_not_the_built_in_material(
    library_home: Path, folder: Path
) -> None:
    ingest(library_home, KNOWLEDGE, [folder])
    remove(library_home, KNOWLEDGE, "batam")
    assert "batam" not in opened(library_home).documents
    assert [path for path in (library_home / "originals").glob("*.md")] != []
    for document_id, code in (("batam", "unknown_document"), ("thesis.id", "built_in_document")):
        with pytest.raises(Problem) as caught:
            remove(library_home, KNOWLEDGE, document_id)
        assert caught.value.code == code


def test_a_rebuild_needs_only_the_originals(library_home: Path, folder: Path) -> None:
    ingest(library_home, KNOWLEDGE, [folder])
    wanted = opened(library_home)
    shutil.rmtree(library_home / "generations")
    (library_home / "manifest.json").write_text("{", encoding="utf-8")
    shutil.rmtree(folder)
    report = rebuild(library_home, KNOWLEDGE)
    assert report.failed == ()
    library = opened(library_home)
    assert library.fingerprint == wanted.fingerprint
    assert library.documents == wanted.documents


def test_without_built_in_material_the_library_is_empty_and_opens(home: Path) -> None:
    sync(home, None)
    library = opened(home)
    assert library.passages == ()


def test_a_running_reader_answers_on_and_sees_the_new_library(
    library_home: Path, folder: Path
) -> None:
    handle = LibraryHandle(library_home, lambda: None)
    handle.open_in_background(every_seconds=0.2)
    deadline = time.monotonic() + 10
    while handle.problem() is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    old = handle.current()
    for number in range(3):
        (folder / f"lain{number}.md").write_text(f"# Lain\n\nIsi nomor {number}.\n")
        ingest(library_home, KNOWLEDGE, [folder])
    assert old.store.nearest(old.passage_vectors[0].astype("float32"), 3)
    committed = time.monotonic()
    while "lain2" not in handle.current().documents and time.monotonic() < committed + 5:
        time.sleep(0.05)
    assert "lain2" in handle.current().documents


def test_a_second_writer_waits_for_the_first(
    library_home: Path, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "lain.md").write_text("# Lain\n\nDokumen lain.\n", encoding="utf-8")
    threads = [
        threading.Thread(target=ingest, args=(library_home, KNOWLEDGE, [path]))
        for path in (folder, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {"batam", "surabaya", "lain"} <= opened(library_home).documents.keys()


def test_a_writer_that_waits_too_long_is_told(
    library_home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "LONGEST_WAIT_SECONDS", 0.1)
    with ingesting._writing(library_home, lambda *_: None), pytest.raises(Problem) as caught:
        # Another lock object in the same process stands for another process.
        ingest(library_home, KNOWLEDGE, [folder])
    assert caught.value.code == "library_busy"


def test_a_full_disk_leaves_the_old_library_and_no_rubbish(
    library_home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(library_home).fingerprint

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(generation, "_store", full)
    with pytest.raises(Problem) as caught:
        ingest(library_home, KNOWLEDGE, [folder])
    assert caught.value.code == "no_space"
    assert opened(library_home).fingerprint == before
    live = read_manifest(library_home, embedder_name())
    assert live is not None
    names = {path.name for path in (library_home / "generations").iterdir()}
    assert generation_folder(library_home, live).name in names
    assert len(names) == 1
    assert not (library_home / "incoming").exists()


def test_a_new_glossary_reaches_the_library(library_home: Path, tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, knowledge)
    before = opened(library_home)
    text = (knowledge / "glossary.yaml").read_text(encoding="utf-8")
    (knowledge / "glossary.yaml").write_text(text + "  advokasi: pembelaan\n", encoding="utf-8")
    sync(library_home, knowledge)
    after = opened(library_home)
    assert after.fingerprint != before.fingerprint
    assert after.glossary.misspellings["advokasi"] == "pembelaan"


def test_what_should_be_looked_at_is_told(library_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "aneh.md"
    file.write_text(
        "# Aneh\n\nTeks dengan karakter tak\u200bterlihat di\u200bdalam.\n", encoding="utf-8"
    )
    report = ingest(library_home, KNOWLEDGE, [file])
    assert [(warned.path.name, warned.code) for warned in report.warned] == [
        ("aneh.md", "invisible_characters")
    ]


def test_a_file_may_have_the_name_of_a_built_in_document(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "thesis.id.md"
    file.write_text("# Tesis lain\n\nIsi tesis lain.\n", encoding="utf-8")
    report = ingest(home, KNOWLEDGE, [file])
    assert (report.added, report.failed) == (1, ())
    library = opened(home)
    assert "Isi tesis lain" in library.documents["thesis.id-2"].text
    assert library.documents["thesis.id"].kind == "thesis"
    assert rebuild(home, KNOWLEDGE).failed == ()
    assert opened(home).documents.keys() == library.documents.keys()


def test_a_name_that_is_not_text_does_not_stop_the_others(library_home: Path, folder: Path) -> None:
    odd = folder / os.fsdecode(b"odd\xff.md")
    odd.write_text("# Aneh\n\nIsi.\n", encoding="utf-8")
    report = ingest(library_home, KNOWLEDGE, [folder])
    assert report.added == 2
    assert [failure.problem.code for failure in report.failed] == ["bad_file_name"]
    assert rebuild(library_home, KNOWLEDGE).failed == ()


def test_a_file_ingested_alone_belongs_to_its_folder_from_then_on(
    library_home: Path, folder: Path
) -> None:
    ingest(library_home, KNOWLEDGE, [folder / "batam.md"])
    ingest(library_home, KNOWLEDGE, [folder])
    (folder / "batam.md").unlink()
    assert ingest(library_home, KNOWLEDGE, [folder]).removed == 1


def test_a_file_that_cannot_be_looked_at_is_not_gone(
    library_home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(library_home, KNOWLEDGE, [folder])

    def forbidden(_self: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(collecting, "find_files", lambda _path: ([], []))
    monkeypatch.setattr(Path, "lstat", forbidden)
    assert ingest(library_home, KNOWLEDGE, [folder]).removed == 0


def test_a_reader_lets_go_of_an_old_generation(library_home: Path, folder: Path) -> None:
    handle = LibraryHandle(library_home, lambda: None)
    handle.open()
    closed: list[bool] = []
    old = handle.current()
    weakref.finalize(old, closed.append, True)
    ingest(library_home, KNOWLEDGE, [folder])
    handle.refresh()
    del old
    gc.collect()
    assert closed == [True]
    assert "batam" in handle.current().documents
