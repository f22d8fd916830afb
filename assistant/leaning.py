"""Whether a question leans on what was said before, or has a topic of its own."""

import re

from assistant.entities import Share, entities, is_specific
from index.glossary import Glossary
from index.keyword import is_stop_word, words

_SPECIFIC = 0.05
"""A term whose rarest word stands in more of the passages than this could be about anything in the library."""
_SPECIFIC_NAME = 0.25
"""The same for a name: only the names that the whole library is about are on every lip."""

OPENING = re.compile(
    r"^(?:(?:oh|oke?|baik|hmm+|ah|well|thanks|thank you|makasih|terima kasih|right|i see|begitu|"
    r"gitu)\b[\s.,!]*)*"
    r"(?:(?:dan|lalu|terus|trus|trs|kemudian|kalau|kalo|klo|kl|bagaimana dengan|gimana dengan|gimana dgn|gmn dgn|"
    r"bgmn dgn|bagaimana kalau|gimana kalau|gimana kalo|selain itu|selanjutnya|sedangkan|and|then|so|what about|"
    r"how about|also|but|tapi|tetapi|or|atau|what if it'?s)\b[\s,]*)+",
    re.IGNORECASE,
)
_OWN_TEXT = re.compile(
    r"\b(?:penelitian|skripsi|tesis|studi|riset|kajian|karya|teks|dokumen|bahan|intisari|abstrak) "
    r"(?:ini|itu|tersebut)\b"
    r"|\b(?:this|the|that) (?:study|research|thesis|paper|abstract|text|document)\b",
    re.IGNORECASE,
)
_EMPTY_PRONOUN = re.compile(
    r"\b(?:is|was|are|were|will be|can be) there\b|\bthere (?:is|are|was|were|has|have|will|can)\b"
    r"|\b(?:is|was|isn't|wasn't) it (?:(?:a|an|true|not|always|ever|really|also|still) )*[\w-]+ "
    r"(?:to|that|if|when|for)\b"
    r"|\bit is [\w-]+ (?:to|that|for)\b|\bwhat does it (?:mean|take) (?:to|when|if)\b|\bthose who\b"
    r"|\b(?:apa|apakah) itu\b"
    r"|\b(?:kenapa|mengapa) (?:ada|banyak)\b",
    re.IGNORECASE,
)
"""Words that look like pronouns and point at nothing: "is there", "is it legal to", "apa itu"."""
_PERSON = re.compile(r"\b(?:dia|beliau|he|him|his|she|her|hers)\b", re.IGNORECASE)
_STRONG = re.compile(
    r"\b(?:mereka|ia|tersebut|tsb|it|its|they|them|their|theirs|di sana|disana|keduanya|both of)\b"
    r"|\b(?:is|was|are|were) (?:that|this|those|these) (?:the|a|an|all|why|how|where|when|what)\b"
    r"|\b(?:that|those|these)[\s?.!]*$",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:itu|tadi|begitu|demikian|this|these|those|there|ini|juga|the same|other|others|lainnya|selain itu)\b"
    r"|(?:^|\b(?:is|was|did|does|do|of|about|for|by|in|with|after|from|to|on|at|and|why|when|how|who|what|than|"
    r"like|before)\s)that\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\b(?!(?:hanya|punya|nya|tanya|bertanya|biasanya|misalnya|sebenarnya|akhirnya|adanya|umumnya|"
    r"khususnya|terutamanya|sepertinya|tentunya|pokoknya|artinya|maksudnya|banyaknya|sebaiknya|seharusnya|"
    r"sebaliknya|setidaknya|terjadinya|pentingnya|menanya|ditanya|mempunyai|mengapanya|selanjutnya)\b)\w{3,}nya\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:dan|and|atau|or|jika|kalau|bila|ketika|saat|karena|agar|supaya|sebelum|setelah|sehingga|if|when|"
    r"while|because|before|after|so that|until|unless|serta|beserta)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:apa itu|apa sih|apakah itu|apa arti|apa yang dimaksud|definisi|pengertian|kepanjangan|singkatan|what is|"
    r"what's|what are|what does|define|definition of|meaning of)\b",
    re.IGNORECASE,
)
"""A question that asks what a named thing is stands alone, however short it is."""
_ASKS = re.compile(
    r"\b(?:apa|apakah|siapa|siapakah|kapan|di ?mana|dimana|ke mana|dari mana|mana|bagaimana|gimana|gmn|mengapa|kenapa|"
    r"knp|berapa|brp|what|who|whom|whose|when|where|which|why|how|is|are|does|do|did|was|were|can|should|jelaskan|"
    r"sebutkan|explain|describe|list|name|adakah|bolehkah|bisakah)\b",
    re.IGNORECASE,
)
_BARE_WHY = re.compile(r"^(?:why|kenapa|mengapa|knp|since when|sejak kapan)\b", re.IGNORECASE)
_DANGLING = re.compile(
    r"^(?i:since when|when|where|why|how|what)\b.*\b(?:did|does|do) "
    r"(?:the |van |den |de |bin |binti )*[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|of|van|den|de|bin|binti))*$"
)
"""Asks what somebody did, without a verb: "since when did van den Berg?"."""
_BEFORE_A_QUESTION_WORD = re.compile(
    r"^(?:in|at|on|by|to|from|for|with|through|of|under|into|via|dalam|pada|dari|dengan|dgn|oleh|untuk|bersama|lewat|"
    r"melalui|sama|ke|kepada|bagi|di|antara)\s+(?:which|what|whom|who|whose|how|apa|siapa|mana|berapa)\b",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    "tanggal tgl tahun thn bulan hari jam kota tempat jumlah nama exactly persisnya tepatnya date year month day time "
    "city place number name contoh contohnya alasannya example examples reason".split()
)
"""Words that ask for a kind of answer and name no topic."""
_PREPOSITION = re.compile(
    r"^(?:in|at|on|by|from|for|with|through|under|di|pada|dari|dengan|untuk|bersama|lewat|melalui|ke|bagi)\s",
    re.IGNORECASE,
)


def leans(question: str, glossary: Glossary, known: Share) -> bool:
    """Whether a question says too little alone, or points at something said before.

    Args:
        question: as typed.
        glossary: whose terms can be a topic.
        known: share of the passages that have a word: what all passages are about is no topic of its own.
    """
    opening = OPENING.match(question)
    body = question[opening.end() :] if opening else question
    text = _EMPTY_PRONOUN.sub(" ", _OWN_TEXT.sub(" ", body))
    named = [entity for entity in entities(body, glossary) if entity.kind != "year"]
    text = _without_marker(text, [entity.text for entity in named])
    topic = own_topic(body, glossary, known)
    if _points_outside(text, named=bool(named)):
        return True
    content = content_words(text)
    if content and _DEFINITION.search(body) and not _SUFFIX.search(text):
        return False
    weak = bool(_WEAK.search(text) or _suffix_points_outside(text))
    if weak:
        return bool(opening) or not topic
    if opening:
        return not (topic and _ASKS.search(body) and len(content) > 1)
    return _is_cut_short(body, content, named=bool(named), topic=topic)


def own_topic(text: str, glossary: Glossary, known: Share) -> bool:
    """Whether a text names something that tells it apart within the library."""
    return any(
        is_specific(e, known, _SPECIFIC if e.kind == "term" else _SPECIFIC_NAME)
        for e in entities(text, glossary)
    )


def content_words(text: str) -> list[str]:
    """The words of a text that are stop words in neither language."""
    return [word for word in words(text) if not is_stop_word(word)]


def says_something(text: str) -> bool:
    """Whether a question has a word of its own beside question words, pronouns and kinds of answers."""
    rest = _STRONG.sub(" ", _WEAK.sub(" ", OPENING.sub("", text)))
    own = (word for word in content_words(_ASKS.sub(" ", rest)) if word not in _LIGHT)
    return any(own)


def _is_cut_short(body: str, content: list[str], *, named: bool, topic: bool) -> bool:
    """Whether a question is a bare phrase: too few words, no verb, or a preposition and a question word."""
    bare = body.rstrip(" ?.!")
    if _BARE_WHY.search(bare) and named and len(content) <= 2:
        return True
    if _DANGLING.search(bare) and named:
        return True
    if topic:
        return not _ASKS.search(bare) and bool(_PREPOSITION.search(bare))
    if _PREPOSITION.search(bare) and not _ASKS.search(bare) and len(content) <= 3:
        return True
    few = 2 if _BEFORE_A_QUESTION_WORD.search(bare) else 1
    return len([word for word in content if word not in _LIGHT]) <= few


def _without_marker(text: str, names: list[str]) -> str:
    """The text without an "itu" that stands behind a name: "KPAI itu lembaga apa" points at KPAI."""
    for name in names:
        text = re.sub(rf"({re.escape(name)}) (?:itu|ini)\b", r"\1", text, flags=re.IGNORECASE)
    return text


def _points_outside(text: str, *, named: bool) -> bool:
    """Whether a pronoun has nothing before it in the question that it could stand for."""
    for match in _PERSON.finditer(text):
        if not (named and _LINK.search(text[: match.start()])):
            return True
    return any(not _has_antecedent(text[: match.start()]) for match in _STRONG.finditer(text))


def _has_antecedent(before: str) -> bool:
    """Whether a joining word stands before a pronoun, and something to point at before that."""
    links = list(_LINK.finditer(before))
    return bool(links) and bool(content_words(before[: links[-1].start()]))


def _suffix_points_outside(text: str) -> bool:
    return any(not _has_antecedent(text[: match.start()]) for match in _SUFFIX.finditer(text))
