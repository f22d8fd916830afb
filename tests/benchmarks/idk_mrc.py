"""Retrieval and choice of sentences on IDK-MRC (Putri and Oh 2022), Indonesian Wikipedia.

The data is not part of the project (repository rifkiaputri/IDK-MRC): give its folder. The library is the 358 validation
contexts and the first 1,200 distinct train contexts that are not among them; the questions are the answerable
validation questions. The library is built once in the folder named by --home and reused.

    python -m tests.benchmarks.idk_mrc DATA_FOLDER --home HOME_FOLDER
"""

import argparse
import json
from pathlib import Path
from typing import Any

from assistant.questions import wanted
from assistant.ranking import candidates
from index.document import Document, Section
from index.embedding import embedder_name
from index.generation import Workshop, make_change, write_generation
from index.library import Library, open_library
from index.manifest import read_manifest
from index.retrieval import make_query, retrieve

TRAIN_CONTEXTS = 1200


def read(folder: Path, split: str) -> list[dict[str, Any]]:
    """The rows {"context", "qas"} of a split."""
    rows: list[dict[str, Any]] = json.loads(
        (folder / f"idk_mrc_{split}.json").read_text(encoding="utf-8")
    )
    return rows


def contexts(folder: Path) -> dict[str, str]:
    """Document id -> context: v0... from validation, t0... from train."""
    found: dict[str, str] = {}
    for at, row in enumerate(read(folder, "valid")):
        found[f"v{at}"] = row["context"]
    seen = set(found.values())
    for row in read(folder, "train"):
        if len(found) == 358 + TRAIN_CONTEXTS:
            break
        if row["context"] not in seen:
            seen.add(row["context"])
            found[f"t{len(found)}"] = row["context"]
    return found


def questions(folder: Path, split: str = "valid") -> list[tuple[str, str, list[str]]]:
    """(document id, question, gold answers) of the answerable questions; unanswerable ones have no answers."""
    ids = {text: id_ for id_, text in contexts(folder).items()}
    return [
        (ids[row["context"]], qa["question"], [a["text"] for a in qa["answers"]])
        for row in read(folder, split)
        if row["context"] in ids
        for qa in row["qas"]
    ]


def build(folder: Path, home: Path, without: frozenset[str] = frozenset()) -> Library:
    """The validation library, built if it is not there yet, without some documents."""
    if read_manifest(home, embedder_name()) is None:
        home.mkdir(parents=True, exist_ok=True)
        changes = [
            make_change(Document(id_, "", "id", "document", text, (Section((), 0, 0, len(text)),)))
            for id_, text in contexts(folder).items()
            if id_ not in without
        ]
        entries = tuple(sorted((change.entry for change in changes), key=lambda e: e.id))
        write_generation(Workshop(home, None, print), None, entries, changes)
    library = open_library(home)
    assert library is not None
    return library


def main() -> None:
    """Print hit@1, hit@5, the mean reciprocal rank, and how often the first three quotations hold the gold answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    arguments = parser.parse_args()
    library = build(arguments.data, arguments.home)
    ranks: list[int] = []
    firsts: list[bool] = []
    for document_id, question, answers in questions(arguments.data):
        if answers:
            hits = retrieve(library, make_query(library, question, "id"), 50)
            found = list(dict.fromkeys(hit.passage.document_id for hit in hits))
            ranks.append(found.index(document_id) + 1 if document_id in found else 0)
            query = make_query(library, question, "id")
            best = candidates(library, query, hits[:8], wanted(question))[0]
            sentence = best.hit.passage.sentences[best.index]
            text = library.documents[best.hit.passage.document_id].text
            firsts.append(any(a in text[sentence.start : sentence.end] for a in answers))
    size = len(ranks)
    print(f"{size} questions, {len(library.passages)} passages")
    print(f"hit@1 {sum(rank == 1 for rank in ranks) / size:.3f}")
    print(f"hit@5 {sum(1 <= rank <= 5 for rank in ranks) / size:.3f}")
    print(f"MRR   {sum(1 / rank for rank in ranks if rank) / size:.3f}")
    print(f"gold answer in the best sentence {sum(firsts) / size:.3f}")


if __name__ == "__main__":
    main()
