"""A sent file is not trusted, not used before a trainer confirms, and can be taken back."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.account import Sessions
from assistant.web.documents import routes
from assistant.web.documents.working import Work
from index import uploads
from index.embedding import embedder_name
from index.manifest import read_manifest
from index.problem import Problem
from tests.conftest import KNOWLEDGE
from tests.guarded import PASSWORDS, log_in, start_guarded, token, visitor
from tests.serving import Running

FIRST = "# Laporan Wadungsari\n\nKader desa Wadungsari berlatih pada tahun 2019.\n"
SECOND = "# Laporan Wadungsari\n\nKader desa Wadungsari berlatih lagi pada tahun 2021.\n"
EVIL = '<script>window.hit=1</script><img src=x onerror="window.hit=2">'


class Trainer:
    """A browser in which a trainer has logged in."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        reply = log_in(client, "trainer")
        assert reply.is_redirect, reply.text
        self.token = token(client)

    def send(self, name: str, body: Any, **headers: str) -> httpx.Response:
        sent = {"X-Form-Token": self.token, **headers}
        return self.client.post(
            "/documents/en/upload", params={"name": name}, content=body, headers=sent
        )

    def do(self, what: str, **fields: str) -> httpx.Response:
        reply = self.client.post(f"/documents/en/{what}", data={"token": self.token, **fields})
        for _ in range(300):
            if not self.client.get("/documents/en/progress").json()["running"]:
                return reply
            time.sleep(0.1)
        raise AssertionError("the library is still being changed")

    def publish(self, name: str, text: str) -> None:
        upload = self.send(name, text.encode()).json()["address"].rsplit("/", 1)[1]
        assert self.do("confirm", upload=upload).is_redirect
        assert "done" in self.said()

    def said(self) -> str:
        return str(self.client.get("/documents/en/progress").json()["text"])


@pytest.fixture(scope="module")
def server(thesis_home: Path) -> Running:
    return start_guarded(thesis_home)


@pytest.fixture
def home(thesis_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(thesis_home, tmp_path / "home"))


@pytest.fixture
def trainer(home: Path) -> Iterator[Trainer]:
    """One over the addresses alone, without a server: each test has a home of its own."""
    settings = Settings(home=home, knowledge=KNOWLEDGE, trainer_password=PASSWORDS["trainer"])
    sessions = Sessions(settings)
    from assistant.web import account

    app = Starlette(routes=[*account.routes(sessions), *routes(settings, sessions)])
    with TestClient(app, follow_redirects=False) as client:
        yield Trainer(client)


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "uploads" / "waiting").rglob("*") if path.is_file()]


def found(server: Running, text: str, *, there: bool) -> bool:
    """Whether a search finds, or no longer finds, a text within five seconds."""
    for _ in range(25):
        passages: Any = server.run("search", text, 50)
        if any(text in passage["text"] for passage in passages["passages"]) == there:
            return True
        time.sleep(0.2)
    return False


def test_from_sending_to_deleting(server: Running, thesis_home: Path):
    home = thesis_home.parent / "guarded-home"

    def fingerprint() -> str:
        manifest = read_manifest(home, embedder_name())
        assert manifest
        return manifest.fingerprint

    before = fingerprint()
    with visitor(server, "203.0.113.20") as client:
        trainer = Trainer(client)
        address = trainer.send("laporan.md", FIRST.encode()).json()["address"]
        page = client.get(address).text
        assert "Kader desa Wadungsari berlatih pada tahun 2019." in page
        assert "Laporan Wadungsari" in page
        time.sleep(1.2)  # longer than the page takes to look for a new library
        assert found(server, "Wadungsari", there=False)
        assert fingerprint() == before
        trainer.do("confirm", upload=address.rsplit("/", 1)[1])
        assert found(server, "pada tahun 2019", there=True)
        first = fingerprint()
        trainer.publish("laporan.md", SECOND)
        assert found(server, "lagi pada tahun 2021", there=True)
        assert not kept(home)
        manifest = read_manifest(home, embedder_name())
        entry = next(entry for entry in manifest.entries if entry.id == "laporan")  # type: ignore[union-attr]
        older = uploads.versions(home, entry)[1]
        assert (older.by, older.sha256 == entry.sha256) == ("trainer", False)
        trainer.do("roll-back", document="laporan", version=older.sha256)
        assert fingerprint() == first
        assert found(server, "lagi pada tahun 2021", there=False)
        trainer.do("delete", document="laporan")
        assert fingerprint() == before
        assert found(server, "Wadungsari", there=False)
        assert not uploads.versions(home, entry)


def test_what_nobody_may_send_is_not_even_read(server: Running, thesis_home: Path):
    home = thesis_home.parent / "guarded-home"
    big = b"x" * (60 * 2**20)
    started = time.monotonic()
    try:
        with visitor(server, "203.0.113.21") as client:
            code = client.post("/documents/en/upload?name=a.md", content=big).status_code
    except httpx.WriteError:  # it hung up: that is a refusal too
        code = 403
    assert code == 403
    assert time.monotonic() - started < 20
    assert not kept(home)


def test_a_file_that_is_too_large_is_refused_by_what_it_says_and_by_what_it_is(
    trainer: Trainer, home: Path
):
    assert trainer.send("a.md", b"x", **{"Content-Length": str(60 * 2**20)}).status_code == 413
    parts = (b"x" * 2**20 for _ in range(27))  # says no length
    assert trainer.send("a.md", parts).status_code == 413
    assert not kept(home)


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.md", b"", "file_empty"),
        ("a.pdf", b"plain text", "wrong_ending"),
        ("a.md", b"%PDF-1.7\n", "wrong_ending"),
        ("a.docx", b"PK\x03\x04", "docx_damaged"),
        ("a.txt", b"\x00\x01\x02", "wrong_encoding"),
        ("a.exe", b"MZ", "unsupported_type"),
    ],
)
def test_what_cannot_be_read_leaves_nothing(
    trainer: Trainer, home: Path, name: str, body: bytes, code: str
):
    reply = trainer.send(name, body)
    assert reply.status_code == 400
    assert reply.json()["error"]["code"] == code
    assert not kept(home)


def test_nothing_in_a_file_or_its_name_is_markup_on_the_page(trainer: Trainer):
    text = f"{EVIL}\n\n{EVIL} Kader {EVIL}\n"
    reply = trainer.send("<b>evil<!--.txt", text.encode())
    pages = [
        trainer.client.get(reply.json()["address"]).text,
        trainer.client.get("/documents/en").text,
    ]
    trainer.do("confirm", upload=reply.json()["address"].rsplit("/", 1)[1])
    pages.append(trainer.client.get("/documents/id").text)
    for page in pages:
        assert "<script>window" not in page
        assert "<img" not in page
        assert "<b>evil" not in page
    assert "&lt;script&gt;window" in pages[0]


def test_hidden_characters_are_told_before_it_is_used(trainer: Trainer):
    reply = trainer.send("a.md", "Kader\u200b desa berlatih.\n".encode())
    page = trainer.client.get(reply.json()["address"]).text
    assert "Invisible characters" in page
    assert "\u200b" not in page.split('class="extract"')[1]


def test_what_is_discarded_or_waits_too_long_is_removed(trainer: Trainer, home: Path):
    upload = trainer.send("a.md", FIRST.encode()).json()["address"].rsplit("/", 1)[1]
    assert kept(home)
    assert (home / "uploads").stat().st_mode & 0o077 == 0
    trainer.do("discard", upload=upload)
    assert not kept(home)
    trainer.send("a.md", FIRST.encode())
    uploads.sweep(home)
    assert kept(home)
    uploads.sweep(home, older_than=-1)
    assert not kept(home)
    trainer.send("a.md", FIRST.encode())
    settings = Settings(home=home, knowledge=KNOWLEDGE)
    routes(settings, Sessions(settings))  # the next start
    assert not kept(home)


@pytest.mark.parametrize("upload", ["", "..", "../../originals", "0" * 32, "x" * 5000])
def test_an_unknown_upload_is_unknown(trainer: Trainer, home: Path, upload: str):
    before = sorted(home.rglob("*"))
    for what in ("confirm", "discard"):
        trainer.do(what, upload=upload)
    for what in ("roll-back", "delete"):
        assert trainer.do(what, document=upload, version=upload).status_code in (404, 413)
    if upload.isalnum():
        assert trainer.client.get(f"/documents/en/waiting/{upload}").status_code == 404
    assert sorted(home.rglob("*")) == before


def test_built_in_material_cannot_be_deleted_here(trainer: Trainer):
    assert trainer.do("delete", document="thesis.id").status_code == 404


def test_no_more_than_twenty_files_an_hour_even_after_a_new_login(trainer: Trainer):
    codes = [trainer.send("a.md", b"").status_code for _ in range(10)]
    again = Trainer(trainer.client)
    codes += [again.send("a.md", b"").status_code for _ in range(11)]
    assert codes == [400] * 20 + [429]


def test_a_file_that_was_sent_is_rebuilt_with_the_rest(trainer: Trainer, home: Path):
    trainer.publish("laporan.md", FIRST)
    before = read_manifest(home, embedder_name())
    trainer.do("rebuild")
    after = read_manifest(home, embedder_name())
    assert before
    assert after
    assert (before.fingerprint, before.entries) == (after.fingerprint, after.entries)


def test_a_change_that_fails_is_told_and_the_next_can_begin(trainer: Trainer, home: Path):
    address = trainer.send("a.md", FIRST.encode()).json()["address"]
    (home / "uploads" / "waiting" / address.rsplit("/", 1)[1] / "a.md").write_bytes(b"")
    trainer.do("confirm", upload=address.rsplit("/", 1)[1])
    assert "failed" in trainer.said()
    trainer.publish("b.md", FIRST)


def test_nothing_is_changed_or_discarded_while_a_change_goes_on(
    trainer: Trainer, home: Path, monkeypatch: pytest.MonkeyPatch
):
    upload = trainer.send("a.md", FIRST.encode()).json()["address"].rsplit("/", 1)[1]
    steps: list[str] = []

    def slow(*_: Any) -> None:
        while not steps:
            time.sleep(0.01)

    monkeypatch.setattr(uploads, "publish", slow)
    form = {"token": trainer.token, "upload": upload}
    assert trainer.client.post("/documents/en/confirm", data=form).is_redirect
    for what in ("confirm", "discard", "rebuild"):
        assert trainer.client.post(f"/documents/en/{what}", data=form).status_code == 409
    steps.append("go")
    assert kept(home)


def test_one_change_at_a_time():
    work = Work()
    steps: list[str] = []

    def slow(progress: Any) -> None:
        progress("embedding", 1, 2)
        while not steps:
            time.sleep(0.01)

    work.start("rebuild", "", slow)
    with pytest.raises(Problem, match="documents_busy"):
        work.start("rebuild", "", slow)
    steps.append("go")
    for _ in range(500):
        state = work.state()
        if state and not state.is_running:
            break
        time.sleep(0.01)
    assert state
    assert (state.is_running, state.problem, state.stage) == (False, None, "")
