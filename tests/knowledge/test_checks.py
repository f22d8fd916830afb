"""The checks find what they look for, and nothing in a note that is right."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.knowledge.checks import Checks
from tests.knowledge.figures import Date, figures, plain_number
from tests.knowledge.reading import read_notes
from tests.knowledge.shingles import windows

Check = Callable[..., list[str]]
"""Makes both notes of one subject, a language changed, and returns what the checks say."""

FACTS = [
    {
        "id": "IN001",
        "keys": ["kpai2018"],
        "numbers": ["1,239", "3.5"],
        "dates": ["8 March 2021", "2021"],
        "names": ["KPAI", "Batam", "Art. 76I"],
        "confidence": "high",
    },
    {
        "id": "IN002",
        "keys": ["low2020"],
        "numbers": ["5"],
        "dates": [],
        "names": [],
        "confidence": "low",
    },
]
SOURCES = """sources:
- {id: kpai2018, publisher: KPAI, title: T, issued: 2018}
- {id: low2020, publisher: L, title: T, issued: 2020}
"""
FILLER = {
    "en": "Every child has a right to safety and to care. <!--own--> ",
    "id": "Setiap anak berhak atas rasa aman dan pengasuhan. <!--own--> ",
}
GOOD = {
    "en": "On 8 March 2021 KPAI counted 1,239 children in Batam, or 3.5 per cent. [@kpai2018] <!--IN001-->\n\n"
    "The rules of KPAI protect two groups: [@kpai2018] <!--IN001-->\n- small children;\n- older children.\n",
    "id": "Pada 8 Maret 2021 KPAI mencatat 1.239 anak di Batam, atau 3,5 persen. [@kpai2018] <!--IN001-->\n\n"
    "Aturan KPAI melindungi dua kelompok: [@kpai2018] <!--IN001-->\n- anak kecil;\n- anak yang lebih besar.\n",
}


@pytest.fixture
def findings(tmp_path: Path) -> Check:
    (tmp_path / "facts.jsonl").write_text("\n".join(map(json.dumps, FACTS)), encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "notes").mkdir()

    def check(**changed: str) -> list[str]:
        for language, other in (("en", "id"), ("id", "en")):
            body = changed.get(language, GOOD[language])
            text = (
                f"---\nid: a.{language}\ntitle: T\nlanguage: {language}\npair: a.{other}\nsubjects: [law]\n---\n"
                f"## One?\n{body}\n## Two?\n{FILLER[language] * 70}\n"
            )
            (tmp_path / "notes" / f"a.{language}.md").write_text(text, encoding="utf-8")
        checks = Checks(read_notes(tmp_path / "notes"), tmp_path)
        return [finding.message for finding in checks.all()]

    return check


def test_nothing_is_found_in_a_right_note(findings: Check) -> None:
    assert findings() == []


@pytest.mark.parametrize(
    ("language", "right", "wrong", "message"),
    [
        ("en", "1,239", "1,293", "number 1293 [IN001]"),
        ("en", "1,239", "1,293", "1239 is not in the English"),
        ("id", "1.239", "1,239", "number 1.239 [IN001]"),
        ("id", "3,5", "35", "35 is not in the English"),
        ("en", "8 March", "9 March", "date 2021-3-9 [IN001]"),
        ("id", "8 Maret", "8 Mei", "date 2021-5-8 in one language only"),
        ("en", "Batam", "Bali", "name Bali [IN001]"),
        ("id", "Batam", "Bali", "name Bali is not in the English"),
        ("en", "two groups", "three groups", "number 3 [IN001]"),
        ("id", "dua kelompok", "tiga kelompok", "2 is not in the Indonesian"),
        ("en", "[@kpai2018] <!--IN001-->\n\n", "\n\n", "a sentence without key"),
        ("en", "[@kpai2018] <!--IN001-->\n\n", "[@kpai2018]\n\n", "a sentence without ids"),
        ("en", "[@kpai2018] <!--IN001-->\n\n", "[@no2] <!--IN001-->\n\n", "no such source: no2"),
        ("en", "[@kpai2018] <!--IN001-->\n\n", "[@low2020] <!--IN001-->\n\n", "no source of IN001"),
        ("en", "<!--IN001-->\n\n", "<!--IN003-->\n\n", "no such fact: IN003"),
        ("id", "<!--IN001-->\n\n", "<!--IN002-->\n\n", "facts ('IN002',), in English ('IN001',)"),
        ("en", "On 8", "It was on 8", "opens with 'It'"),
        ("id", "Aturan KPAI", "Aturan itu", "opens with 'Aturan itu'"),
        ("en", "children in Batam", "child prostitutes in Batam", "avoid 'child prostitutes'"),
        ("id", "anak di Batam", "pelacur anak di Batam", "avoid 'pelacur anak'"),
        ("en", "groups:", "groups.", "a list item without a lead-in"),
        ("en", "- small children;\n- older children.\n", "", "a lead-in without a list"),
        ("en", "[@kpai2018] <!--IN001-->\n\n", "[@kpai2018 <!--IN001-->\n\n", "cannot be read"),
        (
            "id",
            "[@kpai2018] <!--IN001-->\n\n",
            "[@kpai2018] <!--IN001-->\n\n### Tiga\n",
            "not a heading",
        ),
    ],
)
def test_a_fault_is_found(
    findings: Check, language: str, right: str, wrong: str, message: str
) -> None:
    assert right in GOOD[language]
    found = findings(**{language: GOOD[language].replace(right, wrong, 1)})
    assert any(message in text for text in found), found


def test_an_avoided_word_may_be_quoted(findings: Check) -> None:
    quoted = GOOD["en"].replace("children in Batam", 'victims of "child prostitution" in Batam')
    assert findings(en=quoted) == []


def test_an_uncertain_fact_must_be_said_to_be_uncertain(findings: Check) -> None:
    sure = {
        "en": "KPAI knows 5 cases. [@low2020] <!--IN002-->\n",
        "id": "KPAI mengetahui 5 kasus. [@low2020] <!--IN002-->\n",
    }
    assert any("uncertain" in text for text in findings(**sure))
    unsure = {
        "en": "KPAI may know 5 cases. [@low2020] <!--IN002-->\n",
        "id": "KPAI mungkin mengetahui 5 kasus. [@low2020] <!--IN002-->\n",
    }
    assert not any("uncertain" in text for text in findings(**unsure))


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("1.239", "id", "1239"),
        ("1,239", "en", "1239"),
        ("3,5", "id", "3.5"),
        ("3.5", "en", "3.5"),
        ("16.2.2", "id", "16.2.2"),
        ("5.2", "id", "5.2"),
        ("7.044.278", "id", "7044278"),
    ],
)
def test_numbers_have_one_form(text: str, language: str, plain: str) -> None:
    assert plain_number(text, language) == plain


def test_words_and_dates_are_read_in_both_languages() -> None:
    english = figures("In May 2016 twenty-one of the Rp200 million went to 14-15 groups.", "en")
    indonesian = figures("Pada Mei 2016 dua puluh satu dari Rp200 juta untuk 14-15 kelompok.", "id")
    assert english.numbers == indonesian.numbers == {"2016": 1, "200e6": 1, "14": 1, "15": 1}
    assert english.words == indonesian.words == {"21": 1}
    assert english.dates == indonesian.dates == {Date(0, 5, 2016): 1}
    assert figures("kelima bentuk", "id").words == {}


def test_windows_leave_out_case_and_punctuation() -> None:
    text = "A b, c. D e f (g) h i j k-l m"
    assert list(windows(text)) == ["a b c d e f g h i j k l", "b c d e f g h i j k l m"]
