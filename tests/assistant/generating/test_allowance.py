"""The tokens of a day are never exceeded, over threads, processes and restarts (SEC-63)."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.generating.allowance import Allowance
from assistant.generating.client import stream
from assistant.generating.model import Model
from index.problem import Problem
from index.tokens import count_tokens
from tests.assistant.generating.server import says, serving

ASKED = ({"role": "user", "content": "What is CSEC?"},)


def test_tokens_are_counted_for_all_who_share_the_home(tmp_path: Path) -> None:
    path = tmp_path / "home" / "tokens.json"
    Allowance(path, 100).reserve(60)
    assert Allowance(path, 100).used() == 60
    with pytest.raises(Problem, match="model_budget"):
        Allowance(path, 100).reserve(41)
    Allowance(path, 100).reserve(40)


def test_what_was_not_used_is_given_back_and_tomorrow_begins_anew(tmp_path: Path) -> None:
    now = [date(2026, 1, 31)]
    allowance = Allowance(tmp_path / "tokens.json", 100, lambda: now[0])
    day = allowance.reserve(90)
    allowance.give_back(50, day)
    assert allowance.used() == 40
    now[0] = date(2026, 2, 1)
    assert allowance.used() == 0
    allowance.give_back(40, day)
    allowance.reserve(100)
    assert allowance.used() == 100


def test_many_at_once_never_take_more_than_there_is(tmp_path: Path) -> None:
    taken: list[int] = []

    def take() -> None:
        for _ in range(10):
            try:
                Allowance(tmp_path / "tokens.json", 500).reserve(10)
            except Problem:
                return
            taken.append(10)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 500


def test_where_nothing_can_be_counted_nothing_is_sent() -> None:
    with pytest.raises(Problem, match="model_budget"):
        Allowance(Path("/proc/none/tokens.json"), 100).reserve(1)


def test_a_thousand_questions_stay_within_the_day(connect: Callable[..., Model]) -> None:
    with serving(says("A short answer.")) as server:
        model = connect(server.url, daily=800)
        replies: list[str] = []
        with pytest.raises(Problem, match="model_budget"):
            replies.extend("".join(stream(model, ASKED)) for _ in range(1000))
        cost = count_tokens("What is CSEC?") + count_tokens("A short answer.")
        assert len(server.requests) > 10
        assert model.allowance.used() == len(server.requests) * cost <= 800
