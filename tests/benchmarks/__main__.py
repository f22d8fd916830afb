"""`make bench`: the figures of this project, measured on this machine, in one run.

python -m tests.benchmarks [speed] [questions] [ingest] [size]
"""

import subprocess
import sys
from pathlib import Path

from assistant.conversation import open_assistant
from assistant.evaluation.questions import load_questions
from assistant.settings import load_settings
from tests.conftest import ROOT


def questions() -> None:
    """Both parts of the question set."""
    from tests.benchmarks.question_set import run

    assistant = open_assistant(load_settings())
    assistant.library.open()
    for part in ("tuning", "test"):
        print(f"\n{part} part of the question set")
        tally = run(assistant, load_questions(ROOT / "knowledge" / "questions" / f"{part}.jsonl"))
        print("\n".join(tally.lines()))


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
    from tests.benchmarks import ingesting, speed

    parts = {
        "speed": speed.report,
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
