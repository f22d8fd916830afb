"""The sources: every one that is cited exists, every one that exists is cited."""

from tests.knowledge.checks import KNOWLEDGE, Checks
from tests.knowledge.citing import cited_in_data, cited_in_notes

REQUIRED = {"id", "type", "publisher", "title", "issued"}


def test_every_key_resolves(checks: Checks) -> None:
    known = set(checks.ledger.sources)
    assert cited_in_notes(checks.notes) <= known
    for name, keys in cited_in_data(KNOWLEDGE).items():
        assert keys <= known, f"{name}: {sorted(keys - known)}"


def test_every_source_is_cited(checks: Checks) -> None:
    cited = cited_in_notes(checks.notes).union(*cited_in_data(KNOWLEDGE).values())
    unused = sorted(set(checks.ledger.sources) - cited)
    assert not unused, f"{len(unused)} sources that nothing cites: {' '.join(unused)}"


def test_every_source_is_described(checks: Checks) -> None:
    bad = [key for key, source in checks.ledger.sources.items() if not set(source) >= REQUIRED]
    assert not bad, f"sources without one of {sorted(REQUIRED)}: {bad}"
    urls = [(k, s["URL"]) for k, s in checks.ledger.sources.items() if s.get("URL")]
    broken = [k for k, url in urls if not url.startswith(("http://", "https://")) or " " in url]
    assert not broken, f"addresses that cannot be opened: {broken}"
