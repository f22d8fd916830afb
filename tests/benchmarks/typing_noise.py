"""What careless typing costs: the answerable questions of a question set, clean and as students type them.

Slips are made by a seeded generator of the kinds that hands make (letters swapped, lost, doubled, the key beside);
short forms from a list of what students write. Each is asked as typed and as `index/spelling.py` reads it.

    python -m tests.benchmarks.typing_noise [FILE.jsonl] [--changes]
"""

import argparse
import random
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.conversation import Assistant, open_assistant
from assistant.evaluation.intervals import Estimate
from assistant.evaluation.questions import Question, load_questions
from assistant.evaluation.running import material, run
from assistant.evaluation.scoring import judge, summarise
from assistant.settings import load_settings
from index.spelling import corrected
from tests.conftest import ROOT

TUNING = ROOT / "knowledge" / "questions" / "tuning.jsonl"
SEED = 20

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORT = {
    "yang": "yg", "dengan": "dgn", "karena": "krn", "bagaimana": "gmn", "berapa": "brp", "kenapa": "knp",
    "mengapa": "knp", "tahun": "thn", "bisa": "bs", "tidak": "tdk", "sama": "sm", "untuk": "utk", "dalam": "dlm",
    "dari": "dr", "pada": "pd", "tentang": "ttg", "terhadap": "thd", "oleh": "olh", "dan": "dn", "saja": "aja",
    "apakah": "apkh", "siapa": "sp", "kapan": "kpn", "jelaskan": "jlskn", "sebagai": "sbg", "orang": "org",
    "tersebut": "tsb", "tanggal": "tgl", "pasal": "psl", "anak-anak": "anak2", "negara-negara": "negara2",
    "you": "u", "your": "ur", "please": "pls", "because": "bcs", "government": "govt", "people": "ppl",
    "about": "abt", "what": "wat", "with": "w/", "are": "r", "and": "n", "which": "wich", "between": "btwn",
    "without": "w/o", "through": "thru", "information": "info", "the": "da", "children": "kids",
}  # fmt: skip


def slip(word: str, random_: random.Random) -> str:
    """A word with one slip of the hand, its first letter kept."""
    at = random_.randrange(1, len(word))
    kind = random_.choice(("swap", "lose", "double", "beside"))
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    row = next((row for row in _ROWS if word[at].lower() in row), None)
    if kind == "beside" and row:
        place = row.index(word[at].lower())
        beside = random_.choice(row[max(place - 1, 0) : place] + row[place + 1 : place + 2])
        return word[:at] + beside + word[at + 1 :]
    return word[:at] + word[at + 1 :]


def misspelled(text: str, key: str) -> str:
    """A question with a slip in one or two of its words of four letters and more; the same for the same key."""
    random_ = random.Random(f"{SEED} {key}")
    places = [match.span() for match in _WORD.finditer(text)]
    for start, end in sorted(random_.sample(places, min(len(places), random_.choice((1, 2)))))[
        ::-1
    ]:
        text = text[:start] + slip(text[start:end], random_) + text[end:]
    return text


def short(text: str, _: str) -> str:
    """A question in lower case and without its question mark, with the short forms of a hurried student."""
    return re.sub(
        r"[\w'’]+(?:-[\w'’]+)?",
        lambda match: _SHORT.get(match.group(), match.group()),
        text.lower().rstrip("?. "),
    )


FORMS: dict[str, Callable[[str, str], str]] = {
    "clean": lambda text, _: text,
    "misspelled": misspelled,
    "short forms": short,
    "short forms, misspelled": lambda text, key: misspelled(short(text, key), key),
    "capitals": lambda text, _: text.upper(),
    "no punctuation": lambda text, _: re.sub(r"[^\w\s'’/-]", "", text),
    "lower case": lambda text, _: text.lower(),
}


def typed(
    questions: list[Question], form: Callable[[str, str], str], read: Callable[[str], str] = str
) -> list[Question]:
    """The questions in a form, and as they are read; their conversations likewise."""
    made = []
    for question in questions:
        request = question.request
        history = tuple(
            (read(form(asked, f"{question.id} {at}")), answer)
            for at, (asked, answer) in enumerate(request.history)
        )
        text = read(form(request.question, question.id))
        made.append(replace(question, request=replace(request, question=text, history=history)))
    return made


def report(assistant: Assistant, questions: list[Question]) -> None:
    """Print the figures of every form, as typed and as read."""
    library = assistant.library.current()

    def read(text: str) -> str:
        return corrected(library, text).text

    print(f"{len(questions)} answerable questions\n")
    print("| form | facts, as typed | facts, as read | refused, as typed | refused, as read |")
    print("|---|---|---|---|---|")
    for name, form in FORMS.items():
        plain = measured(assistant, typed(questions, form))
        better = measured(assistant, typed(questions, form, read))
        cells = [
            f"{of[figure].value:.3f}"
            for figure in ("facts", "false_refusal")
            for of in (plain, better)
        ]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def measured(assistant: Assistant, questions: list[Question]) -> dict[str, Estimate]:
    """Every measure of `evaluate` over the questions."""
    judged_by = material(assistant)
    with tempfile.TemporaryDirectory() as folder:
        records = run(assistant, questions, Path(folder), "")
    return summarise([judge(q, r, judged_by) for q, r in zip(questions, records, strict=True)])


def changes(assistant: Assistant, questions: list[Question]) -> None:
    """Print every word of the clean questions that would be read as another."""
    library = assistant.library.current()
    for question in questions:
        for was, best in corrected(library, question.request.question).changes:
            print(f"{question.id}: {was} -> {best}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=TUNING)
    parser.add_argument(
        "--changes", action="store_true", help="only print what clean questions lose"
    )
    arguments = parser.parse_args()
    assistant = open_assistant(load_settings())
    assistant.library.open()
    questions = load_questions(arguments.file)
    if arguments.changes:
        changes(assistant, questions)
    else:
        report(assistant, [q for q in questions if q.expect == "answered"])


if __name__ == "__main__":
    main()
