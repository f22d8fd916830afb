"""`make bench`: the figures of this project, measured on this machine, in one run.

python -m tests.benchmarks [speed] [load] [questions] [ingest] [size]
"""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def questions() -> None:
    """Both parts of the question set, as an evaluator asks them."""
    for part in ("tuning", "test"):
        print(f"\n{part} part of the question set", flush=True)
        file = ROOT / "knowledge" / "questions" / f"{part}.jsonl"
        command = [sys.executable, "-m", "assistant", "evaluate", "--questions", str(file)]
        # A gate that is broken is said in the table, and no reason to stop measuring.
        subprocess.run([*command, "--language", "en"], cwd=ROOT, check=False)


def size() -> None:
    """What is installed."""
    prefix = Path(sys.prefix)
    total = subprocess.run(
        ["du", "-sm", str(prefix)], capture_output=True, text=True, check=True
    ).stdout.split()[0]
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    rows = [row for row in lock.splitlines() if "==" in row]
    used = [row for row in rows if "'never'" not in row]
    print(
        f"\n{prefix.name}: {total} MB, test tools included; {len(used)} packages in run.lock",
        end="",
    )
    print(f" ({len(rows) - len(used)} declared by others and left out)")


def main() -> None:
    """Run the parts named on the command line, or all."""
    from tests.benchmarks import ingesting, load, speed

    parts = {
        "speed": speed.report,
        "load": load.report,
        "questions": questions,
        "ingest": ingesting.report,
        "size": size,
    }
    unknown = set(sys.argv[1:]) - parts.keys()
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    for name in sys.argv[1:] or parts:
        parts[name]()


if __name__ == "__main__":
    main()
