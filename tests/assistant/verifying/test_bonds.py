"""Who did what to whom: words that changed sides of a verb, and numbers in another number's place."""

import pytest

from assistant.verifying.bonds import Bonds, bonds
from assistant.verifying.matching import strengths
from assistant.verifying.reading import read
from index.document import Language
from index.glossary import load_glossary
from tests.conftest import LIBRARY

GLOSSARY = load_glossary(LIBRARY)


def tied(claim: str, evidence: str, language: Language) -> Bonds:
    one, other = read(claim, language, GLOSSARY), read(evidence, language, GLOSSARY)
    return bonds(one, other, strengths(one, other))


EXCHANGED: list[tuple[Language, str, str, str]] = [
    (
        "en",
        "The ministry funded the shelter in 2015.",
        "The shelter was funded by the ministry in 2015.",
        "The shelter funded the ministry in 2015.",
    ),
    (
        "en",
        "Parents sold children to brokers.",
        "Children were sold to brokers by parents.",
        "Brokers sold children to parents.",
    ),
    (
        "en",
        "The programme was criticised by researchers.",
        "Researchers criticised the programme.",
        "Researchers were criticised by the programme.",
    ),
    (
        "en",
        "The network moved from Bangkok to Jakarta in 2001.",
        "In 2001 the network moved to Jakarta from Bangkok.",
        "The network moved from Jakarta to Bangkok in 2001.",
    ),
    (
        "id",
        "Kementerian mendanai rumah aman itu pada 2015.",
        "Rumah aman itu didanai kementerian pada 2015.",
        "Rumah aman itu mendanai kementerian pada 2015.",
    ),
    (
        "id",
        "Guru merujuk anak kepada polisi.",
        "Anak dirujuk oleh guru kepada polisi.",
        "Polisi merujuk anak kepada guru.",
    ),
]


@pytest.mark.parametrize(("language", "evidence", "same", "exchanged"), EXCHANGED)
def test_exchanged_sides_are_seen_and_the_passive_is_not_taken_for_them(
    language: Language, evidence: str, same: str, exchanged: str
) -> None:
    assert not tied(same, evidence, language).turned
    assert tied(exchanged, evidence, language).turned


def test_a_verb_made_of_a_noun_turns_nothing_round() -> None:
    evidence = "Data collection in this research was through direct interviews with informants."
    assert not tied("The data were collected through direct interviews.", evidence, "en").turned


def test_a_number_in_anothers_place_is_named() -> None:
    evidence = "Article 407 threatens at most 10 years."
    assert tied("Article 10 threatens at most 407 years.", evidence, "en").usurper in ("10", "407")
    assert not tied("At most 10 years are threatened by article 407.", evidence, "en").taken


def test_neighbours_that_stand_apart_in_the_evidence_are_counted() -> None:
    evidence = (
        "Teachers in Batam met the parents, and after two long years police opened a shelter."
    )
    assert tied("Police met the parents.", evidence, "en").broken > 0
    assert tied("Teachers met the parents.", evidence, "en").broken == 0
