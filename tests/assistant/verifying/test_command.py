"""`verify --batch` as outside tools call it: one JSON line a claim, in order, errors in place."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import KNOWLEDGE, ROOT


def test_a_batch_gives_verdicts_in_order(thesis_home: Path, home: Path) -> None:
    shutil.copytree(thesis_home, home, ignore=shutil.ignore_patterns("scratch", "*.lock"))
    evidence = "The programme trained 412 teachers in Batam."
    lines = [
        {"id": 1, "claim": "The programme trained 412 teachers", "evidence": evidence},
        {"id": "b", "claim": "The programme trained 95 teachers in Batam.", "evidence": evidence},
        {"id": "c", "claim": ["not text"], "evidence": evidence},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "verify", "--batch", "-", "--json"],
        cwd=ROOT,
        env=os.environ | {"ASSISTANT_KNOWLEDGE": str(KNOWLEDGE)},
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1  # one line was not a claim
    assert rows[0] == {"id": 1, "supported": True, "score": 1.0, "reasons": []}
    assert rows[1] == {
        "id": "b",
        "supported": False,
        "score": 0.0,
        "reasons": [{"code": "figure", "value": "95"}],
    }
    assert rows[2]["error"]["code"] == "bad_input"
