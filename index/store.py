"""Passage vectors in Chroma, embedded, through LlamaIndex's ChromaVectorStore.

Our own vectors always: Chroma's default embedder is English and is downloaded at run time. A folder that is being
written belongs to one writer; readers open a private copy, because Chroma writes to its files even when it only
reads, and the files of a generation must stay what the manifest says they are.
"""

from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings as ChromaSettings
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.document import Passage
from index.embedding import Vectors

_COLLECTION = "passages"
_HNSW = {
    "space": "ip",  # the vectors have length 1
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 16,
    "num_threads": 1,  # the same order of insertion, the same graph
}


class Store:
    """The passages of one generation by vector."""

    def __init__(self, folder: Path) -> None:
        """Open the Chroma folder, or make it where there is none."""
        folder.mkdir(parents=True, exist_ok=True)
        self._client = chromadb.PersistentClient(
            str(folder), settings=ChromaSettings(anonymized_telemetry=False)
        )
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW}
        )
        self._vectors = ChromaVectorStore.from_collection(self._collection)

    def add(self, passages: Sequence[Passage], texts: Sequence[str], vectors: Vectors) -> None:
        """Add passages that are not there yet (Chroma keeps the old text of an id silently)."""
        nodes = [
            TextNode(
                id_=passage.id,
                text=text,
                embedding=vector.tolist(),
                metadata={"document_id": passage.document_id, "language": passage.language},
            )
            for passage, text, vector in zip(passages, texts, vectors, strict=True)
        ]
        if nodes:
            self._vectors.add(nodes)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove passages by id."""
        for at in range(0, len(ids), 1000):
            self._collection.delete(ids=list(ids[at : at + 1000]))

    def count(self) -> int:
        """How many passages the collection says it has."""
        return int(self._collection.count())

    def nearest(self, vector: Vectors, k: int) -> list[str]:
        """Ids of the `k` passages nearest to a vector of 384, nearest first."""
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k)
        return list(self._vectors.query(query).ids or [])

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()
