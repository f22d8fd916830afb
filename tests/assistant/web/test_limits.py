import pytest

from assistant.web.limits import RateLimit
from index.problem import Problem


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_eleventh_in_a_minute_is_told_when_to_come_back():
    clock = Clock()
    limit = RateLimit(10, clock=clock)
    for second in range(10):
        clock.now = float(second)
        limit.check("a")
    with pytest.raises(Problem) as caught:
        limit.check("a")
    assert caught.value.code == "rate_limited"
    assert caught.value.values == {"retry_after": 51}
    limit.check("b")
    clock.now = 60.0
    limit.check("a")
    with pytest.raises(Problem):
        limit.check("a")
