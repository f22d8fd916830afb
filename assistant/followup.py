"""A question that leans on the conversation becomes one that stands alone."""

import re
from collections.abc import Sequence

from assistant.requests import Turn
from index.keyword import is_stop_word, words

_JOINT = " — "
_MOST_PARTS = 3
"""The topic, and the last two things asked about it: more would drown what is asked now."""

_LOOK_BACK = 6
"""Turns."""

_DEFINITION = re.compile(
    r"\b(?:apa itu|apa sih|apakah itu|apa arti|apa yang dimaksud|definisi|pengertian|kepanjangan|what is|what's|"
    r"what are|what does|define|definition of|meaning of)\b",
    re.IGNORECASE,
)
"""A question that asks what a named thing is stands alone, however short it is."""

_OPENING = re.compile(
    r"^(?:dan|lalu|terus|trus|kemudian|kalau|kalo|bagaimana dengan|gimana dengan|gmn dgn|gimana kalau|selain itu|"
    r"selanjutnya|and|then|so|what about|how about|what else|anything else|also|but|tapi|or)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:yang|yg) (?:pertama|kedua|ketiga|keempat|kelima|terakhir|lain(?:nya)?|mana)\b"
    r"|\bthe (?:first|second|third|fourth|fifth|last|other)(?: one| role| point)?\b"
    r"|^(?:(?:yang )?(?:pertama|kedua|ketiga|keempat|kelima|terakhir)|(?:the )?(?:first|second|third|last))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:mereka|dia|ia|beliau|tersebut|tsb|begitu|demikian|di sana|disana)\b"
    r"|(?<!apa )\bitu\b"
    r"|\b(?:it|its|they|them|their|theirs|that|those|these|he|him|his|she|her|there)\b"
    r"|\b(?:this|ini)\b(?! (?:study|research|thesis|paper|abstract|text))",
    re.IGNORECASE,
)
_OWN_TEXT = re.compile(
    r"\b(?:penelitian|skripsi|tesis|studi|riset|kajian|karya|teks|dokumen|bahan|intisari|abstrak) "
    r"(?:ini|itu|tersebut)\b"
    r"|\b(?:this|the|that) (?:study|research|thesis|paper|abstract|text|document)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\b(?!(?:hanya|punya|nya|tanya|bertanya|biasanya|misalnya|sebenarnya|akhirnya|adanya|umumnya|"
    r"khususnya|terutamanya|sepertinya|tentunya|pokoknya|artinya|maksudnya|banyaknya)\b)\w{3,}nya\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:lebih lanjut|lebih jauh|lagi|lanjut(?:kan)?|more|elaborate|continue|go on|for example|contoh(?:nya)?|"
    r"maksudnya|artinya|example)\b",
    re.IGNORECASE,
)


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on before it: the earlier questions of the same topic.

    Args:
        question: as typed.
        history: the conversation so far, oldest turn first.

    Returns:
        `question` itself when it stands alone, else "topic — question".
    """
    parts: list[str] = []
    earlier = [turn[0].strip() for turn in history[-_LOOK_BACK:] if turn[0].strip()]
    for asked in [*earlier, question]:
        parts = [*parts, asked] if parts and _leans(asked) else [asked]
    if len(parts) > _MOST_PARTS:
        parts = [parts[0], *parts[1 - _MOST_PARTS :]]
    return _JOINT.join(part.rstrip(" ?") + ("?" if part.endswith("?") else "") for part in parts)


def _leans(question: str) -> bool:
    """Whether the question says too little alone, or points at something said before."""
    if _OPENING.search(question) or _ORDINAL.search(question):
        return True
    without_own = _OWN_TEXT.sub(" ", question)
    if _PRONOUN.search(without_own) or _SUFFIX.search(without_own):
        return True
    content = content_words(question)
    if content and _DEFINITION.search(question):
        return False
    return len(content) <= 1 or (len(content) <= 3 and bool(_MORE.search(question)))


def content_words(text: str) -> list[str]:
    """The words of a text that are stop words in neither language."""
    return [word for word in words(text) if not is_stop_word(word)]
