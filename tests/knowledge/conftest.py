"""The notes and their checks, read once."""

import pytest

from tests.knowledge.checks import KNOWLEDGE, Checks
from tests.knowledge.reading import read_notes


@pytest.fixture(scope="session")
def checks() -> Checks:
    """The checks over `knowledge/notes`."""
    notes = read_notes(KNOWLEDGE / "notes")
    assert notes, "knowledge/notes is empty"
    return Checks(notes)
