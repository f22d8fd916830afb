"""Facts found, false refusals and declined unanswerable questions, over a question set.

python -m tests.benchmarks.question_set knowledge/questions/tuning.jsonl [--show]
"""

import argparse
import time
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answer import Answer
from assistant.conversation import Assistant, open_assistant
from assistant.evaluation.measures import facts_found
from assistant.evaluation.questions import Question, load_questions
from assistant.settings import load_settings


@dataclass
class Tally:
    """Counts over a question set."""

    facts: int = 0
    found: int = 0
    answerable: int = 0
    refused: int = 0
    unanswerable: int = 0
    declined: int = 0
    misquoted: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, question: Question, answer: Answer) -> None:
        """Count one reply."""
        self.seconds.append(answer.seconds)
        self.misquoted += sum(
            c.document.text[c.start : c.end] != c.quote or c.quote not in answer.text
            for c in answer.citations
        )
        if question.expect == "answered":
            self.answerable += 1
            self.refused += answer.status not in {"answered", *question.also}
            hits = facts_found(answer, question.facts)
            self.facts += len(hits)
            self.found += sum(hits)
        else:
            self.unanswerable += 1
            self.declined += answer.status in {question.expect, *question.also}

    def lines(self) -> list[str]:
        """The figures."""
        ordered = sorted(self.seconds) or [0.0]
        middle, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        return [
            f"facts found            {_share(self.found, self.facts)}",
            f"false refusals         {_share(self.refused, self.answerable)}",
            f"unanswerable declined  {_share(self.declined, self.unanswerable)}",
            f"quotations not the document's own text  {self.misquoted}",
            f"a question, p50 / p95  {middle * 1000:.0f} / {most * 1000:.0f} ms",
        ]


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / max(whole, 1):.3f}"


def run(assistant: Assistant, questions: list[Question], *, show: bool = False) -> Tally:
    """Ask every question; with `show`, print those that went wrong."""
    tally = Tally()
    for question in questions:
        request = question.request
        answer = assistant.ask(request.question, language=request.language, history=request.history)
        tally.add(question, answer)
        if show:
            _show(question, answer)
    return tally


def _show(question: Question, answer: Answer) -> None:
    found = facts_found(answer, question.facts)
    right = answer.status in {question.expect, *question.also}
    if not right or (answer.status == "answered" and not all(found)):
        missed = [fact[0] for fact, hit in zip(question.facts, found, strict=True) if not hit]
        print(f"\n{question.id} [{question.type}] {answer.standalone_question}")
        print(
            f"  {answer.status} {answer.confidence:.2f}, expected {question.expect}; missed {missed}"
        )
        print(f"  {answer.text[:600]!r}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    assistant = open_assistant(load_settings())
    assistant.library.open()
    started = time.monotonic()
    tally = run(assistant, load_questions(arguments.file), show=arguments.show)
    print("\n".join(tally.lines()), f"\nall in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
