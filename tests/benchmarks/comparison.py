"""This program beside what others would build, over the same questions and the same library, in one table.

python -m tests.benchmarks.comparison [FILE] [--every N]

All but LlamaIndex's starter rank this library's passages, so that the table compares searching and not cutting; the
starter cuts documents by its own defaults. Follow-ups are given to all as questions that stand alone.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.conversation import Assistant, open_assistant
from assistant.evaluation import measures
from assistant.evaluation.abstention import ratio
from assistant.evaluation.intervals import estimate
from assistant.evaluation.measures import Span
from assistant.evaluation.questions import Question
from assistant.evaluation.questions import load_questions as load
from assistant.evaluation.running import PASSAGES, Record, material
from assistant.evaluation.scoring import Case, judge
from assistant.settings import load_settings
from index.library import Library
from tests.conftest import ROOT

QUESTIONS = ROOT / "knowledge" / "questions" / "test.jsonl"
FUSION = 60
"""k of reciprocal rank fusion. Cormack, Clarke and Büttcher 2009."""
DEPTH = 50
"""Of each list that is fused."""

Search = Callable[[str], list[Span]]
"""A question -> the places of its best passages, best first."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A system that cannot run here, and why."""

    reason: str


def rows(library: Library, order: Sequence[int]) -> list[Span]:
    """Passages by their row, as places."""
    passages = [library.passages[row] for row in order]
    return [(p.document_id, p.start, p.end) for p in passages]


def by_keyword(library: Library, text: str) -> list[int]:
    """Rows by BM25 alone, best first."""
    scores = library.keyword.scores([(text, 1.0)])
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return [int(row) for row in order if scores[row] > 0]


def by_vector(library: Library, text: str) -> list[int]:
    """Rows by the cosine of passage and question alone, best first."""
    found = library.store.nearest(library.embedder.query_vector(text), DEPTH)
    return [library.position[id_] for id_ in found]


def fused(lists: Sequence[Sequence[int]]) -> list[int]:
    """Reciprocal rank fusion with equal weights: the sum over the lists of 1 / (k + rank)."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for rank, row in enumerate(ranked, start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (FUSION + rank)
    return sorted(scores, key=lambda row: (-scores[row], row))


def searches(assistant: Assistant) -> dict[str, Search | Missing]:
    """The systems by name."""
    library = assistant.library.current()

    def ours(text: str) -> list[Span]:
        found = assistant.search(text, PASSAGES)
        return [(p["document_id"], p["start"], p["end"]) for p in found]

    return {
        "LlamaIndex starter, Chroma's embedder": starter(library),
        "BM25 alone": lambda text: rows(library, by_keyword(library, text)[:PASSAGES]),
        "vectors alone": lambda text: rows(library, by_vector(library, text)[:PASSAGES]),
        "both, equal weights (RRF)": lambda text: rows(
            library, fused([by_keyword(library, text), by_vector(library, text)])[:PASSAGES]
        ),
        "this program": ours,
    }


def starter(library: Library) -> Search | Missing:
    """LlamaIndex's five lines over the same texts, with the embedder that Chroma takes by default."""
    try:
        from chromadb.utils.embedding_functions import DefaultEmbeddingFunction

        embed = DefaultEmbeddingFunction()
        embed(["Is it there?"])  # downloads its model at the first call
    except Exception as error:
        return Missing(f"Chroma's embedder cannot run here ({type(error).__name__}: {error})")
    return llamaindex(library, embed)


def llamaindex(library: Library, embed: Callable[[list[str]], Any]) -> Search | Missing:
    """A `VectorStoreIndex` by its defaults, over an embedding function of Chroma's kind."""
    try:
        from llama_index.core import Document, VectorStoreIndex
        from llama_index.core.base.embeddings.base import BaseEmbedding

        class Embedding(BaseEmbedding):
            def _get_text_embedding(self, text: str) -> list[float]:
                return [float(x) for x in embed([text])[0]]

            def _get_query_embedding(self, query: str) -> list[float]:
                return self._get_text_embedding(query)

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_text_embedding(query)

        documents = [Document(text=d.text, doc_id=d.id) for d in library.documents.values()]
        index = VectorStoreIndex.from_documents(documents, embed_model=Embedding())
        retriever = index.as_retriever(similarity_top_k=PASSAGES)
    except Exception as error:
        return Missing(f"LlamaIndex cannot run here ({type(error).__name__}: {error})")

    def search(text: str) -> list[Span]:
        nodes = [found.node for found in retriever.retrieve(text)]
        return [(n.ref_doc_id, n.start_char_idx, n.end_char_idx) for n in nodes]

    return search


FIGURES = ("hit@1", "hit@5", "mrr@10", "ndcg@10", "facts quoted")


def row_of(case: Case, quoted: list[bool]) -> dict[str, tuple[float, float]]:
    """What each figure is made of, for one question."""
    found = {
        "hit@1": measures.hit(case.ranks, 1),
        "hit@5": measures.hit(case.ranks, 5),
        "mrr@10": measures.reciprocal_rank(case.ranks, 10),
        "ndcg@10": measures.ndcg(case.ranks, 10),
    }
    wholes = {name: (value, 1.0) for name, value in found.items()}
    return wholes | {"facts quoted": (float(sum(quoted)), float(len(quoted)))}


def shown(made: Sequence[dict[str, tuple[float, float]]]) -> list[str]:
    """Value and interval of each figure."""
    cells = []
    for name in FIGURES:
        pairs = [row[name] for row in made if name in row]
        got = estimate(ratio([p for p, _ in pairs], [w for _, w in pairs]), len(pairs), share=True)
        cells.append(f"{got.value:.3f} [{got.low:.3f}, {got.high:.3f}]" if pairs else "-")
    return cells


def compare(assistant: Assistant, questions: Sequence[Question]) -> list[tuple[str, list[str]]]:
    """A row for each system, over the questions that have an answer and gold."""
    judged_by = material(assistant)
    asked = [q for q in questions if q.expect == "answered" and q.gold]
    answers = [
        assistant.ask(
            q.request.question, language=q.request.language, history=q.request.history
        ).to_json()
        for q in asked
    ]
    table: list[tuple[str, list[str]]] = []
    for name, search in searches(assistant).items():
        if isinstance(search, Missing):
            table.append((name, [f"skipped: {search.reason}"]))
            continue
        made = []
        for question, answer in zip(asked, answers, strict=True):
            places = search(answer["standalone_question"])
            case = judge(question, Record("", "", answer, places), judged_by)
            first = [judged_by.texts[id_][start:end] for id_, start, end in places[:1]]
            made.append(row_of(case, measures.facts_in(first, question.facts)))
        table.append((name, shown(made)))
    of_answers = [
        {"facts quoted": (float(sum(found)), float(len(found)))}
        for question, answer in zip(asked, answers, strict=True)
        for found in [
            measures.facts_in(
                [answer["text"], *(c["quote"] for c in answer["citations"])], question.facts
            )
        ]
    ]
    table.append(("this program, its whole answer", shown(of_answers)))
    return table


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=QUESTIONS)
    parser.add_argument("--every", type=int, default=1, help="only every Nth question")
    arguments = parser.parse_args()
    assistant = open_assistant(load_settings())
    assistant.library.open()
    questions = load(arguments.file)[:: arguments.every]
    print(
        f"{arguments.file.name}; 'facts quoted': by the first passage alone, but for the last row"
    )
    print(f"{'':<40}" + "".join(f"{name:<24}" for name in FIGURES))
    for name, cells in compare(assistant, questions):
        print(f"{name:<40}" + "".join(f"{cell:<24}" for cell in cells))


if __name__ == "__main__":
    main()
