"""A claim is accepted only if its passage says it: the decisive cases, the labelled claims, and the command."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation import Assistant
from assistant.verifying.command import verifier
from assistant.verifying.verify import Verdict, is_quotation, read_evidence, verify
from index.library import Library
from index.problem import Problem
from tests.conftest import ROOT

TRAINED = (
    "The programme trained 412 teachers in Batam. Many of them had never heard of the subject. "
    "In 2019 the programme trained 95 police officers in Surabaya."
)
DATA = ROOT / "tests" / "data" / "verifying"


@pytest.fixture(scope="session")
def library(assistant: Assistant) -> Library:
    return assistant.library.current()


def check(library: Library, claim: str, evidence: str) -> Verdict:
    embed = library.embedder.passage_vectors
    return verify(claim, read_evidence(evidence, library.glossary, embed), library.glossary, embed)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    "claim",
    [
        "The programme trained 412 police officers in Surabaya.",
        "The programme trained 95 teachers in Batam.",
        "Program itu melatih 412 polisi di Surabaya.",
    ],
)
def test_a_number_with_another_sentences_referent_is_refused(library: Library, claim: str) -> None:
    found = check(library, claim, TRAINED)
    assert not found.supported
    assert found.score == 0
    assert {reason.code for reason in found.reasons} & {"referent", "figure"}


@pytest.mark.parametrize(
    "claim",
    [
        "The programme trained 95 police officers in Surabaya in 2019.",
        "In Surabaya, 95 police officers were trained in 2019.",
        "Program itu melatih 95 polisi di Surabaya pada 2019.",
    ],
)
def test_the_right_number_is_accepted_in_either_language(library: Library, claim: str) -> None:
    found = check(library, claim, TRAINED)
    assert found.supported, found
    assert not found.is_quotation


def test_an_exact_quotation_is_accepted_whatever_its_line_breaks(library: Library) -> None:
    found = check(library, "the programme  trained 95\npolice officers in Surabaya.", TRAINED)
    assert found == Verdict(supported=True, score=1.0, is_quotation=True)


def test_a_quotation_begins_and_ends_at_words() -> None:
    assert is_quotation("trained 412 teachers", TRAINED)
    assert not is_quotation("trained 412 teach", TRAINED)
    assert not is_quotation("", TRAINED)


@pytest.mark.parametrize(
    ("claim", "evidence", "code"),
    [
        ("The law was adopted in 2003.", "The law was adopted in 2002.", "figure"),
        ("The law was adopted in Medan.", "The law was adopted in Batam.", "name"),
        (
            "A child can consent to exploitation.",
            "No child can consent to exploitation.",
            "negation",
        ),
        ("Tidak semua guru dilatih di sini.", "Semua guru dilatih di sini.", "negation"),
        ("All hotels signed the code.", "Some hotels signed the code.", "quantifier"),
        ("Jumlah laporan menurun.", "Jumlah laporan meningkat.", "opposite"),
        ("Parents must file the claim.", "Parents may file the claim.", "modality"),
        ("It covers persons over 18 years.", "It covers persons under 18 years.", "bound"),
    ],
)
def test_one_changed_word_is_named(library: Library, claim: str, evidence: str, code: str) -> None:
    found = check(library, claim, evidence)
    assert not found.supported
    assert code in {reason.code for reason in found.reasons}


def test_the_command_gives_the_documented_fields(library: Library) -> None:
    run = verifier(library)
    assert run({"claim": "Children consent.", "evidence": "No child can consent."}).keys() == {
        "supported", "score", "reasons",
    }  # fmt: skip
    for bad in ({}, {"claim": 3, "evidence": "x"}, {"claim": " ", "evidence": "x"}, {"claim": "x"}):
        with pytest.raises(Problem, match="bad_input"):
            run(bad)


def test_the_labelled_claims_are_well_formed() -> None:
    for name, least in (("train", 600), ("held_out", 600), ("fresh", 390)):
        found = rows(name)
        assert len(found) > least
        assert len({row["id"] for row in found}) == len(found)
        assert {row["language"] for row in found} == {"id", "en"}
    notes = [{row["note"] for row in rows(name)} for name in ("train", "held_out", "fresh")]
    assert len(set.union(*notes)) == sum(map(len, notes))


def test_the_halves_are_judged_no_worse_than_they_were(library: Library) -> None:
    """Every twelfth held-back claim, so that a change that breaks the check is seen in seconds."""
    run = verifier(library)
    accepted: dict[bool, list[bool]] = defaultdict(list)
    for row in rows("held_out")[::12]:
        accepted[row["supported"]].append(run(row)["supported"])
    share = {truth: sum(found) / len(found) for truth, found in accepted.items()}
    assert share[True] > 0.45, share
    assert share[False] < 0.15, share


def test_every_reason_has_its_text_in_both_languages() -> None:
    import re

    import yaml

    source = "".join(p.read_text("utf-8") for p in Path(ROOT, "assistant/verifying").glob("*.py"))
    codes = set(re.findall(r'Reason\(\s*"(\w+)"', source))
    assert len(codes) > 8
    for language in ("id", "en"):
        text = yaml.safe_load((ROOT / "prompts" / f"strings.{language}.yaml").read_text("utf-8"))
        assert codes == set(text["verifying"]["reasons"])
