"""Logging in: no password, no way in; every guarded address refuses whoever has not logged in in that role."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from assistant.settings import Settings
from assistant.web.account.sessions import LOCK_SECONDS, SESSION_SECONDS, Sessions
from index.problem import Problem
from tests.conftest import ROOT
from tests.guarded import PASSWORDS, log_in, start_guarded, token, visitor
from tests.serving import Running

SEEN = """
/documents/en /documents/id/progress /documents/en/waiting/0123456789abcdef0123456789abcdef
/documents/en/waiting/0123456789abcdef0123456789abcdef/text /marking/en /marking/en/answers?marker=a
""".split()
DONE = """
/documents/en/upload?name=a.md /documents/en/confirm /documents/en/discard /documents/en/roll-back
/documents/en/delete /documents/en/rebuild /marking/en/form
""".split()


@pytest.fixture(scope="module")
def guarded(thesis_home: Path) -> Running:
    return start_guarded(thesis_home)


def test_without_a_password_nobody_can_log_in_and_nothing_is_guarded_by_looks(server: Running):
    assert "not switched on" in server.get("/account/en").text
    assert "belum diaktifkan" in server.get("/account/id").text
    for path in SEEN:
        assert server.get(path).status_code == 404
    for path in DONE:
        assert httpx.post(server.url + path).status_code == 404
    for password in ("", "None", "null"):
        data = {"role": "trainer", "password": password}
        reply = httpx.post(f"{server.url}/account/en/enter", data=data)
        assert reply.status_code == 404
        assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("who", ["nobody", "a stranger's cookie", "the other role"])
def test_every_guarded_address_refuses_others(guarded: Running, who: str):
    for paths, method in ((SEEN, "GET"), (DONE, "POST")):
        for path in paths:
            with visitor(guarded) as client:
                form = {}
                if who == "a stranger's cookie":
                    client.cookies.set("session", "x" * 43)
                elif who == "the other role":
                    log_in(client, "evaluator" if path.startswith("/documents") else "trainer")
                    form = {"token": token(client)}
                reply = client.request(
                    method, path, data=form, headers={"X-Form-Token": form.get("token", "")}
                )
                assert reply.status_code == 403, path


def test_one_logs_in_and_out(guarded: Running):
    with visitor(guarded, "203.0.113.2") as client:
        reply = log_in(client, "trainer")
        assert reply.status_code == 303
        assert reply.headers["location"] == "/documents/en"
        cookie = reply.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "secure" not in cookie
        assert client.get("/documents/en").status_code == 200
        kept = client.cookies["session"]
        wrong = client.post("/account/en/leave", data={"token": "x"})
        assert wrong.status_code == 403
        assert client.get("/documents/en").status_code == 200
        client.post("/account/en/leave", data={"token": token(client)})
        assert "session" not in client.cookies
        client.cookies.set("session", kept)
        assert client.get("/documents/en").status_code == 403


def test_behind_tls_the_cookie_travels_on_tls_only(guarded: Running):
    with visitor(guarded, "203.0.113.3") as client:
        client.headers["X-Forwarded-Proto"] = "https"
        assert "; secure" in log_in(client, "trainer").headers["set-cookie"].lower()


def test_thirty_wrong_passwords_are_mostly_not_even_tried(guarded: Running):
    with visitor(guarded, "203.0.113.4") as client:
        replies = [log_in(client, "trainer", f"guess {n}") for n in range(30)]
        codes = [reply.status_code for reply in replies]
        assert codes == [401] * 5 + [429] * 25
        assert "minutes" in replies[-1].text
        assert log_in(client, "trainer").status_code == 429
    with visitor(guarded, "203.0.113.5") as client:
        assert log_in(client, "trainer").status_code == 303


def test_no_other_site_can_make_a_visitor_do_something(guarded: Running):
    with visitor(guarded, "203.0.113.6") as client:
        log_in(client, "trainer")
        own = token(client)
        for headers, form in (
            ({"Sec-Fetch-Site": "cross-site"}, {"token": own}),
            ({"Sec-Fetch-Site": "same-site"}, {"token": own}),
            ({"Sec-Fetch-Site": "same-origin"}, {}),
            ({"Sec-Fetch-Site": "same-origin"}, {"token": "x"}),
            ({"Origin": "https://evil.example"}, {}),
            ({"Origin": "null"}, {"token": ""}),
        ):
            for path in DONE[:-1]:
                sent = {**headers, "X-Form-Token": form.get("token", "")}
                assert client.post(path, data=form, headers=sent).status_code == 403, path
        right = {"Sec-Fetch-Site": "same-origin"}
        assert client.post("/documents/en/discard", data={"token": own}, headers=right).is_redirect


def test_a_form_that_is_none_is_refused(guarded: Running):
    with visitor(guarded, "203.0.113.7") as client:
        for body in (b"\xff\xfe", b"%FF%FE=1", b"&".join(b"a=1" for _ in range(101))):
            assert client.post("/account/en/enter", content=body).status_code in (400, 404)
        assert client.post("/account/en/enter", content=b"a" * 5000).status_code == 413


def test_a_made_up_address_does_not_escape_the_lock(guarded: Running):
    codes = []
    for n in range(8):
        with visitor(guarded, f"198.51.100.{n}, 203.0.113.8") as client:
            codes.append(log_in(client, "trainer", "guess").status_code)
    assert codes == [401] * 5 + [429] * 3


def sessions(clock: list[float]) -> Sessions:
    settings = Settings(trainer_password=PASSWORDS["trainer"])
    return Sessions(settings, lambda: clock[0])


def refusal(found: Sessions, password: str, address: str) -> str:
    with pytest.raises(Problem) as caught:
        found.enter("trainer", password, address)
    return caught.value.code


def test_a_lock_ends_and_a_right_password_clears_the_count():
    clock = [0.0]
    found = sessions(clock)
    for _ in range(4):
        assert refusal(found, "wrong", "a") == "wrong_password"
    found.enter("trainer", PASSWORDS["trainer"], "a")
    for _ in range(5):
        assert refusal(found, "wrong", "a") == "wrong_password"
    assert refusal(found, PASSWORDS["trainer"], "a") == "login_locked"
    clock[0] += LOCK_SECONDS + 1
    found.enter("trainer", PASSWORDS["trainer"], "a")


def test_many_addresses_together_are_locked_out_as_well():
    found = sessions([0.0])
    codes = [refusal(found, "wrong", f"address {n}") for n in range(40)]
    assert codes.count("login_locked") == 15


def test_a_session_ends_by_itself():
    clock = [0.0]
    found = sessions(clock)
    cookie = found.enter("trainer", PASSWORDS["trainer"], "a")

    caller = Request({"type": "http", "headers": [(b"cookie", f"session={cookie}".encode())]})
    assert found.find(caller) is not None
    clock[0] += SESSION_SECONDS
    assert found.find(caller) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRAINER_PASSWORD", "short"),
        ("EVALUATOR_PASSWORD", PASSWORDS["trainer"]),
        ("TRUSTED_PROXY", "proxy.example"),
    ],
)
def test_a_weak_setting_stops_the_program_and_is_not_shown(tmp_path: Path, name: str, value: str):
    environment = {
        "ASSISTANT_HOME": str(tmp_path),
        "ASSISTANT_TRAINER_PASSWORD": PASSWORDS["trainer"],
        f"ASSISTANT_{name}": value,
    }
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"ASSISTANT_{name}" in done.stderr
    assert PASSWORDS["trainer"] not in done.stderr
    assert "short " not in done.stderr
    assert "Traceback" not in done.stderr
