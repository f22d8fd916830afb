"""Every fault of a model's server ends in a named problem in time, and the key is shown nowhere (SEC-62, SEC-64)."""

import gc
import logging
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from assistant.generating.client import stream
from assistant.generating.model import Limits, Model
from index.problem import Problem
from tests.assistant.generating.conftest import PATIENT, QUICK
from tests.assistant.generating.server import (
    FAULTS,
    KEY,
    event,
    hang,
    hang_midway,
    reset,
    says,
    serving,
    status,
    stream_of,
)
from tests.serving import free_port

Connect = Callable[..., Model]
ASKED = ({"role": "user", "content": "What is CSEC?"},)

ENDS_AS = {
    "401": "model_refused",
    "403": "model_refused",
    "404 model": "model_unknown",
    "429 without a time": "model_busy",
    "429 in an hour": "model_busy",
    "500": "model_failing",
    "503": "model_failing",
    "redirect": "model_rejected",
    "bad request": "model_rejected",
    "context too long": "model_too_long",
    "reset": "model_unreachable",
    "hang": "model_slow",
    "hang midway": "model_slow",
    "slow drip": "model_slow",
    "slow drip of headers": "model_slow",
    "bad JSON": "model_garbled",
    "another JSON": "model_garbled",
    "bad SSE": "model_garbled",
    "not UTF-8": "model_garbled",
    "empty": "model_empty",
    "empty reply": "model_empty",
    "white space": "model_empty",
    "truncated": "model_truncated",
    "cut by length": "model_truncated",
    "error in the stream": "model_failing",
    "endless line": "model_garbled",
}


def reply(model: Model) -> str:
    return "".join(stream(model, ASKED))


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_name_and_ends_in_time_without_the_key(
    fault: str, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(FAULTS[fault]) as server:
        model = connect(server.url, limits=QUICK if ENDS_AS[fault] == "model_slow" else PATIENT)
        started = time.monotonic()
        with pytest.raises(Problem) as caught:
            reply(model)
        assert time.monotonic() - started < 10  # the script hangs for 20 s and drips for ever
        assert caught.value.code == ENDS_AS[fault]
        shown = "".join(traceback.format_exception(caught.value))
        for text in (shown, repr(model), caplog.text):
            assert KEY not in text
        gc.collect()
        assert "destroyed" not in caplog.text  # asyncio's word for what was left running
        assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"


def test_a_server_that_is_not_there_is_named(connect: Connect) -> None:
    with pytest.raises(Problem, match="model_unreachable"):
        reply(connect(f"http://127.0.0.1:{free_port()}/v1"))


def test_the_request_is_the_protocols(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    with serving(says("It is a crime.")) as server:
        assert reply(connect(server.url)) == "It is a crime."
        gc.collect()
        assert "destroyed" not in caplog.text
        asked = server.requests[0]
    assert asked.path == "/v1/chat/completions"
    assert asked.body["messages"] == list(ASKED)
    assert (asked.body["stream"], asked.body["max_tokens"]) == (True, 600)
    assert set(asked.body) == {"model", "messages", "temperature", "max_tokens", "stream"}


@pytest.mark.parametrize("fault", [status(500), status(503), status(429), reset])
def test_what_may_pass_is_tried_again_and_then_answered(
    fault: Callable[..., None], connect: Connect
) -> None:
    with serving(fault, fault, says("An answer.")) as server:
        assert reply(connect(server.url)) == "An answer."
        assert len(server.requests) == 3


@pytest.mark.parametrize("code", [401, 403, 404, 400])
def test_what_does_not_pass_is_not_tried_again(code: int, connect: Connect) -> None:
    with serving(status(code)) as server:
        with pytest.raises(Problem):
            reply(connect(server.url))
        assert len(server.requests) == 1


def test_after_text_has_come_nothing_is_tried_again(connect: Connect) -> None:
    def breaks_off(handler: object) -> None:
        stream_of(event("One"))(handler)  # type: ignore[arg-type]
        reset(handler)  # type: ignore[arg-type]

    with serving(breaks_off) as server:
        with pytest.raises(Problem, match="model_truncated"):
            reply(connect(server.url))
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "wait", ["0.3", format_datetime(datetime.now(UTC) + timedelta(seconds=-9), usegmt=True)]
)
def test_a_pause_that_is_asked_for_is_kept(wait: str, connect: Connect) -> None:
    with serving(status(429, Retry_After=wait), says("An answer.")) as server:
        started = time.monotonic()
        assert reply(connect(server.url)) == "An answer."
        assert time.monotonic() - started >= (0.3 if wait == "0.3" else 0)


def test_a_pause_longer_than_the_limit_is_not_waited_for(connect: Connect) -> None:
    with serving(status(503, Retry_After="0.9"), says("An answer.")) as server:
        with pytest.raises(Problem, match="model_failing"):
            reply(connect(server.url))
        assert len(server.requests) == 1


def test_after_five_failures_the_server_is_left_alone_until_it_has_rested(connect: Connect) -> None:
    now = [0.0]
    with serving(status(401)) as server:
        model = connect(server.url)
        model.breaker._clock = lambda: now[0]
        for _ in range(5):
            with pytest.raises(Problem, match="model_refused"):
                reply(model)
        for moment in (0.0, 59.0):
            now[0] = moment
            with pytest.raises(Problem, match="model_resting"):
                reply(model)
        assert len(server.requests) == 5
        now[0] = 61.0
        server.turns[:] = [says("Here again.")]
        assert reply(model) == "Here again."
        assert reply(model) == "Here again."


def test_one_request_tries_after_the_rest_and_its_failure_begins_another(connect: Connect) -> None:
    now = [0.0]
    with serving(status(401)) as server:
        model = connect(server.url)
        model.breaker._clock = lambda: now[0]
        for _ in range(5):
            with pytest.raises(Problem):
                reply(model)
        now[0] = 61.0
        model.breaker.check()
        with pytest.raises(Problem, match="model_resting"):
            reply(model)
        assert len(server.requests) == 5


@pytest.mark.parametrize("fault", [hang, hang_midway])
def test_a_reader_who_goes_ends_the_request(fault: Callable[..., None], connect: Connect) -> None:
    with serving(fault) as server:
        running = stream(connect(server.url, limits=Limits(total=30.0)), ASKED)
        while next(running):
            pass  # the first "" is the first half second without text
        running.close()
        assert server.gone.wait(2)


def test_many_readers_who_go_leave_no_thread_and_no_loop(connect: Connect) -> None:
    with serving(says("A long answer. " * 50)) as server:
        model = connect(server.url)
        before = threading.active_count()
        for _ in range(60):
            running = stream(model, ASKED)
            next(running)
            running.close()
        gc.collect()
        for _ in range(100):
            if threading.active_count() <= before + 1:
                break
            time.sleep(0.02)
        assert threading.active_count() <= before + 1
