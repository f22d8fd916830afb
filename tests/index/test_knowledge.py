from pathlib import Path

import pytest

from index.document import Document, Source
from index.knowledge import load_knowledge, load_sources
from index.problem import Problem
from index.sections import Heading, build_sections

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
MATTER = "id: {id}\ntitle: Judul\nlanguage: id\npair: x.en\nsubjects: [concept]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path


def note(folder: Path, body: str, name: str = "a.id", matter: str = MATTER) -> Document:
    text = f"---\n{matter.format(id=name)}---\n{body}"
    (folder / "notes" / f"{name}.md").write_text(text, encoding="utf-8")
    return next(d for d in load_knowledge(folder) if d.id == name)


def marks(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(document.text[m.start : m.end], m.keys) for m in document.marks]


def test_the_built_in_thesis() -> None:
    documents = {d.id: d for d in load_knowledge(KNOWLEDGE)}
    thesis = documents["thesis.id"]
    raw = (KNOWLEDGE / "thesis" / "thesis.id.md").read_text(encoding="utf-8")
    assert thesis.kind == "thesis"
    assert thesis.pair == "thesis.en"
    assert thesis.text == raw.replace("*", "").strip()
    assert [s.headings for s in thesis.sections] == [("Intisari",), ("Kata kunci",)]
    body = thesis.sections[0]
    assert thesis.text[body.start : body.body].strip() == "INTISARI"
    assert thesis.text[body.body :].startswith("Eksplorasi Seksual")
    keywords = thesis.sections[1]
    assert keywords.start == keywords.body
    assert thesis.text[keywords.start :].startswith("Kata Kunci: Eksplorasi")


def test_every_built_in_document_is_whole() -> None:
    sources = load_sources(KNOWLEDGE)
    for document in load_knowledge(KNOWLEDGE):
        assert document.sections[0].start == 0
        assert document.sections[-1].end == len(document.text)
        assert "[@" not in document.text
        assert {key for mark in document.marks for key in mark.keys} <= set(sources), document.id


def test_a_key_belongs_to_the_sentence_before_it(folder: Path) -> None:
    document = note(
        folder,
        "## Apa itu?\nKalimat satu ada di sini. [@a] Kalimat *dua* juga\nada. [@b; @c-1]\n"
        "[@a] Kalimat tiga tanpa kunci. Keempat **ada**. [@d_e:2]\n",
    )
    assert document.text == (
        "Apa itu?\nKalimat satu ada di sini. Kalimat dua juga ada. Kalimat tiga tanpa kunci. "
        "Keempat ada."
    )
    assert marks(document) == [
        ("Kalimat satu ada di sini.", ("a",)),
        ("Kalimat dua juga ada.", ("b", "c-1", "a")),
        ("Keempat ada.", ("d_e:2",)),
    ]
    assert document.kind == "note"
    raw = (folder / "notes" / "a.id.md").read_text(encoding="utf-8")
    for run in document.runs:
        piece = document.text[run.start : run.start + run.length]
        assert piece == raw[run.origin : run.origin + run.length]


def test_the_key_of_a_lead_in_covers_its_items(folder: Path) -> None:
    document = note(
        folder,
        "Pembuka. [@x] Ada tiga: [@a]\n- satu;\n- dua; [@b]\n- tiga *miring*.\n\nSesudah itu.\n\n"
        "Ada lagi: [@c]\n\n1. satu\n   lanjutan\n2. dua\n\nTanpa kunci:\n- empat\n",
    )
    assert marks(document) == [
        ("Pembuka.", ("x",)),
        ("Ada tiga:", ("a",)),
        ("- satu;", ("a",)),
        ("- dua;", ("b",)),
        ("- tiga miring.", ("a",)),
        ("Ada lagi:", ("c",)),
        ("1. satu lanjutan", ("c",)),
        ("2. dua", ("c",)),
    ]


def test_comments_are_taken_out(folder: Path) -> None:
    document = note(folder, "Satu.<!-- catatan\n\npenulis [@z] --> [@a]\n\n<!-- x -->\n\nDua.\n")
    assert document.text == "Satu.\n\nDua."
    assert marks(document) == [("Satu.", ("a",))]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tanpa kepala", "no front matter"),
        ("---\nid: [\n---\nx", "while parsing"),
        ("---\n- a\n---\nx", "no front matter"),
        ("---\ntitle: x\nlanguage: id\n---\nx", "id: missing"),
        ("---\nid: x\nlanguage: id\n---\nx", "title: missing"),
        ("---\nid: x\ntitle: x\nlanguage: id\n---\nSatu. <!-- x", "<!-- without -->"),
        ("---\nid: x\ntitle: x\nlanguage: fr\n---\nx", "language: fr"),
        ("---\nid: x\ntitle: x\nlanguage: id\n---\n[@a] Satu.", "no sentence before @a"),
        ("---\nid: x\ntitle: x\nlanguage: id\n---\n# Judul [@a]\n\nSatu.", "no sentence before @a"),
    ],
)
def test_a_mistake_in_a_note_is_named(folder: Path, text: str, reason: str) -> None:
    (folder / "notes" / "n.md").write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_knowledge(folder)
    assert caught.value.code == "bad_knowledge"
    assert caught.value.values["file"] == "n.md"
    assert reason in str(caught.value.values["reason"])


def test_two_documents_with_one_id(folder: Path) -> None:
    note(folder, "Satu.")
    (folder / "notes" / "b.md").write_bytes((folder / "notes" / "a.id.md").read_bytes())
    with pytest.raises(Problem, match="duplicate id"):
        load_knowledge(folder)


def test_a_missing_or_strange_catalogue(folder: Path) -> None:
    assert load_knowledge(folder) == ()
    (folder / "catalogue.yaml").write_text("documents: {a: 1}", encoding="utf-8")
    with pytest.raises(Problem, match="not a list"):
        load_knowledge(folder)
    (folder / "catalogue.yaml").write_text("documents: [{id: a, file: b.md}]", encoding="utf-8")
    with pytest.raises(Problem, match=r"b\.md"):
        load_knowledge(folder)
    (folder / "b.md").write_bytes(b"caf\xe9")
    with pytest.raises(Problem, match="not UTF-8"):
        load_knowledge(folder)


def test_sources(folder: Path) -> None:
    assert load_sources(folder) == {}
    (folder / "sources.yaml").write_text(
        "sources:\n- {id: a, type: report, publisher: P, title: T, issued: 2018, URL: 'https://x'}\n"
        "- {id: b, publisher: P, title: T, issued: n.d.}\n",
        encoding="utf-8",
    )
    assert load_sources(folder)["a"] == Source("a", "P", "T", "2018", "https://x")
    assert load_sources(folder)["b"].year == "n.d."
    (folder / "sources.yaml").write_text("sources:\n- {id: a}\n", encoding="utf-8")
    with pytest.raises(Problem, match="publisher: missing"):
        load_sources(folder)


def test_sections_of_a_text_with_leading_space() -> None:
    sections = build_sections("  A\nb", [Heading(1, 2, 3)], "t")
    assert [(s.headings, s.start, s.body, s.end) for s in sections] == [(("A",), 0, 4, 5)]
