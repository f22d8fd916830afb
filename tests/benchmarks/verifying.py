"""How long the check of six sentences takes, and whether routes and refusals with a language model are as without one.

    python -m tests.benchmarks.verifying

Times are of this machine, as busy as it is: judge by the ratio to embedding one sentence.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.conversation import Assistant, open_assistant
from assistant.evaluation.questions import load_questions
from assistant.generating.allowance import Allowance
from assistant.generating.model import COUNT, Model
from assistant.settings import load_settings, set_process_environment
from assistant.verifying.verify import read_evidence, verify
from tests.assistant.generating.server import KEY, says, serving
from tests.benchmarks.fit_verifying import load
from tests.conftest import ROOT

_SENTENCES = 6
_ANSWERS = 40


def six_sentences(assistant: Assistant) -> None:
    """Seconds to check an answer of six claims never seen before, the passages' vectors being kept in the library."""
    library = assistant.library.current()
    embed = library.embedder.passage_vectors
    rows = load("train")[: _SENTENCES * _ANSWERS]
    evidence = {
        row["evidence"]: read_evidence(row["evidence"], library.glossary, embed) for row in rows
    }
    once = [timed(partial(embed, [row["claim"]])) for row in rows[::12]]
    taken = []
    for first in range(0, len(rows), _SENTENCES):
        answer = rows[first : first + _SENTENCES]

        def check(answer: list[dict[str, Any]] = answer) -> None:
            for row in answer:
                verify(row["claim"], evidence[row["evidence"]], library.glossary, embed)

        taken.append(timed(check))
    taken.sort()
    p95 = taken[int(len(taken) * 0.95)]
    print(f"six sentences: median {statistics.median(taken):.3f} s, p95 {p95:.3f} s")
    print(f"  p95 is {p95 / statistics.median(once):.1f} times the embedding of one sentence")


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def routes(assistant: Assistant, most: int) -> None:
    """How often status and nearest passages are the same with a model that writes what no passage says as without."""
    questions = load_questions(ROOT / "knowledge" / "questions" / "tuning.jsonl")[::5][:most]
    same = 0
    with (
        TemporaryDirectory() as home,
        serving(says("Everybody knows the answer [s0000000].")) as server,
    ):
        model = Model(server.url, "scripted", Allowance(Path(home) / COUNT, 0), key=KEY)
        for question in questions:
            replies = []
            for assistant.model in (None, model):
                answer = assistant.ask(
                    question.request.question,
                    language=question.request.language,
                    history=question.request.history,
                )
                replies.append((answer.status, [c.quote for c in answer.nearest]))
            same += replies[0] == replies[1]
    print(f"routes equal to the quoted mode's: {same} of {len(questions)}")


def main() -> None:
    """Run from the command line."""
    set_process_environment()
    assistant = open_assistant(load_settings())
    assistant.library.open()
    six_sentences(assistant)
    routes(assistant, 120)


if __name__ == "__main__":
    main()
