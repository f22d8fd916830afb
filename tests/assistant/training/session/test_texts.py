"""The facilitation texts: whole in both languages, decent, and without a statement about the world."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.messages import PROMPTS
from assistant.training.session.activities import activities_for
from assistant.training.session.audiences import AUDIENCES
from assistant.training.session.plan import ACTIVITY_FORMS
from assistant.training.session.texts import training_file
from assistant.training.wording import wording
from index.document import LANGUAGES
from index.yamlfile import load_yaml

PATTERNS = (".meta", ".any_child")
"""Regular expressions, not texts."""


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """All texts with where they stand."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, f"{path}.{name}")
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from leaves(value, f"{path}[{at}]")
    else:
        yield path, str(node)


def session_texts(language: str) -> dict[str, str]:
    """All of `prompts/session.<language>.yaml`."""
    return dict(leaves(load_yaml((PROMPTS / f"session.{language}.yaml").read_text("utf-8"))))


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    """A trainer gets the same session in either."""
    id_, en = session_texts("id"), session_texts("en")
    assert id_.keys() == en.keys()
    for path, text in id_.items():
        if path not in PATTERNS:
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", en[path])), path


def test_facilitation_says_nothing_about_the_world() -> None:
    """No year, no share, no law, no number to call: such things are quoted, never written here."""
    claim = re.compile(
        r"\b(?:1[89]|20)\d\d\b|%|\bpers(?:en|ent)\b|per cent|\bUU\b|\bPasal\b|\barticle \d|\b1[012]\d\b"
    )
    for language in LANGUAGES:
        for path, text in session_texts(language).items():
            if path not in PATTERNS:
                assert not claim.search(text), (path, text)
    for name in ("activities", "audiences"):
        for path, text in leaves(training_file(name)):
            if ".ask" not in path and ".aliases" not in path and ".focus" not in path:
                assert not claim.search(text), (path, text)


def test_nothing_graphic_and_no_child_s_story() -> None:
    """By the patterns that the quiz leaves sentences out by."""
    for path, text in leaves(training_file("activities")):
        for language in LANGUAGES:
            if path.endswith(f".{language}") and ".ask" not in path:
                assert not wording(language).graphic.search(text), (path, text)
        if path.endswith(".en"):  # "seorang anak" is "a child" as well as "one child"
            assert not wording("en").story.search(text), (path, text)


def test_three_activities_of_each_form_and_enough_for_each_audience() -> None:
    """Every audience has each form, and one activity that no other audience has."""
    rows = training_file("activities")["activities"]
    forms = Counter(row["form"] for row in rows)
    assert all(forms[form] >= 3 for form in ACTIVITY_FORMS)
    for audience in AUDIENCES:
        own = activities_for(audience, "en")
        assert {activity.form for activity in own} == set(ACTIVITY_FORMS)
        assert any(activity.audiences == (audience,) for activity in own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_its_steps_and_materials(language: str) -> None:
    """What `blocks` looks up for a form is there."""
    texts = load_yaml((PROMPTS / f"session.{language}.yaml").read_text("utf-8"))
    for form in ACTIVITY_FORMS:
        assert texts["steps"]["activity"][form]
        assert texts["materials"][form]
