"""A question that leans on the conversation becomes one that stands alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.entities import Share, swapped
from assistant.enumerations import item, reference
from assistant.leaning import OPENING, leans, says_something
from assistant.requests import Turn
from index.document import Language
from index.glossary import Glossary
from index.keyword import is_stop_word, words

Intent = Literal["more", "example", "simple", "language"]

JOINT = " — "
_MOST_PARTS = 3
"""The topic, and the last two things asked about it: more would drown what is asked now."""

_LONGEST_INTENT = 80
"""Characters of "explain it to me in simpler words": what is longer says something of its own."""

_LOOK_BACK = 6
"""Turns."""

_FILLER = re.compile(
    r"\b(?:dong|donk|deh|sih|kak|kakak|min|bang|please|pls|plz|tolong|tlg|coba|ya|yah|yaa|oke?|ok|thanks|could you|"
    r"can you|would you|i want|bisa|bisakah|mohon|minta|nih|aja|just|now|then|also|hmm+|oh|gitu|maaf|sorry|saya|aku|"
    r"gue|kamu)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:terima kasih|terimakasih|makasih|makasi|trims|trimakasih|thanks|thank you|thx|ty|baik|sip|mantap|got it|"
    r"great|cool|nice|hello|hi|halo|hai|bye|dadah|selamat (?:pagi|siang|sore|malam)|good (?:morning|bye)|"
    r"i see|understood|paham|mengerti|sama-sama)(?: (?:banyak|very much|a lot|so much|banget|kak|atas \w+))*",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"\b(?:new topic|new question|another (?:topic|question)|different (?:topic|question)|change (?:of )?topic|"
    r"topik (?:baru|lain)|ganti topik|pertanyaan (?:baru|lain)|soal lain|hal lain|ngomong-ngomong|btw|by the way)\b",
    re.IGNORECASE,
)
_LANGUAGE_NAMED = r"(?:(?:bahasa|bhs) ?(?:indonesia|indo)?|indonesian|(?:(?:bahasa|bhs) ?)?(?P<eng>inggris|english))"
_IN_LANGUAGE = re.compile(
    r"(?:(?:jawab|jelaskan|jelasin|tulis|tuliskan|terjemahkan|terjemahin|ulangi|answer|say|translate|explain|repeat|"
    r"reply|write)(?:lah|nya)?(?: it| that| this| itu| again| me)*\s+)?"
    rf"(?:(?:in|into|to|pakai|pake|dalam|dlm|dengan|dgn|ke|versi|with|using)\s+)?(?:the )?{_LANGUAGE_NAMED}(?:nya)?"
    r"(?: (?:version|versi|apa|instead|again|language))*",
    re.IGNORECASE,
)
_AND_IN_LANGUAGE = re.compile(
    r"(?:^|[\s.,;?!]+)(?:(?:jawab(?:lah)?|answer|reply|respond|please)\s+(?:it\s+)?)?(?:in|pakai|pake|dalam|dlm|dengan|dgn)\s+"
    rf"{_LANGUAGE_NAMED}(?: please| ya| dong)?[\s.?!]*$",
    re.IGNORECASE,
)
_ANSWER_IN = re.compile(r"\b(?:jawab(?:lah|an)?|answer|reply|respond)\b", re.IGNORECASE)
_INTENT_PHRASES: tuple[tuple[Intent, str], ...] = (
    (
        "simple",
        r"(?:(?:jelaskan|jelasin|terangkan|explain|say|put|tell|ulangi|describe)(?:lah)?"
        r"(?: (?:it|that|this|me|to me|itu|lagi))* )?"
        r"(?:(?:dengan|dgn|pakai|pake|in|using|secara|more|lebih|yang|yg|a|the|cara|bahasa|kata-kata|kata|words|"
        r"terms|language|way|very|yang lebih|saja) ?)*"
        r"(?:sederhana|mudah|gampang|simpel|simple|simply|plain|plainly|easy|simpler|easier|sederhanakan|"
        r"mudah dipahami|mudah dimengerti)(?:(?: (?:words|terms|language|english|way|dipahami|dimengerti|lagi|kata|"
        r"kata-kata|to understand))*)"
        r"|(?:apa )?(?:maksudnya|artinya|intinya)(?: (?:apa|gimana|bagaimana))?"
        r"|(?:kurang|belum|tidak|tdk|gak|ga|nggak|ngga|enggak|g|ndak) (?:paham|ngerti|mengerti|mudeng)(?: nih)?"
        r"|(?:i )?(?:don'?t|do not) (?:understand|get it)(?: (?:it|that|this))?"
        r"|what (?:does|do) (?:that|it|this|you) mean"
        r"|in other words|eli5|in short",
    ),
    (
        "example",
        r"(?:(?:apa|ada|kasih|kasi|beri|berikan|sebutkan|sebutin|give|show|any|is there|are there|have) ?(?:me |us )?"
        r"(?:an? |some |any |saja )*)?(?:contoh(?:nya)?|examples?|contoh kasus(?:nya)?|instances?)"
        r"(?: (?:apa|saja|nyata|konkret|konkretnya|satu|of (?:it|that|this|them|these|those)))*"
        r"|(?:misal|misalnya|umpamanya|seperti)(?: (?:apa|siapa|saja|kayak))*"
        r"|(?:for example|for instance|such as|like what|like who|e\.?g\.?)(?: what)?",
    ),
    (
        "more",
        r"(?:(?:apa|siapa|ada|mana|di mana|jelaskan|ceritakan|lanjut|terus|sebutkan) )?"
        r"(?:saja )?lagi(?: (?:apa|siapa))?"
        r"|(?:ada )?(?:yang|yg) lain(?:nya)?(?: (?:apa|siapa))?(?: lagi)?|selain itu(?: (?:apa|siapa)(?: lagi| saja)?)?"
        r"|lain(?:nya)?|(?:terus|lalu|trus|kemudian|lanjut|lanjutkan|lanjutin|selanjutnya)(?: apa)?"
        r"|(?:(?:jelaskan|ceritakan|jelasin|terangkan|uraikan) )?(?:secara )?lebih (?:lanjut|detail|detil|lengkap|jauh|"
        r"banyak|rinci|dalam)(?: lagi)?(?: (?:tentang|soal) (?:itu|hal itu|hal ini))?|detail(?:nya)?|selengkapnya"
        r"|(?:(?:tell|give|show) me |(?:i want|any|some|a bit|a little) )?more(?: (?:details?|info(?:rmation)?|please|"
        r"about (?:it|that|this|them|these)|on (?:that|this|it)))*|(?:what|who|where|which|anything|anyone|anybody|"
        r"somewhere|something|any) (?:else|others?)(?: is there)?|go on|continue|keep going|and|next|others?|elaborate|"
        r"say more|is that (?:all|it|everything)|(?:itu|cuma itu|hanya itu) (?:saja|aja|doang)?",
    ),
)
_INTENTS = tuple(
    (intent, re.compile(rf"(?:{phrase})(?: (?:{phrase}))*", re.IGNORECASE))
    for intent, phrase in _INTENT_PHRASES
)
"""The whole of what is said is one of these, or several: "gak ngerti, maksudnya?"."""

_SIMPLY = re.compile(
    r"[\s,]+(?:(?:dengan|pakai|dgn|secara|in) (?:(?:bahasa|kata-kata|cara|very|a|plain) )*(?:yang )?(?:lebih )?"
    r"(?:sederhana|mudah(?: dipahami| dimengerti)?|simple|easy|plain)(?: (?:words|terms|language|way))?"
    r"|simply)[\s.?!]*$",
    re.IGNORECASE,
)


_WHAT_IS = re.compile(
    r"(?:(?:apa(?:kah)? (?:itu|sih|arti|yang dimaksud(?: dengan)?)|jelaskan(?: tentang)?|pengertian|definisi)\s+"
    r"(?P<id>[^,?]{2,60}?)(?: itu)?(?: apa)?|(?P<turned>[^,?]{2,60}?) itu apa(?: sih| ya)?"
    r"|(?:what(?: is|'s)|who is|define|tell me about)\s+(?P<en>(?:(?! of )[^,?]){2,60}?))\s*\??",
    re.IGNORECASE,
)

_Parts = tuple[str, ...]
"""The topic's question first, then what was asked about it."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it stands alone.

    Attributes:
        question: what is shown, embedded and looked up.
        asked: what of it is asked now; the rest comes from the conversation.
        intent: of one that asks for the earlier answer in another way.
        language: that the answer was asked for in; None where nothing was said.
        used: quotations already given on this topic, for "more".
        within: for one that seems to stand alone, how it reads if it leans after all; "" where nothing was said before.
    """

    question: str
    asked: str
    intent: Intent | None = None
    language: Language | None = None
    used: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What a conversation has come to: the questions of its topic, what was asked last, and the answers to them."""

    parts: tuple[str, ...] = ()
    asked: str = ""
    answers: tuple[str, ...] = ()


def resolve(
    question: str,
    history: Sequence[Turn],
    glossary: Glossary | None = None,
    known: Share = lambda _: 0.0,
) -> FollowUp:
    """The question with what it leans on before it.

    Args:
        question: as typed.
        history: the conversation so far, oldest turn first.
        glossary: of the library; its terms are topics.
        known: share of the library's passages that have a word.

    Returns:
        `question` itself when it stands alone; the earlier question, with something else in its place or as it was,
        when the new one repeats it; else "topic — question".
    """
    terms = glossary or Glossary()
    context = _Context()
    for asked, answer in history[-_LOOK_BACK:]:
        if asked.strip():
            parts, found = _resolved(asked.strip(), context, terms, known)
            if not _COURTESY.fullmatch(_plain(asked)):
                answers = context.answers if parts[:1] == context.parts[:1] else ()
                context = _Context(parts, found.asked, (*answers, answer))
    return _resolved(question, context, terms, known)[1]


def _resolved(
    question: str, context: _Context, glossary: Glossary, known: Share
) -> tuple[_Parts, FollowUp]:
    """The parts of the stand-alone question, and the whole."""
    text, language = _language(" ".join(question.split()))
    thanks = bool(_COURTESY.fullmatch(_plain(question)))
    if context.parts and not thanks:
        intent = "language" if language and not text else _intent(text)
        leaning = _leaning(text, intent, context, glossary, known)
        if leaning:
            parts, asked = leaning
            used = _quotations(context.answers) if intent == "more" else ()
            return parts, FollowUp(_shown(parts), asked, intent, language, used)
    plain = _SIMPLY.sub("", text)
    simply: Intent | None = "simple" if plain != text else None
    asked = plain if simply or (language and text) else question
    within = _shown(_with(context.parts, text)) if context.parts and not thanks else ""
    return (question,), FollowUp(question, asked, simply, language, within=within)


def _leaning(
    text: str, intent: Intent | None, context: _Context, glossary: Glossary, known: Share
) -> tuple[_Parts, str] | None:
    """The parts of a question that leans on the conversation, and what it asks; None for one that does not."""
    if intent == "example":
        return _with(context.parts, text), text
    if intent is not None:
        return context.parts, context.asked
    pointed = _pointed(text, context)
    if pointed:
        return _with(context.parts, pointed), pointed
    changed = _changed(text, context, glossary)
    if changed:
        return changed, text
    fresh = _NEW_TOPIC.search(text)
    if reference(text) or leans(text[fresh.end() :] if fresh else text, glossary, known):
        return _with(context.parts, text), text
    return None


def _with(parts: tuple[str, ...], part: str) -> tuple[str, ...]:
    """The topic and what is asked of it; a bare "when?" needs what was asked before it as well."""
    topic = (_subject(parts[0]), *parts[1:])
    if says_something(part):
        return (topic[0], part)
    longer = (*topic, part)
    return (longer[0], *longer[1 - _MOST_PARTS :]) if len(longer) > _MOST_PARTS else longer


def _subject(question: str) -> str:
    """What "What is X?" is about; any other question as it is."""
    found = _WHAT_IS.fullmatch(question.strip())
    return found["id"] or found["turned"] or found["en"] if found else question


def _shown(parts: Sequence[str]) -> str:
    return JOINT.join(part.rstrip(" ?") + ("?" if part.endswith("?") else "") for part in parts)


def _plain(text: str) -> str:
    """The text without punctuation and small talk, to be compared with a whole pattern."""
    return " ".join(_FILLER.sub(" ", re.sub(r"[^\w\s'/-]", " ", text)).split())


def _intent(question: str) -> Intent | None:
    opening = OPENING.match(question)
    rest = question[opening.end() :] if opening else question
    for text in dict.fromkeys((_plain(question), _plain(rest))):
        for intent, pattern in _INTENTS:
            if 0 < len(text) <= _LONGEST_INTENT and pattern.fullmatch(text):
                return intent
    return None


def _language(question: str) -> tuple[str, Language | None]:
    """The question without the language that it asks for an answer in, and that language."""
    plain = _plain(question)
    whole = _IN_LANGUAGE.fullmatch(plain) if len(plain) <= _LONGEST_INTENT else None
    if whole:
        return "", _named(whole)
    ending = _AND_IN_LANGUAGE.search(question)
    if ending is None:
        return question, None
    mark = "?" if ending.group().startswith("?") else ""
    rest = question[: ending.start()].rstrip() + mark
    # "Apa istilah grooming dalam bahasa Inggris?" asks about a word, not for an answer in English.
    asks_for_it = _ANSWER_IN.search(ending.group()) or _ANSWER_IN.fullmatch(rest) or _intent(rest)
    return (rest, _named(ending)) if rest and asks_for_it else (question, None)


def _named(match: re.Match[str]) -> Language:
    return "en" if match["eng"] else "id"


def _pointed(question: str, context: _Context) -> str:
    """The question with the thing that its ordinal points at; "" where it points at none."""
    found = reference(question)
    named = item(context.answers[-1], found.place) if found and context.answers else ""
    if found is None or not named:
        return ""
    opening = OPENING.match(question)
    start = min(opening.end(), found.start) if opening else 0
    return " ".join(f"{question[start : found.start]}{named}{question[found.end :]}".split())


def _changed(question: str, context: _Context, glossary: Glossary) -> tuple[str, ...]:
    """The earlier question about what is named now; () where the new one is no bare name, or fits nowhere."""
    opening = OPENING.match(question)
    phrase = (question[opening.end() :] if opening else question).strip(" ?.!")
    phrase = re.sub(r"\s+(?:gimana|bagaimana|gmn|bgmn|instead|then|dong|sih|ya|juga)$", "", phrase)
    if not opening and not question.rstrip().endswith("?"):
        return ()
    if all(is_stop_word(word) for word in words(phrase)) or _COURTESY.fullmatch(phrase):
        return ()
    # The last part first: it is what was asked last.
    for at in reversed(range(len(context.parts))):
        part = swapped(context.parts[at], phrase, glossary)
        if part:
            return (*context.parts[:at], part, *context.parts[at + 1 :])
    return ()


def _quotations(answers: Sequence[str]) -> tuple[str, ...]:
    """What answers quoted: in their Markdown each quotation is followed by its [n]."""
    found = [
        piece.rpartition("\n\n")[2].strip()
        for answer in answers
        for piece in re.split(r"\s*\[\d+\]", answer)[:-1]
    ]
    return tuple(dict.fromkeys(quotation for quotation in found if quotation))
