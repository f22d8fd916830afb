"""The library as a LlamaIndex retriever: its search, for whoever builds on that framework."""

import asyncio

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from index.language import detect
from index.library import LibraryHandle
from index.retrieval import Hit, make_query, passages_json, retrieve

_FOR_PROGRAMS = ["document_id", "start", "end"]
"""Metadata that tells a language model nothing."""


class LibraryRetriever(BaseRetriever):  # type: ignore[misc]  # untyped for mypy: see pyproject.toml
    """The best passages of the newest library for a query, best first.

    A node's id is the passage's, the same whenever the same text stands at the same place. Its text is the document's
    from `start_char_idx` to `end_char_idx`. Its metadata are what `search --json` says of a passage: `document_id`,
    `title`, `language`, `section`, `page` (None where there are no pages), `start`, `end`.
    """

    def __init__(self, library: LibraryHandle, similarity_top_k: int = 5) -> None:
        """Args: `library` is opened; `similarity_top_k` is at most how many passages come back."""
        super().__init__()
        self._library = library
        self._k = similarity_top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Raises: Problem, when the library is not open."""
        library = self._library.current()
        text = query_bundle.query_str
        hits = retrieve(library, make_query(library, text, detect(text)), self._k)
        rows = passages_json(library, hits)
        return [_node(hit, row) for hit, row in zip(hits, rows, strict=True)]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(hit: Hit, row: dict[str, object]) -> NodeWithScore:
    text, score = row.pop("text"), row.pop("score")
    node = TextNode(
        id_=hit.passage.id,
        text=text,
        start_char_idx=hit.passage.start,
        end_char_idx=hit.passage.end,
        metadata=row,
        excluded_llm_metadata_keys=_FOR_PROGRAMS,
        excluded_embed_metadata_keys=_FOR_PROGRAMS,
        relationships={
            NodeRelationship.SOURCE: RelatedNodeInfo(node_id=hit.passage.document_id),
        },
    )
    return NodeWithScore(node=node, score=score)
