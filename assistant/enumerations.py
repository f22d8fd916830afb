"""What an answer counts up, and which of it "the second one" or "yang kedua" points at."""

import re
from dataclasses import dataclass

_LIST_LINE = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+(.+)$")
_MARK = re.compile(r"\s*\[\d+\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_MOST_WORDS = 12
"""Of an item: a whole sentence would drown what is asked about it."""

_SERIES_WITHIN = 1000
"""Characters of an answer: its first sentences."""

_FEWEST_BARE = 3
_BARE_WORDS = 6
"""A series without "and" is one when it is nothing else: at least three parts, each of few words."""

_ORDINALS = (
    r"pertama|kesatu|first|1st",
    r"kedua|second|2nd",
    r"ketiga|third|3rd",
    r"keempat|fourth|4th",
    r"kelima|fifth|5th",
    r"keenam|sixth|6th",
    r"ketujuh|seventh|7th",
    r"kedelapan|eighth|8th",
    r"kesembilan|ninth|9th",
    r"kesepuluh|tenth|10th",
)
_ANY = "|".join(_ORDINALS)
_CARDINALS = (
    "satu one",
    "dua two",
    "tiga three",
    "empat four",
    "lima five",
    "enam six",
    "tujuh seven",
    "delapan eight",
    "sembilan nine",
    "sepuluh ten",
)
_PLACE = {
    **{word: n for n, words in enumerate(_ORDINALS, 1) for word in words.split("|")},
    **{word: n for n, words in enumerate(_CARDINALS, 1) for word in words.split()},
    **dict.fromkeys(("terakhir", "last", "latter"), -1),
    "former": 1,
}
_COUNT = r"(?:\d{1,2}|" + "|".join(word for words in _CARDINALS for word in words.split()) + ")"
_VERB = r"is|are|was|were|does|do|did|has|have|had|can|mean|means|called"
REFERENCE = re.compile(
    rf"\b(?:yang|yg)(?: (?:disebut(?:kan)?|nomor|nomer|no\.?))* "
    rf"(?P<id>{_ANY}|terakhir|ke-?\d{{1,2}}|{_COUNT})\b(?: (?:itu|tadi|tersebut))?(?! puluh| belas)"
    rf"|\b(?:the )?(?P<en>{_ANY}|last|former|latter)"
    rf"(?: (?:one|role|point|item|type|kind|form|step|reason)\b(?: of (?:them|these|those))?)"
    rf"|\bthe (?P<alone>{_ANY}|last|former|latter)(?=\s*(?:[?.,!]|$|(?:{_VERB})\b))"
    rf"|\b(?:number|nomor|point|poin|item|no\.) ?(?P<number>{_COUNT})(?=\s*(?:[?.,!]|$|itu\b|(?:{_VERB})\b))"
    rf"|^(?:the )?(?P<bare>{_ANY}|terakhir|last)(?=[\s?.!]*$)",
    re.IGNORECASE,
)
"""Words that point at one of several things that were named before."""

_COUNTING = re.compile(
    rf"^(?:[\w-]+ ){{0,2}}?(?:(?:yang|the|is) )?({_ANY}|firstly|secondly|thirdly|finally)\b"
    rf"(?:,? (?:yaitu|yakni|adalah|ialah|is|was|role is|are))?[,:]?\s+",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:\b(?:yaitu|yakni|adalah|ialah|antara lain|seperti|misalnya|termasuk|meliputi|mencakup|memuat|menyebut|"
    r"terdiri atas|dari|dengan|oleh|melalui|lewat|bersama|namely|are|is|were|was|such as|like|includ(?:es?|ing)|"
    r"among them|from|by|with|through|in|cover(?:s|ed)?|names?)\b|:)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:yang|untuk|dalam|melalui|pada|agar|sebagai|through|for|in|on|which|that|who|as|to|at|under)\b.*$",
    re.IGNORECASE,
)
_LAST_OF_SERIES = re.compile(r",? +(?:dan|serta|atau|and|or) +", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a question points at the `place`-th thing that was named: 1 for the first, -1 for the last."""

    start: int
    end: int
    place: int


def reference(question: str) -> Reference | None:
    """What an ordinal in a question points at; None where there is none."""
    match = REFERENCE.search(question)
    if match is None:
        return None
    word = next(group for group in match.groups() if group).lower()
    digits = re.search(r"\d+", word)
    known = _PLACE.get(word)
    place = known if known is not None else int(digits.group()) if digits else 0
    return Reference(match.start(), match.end(), place)


def item(answer: str, place: int) -> str:
    """The words of the `place`-th thing that an answer counts up; "" where it counts up none, or fewer."""
    found = items(answer)
    if place == 0 or not found or abs(place) > len(found):
        return ""
    return found[place - 1 if place > 0 else place]


def items(answer: str) -> tuple[str, ...]:
    """What an answer counts up: its first list, its counted sentences, or the series in its first sentence.

    Args:
        answer: Markdown with [n].
    """
    text = _MARK.sub("", answer)
    return _listed(text) or _counted(text) or _series(text)


def _listed(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for line in text.splitlines():
        match = _LIST_LINE.match(line)
        if match:
            found.append(_clean(match.group(1)))
        elif found and line.strip():
            break
    return tuple(found) if len(found) > 1 else ()


def _counted(text: str) -> tuple[str, ...]:
    sentences = [s for s in _SENTENCE.split(" ".join(text.split())) if s]
    by_place: dict[int, str] = {}
    for at, sentence in enumerate(sentences):
        match = _COUNTING.match(sentence)
        if match is None:
            continue
        word = match.group(1).lower().removesuffix("ly")
        place = _PLACE.get(word, len(by_place) + 1)
        if place == 2 and 1 not in by_place and at > 0:  # the first is often not numbered
            by_place[1] = _clean(sentences[at - 1])
        by_place.setdefault(place, _clean(sentence[match.end() :]))
    whole = 2 in by_place and sorted(by_place) == list(range(1, len(by_place) + 1))
    return tuple(by_place[place] for place in sorted(by_place)) if whole else ()


def _series(text: str) -> tuple[str, ...]:
    """The "a, b, c and d" of the first sentence that has one."""
    for sentence in _SENTENCE.split(" ".join(text.split())[:_SERIES_WITHIN])[:2]:
        joints = list(_LAST_OF_SERIES.finditer(sentence))
        for joint in joints:
            before, after = sentence[: joint.start()], sentence[joint.end() :]
            parts = before.split(", ")
            last = _clean(_TAIL.sub("", after.split(", ")[0]))
            # Without a comma, "a and b" is a series only behind a word that leads to one.
            leads = list(_LEAD_IN.finditer(parts[0]))
            if not last or (len(parts) == 1 and not leads):
                continue
            first = (
                parts[0][leads[-1].end() :] if leads else _as_short(parts[0], [*parts[1:], last])
            )
            return (*(_clean(part) for part in (first, *parts[1:])), last)
        parts = sentence.split(", ")
        if len(parts) >= _FEWEST_BARE and all(len(part.split()) <= _BARE_WORDS for part in parts):
            return tuple(_clean(part) for part in parts)
    return ()


def _as_short(text: str, others: list[str]) -> str:
    """The end of a text, as many words as the longest of the others: what stands before it leads to the series."""
    return " ".join(text.split()[-max(len(other.split()) for other in others) :])


def _clean(text: str) -> str:
    words = text.strip().rstrip(".;,:").split()
    if len(words) <= _MOST_WORDS:
        return " ".join(words)
    short = " ".join(words[:_MOST_WORDS])
    return short.rpartition(", ")[0] or short
