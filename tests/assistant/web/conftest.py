from pathlib import Path

import pytest

from tests.serving import Running, shared


@pytest.fixture(scope="session")
def server(thesis_home: Path) -> Running:
    return shared(thesis_home)
