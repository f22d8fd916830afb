"""A real server on which one can log in, behind a proxy that it trusts, and ways to come in."""

import re
import shutil
from functools import cache
from pathlib import Path

import httpx

from tests.serving import Running, start

PASSWORDS = {"trainer": "a-long-trainer-word", "evaluator": "a-long-evaluator-word"}


@cache
def start_guarded(thesis_home: Path) -> Running:
    """One for all tests, with a home of its own: `thesis_home.parent / "guarded-home"`."""
    home = thesis_home.parent / "guarded-home"
    shutil.copytree(thesis_home, home)
    running = start(
        home,
        thesis_home.parent / "guarded.log",
        ASSISTANT_TRAINER_PASSWORD=PASSWORDS["trainer"],
        ASSISTANT_EVALUATOR_PASSWORD=PASSWORDS["evaluator"],
        ASSISTANT_TRUSTED_PROXY="127.0.0.1",
        ASSISTANT_MCP="1",
    )
    running.wait()
    return running


def visitor(server: Running, address: str = "203.0.113.1") -> httpx.Client:
    """A browser behind the proxy, at an address of its own so that no test locks out another."""
    headers = {"X-Forwarded-For": address}
    return httpx.Client(base_url=server.url, headers=headers, timeout=20)


def log_in(client: httpx.Client, role: str, password: str | None = None) -> httpx.Response:
    """What logging in answers; the right password unless another is given."""
    data = {"role": role, "password": PASSWORDS[role] if password is None else password}
    return client.post("/account/en/enter", data=data)


def token(client: httpx.Client) -> str:
    """What goes into each form of whoever is logged in."""
    found = re.search(r'name="token" value="([^"]+)"', client.get("/account/en").text)
    assert found
    return found[1]
