"""The public door: names, folders, the child process and its limits, the messages."""

import os
import resource
import socket
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from index import sandbox
from index.document import LANGUAGES
from index.loading import display_name, find_files, load_file
from index.problem import Problem
from index.sandbox import Limits
from tests.data.files import archive, docx, page, paragraph, pdf

ROOT = Path(__file__).parents[2]
BODY = "Peran ECPAT Indonesia adalah mencegah eksploitasi seksual komersial anak."


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def problem_of(path: Path, limits: Limits | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        load_file(path, "x", limits=limits or Limits())
    return caught.value


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Laporan_tahunan-2021.pdf", pdf([page([BODY])])),
        ("a.docx", docx(paragraph(BODY))),
        ("a.md", BODY.encode()),
        ("a.markdown", BODY.encode()),
        ("A.TXT", BODY.encode("utf-16")),
    ],
)
def test_load_file(tmp_path: Path, name: str, data: bytes) -> None:
    document = load_file(save(tmp_path, name, data), "laporan")
    assert document.id == "laporan"
    assert document.text == BODY
    assert document.kind == "document"
    assert document.language == "id"
    assert document.sections[0].headings == (document.title,)
    assert document.origin_of(5) == 5
    if name.startswith("L"):
        assert document.title == "Laporan tahunan 2021"
        assert document.page_at(3) == document.pages[0]


def test_an_english_document_and_a_kept_copy(tmp_path: Path) -> None:
    path = save(tmp_path, "0a1b2c.txt", b"The role of the organisation is to protect children.")
    document = load_file(path, "x", name="My_report.txt")
    assert document.language == "en"
    assert document.title == "My report"
    assert problem_of(save(tmp_path, "b.txt", b"")).values["file"] == "b.txt"


def test_what_is_not_opened(tmp_path: Path) -> None:
    real = save(tmp_path, "real.txt", BODY.encode())
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    started = time.monotonic()
    assert problem_of(link).code == "not_a_file"
    assert problem_of(tmp_path / "pipe.txt").code == "not_a_file"
    assert problem_of(tmp_path / "folder.txt").code == "not_a_file"
    assert problem_of(tmp_path / "none.txt").code == "no_such_file"
    assert problem_of(save(tmp_path, "a.exe", b"x")).code == "unsupported_type"
    assert problem_of(save(tmp_path, "e.pdf", b"")).code == "file_empty"
    large = save(tmp_path, "l.pdf", b"")
    os.truncate(large, 26 * 2**20)
    assert problem_of(large).code == "file_too_large"
    assert time.monotonic() - started < 1


def test_find_files(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.TXT", "sub/c.md", ".hidden.md", ".git/d.md", "e.xlsx", "noending"):
        save(tmp_path, name, b"x")
    (tmp_path / "link.md").symlink_to(tmp_path / "b.pdf")
    (tmp_path / "linked").symlink_to(tmp_path / "sub")
    (tmp_path / "broken.md").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.md")
    files, problems = find_files(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in files] == ["a.TXT", "b.pdf", "sub/c.md"]
    assert [(p.name, problem.code, problem.values) for p, problem in problems] == [
        (name, code, {"file": name})
        for name, code in [
            ("broken.md", "not_a_file"),
            ("e.xlsx", "unsupported_type"),
            ("link.md", "not_a_file"),
            ("linked", "not_a_file"),
            ("noending", "unsupported_type"),
            ("pipe.md", "not_a_file"),
        ]
    ]


def test_find_one_file(tmp_path: Path) -> None:
    path = save(tmp_path, "a.md", b"x")
    assert find_files(path) == ([path], [])
    files, problems = find_files(tmp_path / "none")
    assert files == []
    assert problems[0][1].code == "no_such_file"
    assert find_files(tmp_path / ("a" * 3000))[1][0][1].code == "no_such_file"
    other = save(tmp_path, "a.xlsx", b"x")
    assert find_files(other)[1][0][1].code == "unsupported_type"


@given(st.text(max_size=300))
def test_display_name(name: str) -> None:
    shown = display_name(Path("/x") / name.replace("/", "").replace("\x00", ""))
    assert 1 <= len(shown) <= 120
    assert shown.isprintable()
    assert not set(shown) & set("/\\<>")


# The child


def evil(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have the child run this instead of reading the file."""
    indented = "\n".join(f"    {line}" for line in code.splitlines())
    start = (
        "import sys; sys.path.append(sys.argv[1])\nimport index.extraction as e\n"
        f"def evil(*_):\n{indented}\n    return b'{{}}', b''\ne._read = evil\ne.main()"
    )
    monkeypatch.setattr(sandbox, "_START", start)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return save(tmp_path, "a.txt", BODY.encode())


def test_a_child_that_never_ends_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil(monkeypatch, "import time\ntime.sleep(60)")
    started = time.monotonic()
    assert problem_of(file, Limits(wall_seconds=0.5)).code == "parse_timeout"
    evil(monkeypatch, "while True: pass")
    assert problem_of(file, Limits(cpu_seconds=1)).code == "parse_timeout"
    assert time.monotonic() - started < 5


def test_a_child_that_eats_memory_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil(monkeypatch, "x = []\nwhile True: x.append(bytes(10**7))")
    assert problem_of(file, Limits(memory_bytes=300 * 2**20)).code == "parse_memory"


def test_a_child_that_says_too_much_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil(monkeypatch, "import os\nwhile True: os.write(1, b'x' * 10**6)")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert problem_of(file, Limits(answer_bytes=5_000_000)).code == "text_too_long"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


@pytest.mark.parametrize(
    "code", ["import os\nos.abort()", "raise KeyError", "import os\nos._exit(0)"]
)
def test_a_child_that_dies(file: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    evil(monkeypatch, code)
    assert problem_of(file).code == "parser_failed"


@pytest.mark.parametrize(
    "answer",
    [
        '{"title": "x"}',
        '{"title":"x","sections":[[["a"],0,0,99]],"pages":[],"runs":[],"warnings":[]}',
        '{"title":"x","sections":[[["a"],0,0]],"pages":[],"runs":[],"warnings":[]}',
        '{"title":"x","sections":[],"pages":[],"runs":[],"warnings":[]}',
        '{"title":"x","sections":[[["a"],0,0,5]],"pages":[],"runs":[1],"warnings":[]}',
        '{"title":"x","sections":[[["a"],0,0,5]],"pages":[],"runs":[0,0,6],"warnings":[]}',
        '{"problem":"no_text","values":[]}',
        '{"problem":"rm -rf","values":{}}',
        "[]",
        "",
    ],
)
def test_a_child_that_lies(file: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    evil(monkeypatch, f"return {answer!r}.encode(), b'empat'")
    assert problem_of(file).code == "parser_failed"


def test_the_child_may_not_do_much(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_KEY", "geheim")
    server = socket.create_server(("127.0.0.1", 0))
    attempts = [
        f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        f"open({str(tmp_path / 'written')!r}, 'w').write('x' * 9999)",
        "import os; os.environ['ASSISTANT_LLM_KEY']",
    ]
    tried = "\n".join(
        f"try:\n    exec({attempt!r})\n    done.append({number})\nexcept BaseException: pass"
        for number, attempt in enumerate(attempts)
    )
    answer = "return e._problem(e.Problem('wrong_ending', found=str(done)))"
    evil(monkeypatch, f"done = []\n{tried}\n{answer}")
    assert problem_of(file).values["found"] == "[]"
    server.close()
    written = tmp_path / "written"
    assert not written.exists() or written.stat().st_size == 0


def test_a_file_whose_pages_share_one_heavy_stream(tmp_path: Path) -> None:
    heavy = b"q 1 0 0 1 0 0 cm Q BT /F1 9 Tf (x) Tj ET " * 4000
    data = pdf([heavy]).replace(b"/Kids [6 0 R]", b"/Kids [" + b"6 0 R " * 400 + b"]")
    started = time.monotonic()
    assert problem_of(save(tmp_path, "h.pdf", data), Limits(cpu_seconds=1)).code in (
        "parse_timeout",
        "pdf_damaged",
    )
    assert time.monotonic() - started < 5


def test_a_bomb_costs_the_parent_nothing(tmp_path: Path) -> None:
    bomb = save(tmp_path, "b.docx", docx("", {"word/a.xml": bytes(200 * 2**20)}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    assert problem_of(bomb).code == "docx_unsafe"
    assert time.monotonic() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_a_text_that_is_too_long(tmp_path: Path) -> None:
    path = save(tmp_path, "l.txt", b"kata " * 1_100_000)
    problem = problem_of(path)
    assert problem.code == "text_too_long"
    assert problem.values["limit"] == 5_000_000


def test_a_child_starts_quickly(file: Path) -> None:
    started = time.monotonic()
    load_file(file, "x")
    assert time.monotonic() - started < 1.5


def test_the_child_imports_nothing_heavy() -> None:
    import subprocess

    code = "import sys, index.pdf, index.docx, index.plain, index.extraction; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert not {"chromadb", "llama_index", "gradio", "numpy", "tiktoken"} & set(loaded)


# The messages


CODES = """
    no_such_file not_a_file unreadable_file unsupported_type file_empty file_too_large
    wrong_ending binary_file wrong_encoding text_garbled no_text pdf_damaged pdf_truncated
    pdf_password pdf_cipher pdf_too_many_pages pdf_too_complex pdf_no_text old_word docx_damaged
    docx_password docx_unsafe docx_entities parse_timeout parse_memory text_too_long
    parser_failed hidden_text invisible_characters unreadable_characters ocr_text
    pages_without_text
""".split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_its_own_message(language: str) -> None:
    text = (ROOT / "prompts" / f"strings.{language}.yaml").read_text(encoding="utf-8")
    problems = yaml.safe_load(text)["problems"]
    values = {"file": "a.pdf", "path": "a", "limit": 5, "found": "ZIP", "pages": 9}
    messages = [problems[code]["message"].format(**values) for code in CODES]
    assert all(problems[code]["hint"].format(**values) for code in CODES)
    assert len(set(messages)) == len(CODES)


def test_zip_in_other_clothes(tmp_path: Path) -> None:
    problem = problem_of(save(tmp_path, "a.docx", archive({"xl/workbook.xml": "x"})))
    assert (problem.code, problem.values) == ("wrong_ending", {"found": "ZIP", "file": "a.docx"})
