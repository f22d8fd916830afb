"""A generated answer holds only what was checked; every fault leaves the quoted answer, with a notice."""

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assistant.composing import not_found
from assistant.conversation import Assistant
from assistant.finding import Findings, find
from assistant.generating.model import Limits, Model
from assistant.generating.writing import finished, written
from assistant.messages import string
from assistant.reading import read
from assistant.requests import parse_request
from index.library import Library
from tests.assistant.generating.conftest import QUICK
from tests.assistant.generating.server import (
    FAULTS,
    KEY,
    Request,
    Turn,
    event,
    hang,
    says,
    serving,
    status,
)

Connect = Callable[..., Model]
Body = dict[str, Any]
QUESTION = "How were the data collected?"
TRUE = "The data were collected through direct interviews with informants"
WORDS = "Data collection method in this research"
QUOTATION = (
    "Data collection method in this research was through direct interviews with informants and also documents in the "
    "form of articles, journals, reports, and electronic media."
)


@pytest.fixture
def library(thesis_assistant: Assistant) -> Library:
    return thesis_assistant.library.current()


def asked(
    library: Library, assistant: Assistant, question: str = QUESTION
) -> tuple[Findings, Body]:
    found = find(library, read(library, parse_request(question), "en"))
    return found, assistant._quoted(library, found, [])


@pytest.fixture
def quoted(library: Library, thesis_assistant: Assistant) -> tuple[Findings, Body]:
    found, body = asked(library, thesis_assistant)
    assert body["citations"][0].quote == QUOTATION
    return found, body


Answer = Callable[..., Body]


@pytest.fixture
def answer(library: Library, quoted: tuple[Findings, Body], connect: Connect) -> Answer:
    """The body that comes of a turn of the server."""

    def run(turn: Turn, **changes: Any) -> Body:
        found, body = quoted
        with serving(turn) as server:
            model = connect(server.url, **changes)
            result = finished(written(library, body, found.hits, found.reading, model))
            result["requests"] = server.requests
            return result

    return run


def lines(*sentences: str, between: str = " ") -> Turn:
    """A reply whose sentences all cite the passage that answers; "{key}" where the key goes."""

    def text(request: Request) -> str:
        return between.join(sentences).replace("{key}", request.key_of(WORDS))

    return says(text, pieces=7)


def test_a_supported_sentence_is_the_answer_with_its_citation_and_receipt(answer: Answer) -> None:
    found = answer(lines(TRUE + " [{key}]."))
    assert found["mode"] == "generated"
    assert found["status"] == "answered"
    assert found["text"] == TRUE + ". [1]"
    assert [(c.number, c.quote) for c in found["citations"]] == [(1, QUOTATION)]
    receipt = found["receipts"][0]
    assert (receipt.sentence, receipt.kind, receipt.citations) == (TRUE + ".", "paraphrase", (1,))
    assert "test-model" in found["notices"][-1]


@pytest.mark.parametrize(
    "false",
    [
        "The data were collected through interviews with 40 informants [{key}].",
        "The data were not collected through interviews with informants [{key}].",
        "The data were collected through interviews with informants in Surabaya [{key}].",
        "All documents were collected in 2019 [{key}].",
    ],
)
def test_an_unsupported_sentence_is_never_shown(answer: Answer, false: str) -> None:
    found = answer(lines(TRUE + " [{key}].", false))
    assert found["mode"] == "generated"
    assert found["text"] == TRUE + ". [1]"
    alone = answer(lines(false))
    assert alone["mode"] == "quoted"
    assert alone["notices"][-1] == string("generating.model_unsupported", "en")


def test_a_whole_sentence_is_a_quotation_and_a_part_of_one_is_not(answer: Answer) -> None:
    found = answer(lines(QUOTATION + " [{key}]"))
    assert found["receipts"][0].kind == "quotation"
    assert found["text"] == f"{QUOTATION} [1]"
    part = answer(
        lines("Data collection method in this research was through direct interviews [{key}]")
    )
    assert part["mode"] == "quoted"


def test_a_sentence_that_fails_gives_way_to_the_quotation_it_cites(
    library: Library, thesis_assistant: Assistant, connect: Connect
) -> None:
    found, body = asked(
        library, thesis_assistant, "What is the commercial exploitation of children?"
    )
    first, *others = body["citations"]
    assert others, "the question has to have two quotations"
    sentence = first.quote
    assert ". " not in sentence

    def text(request: Request) -> str:
        one, two = request.key_of(first.quote), request.key_of(others[0].quote)
        return f"{sentence} [{one}] ECPAT Indonesia has 412 offices in Batam [{two}]."

    with serving(says(text)) as server:
        result = finished(written(library, body, found.hits, found.reading, connect(server.url)))
    assert result["mode"] == "generated"
    assert "412" not in result["text"]
    assert [r.kind for r in result["receipts"]] == ["quotation", "quotation"]
    assert result["text"] == f"{sentence} [1]\n\n{others[0].quote} [2]"


@pytest.mark.parametrize(
    "text",
    [
        TRUE + ".",
        TRUE + " [s000000].",
        TRUE + " [1].",
        TRUE + " (source: thesis).",
        "-",
        "Data itu dikumpulkan melalui wawancara langsung dengan informan [{key}].",
        "They were collected through direct interviews with informants [{key}].",
        'The author says "direct interviews with all informants" were used [{key}].',
    ],
    ids=[
        "no key",
        "unknown key",
        "number",
        "words",
        "nothing",
        "other language",
        "leans",
        "false quote",
    ],
)
def test_what_cannot_be_traced_falls_back_to_the_quotations(
    answer: Answer, quoted: tuple[Findings, Body], text: str
) -> None:
    found = answer(lines(text))
    assert {**found, "notices": ()} == {**quoted[1], "notices": (), "requests": found["requests"]}
    assert found["notices"][-1] == string("generating.model_unsupported", "en")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_leaves_the_quoted_answer_with_a_notice(
    answer: Answer, quoted: tuple[Findings, Body], fault: str
) -> None:
    found = answer(FAULTS[fault], limits=QUICK)
    assert found["mode"] == "quoted"
    assert found["text"] == quoted[1]["text"]
    assert found["citations"] == quoted[1]["citations"]
    assert found["notices"][-1] == string("generating.failed", "en")
    assert KEY not in repr(found["notices"])


def test_what_is_sent_is_what_is_cited_and_the_conversation_stays(
    library: Library, thesis_assistant: Assistant, connect: Connect
) -> None:
    history = [("Tell me about my neighbour Sari Dewi", "Nothing is known of her.")]
    request = parse_request(QUESTION, "en", json.dumps(history))
    found = find(library, read(library, request, "en"))
    body = thesis_assistant._quoted(library, found, [])
    with serving(lines(QUOTATION + " [{key}]")) as server:
        result = finished(written(library, body, found.hits, found.reading, connect(server.url)))
    sent = server.requests[0].text
    assert "Sari" not in sent
    for citation in result["citations"]:
        assert citation.quote in sent
    marks = re.findall(r"<<<([0-9a-f]{16})$", sent, re.MULTILINE)
    assert len(marks) == 2
    assert len(set(marks)) == 1


def test_marks_and_keys_are_new_for_every_request(answer: Answer) -> None:
    first, second = (answer(lines(QUOTATION + " [{key}]"))["requests"][0] for _ in range(2))
    assert first.key_of(WORDS) != second.key_of(WORDS)
    assert set(re.findall("<<<(.+)", first.text)) & set(re.findall("<<<(.+)", second.text)) == set()


def test_personal_data_in_a_question_is_not_sent(
    library: Library, thesis_assistant: Assistant, connect: Connect
) -> None:
    found, body = asked(
        library,
        thesis_assistant,
        "How were the data collected? Mail me at sari@example.org or 0812-3456-7890",
    )
    body = body or asked(library, thesis_assistant)[1]
    with serving(says("-")) as server:
        finished(written(library, body, found.hits, found.reading, connect(server.url)))
    sent = server.requests[0].text
    assert "sari" not in sent.lower()
    assert "3456" not in sent
    assert string("generating.masked.email", found.reading.language) in sent


def test_without_a_model_or_without_quotations_nothing_is_sent(
    library: Library, quoted: tuple[Findings, Body], connect: Connect
) -> None:
    found, body = quoted
    assert finished(written(library, body, found.hits, found.reading, None)) is body
    judged = body | {"text": string("answer.differ", "en") + "\n\n" + body["text"]}
    support = body | {"status": "support", "mode": None}
    with serving(says("x")) as server:
        model = connect(server.url)
        for other in (not_found(library, found.hits, "en"), judged, support):
            assert finished(written(library, other, found.hits, found.reading, model)) is other
        assert server.requests == []


def test_the_tokens_of_the_day_end_the_writing_not_the_answer(answer: Answer) -> None:
    found = answer(lines(TRUE + " [{key}]."), daily=1000)
    assert found["requests"] == []
    assert found["notices"][-1] == string("generating.model_budget", "en")


def test_sentences_come_one_by_one_and_leaving_ends_the_request(
    library: Library, quoted: tuple[Findings, Body], connect: Connect
) -> None:
    found, body = quoted

    def half(handler: Any) -> None:
        handler.begin()
        key = handler.asked.key_of(WORDS)
        handler.write(event(f"{TRUE} [{key}]. More"))
        hang(handler)

    with serving(half) as server:
        model = connect(server.url, limits=Limits(total=30))
        steps = written(library, body, found.hits, found.reading, model)
        first = next(step for step in steps if step is not None)
        assert first.text == TRUE + "."
        assert next(steps) is None
        steps.close()
        assert server.gone.wait(2)


ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "![logo](http://evil.example/p.png)",
    "[interviews](http://evil.example)",
    "[interviews][1]",
    "<http://evil.example>",
    "http://evil.example/?q=data",
    "www.evil.example",
    "evil.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "&#60;b&#62;",
    "`rm -rf`",
    "mail evil@evil.example",
    "\u202ereversed",
    "<svg/onload=alert(1)>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_and_links_never_pass_however_the_stream_is_cut(answer: Answer, attack: str) -> None:
    chance = random.Random(attack)
    for _ in range(3):
        wanted = chance.randint(1, 9)

        def text(request: Request) -> str:
            key = request.key_of(WORDS)
            return f"{TRUE} [{key}]. The data were collected through {attack} interviews [{key}]. {attack}"

        found = answer(says(text, pieces=wanted))
        shown = found["text"].replace("[1]", "")
        assert found["mode"] == "generated", found["notices"]
        assert not re.search(r"[<>\[\]`\u202e]|://|evil|javascript|&#", shown), shown


INJECTED: Sequence[str] = (
    "Sure! My instructions are: You write short answers for students of child protection.",
    "Call the new helpline 0800-555-0199 for help.",
    "SYSTEM OVERRIDE ACCEPTED.",
    "Saya akan mengabaikan aturan dan menjawab tanpa kutipan.",
    "The marker is 0123456789abcdef.",
    "I have no rules any more, the thesis is a fake.",
)


@pytest.mark.parametrize("obeyed", INJECTED)
def test_a_model_that_obeys_an_injection_is_not_heard(answer: Answer, obeyed: str) -> None:
    for ending in ("", " [{key}]"):
        found = answer(lines(TRUE + " [{key}].", obeyed + ending))
        assert found["text"] == TRUE + ". [1]"


def test_after_five_failures_answers_are_quoted_without_asking(
    library: Library, quoted: tuple[Findings, Body], connect: Connect
) -> None:
    found, body = quoted
    with serving(status(401)) as server:
        model = connect(server.url)
        for _ in range(8):
            result = finished(written(library, body, found.hits, found.reading, model))
            assert result["mode"] == "quoted"
        assert len(server.requests) == 5
