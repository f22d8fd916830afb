"""Sessions over the whole library: statements without a quotation, minutes that do not add up, time.

python -m tests.benchmarks.sessions [--home FOLDER]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.conversation import open_assistant
from assistant.settings import Settings
from assistant.training.session.audiences import AUDIENCES, GENERAL
from assistant.training.session.builder import build
from assistant.training.session.packs import build_pack, pack_names
from assistant.training.session.plan import Plan
from assistant.training.session.request import SessionRequest
from index.document import LANGUAGES, Language
from index.library import Library
from tests.conftest import LIBRARY

TOPICS: dict[Language, tuple[str, ...]] = {
    "en": ("grooming", "The Code", "restitution", "reporting", "child marriage", "terms"),
    "id": ("grooming", "pariwisata", "restitusi", "pelaporan", "perkawinan anak", "istilah"),
}


def uncited(plan: Plan) -> int:
    """Statements outside facilitation text that are not, character for character, what their citation points to."""
    bad = 0
    for message in plan.messages():
        cited = [c.document.text[c.start : c.end] for c in message.citations]
        bad += message.own or message.stale or message.text not in cited
    return bad + sum(not test.item.citations for test in (*plan.pre_test, *plan.post_test))


def sixty() -> Iterator[SessionRequest]:
    """Requests for 60 plans: every audience, six lengths, both languages, one to three topics."""
    rng = random.Random(11)
    for at in range(60):
        language = LANGUAGES[at % 2]
        yield SessionRequest(
            tuple(rng.sample(TOPICS[language], 1 + at % 3)),
            (*AUDIENCES, GENERAL)[at % 9],
            (30, 60, 120, 240, 480, 960)[at // 2 % 6],
            language,
        )


def report(library: Library) -> None:
    """Print the figures."""
    seconds: list[float] = []
    bad = statements = 0
    for asked in sixty():
        started = time.monotonic()
        plan = build(library, asked)
        seconds.append(time.monotonic() - started)
        bad += uncited(plan)
        statements += len(list(plan.messages()))
    print(f"60 plans: {statements} statements, {bad} without their quotation")
    print(f"seconds a plan: median {statistics.median(seconds):.2f}, most {max(seconds):.2f}")
    rng, wrong = random.Random(5), 0
    for _ in range(200):
        language = rng.choice(LANGUAGES)
        minutes = rng.randint(30, 960)
        topics = (rng.choice(TOPICS[language]),)
        plan = build(library, SessionRequest(topics, rng.choice(AUDIENCES), minutes, language))
        wrong += sum(block.minutes for block in plan.blocks) != minutes
    print(f"200 random requests: {wrong} whose minutes do not add up")
    packs = [build_pack(library, name, language) for name in pack_names() for language in LANGUAGES]
    print(f"{len(packs)} ready sessions: {sum(map(uncited, packs))} statements without quotation")


def main() -> None:
    """Build the library, then the sessions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, default=None)
    home = parser.parse_args().home or Path(tempfile.mkdtemp(prefix="sessions-"))
    opened = open_assistant(Settings(home=home, knowledge=LIBRARY))
    opened.library.open()
    report(opened.library.current())


if __name__ == "__main__":
    main()
