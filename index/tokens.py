"""Token counts, by tiktoken with the encoding file that LlamaIndex ships: nothing is downloaded."""

import importlib.util
import os
from functools import cache
from pathlib import Path

import tiktoken


@cache
def _encoding() -> tiktoken.Encoding:
    spec = importlib.util.find_spec("llama_index")
    for place in (spec.submodule_search_locations or []) if spec else []:
        shipped = Path(place) / "core" / "_static" / "tiktoken_cache"
        if shipped.is_dir():
            os.environ["TIKTOKEN_CACHE_DIR"] = str(shipped)
    return tiktoken.get_encoding("cl100k_base")


def count_tokens(text: str) -> int:
    """How many cl100k_base tokens `text` has."""
    return len(_encoding().encode_ordinary(text))
