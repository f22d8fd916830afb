"""Killed at any moment, the old library still answers, and a rerun ends in the same library (SEC-28)."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library
from tests.conftest import KNOWLEDGE, ROOT

TIMES = 20

_WRITER = """
import sys
from pathlib import Path
from assistant.settings import set_process_environment
set_process_environment()
from index.ingest import ingest
print("ready", flush=True)
ingest(Path(sys.argv[1]), Path(sys.argv[2]), [Path(sys.argv[3])])
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for number in range(6):
        sentences = " ".join(f"Kalimat {n} dari dokumen {number} tentang anak." for n in range(8))
        (folder / f"dokumen{number}.md").write_text(f"# Dokumen {number}\n\n{sentences}\n")
    return folder


def _copy(home: Path, target: Path) -> Path:
    shutil.copytree(home, target, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    return target


def test_killed_at_twenty_moments(thesis_home: Path, documents: Path, tmp_path: Path) -> None:
    whole = _copy(thesis_home, tmp_path / "whole")
    started = time.monotonic()
    ingest(whole, KNOWLEDGE, [documents])
    longest = time.monotonic() - started
    wanted = open_library(whole)
    old = open_library(thesis_home)
    assert wanted is not None
    assert old is not None

    home = _copy(thesis_home, tmp_path / "killed")
    moments = random.Random(20)
    seen = set()
    for _ in range(TIMES):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(home), str(KNOWLEDGE), str(documents)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moments.uniform(0, longest * 1.2))
        os.killpg(writer.pid, signal.SIGKILL)
        writer.wait()
        library = open_library(home)
        assert library is not None
        assert library.fingerprint in (old.fingerprint, wanted.fingerprint)
        assert library.store.count() == len(library.passages)
        seen.add(library.fingerprint)
        if library.fingerprint == wanted.fingerprint:
            # It was done before the kill: start again from the old library, with the cache it has now.
            shutil.copytree(home / "cache", tmp_path / "cache", dirs_exist_ok=True)
            shutil.rmtree(home)
            home = _copy(thesis_home, home)
            shutil.copytree(tmp_path / "cache", home / "cache", dirs_exist_ok=True)

    ingest(home, KNOWLEDGE, [documents])
    library = open_library(home)
    assert library is not None
    assert library.fingerprint == wanted.fingerprint
    assert library.passages == wanted.passages
    assert (library.passage_vectors == wanted.passage_vectors).all()
    assert old.fingerprint in seen
    assert not (home / "incoming").exists()
