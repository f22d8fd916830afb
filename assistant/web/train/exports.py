"""A plan as a file to take along, made in memory."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.training.gift import to_gift
from assistant.training.item import Item
from assistant.training.moodle import to_moodle
from assistant.training.session.markdown import to_markdown
from assistant.training.session.plan import Plan
from assistant.training.session.slides import to_pptx
from assistant.training.session.word import to_docx
from assistant.training.tables import to_anki, to_csv
from index.document import Language
from index.problem import Problem

_OFFICE = "application/vnd.openxmlformats-officedocument"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Export:
    """A format.

    Attributes:
        ending: of the file's name.
        of_items: it holds the questions of the test alone.
    """

    ending: str
    media_type: str
    make: Callable[[Plan], str | bytes]
    of_items: bool = False


def _items(plan: Plan) -> list[Item]:
    """The questions of both tests, each once, without those whose quotation is out of date."""
    tests = [*plan.pre_test, *plan.post_test]
    found = {test.item.id: test.item for test in tests if not test.stale}
    return list(found.values())


def _test(ending: str, media_type: str, write: Callable[[Sequence[Item], Language], str]) -> Export:
    """A format that holds the questions of the test alone."""
    return Export(
        ending,
        f"{media_type}; charset=utf-8",
        lambda plan: write(_items(plan), plan.language),
        of_items=True,
    )


EXPORTS = {
    "docx": Export("docx", f"{_OFFICE}.wordprocessingml.document", to_docx),
    "pptx": Export("pptx", f"{_OFFICE}.presentationml.presentation", to_pptx),
    "md": Export("md", "text/markdown; charset=utf-8", to_markdown),
    "gift": _test("gift", "text/plain", to_gift),
    "moodle": _test("xml", "application/xml", to_moodle),
    "csv": _test("csv", "text/csv", to_csv),
    "anki": _test("anki.csv", "text/csv", to_anki),
}


def exported(plan: Plan, form: str) -> tuple[bytes, Export]:
    """The bytes of a plan in a format.

    Raises:
        Problem: `session_no_items`, the format holds questions and the plan has none.
    """
    export = EXPORTS[form]
    if export.of_items and not _items(plan):
        raise Problem("session_no_items")
    made = export.make(plan)
    return made.encode("utf-8") if isinstance(made, str) else made, export


def file_name(plan: Plan, export: Export) -> str:
    """The plan's title as a plain name that every system takes."""
    words = re.findall(r"[a-z0-9]+", plan.title.lower())
    return f"{'-'.join(words)[:_LONGEST_NAME].strip('-') or 'session'}.{export.ending}"
