"""Settings are checked before anything happens, and a key is shown nowhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.generating.model import disclosure, open_model
from assistant.messages import describe
from assistant.settings import Settings, load_settings
from index.problem import Problem
from tests.conftest import ROOT

SECRET = "sk-secret-0123456789"


def model_settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in {"url": "http://127.0.0.1:9/v1", "model": "small", **values}.items():
        monkeypatch.setenv(f"ASSISTANT_LLM_{name.upper()}", value)


def test_no_model_is_connected_unless_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_model(load_settings()) is None
    model_settings(monkeypatch, url="", model="")
    assert open_model(load_settings()) is None


def test_address_model_key_and_limit_reach_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    model_settings(monkeypatch, url="https://llm.example.org/v1/", key=SECRET, daily_tokens="700")
    settings = load_settings()
    model = open_model(settings)
    assert model is not None
    assert (model.url, model.name, model.key) == ("https://llm.example.org/v1", "small", SECRET)
    assert model.allowance.daily == 700
    assert model.allowance.path.parent == settings.home


def test_a_key_file_is_read_without_the_white_space_around(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    model_settings(monkeypatch, key_file=str(file))
    assert load_settings().model_key() == SECRET


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"url": "127.0.0.1:9"}, "LLM_URL"),
        ({"url": "ftp://host/v1"}, "LLM_URL"),
        ({"url": "http://"}, "LLM_URL"),
        ({"url": "http://host:99999/v1"}, "LLM_URL"),
        ({"url": f"http://me:{SECRET}@host/v1"}, "LLM_URL"),
        ({"url": f"http://host/v1?key={SECRET}"}, "LLM_URL"),
        ({"model": ""}, "LLM_MODEL"),
        ({"key": f"{SECRET} and more"}, "LLM_KEY"),
        ({"key": f"{SECRET}\r\nX-Header: 1"}, "LLM_KEY"),
        ({"key": f"{SECRET}é"}, "LLM_KEY"),
        ({"key_file": "no/such/file"}, "LLM_KEY_FILE"),
        ({"key": SECRET, "key_file": "pyproject.toml"}, "LLM_KEY_FILE"),
        ({"key_file": "pyproject.toml"}, "LLM_KEY_FILE"),
        ({"daily_tokens": "-1"}, "LLM_DAILY_TOKENS"),
        ({"daily_tokens": "many"}, "LLM_DAILY_TOKENS"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    model_settings(monkeypatch, **values)
    with pytest.raises(Problem) as caught:
        load_settings()
    assert caught.value.code == "bad_setting"
    assert caught.value.values["name"] == f"ASSISTANT_{named}"
    for shown in (str(caught.value), str(describe(caught.value, "id"))):
        assert SECRET not in shown


def test_no_representation_shows_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    model_settings(monkeypatch, key=SECRET)
    settings = load_settings()
    model = open_model(settings)
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(model)):
        assert SECRET not in shown


def test_the_command_line_says_what_is_wrong_without_the_key(tmp_path: Path) -> None:
    environment = {
        "ASSISTANT_HOME": str(tmp_path),
        "ASSISTANT_LLM_URL": "http://127.0.0.1:9/v1",
        "ASSISTANT_LLM_KEY": f"{SECRET} x",
        "ASSISTANT_LLM_MODEL": "small",
    }
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "library", "list"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "ASSISTANT_LLM_KEY" in done.stderr
    assert SECRET not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "outside"),
    [
        ("http://127.0.0.1:11434/v1", False),
        ("http://localhost:8080/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://10.0.0.5/v1", True),
        ("https://llm.example.org/v1", True),
    ],
)
def test_the_page_can_say_where_text_goes(home: Path, url: str, *, outside: bool) -> None:
    model = open_model(Settings(home=home, llm_url=url, llm_model="small"))
    assert model is not None
    assert model.is_outside is outside
    said = disclosure(model, "en")
    assert ("small at" in said and model.host in said) if outside else said == ""
    assert disclosure(None, "id") == ""
