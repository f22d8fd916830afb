"""Asking a question set through `Assistant.ask`, the door that the web page uses. What was answered is kept.

Each reply is a line of `answers.jsonl` in the report's folder, under a key of the question and of all that decides
its answer. A run that was stopped goes on where it was; one with another library, text or setting asks again.

One question after another: nine tenths of the time are the embedder's, which holds a lock.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.conversation import Assistant
from assistant.evaluation.measures import Span
from assistant.evaluation.questions import Question
from assistant.messages import PROMPTS, strings
from assistant.requests import LONGEST_QUESTION
from index.document import LANGUAGES

PASSAGES = 10
ANSWERS = "answers.jsonl"

FAILED = "failed"
"""In place of a status, where the program failed."""

_NO_ANSWER: dict[str, Any] = {
    "standalone_question": "",
    "status": FAILED,
    "mode": None,
    "text": "",
    "citations": [],
    "nearest": [],
    "confidence": 0.0,
    "seconds": 0.0,
}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Record:
    """A reply: `answer` is DESIGN's JSON, `passages` the places that a search for the question finds, best first.

    `run` is the fingerprint it was given under, `key` that of the question.
    """

    run: str
    key: str
    answer: dict[str, Any]
    passages: list[Span]


@dataclass(frozen=True, slots=True)
class Material:
    """What replies are judged against.

    Attributes:
        texts: document id -> document text.
        pairs: document id -> id of its translation, "" where it has none.
        own_lines: lines of prompts/ that answers are put together with.
    """

    texts: Mapping[str, str]
    pairs: Mapping[str, str]
    own_lines: frozenset[str]


def material(assistant: Assistant) -> Material:
    """The open library's texts, and the lines of prompts/."""
    documents = assistant.library.current().documents.values()
    lines = {line for language in LANGUAGES for line in _leaves(strings(language)["answer"])}
    lines |= {
        line.strip()
        for path in PROMPTS.glob("*.md")
        for line in path.read_text("utf-8").split("\n")
    }
    return Material(
        {document.id: document.text for document in documents},
        {document.id: document.pair for document in documents},
        frozenset(lines),
    )


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield from (line.strip() for line in node.split("\n"))
    else:
        for child in node.values() if isinstance(node, dict) else node:
            yield from _leaves(child)


def question_key(question: Question) -> str:
    """The key of a reply: of what is asked. Facts and gold may change under it."""
    request = question.request
    what = [str(question.id), request.question, request.language, request.history]
    asked = json.dumps([*what, bool(question.gold)])
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def run(
    assistant: Assistant,
    questions: Sequence[Question],
    folder: Path,
    run_fingerprint: str,
    progress: Progress | None = None,
) -> list[Record]:
    """Ask every question that has no reply under its key yet; the replies in the order of the questions.

    Args:
        assistant: with an open library.
        questions: the set.
        folder: must exist; `answers.jsonl` in it is read, added to, and at the end rid of other fingerprints' replies.
        run_fingerprint: from `fingerprint.short`.
        progress: called with "asking", how many are done, how many there are.
    """
    path = folder / ANSWERS
    known = {record.key: record for record in _read(path) if record.run == run_fingerprint}
    records: list[Record] = []
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n")  # a line that was cut off stays alone
        for done, question in enumerate(questions):
            if progress:
                progress("asking", done, len(questions))
            key = question_key(question)
            if key not in known:
                known[key] = Record(run_fingerprint, key, *_ask(assistant, question))
                file.write(_line(known[key]))
                file.flush()
            records.append(known[key])
    if progress:
        progress("asking", len(questions), len(questions))
    whole = path.with_suffix(".new")
    whole.write_text("".join(map(_line, known.values())), encoding="utf-8", newline="\n")
    whole.replace(path)
    return records


def _ask(assistant: Assistant, question: Question) -> tuple[dict[str, Any], list[Span]]:
    request = question.request
    try:
        answer = assistant.ask(
            request.question, language=request.language, history=request.history
        ).to_json()
        looked_for = answer["standalone_question"][:LONGEST_QUESTION]
        found = assistant.search(looked_for, PASSAGES) if question.gold else []
    except Exception as error:  # a question's failure is a result, not the run's end
        failed = {"question": request.question, "language": request.language or "id"}
        return _NO_ANSWER | failed | {"error": type(error).__name__}, []
    return answer, [(p["document_id"], p["start"], p["end"]) for p in found]


def _line(record: Record) -> str:
    return json.dumps(asdict(record), ensure_ascii=False) + "\n"


def _read(path: Path) -> Iterator[Record]:
    """The replies of an earlier run; lines that were cut off are passed over."""
    if not path.is_file():
        return
    for line in path.read_bytes().split(b"\n"):
        try:
            row = json.loads(line)
            answer, passages = row["answer"], [(p[0], p[1], p[2]) for p in row["passages"]]
            if answer["status"] != FAILED:
                yield Record(row["run"], row["key"], answer, passages)
        except (ValueError, KeyError, TypeError):
            continue
