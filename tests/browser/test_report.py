"""The evaluation's report as an evaluator opens it: one file from a disk, in a real Chromium."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Page, expect

from assistant.answer import Answer
from assistant.conversation import Assistant
from assistant.evaluation.comparing import compare
from assistant.evaluation.fingerprint import fingerprint
from assistant.evaluation.gate import Bound, check_gate
from assistant.evaluation.questions import load_questions
from assistant.evaluation.reporting import page, result
from assistant.evaluation.running import material, run
from assistant.evaluation.scoring import judge, summarise
from assistant.messages import string
from assistant.settings import load_settings
from index.document import LANGUAGES
from tests.browser.conftest import Visit
from tests.conftest import LIBRARY

pytestmark = pytest.mark.browser

QUESTIONS = load_questions(LIBRARY / "questions" / "tuning.jsonl")[:60:4]
BOUNDS = [Bound("facts", 0.999, is_floor=True), Bound("quotation_fidelity", 1.0, is_floor=True)]
Visitor = Callable[..., Visit]


class Silent(Assistant):
    """An assistant that says of half of the questions that there is no answer: an earlier, poorer program."""

    def __init__(self, whole: Assistant) -> None:
        super().__init__(whole._settings, whole.library)

    def ask(self, *args: Any, **more: Any) -> Answer:
        answer = super().ask(*args, **more)
        if len(answer.question) % 2:
            return answer
        text = string("answer.not_found", answer.language)
        return replace(answer, status="not_found", mode=None, text=text, citations=(), receipts=())


def evaluated(assistant: Assistant, folder: Path) -> dict[str, Any]:
    judged_by = material(assistant)
    records = run(assistant, QUESTIONS, folder, "")
    cases = [judge(q, r, judged_by) for q, r in zip(QUESTIONS, records, strict=True)]
    measured = summarise(cases)
    made_with = fingerprint(assistant.library.current().fingerprint, load_settings())
    about = {"file": "tuning.jsonl", "date": "2026-01-02 03:04 UTC"}
    return result(cases, measured, check_gate(BOUNDS, measured), made_with, about)


@pytest.fixture(scope="module")
def reports(
    thesis_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The report in each language, with a comparison."""
    poorer = evaluated(Silent(thesis_assistant), tmp_path_factory.mktemp("poorer"))
    folder = tmp_path_factory.mktemp("better")
    found = evaluated(thesis_assistant, folder)
    compared = compare(poorer, found)
    assert compared.better  # else there is nothing to see
    paths = {language: folder / f"report.{language}.html" for language in LANGUAGES}
    for language, path in paths.items():
        path.write_text(page(found, language, compared), encoding="utf-8")
    return paths


@pytest.fixture
def opened(visitor: Visitor, reports: dict[str, Path]) -> Callable[..., Page]:
    """Open the report; the fixture `visitor` sees to it that it asks nobody and complains of nothing."""

    def open_report(language: str = "en", **options: Any) -> Page:
        visit = visitor(url="file://", **options)
        visit.page.goto(reports[language].as_uri())
        return visit.page

    return open_report


def test_filters_show_what_they_say(opened: Callable[..., Page]) -> None:
    page = opened()
    shown = page.locator(".q:visible")
    count = page.locator(".count")
    expect(shown).to_have_count(len(QUESTIONS))
    for verdict in ("right", "wrong", "partly"):
        of_kind = page.locator(f'.q[data-verdict="{verdict}"]').count()
        page.locator(f'.verdicts label:has(input[value="{verdict}"])').click()
        expect(shown).to_have_count(of_kind)
        expect(count).to_have_text(f"{of_kind} of {len(QUESTIONS)} questions")
    page.locator('.verdicts label:has(input[value=""])').click()
    page.select_option('select[name="language"]', "id")
    indonesian = page.locator('.q[data-language="id"]').count()
    assert 0 < indonesian < len(QUESTIONS)
    expect(shown).to_have_count(indonesian)
    page.select_option('select[name="language"]', "")
    word = max(re.findall(r"\w+", QUESTIONS[3].request.question), key=len)
    page.fill('input[type="search"]', word.upper())
    expect(page.locator(f'.q:visible:has-text("{word}")').first).to_be_visible()
    page.fill('input[type="search"]', "no answer holds this")
    expect(shown).to_have_count(0)


def test_a_change_since_the_earlier_run_opens_its_question(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator('.verdicts label:has(input[value="wrong"])').click()  # a filter that hides it
    link = page.locator(".runs a").first
    question = page.locator(link.get_attribute("href") or "")
    link.click()
    expect(question).to_have_attribute("open", "")
    expect(question.locator(".answer").first).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_as_wide_as_the_screen_and_reckons_in_its_language(
    opened: Callable[..., Page], language: str, width: int
) -> None:
    page = opened(language, width=width)
    assert page.evaluate("document.documentElement.lang") == language
    for question in page.locator(".q summary").all()[:3]:
        question.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    wrong = {"id": r"\d\.\d+ ?(%|dtk)|p = 0\.", "en": r"\d,\d+ ?(%|s\b)|p = 0,"}[language]
    seen = page.locator("main").inner_text()
    assert not re.search(wrong, seen)
    assert re.search({"id": r"\d,\d%", "en": r"\d\.\d%"}[language], seen)


def test_paper_holds_the_questions_that_are_shown_opened(opened: Callable[..., Page]) -> None:
    page = opened()
    page.select_option('select[name="language"]', "en")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf()))
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in printed.pages)
    shown = page.locator('.q[data-language="en"]')
    assert set(re.findall(r"t[ul]-\d+", text)) == set(shown.locator(".id").all_text_contents())
    opened_on_paper = string("evaluation.questions.meta", "en").partition("{")[0].strip()
    assert text.count(opened_on_paper) == shown.count()
    assert string("evaluation.questions.search", "en") not in text
    expect(page.locator(".q[open]")).to_have_count(0)  # as it was before
