"""The page "How good is it?": published figures in plain words, and what it says where there are none."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.conversation import Assistant
from assistant.evaluation.publishing import HEADLINES, SCORE, publish, read_score
from assistant.evaluation.questions import load_questions
from assistant.messages import string
from assistant.web.score.pages import of_hundred, render_score, routes
from index.document import LANGUAGES
from index.problem import Problem
from tests.conftest import LIBRARY


def estimate(value: float, n: int) -> dict[str, float]:
    return {"value": value, "low": value - 0.05, "high": value + 0.05, "n": n}


def measured(n: int, **values: float) -> dict[str, Any]:
    """All headlines for a group of n questions; those without a value were not measured."""
    nothing = {"value": None, "low": None, "high": None, "n": 0}
    return {
        name: estimate(values[name], n) if name in values else nothing for name in HEADLINES
    } | {"mrr@10": estimate(0.5, n)}


RESULT = {
    "run": {"file": "some.jsonl", "date": "2026-05-03 10:00 UTC", "library": "0123456789abcdef"},
    "fingerprint": "fedcba9876543210",
    "questions": [{"question": "secret?", "text": "secret.", "status": "answered"}] * 40,
    "measures": measured(40, facts=0.814, right_status=0.9, unanswerable_declined=0.6),
    "groups": {
        "language": {
            "id": measured(30, facts=0.88, right_status=0.91, unanswerable_declined=0.6),
            "en": measured(10, facts=0.71, right_status=0.86, unanswerable_declined=0.55),
        },
        "type": {
            "comparison": measured(12, facts=0.33, right_status=0.9),
            "unanswerable": measured(12, right_status=0.44, unanswerable_declined=0.44),
            "who": measured(9, facts=0.11, right_status=0.9),
        },
    },
}


@pytest.mark.parametrize("ui", LANGUAGES)
def test_the_figures_and_the_weaknesses_are_said_in_plain_words(tmp_path: Path, ui: Any) -> None:
    (tmp_path / "questions").mkdir()
    path = publish(RESULT, tmp_path)
    assert "secret" not in path.read_text("utf-8")
    text = unescape(re.sub(r"<[^>]+>", " ", render_score(read_score(tmp_path), None, ui)))
    assert string("score.figures.facts.text", ui, value=81) in text
    assert string("score.range", ui, low=76, high=86, n=40) in text
    assert {"id": "3 Mei 2026", "en": "3 May 2026"}[ui] in text
    assert string("score.of_hundred", ui, value=71) in text  # English, in the table
    kinds = {name: string(f"evaluation.values.{name}", ui) for name in ("comparison", "who")}
    weakest = string("score.weak_facts", ui, kind=kinds["comparison"], value=33, n=12)
    assert weakest in text
    assert text.index(weakest) < text.index(string("evaluation.values.unanswerable", ui))
    assert (
        string("score.weak_facts", ui, kind=kinds["who"], value=11, n=9) not in text
    )  # nine questions are too few
    assert string("score.other_library", ui) not in text
    assert string("score.figures.route_accuracy.label", ui) not in text  # not measured


def test_a_run_that_failed_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    failed = {"questions": [{"status": "answered"}, {"status": "failed"}]}
    with pytest.raises(Problem, match="not_whole"):
        publish(RESULT | failed, tmp_path)
    assert read_score(tmp_path) is None


def test_nearly_all_is_not_all() -> None:
    """A page that says 100 of 100 must mean it."""
    found = [of_hundred(share) for share in (1.0, 0.999, 0.574, 0.001, 0.0)]
    assert found == [100, 99, 57, 1, 0]


@pytest.mark.parametrize("ui", LANGUAGES)
def test_the_address_tells_when_another_library_is_open_or_nothing_is_published(
    thesis_assistant: Assistant, tmp_path: Path, ui: str
) -> None:
    def get(knowledge: Path | None) -> str:
        app = Starlette(routes=routes(thesis_assistant.library, knowledge))
        reply = TestClient(app).get(f"/score/{ui}")
        assert reply.status_code == 200
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        return unescape(reply.text)

    (tmp_path / "questions").mkdir()
    publish(RESULT, tmp_path)
    assert string("score.other_library", ui) in get(tmp_path)
    assert string("score.none", ui) in get(None)
    (tmp_path / "questions" / SCORE).write_text("{", encoding="utf-8")
    assert string("score.none", ui) in get(tmp_path)


def test_what_is_published_is_of_the_test_part_as_it_is() -> None:
    """Whoever changes the test part publishes again: python -m assistant evaluate --publish."""
    score = json.loads((LIBRARY / "questions" / SCORE).read_text("utf-8"))
    assert score["file"] == "test.jsonl"
    assert score["questions"] == len(load_questions(LIBRARY / "questions" / "test.jsonl"))
