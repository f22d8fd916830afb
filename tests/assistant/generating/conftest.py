"""A model over the scripted server. Its limits end faults in a second where a test wants to see them end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.generating.allowance import Allowance
from assistant.generating.model import Limits, Model
from tests.assistant.generating.server import KEY

PATIENT = Limits(total=20.0, wait=0.4, backoff=0.01)
"""For what answers at once, on however busy a machine."""
QUICK = Limits(connect=0.5, total=1.0, wait=0.4, backoff=0.01)
"""For what never answers."""


@pytest.fixture
def connect(tmp_path: Path) -> Callable[..., Model]:
    def make(url: str, *, limits: Limits = PATIENT, daily: int = 0) -> Model:
        allowance = Allowance(tmp_path / "model-tokens.json", daily)
        return Model(url=url, name="test-model", allowance=allowance, key=KEY, limits=limits)

    return make
