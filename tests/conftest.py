"""What every test stands on: no way off this machine, a home of its own, one built thesis library."""

import atexit
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import Settings, set_process_environment

set_process_environment()  # before numpy is imported

from assistant.conversation import Assistant, open_assistant  # noqa: E402
from index.yamlfile import load_yaml  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "knowledge"
"""The whole built-in study material."""


def _thesis_only() -> Path:
    """The thesis and what helps to understand questions, without notes: built in a second, and never changing."""
    folder = Path(tempfile.mkdtemp(prefix="thesis-only-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    catalogue = load_yaml((LIBRARY / "catalogue.yaml").read_text(encoding="utf-8"))
    thesis = [entry for entry in catalogue["documents"] if entry["kind"] == "thesis"]
    text = yaml.safe_dump({"documents": thesis}, allow_unicode=True)
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    shutil.copyfile(LIBRARY / "glossary.yaml", folder / "glossary.yaml")
    shutil.copytree(LIBRARY / "thesis", folder / "thesis")
    return folder


KNOWLEDGE = _thesis_only()
"""What most tests build their library from."""


def _leaves_the_machine(address: Any) -> bool:
    if not isinstance(address, tuple):
        return False  # a Unix socket
    host = address[0]
    if host in ("", "localhost", None):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True  # a name that would have to be looked up


def _guard(original: Any) -> Any:
    def guarded(self: socket.socket, *args: Any) -> Any:
        if _leaves_the_machine(args[-1]):
            raise AssertionError(f"a test tried to reach {args[-1]!r}")
        return original(self, *args)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def _sockets_stay_on_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guard(getattr(socket.socket, name)))
        look_up = socket.getaddrinfo

        def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
            name = host.decode() if isinstance(host, bytes) else host
            if _leaves_the_machine((name, 0)):
                raise AssertionError(f"a test tried to look up {name!r}")
            return look_up(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", guarded)
        yield


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's settings, and none writes into the project."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home that ASSISTANT_HOME names in this test; not made yet."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def thesis_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the thesis alone in its library. Not to be written to: copy it."""
    from index.ingest import sync

    folder = tmp_path_factory.mktemp("thesis-home")
    sync(folder, KNOWLEDGE)
    return folder


def _opened(settings: Settings) -> Assistant:
    opened = open_assistant(settings)
    opened.library.open()
    assert opened.library.problem() is None
    return opened


@pytest.fixture(scope="session")
def thesis_assistant(thesis_home: Path) -> Assistant:
    """An assistant over the thesis alone."""
    return _opened(Settings(home=thesis_home, knowledge=KNOWLEDGE))


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the whole built-in material."""
    return _opened(Settings(home=tmp_path_factory.mktemp("whole-home"), knowledge=LIBRARY))
