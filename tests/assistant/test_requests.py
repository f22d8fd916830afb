"""Input of any type is a checked request or a named problem, never a crash."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.requests import parse_history, parse_language, parse_question, parse_request
from index.problem import Problem

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_anything_is_a_request_or_a_problem(question: Any, language: Any, history: Any) -> None:
    try:
        request = parse_request(question, language, history)
    except Problem as problem:
        known = problem.code in {"empty_question", "question_too_long", "bad_input"}
        assert known
    else:
        assert 1 <= len(request.question) <= 2000


def test_history_comes_as_a_list_or_as_json() -> None:
    wanted = (("a", "b"), ("c", "d"))
    assert parse_history([["a", "b"], ("c", "d")]) == wanted
    assert parse_history('[["a", "b"], ["c", "d"]]') == wanted
    assert parse_history(None) == parse_history("") == parse_history("[]") == ()


@pytest.mark.parametrize(
    "history", ["x", "{}", 3, [["a"]], [["a", 1]], [[]], {"a": "b"}, "[" * 99999]
)
def test_a_history_of_another_shape_is_a_problem(history: object) -> None:
    with pytest.raises(Problem, match="history"):
        parse_history(history)


def test_half_a_surrogate_pair_is_not_text() -> None:
    with pytest.raises(Problem):
        parse_question("apa \ud800 itu")


def test_no_language_means_the_questions_own() -> None:
    assert parse_language(None) is parse_language("") is None
    with pytest.raises(Problem):
        parse_language("de")
