"""Files that were sent: their names lead nowhere, their room is limited, their versions are kept and go back."""

from pathlib import Path

import pytest

from index import uploads
from index.embedding import embedder_name
from index.ingest import ingest, ingest_received
from index.manifest import read_manifest
from index.problem import Problem

NAMES = """
/etc/passwd.md ../../up.md ..\\..\\up.md C:\\x\\up.md .md .hidden.md up.md/ up.exe up.pdf.exe up
up.html up.svg up.md.py CON.md;x %2e%2e%2fup.md up\x00.md up\n.md up\r\nSet-Cookie:x.md
\u202edm.exe.md \u200b.md <b>up</b>.md up|rm.md $(rm).md `rm`.md "up".md 'up'.md up?.md up*.md
""".split(" ")


def sent(home: Path, name: str, text: str) -> uploads.Upload:
    path = uploads.start(home, name)
    path.write_text(text, encoding="utf-8")
    return uploads.finish(path, "trainer")


def publish(home: Path, name: str, text: str) -> None:
    uploads.publish(home, None, sent(home, name, text).id, lambda *_: None)


def live(home: Path) -> dict[str, str]:
    manifest = read_manifest(home, embedder_name())
    assert manifest
    return {entry.id: entry.path for entry in manifest.entries}


def test_a_name_leads_nowhere(home: Path) -> None:
    for name in NAMES:
        try:
            clean = uploads.clean_name(name)
        except Problem:
            continue
        assert clean.endswith(".md")
        assert clean.isprintable()
        assert not set(clean) & set("/\\<>")
        assert not clean.startswith(".")
        path = uploads.start(home, clean)
        assert path.parent.parent == home / "uploads" / "waiting"
    long = uploads.clean_name("é" * 300 + ".md")
    assert len(long) <= 120
    assert len(long.encode()) <= 255


def test_the_room_for_files_is_limited(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(uploads, "MOST_BYTES", 2**20)
        with pytest.raises(Problem, match="uploads_full"):
            uploads.start(home, "a.md")
    monkeypatch.setattr(uploads, "LEAST_FREE_BYTES", 2**60)
    with pytest.raises(Problem, match="no_space"):
        uploads.start(home, "a.md")


def test_a_sent_file_has_an_identity_of_its_own(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "a.md").write_text("Kader desa berlatih.\n", encoding="utf-8")
    ingest(home, None, [folder])
    publish(home, "a.md", "Forum anak berdiri.\n")
    assert live(home) == {"a": str(folder / "a.md"), "a-2": "uploads/a.md"}
    publish(home, "a.md", "Forum anak berdiri lagi.\n")
    (folder / "a.md").unlink()
    ingest(home, None, [folder])
    assert live(home) == {"a-2": "uploads/a.md"}


def test_the_same_bytes_again_change_nothing(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Kader desa berlatih.\n", encoding="utf-8")
    counts = [ingest_received(home, None, file, "uploads/a.md") for _ in range(2)]
    assert [(one.added, one.unchanged) for one in counts] == [(1, 0), (0, 1)]


def test_only_the_newest_versions_are_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_VERSIONS", 2)
    for n in range(3):
        publish(home, "a.md", f"Versi {n} dari laporan ini.\n")
    kept = {file.read_text("utf-8") for file in (home / "uploads" / "versions").glob("*/*/a.md")}
    assert kept == {"Versi 1 dari laporan ini.\n", "Versi 2 dari laporan ini.\n"}
