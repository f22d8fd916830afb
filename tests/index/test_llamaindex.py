"""The LlamaIndex retriever finds what the assistant's own search finds, in the framework's own terms."""

import asyncio
import re

import pytest
from llama_index.core.llms import MockLLM
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import MetadataMode

from assistant.conversation import Assistant
from index.library import LibraryHandle
from index.llamaindex import LibraryRetriever
from index.problem import Problem
from tests.conftest import KNOWLEDGE, ROOT

QUESTION = "Siapa saja mitra ECPAT Indonesia?"


@pytest.fixture(scope="module")
def retriever(thesis_assistant: Assistant) -> LibraryRetriever:
    return LibraryRetriever(thesis_assistant.library, similarity_top_k=3)


def test_it_finds_what_search_finds(
    retriever: LibraryRetriever, thesis_assistant: Assistant
) -> None:
    rows = thesis_assistant.search(QUESTION, 3)
    found = retriever.retrieve(QUESTION)
    assert len(rows) > 1
    assert [n.node.metadata | {"text": n.node.text, "score": n.score} for n in found] == rows


def test_a_node_is_a_passage_in_its_place(
    retriever: LibraryRetriever, thesis_assistant: Assistant
) -> None:
    library = thesis_assistant.library.current()
    for found in retriever.retrieve(QUESTION):
        node = found.node
        document = library.documents[node.ref_doc_id]
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
        assert library.passages[library.position[node.node_id]].start == node.start_char_idx


def test_a_language_model_is_shown_the_title_and_no_offsets(retriever: LibraryRetriever) -> None:
    node = retriever.retrieve(QUESTION)[0].node
    shown = node.get_content(MetadataMode.LLM)
    assert node.metadata["title"] in shown
    assert "document_id" not in shown
    assert f"start: {node.start_char_idx}" not in shown


def test_the_asynchronous_way_finds_the_same(retriever: LibraryRetriever) -> None:
    found = asyncio.run(retriever.aretrieve(QUESTION))
    assert found == retriever.retrieve(QUESTION)


def test_it_works_in_a_query_engine(retriever: LibraryRetriever) -> None:
    engine = RetrieverQueryEngine(
        retriever=retriever,
        response_synthesizer=get_response_synthesizer(
            llm=MockLLM(), response_mode=ResponseMode.COMPACT
        ),
        node_postprocessors=[SimilarityPostprocessor(similarity_cutoff=0.1)],
    )
    response = engine.query(QUESTION)
    best = retriever.retrieve(QUESTION)[0].node
    assert response.source_nodes[0].node.node_id == best.node_id
    assert best.text in str(response)  # the mock repeats its prompt, which holds the passages


def test_a_library_that_is_not_open_is_a_named_problem(home: object) -> None:
    closed = LibraryHandle(home, lambda: None)  # type: ignore[arg-type]
    with pytest.raises(Problem) as raised:
        LibraryRetriever(closed).retrieve(QUESTION)
    assert raised.value.code == "library_not_ready"


def test_the_example_of_the_docs_runs(
    thesis_home: object, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "llamaindex.md").read_text(encoding="utf-8")
    example = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
    for name, path in ((".assistant", thesis_home), ("knowledge", KNOWLEDGE)):
        assert f'Path("{name}")' in example
        example = example.replace(f'Path("{name}")', f"Path({str(path)!r})")
    exec(compile(example, "docs/llamaindex.md", "exec"), {})  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "Eksplorasi Seksual Komersial Anak (ESKA)" in printed
