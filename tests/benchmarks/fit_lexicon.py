"""Write assistant/verifying/lexicon.tsv (which stems translate each other in the notes) and words.npz (word vectors).

    python -m tests.benchmarks.fit_lexicon

IBM model 1 (Brown et al. 1993, "The Mathematics of Statistical Machine Translation") in both directions over the
sentences of the notes that state the same fact. A pair's weight is the geometric mean of its two probabilities. The
notes that tests/data/verifying/fresh.jsonl is made from are left out. The vectors are of every word of the notes, by
the embedder alone: no pair of texts decides them.
"""

import json
import re
from collections import defaultdict

import numpy as np

from assistant.settings import set_process_environment
from assistant.verifying.likeness import write
from index.document import Language
from index.embedding import BATCH, open_embedder
from index.keyword import STOP_WORDS, stem, words
from tests.conftest import LIBRARY, ROOT

Pair = tuple[list[str], list[str]]
Table = dict[tuple[str, str], float]

_FACT = re.compile(r"<!--(.*?)-->")
_SOURCES = re.compile(r"\s*\[@[^\]]*\]")
_ROUNDS = 8
_DROPPED, _KEPT = 5, 128
"""Axes of the word vectors, strongest first: those that tell nothing about meaning, and those that are kept."""
_OUTPUT = ROOT / "assistant" / "verifying" / "lexicon.tsv"


def sentences(note: str, language: Language) -> dict[str, list[str]]:
    """The sentences of a note by the facts they state; its headings under an empty name."""
    text = (LIBRARY / "notes" / f"{note}.{language}.md").read_text("utf-8").split("---\n", 2)[2]
    found: dict[str, list[str]] = defaultdict(list)
    last = 0
    for match in _FACT.finditer(text):
        sentence = _SOURCES.sub("", text[last : match.start()]).split("\n\n")[-1]
        found[match[1]].append(sentence)
        last = match.end()
    found.pop("own", None)
    found[""] = re.findall(r"^## (.*)$", text, re.MULTILINE)
    return found


def stems(text: str, language: Language) -> list[str]:
    """The stems of a text without stop words and numbers."""
    return [
        stem(word, language)
        for word in words(text)
        if word not in STOP_WORDS[language] and not word[0].isdigit()
    ]


def pairs(left_out: set[str]) -> list[Pair]:
    """(English, Indonesian) stems of sentences that state the same fact."""
    found: list[Pair] = []
    for path in sorted((LIBRARY / "notes").glob("*.en.md")):
        note = path.name.removesuffix(".en.md")
        if note in left_out:
            continue
        english, indonesian = sentences(note, "en"), sentences(note, "id")
        for fact, texts in english.items():
            others = indonesian.get(fact, [])
            if len(texts) == len(others):
                found.extend(
                    (stems(e, "en"), stems(i, "id")) for e, i in zip(texts, others, strict=True)
                )
    return found


def model(data: list[Pair]) -> tuple[Table, Table]:
    """IBM model 1: p(second | first) by (second, first), and the expected counts."""
    table: Table = defaultdict(lambda: 1e-3)
    counts: Table = {}
    for _ in range(_ROUNDS):
        counts = defaultdict(float)
        totals: dict[str, float] = defaultdict(float)
        for source, target in data:
            sources = [*source, ""]
            for word in target:
                norm = sum(table[word, other] for other in sources)
                for other in sources:
                    share = table[word, other] / norm
                    counts[word, other] += share
                    totals[other] += share
        table = defaultdict(lambda: 1e-9)
        table.update(
            {
                (word, other): count / totals[other]
                for (word, other), count in counts.items()
                if count / totals[other] > 1e-4
            }
        )
    return table, counts


def is_kept(there: float, back: float, count: float) -> bool:
    """Whether a pair is seen often enough and is likely in both directions."""
    likely = there * back >= 0.02 or (max(there, back) >= 0.3 and min(there, back) > 0.01)
    return likely and count >= 0.7


def vocabulary() -> list[str]:
    """Every content word of the notes, in both languages."""
    found: set[str] = set()
    for path in (LIBRARY / "notes").glob("*.md"):
        language: Language = "en" if path.name.endswith(".en.md") else "id"
        text = _SOURCES.sub("", _FACT.sub("", path.read_text("utf-8").split("---\n", 2)[2]))
        found.update(w for w in words(text) if w not in STOP_WORDS[language] and w[0].isalpha())
    return sorted(found)


def main() -> None:
    """Run from the command line."""
    set_process_environment()
    held = (ROOT / "tests" / "data" / "verifying" / "fresh.jsonl").read_text("utf-8")
    data = pairs({json.loads(line)["note"] for line in held.splitlines()})
    to_indonesian, counts = model(data)
    to_english, back_counts = model([(second, first) for first, second in data])
    lines = []
    for (indonesian, english), there in to_indonesian.items():
        back = to_english.get((english, indonesian), 0.0)
        count = min(counts[indonesian, english], back_counts[english, indonesian])
        if english and is_kept(there, back, count):
            lines.append(f"{english}\t{indonesian}\t{(there * back) ** 0.5:.2f}\n")
    _OUTPUT.write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")
    print(f"{len(data)} pairs of sentences, {len(lines)} pairs of stems")
    known = vocabulary()
    embed = open_embedder().passage_vectors
    batches = [embed(known[at : at + BATCH]) for at in range(0, len(known), BATCH)]
    write(known, np.vstack(batches), _DROPPED, _KEPT)
    print(f"{len(known)} words")


if __name__ == "__main__":
    main()
