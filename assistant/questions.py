"""What kind of answer a question wants, by its words, in Indonesian and English."""

import re
from dataclasses import dataclass
from typing import Literal

from index.keyword import is_stop_word, words

QuestionType = Literal[
    "when",
    "how_many",
    "who",
    "where",
    "why",
    "list",
    "definition",
    "comparison",
    "process",
    "yes_no",
    "other",
]

_YEAR_OR_DATE = (
    r"\b(?:1[89]|20)\d\d\b|\b(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|"
    r"desember|january|february|march|may|june|july|august|october|december)\b|\babad\b|\bcentury\b"
)
_NUMBER = (
    r"\d|\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|ribu|juta|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|persen|percent)\b"
)
_PATTERNS: tuple[tuple[QuestionType, str], ...] = (
    (
        "when",
        r"\b(?:(?:sejak )?kapan(?:kah)?|(?:pada )?(?:tahun|tanggal|bulan|abad) (?:ke ?)?(?:berapa|apa)(?:kah)?|"
        r"thn berapa|when|(?:what|which) (?:year|date|month)|how long ago)\b",
    ),
    (
        "how_many",
        r"(?<!nomor )(?<!pasal )(?<!ayat )\b(?:berapa(?:kah)?|brp)\b|\b(?:seberapa (?:banyak|besar)|"
        r"how (?:many|much|often|long|old)|what (?:number|percentage|share|budget|amount))\b",
    ),
    (
        "list",
        r"\b(?:apa saja|apa aja|siapa saja|siapa aja|mana saja|sebutkan|sebutin|daftar|macam|jenis|bentuk-bentuk|"
        r"which|list|name the|what are|what were|who are|kinds|types|forms)\b"
        r"|\b(?:apa(?:kah)?|jelaskan|uraikan|bagaimana) (?:saja |aja )?(?:peran|bentuk|tahap\w*|langkah|alasan|pilar|"
        r"temuan)\b|\b(?:what (?:is|was)|explain|describe) .{0,40}\b(?:roles?|forms|stages|steps|reasons|findings)\b",
    ),
    ("who", r"\b(?:siapa|siapakah|who|whom|whose|oleh siapa|by whom)\b"),
    ("where", r"\b(?:(?:di|ke|dari) ?mana(?:kah)?|where|lokasi|location)\b"),
    ("why", r"\b(?:mengapa(?:kah)?|kenapa|knp|why|alasan|penyebab|reason|cause)\b"),
    (
        "definition",
        r"\b(?:apa itu|itu apa|apa sih|apakah itu|apa yang dimaksud|apa arti|apa definisi|definisi|pengertian|"
        r"maksud dari|kepanjangan|what is|what's|what does .* (?:mean|stand for)|define|definition|meaning)\b",
    ),
    (
        "comparison",
        r"\b(?:beda|bedanya|perbedaan(?:nya)?|berbeda|membedakan|bandingkan|perbandingan|dibanding\w*|versus|vs|"
        r"difference|differences|differs?|different from|distinguish\w*|compare[ds]?|comparison)\b",
    ),
    (
        "process",
        r"\b(?:prosedur|proses|alur|urutan|langkah\w*|tahapan|procedure|process|steps?|bagaimana cara|how to|"
        r"how (?:do|does|can|should) (?:i|you|we|one|a|an|the|people|someone)\b)",
    ),
)
_TYPES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_DATE = re.compile(_YEAR_OR_DATE, re.IGNORECASE)
_COUNT = re.compile(_NUMBER, re.IGNORECASE)


_STOP_EN = (
    r"is|are|was|were|did|do|does|has|have|had|can|could|will|would|should|that|who|in|on|at|from|by|to|for|of|"
    r"this|the|because|while|[a-z]+ed"
)
_HEADS_EN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:which|what)\s+(?!(?:is|are|was|were|did|do|does|has|have|had|can)\b)((?:[\w-]+\s*){{1,4}}?)"
        rf"(?=\b(?:{_STOP_EN})\b|[?,.]|$)",
        rf"\bhow (?:many|much)\s+((?:[\w-]+\s*){{1,3}}?)(?=\b(?:{_STOP_EN}|work|live)\b|[?,.]|$)",
        rf"\b(?:who|what)(?: is| are| was| were|'s)\s+(?:the|its|their)\s+((?:[\w-]+\s*){{1,3}}?)"
        rf"(?=\b(?:{_STOP_EN})\b|[?,.]|$)",
        r"\bwho\s+([a-z]+ed)\b",
        r"\bhow much\b.*\b(costs?|pays?|paid|earns?|spends?|spent)\b",
    )
)
_HEADS_ID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bsiapa(?:kah)?\s+(?!(?:yang|yg|saja|aja|sih)\b)((?:[\w-]+\s*){1,2})",
        r"(?<!tahun )(?<!tanggal )(?<!bulan )(?<!abad )\bberapa(?:kah)?\s+((?:[\w-]+\s*){1,2})",
        # "Alamat resminya apa?": the noun comes first, the question word last.
        r"^(?:(?:dan|kalau|kalo|terus|lalu|trus)\s+)?(?:.*\bitu\s+)?((?:(?!itu\b)[\w-]+\s+){1,6}?)"
        r"(?:apa|siapa|mana|berapa)(?:\s+(?:ya|sih))?\s*[?.!]*$",
        r"\b([\w-]+)\s+(?:apa|mana)(?:kah)?\b(?! (?:itu|saja|aja|ya|sih)\b)(?!\s*[?.!]*$)",
        r"\bapa(?:kah)?\s+(?!(?:itu|saja|aja|sih|yang|yg|ini|ada|pun)\b)((?:[\w-]+\s*){1,2})",
        r"\bsiapa(?:kah)?\s+(?:yang|yg)\s+([\w-]+)",
        r"\bmana(?:kah)?\s+(?:letak |lokasi )?([\w-]+)",
    )
)
_LIGHT_HEADS = frozenset(
    "nama name jumlah number banyak kind kinds type types jenis macam bentuk form sort part cara way hal thing".split()
)


_BRIEF = frozenset({"when", "how_many", "who", "where", "yes_no"})
_LONG = frozenset({"list", "why", "comparison", "process"})

_ABOUT_THESIS = re.compile(
    r"\b(?:tesis|skripsi|thesis|penulis\w*|peneliti(?:an)?\w*|author|writer|researcher|intisari|abstrak|abstract)\b"
    r"|\b(?:this|the) (?:study|research|paper)\b|\b(?:studi|kajian|riset) ini\b",
    re.IGNORECASE,
)

_ABOUT_A_STUDY = re.compile(
    r"\b(?:penelitian\w*|riset|studi|kajian|data\w*|inform[ae]n\w*|narasumber\w*|wawancara\w*|metod\w+|teori\w*|konsep\w*|"
    r"lokasi|kata kunci|tujuan|research\w*|stud(?:y|ies)|informants?|interview\w*|methods?|theor\w+|concepts?|"
    r"locations?|keywords?|aims?|purpose)\b",
    re.IGNORECASE,
)

_YES_NO = re.compile(
    r"^(?:(?:dan|jadi|and|so|but)\s+)?(?:apakah|benarkah|apa benar|adakah|bolehkah|bisakah|is|are|was|were|do|does|did|"
    r"has|have|had|can|could|may|must|should|will|would)\b"
    r"|\b(?:ya|kan|bukan|ga|gak|nggak|enggak|tidak|right|correct|or not)\s*[?.!]*$",
    re.IGNORECASE,
)

_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bdifferen(?:ce|ces) between (?P<one>.+?) and (?P<two>.+)",
        r"\b(?:compare|comparison (?:of|between)) (?P<one>.+?) (?:and|with|to) (?P<two>.+)",
        r"\bhow (?:does|do|did|is|are|was|were) (?P<one>.+?) (?:differ|different) from (?P<two>.+)",
        r"\bhow (?:do|does|did) (?P<one>.+?) and (?P<two>.+?) (?:differ|compare)\b",
        r"\bdistinguish(?:es)? (?P<one>.+?) from (?P<two>.+)",
        r"\b(?:beda|bedanya|perbedaan(?:nya)?)(?: antara)? (?P<one>.+?) (?:dan|dengan|dgn|sama|dari|dr) (?P<two>.+)",
        r"\bmembedakan(?: antara)? (?P<one>.+?) (?:dan|dengan|dgn|dari|dr) (?P<two>.+)",
        r"\bbandingkan (?P<one>.+?) (?:dan|dengan|dgn|sama) (?P<two>.+)",
        r"^(?:apakah |apa )?(?P<one>.+?) (?:itu )?(?:berbeda|beda) (?:dengan|dgn|dari|dr|sama) (?P<two>.+)",
        r"^(?:apakah |apa )?(?P<one>.+?) (?:sama|dan|dengan|dgn) (?P<two>.+?) (?:itu )?(?:sama|beda)\b",
        r"^(?P<one>.+?) (?:vs\.?|versus) (?P<two>.+)",
    )
)
_AROUND_A_SIDE = re.compile(
    r"^(?:itu|the|a|an|sebuah|suatu|antara|apa(?:kah)?)\s+|[?.,!]+$|\s+(?:itu|apa|apa ya|apa sih|ya|sih|gimana|"
    r"bagaimana|saja)[?.!]*$",
    re.IGNORECASE,
)

_HISTORY = re.compile(
    r"\b(?:sejarah\w*|perkembangan|perjalanan|kronologi|riwayat|history|timeline|develop(?:ed|ment)|evolved|evolution|"
    r"over time|over the years|dari waktu ke waktu)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants.

    Attributes:
        types: several for "berapa negara, dan kapan?".
        heads: the nouns that name what is asked for: "anggaran" in "berapa anggaran ...", "province" in "which
            province ...".
        about_thesis: it asks about the thesis itself.
        about_a_study: it may ask how something was studied: its words are those of data, methods, theories.
        text: the question.
        sides: the two things that it compares, as typed; empty where it names none.
        over_time: it asks how something came about, and reads best from older to newer.
    """

    types: frozenset[QuestionType]
    heads: tuple[str, ...] = ()
    about_thesis: bool = False
    about_a_study: bool = False
    text: str = ""
    sides: tuple[str, ...] = ()
    over_time: bool = False

    @property
    def brief(self) -> bool:
        """Whether one sentence answers it: a date, a number, a name, a place, yes or no."""
        return bool(self.types & _BRIEF) and not self.types & _LONG

    def fits(self, text: str) -> bool:
        """Whether a text has the kind of thing that is asked for: a date for "when", a number for "how many"."""
        if "when" in self.types and not _DATE.search(text):
            return False
        # "Berapa peran, dan apa saja?" is answered by naming them.
        counts = "how_many" in self.types and "list" not in self.types
        return not (counts and not _COUNT.search(text))


def wanted(question: str) -> Wanted:
    """The types and heads of a question; type `other` when no word tells."""
    found = frozenset(kind for kind, pattern in _TYPES if pattern.search(question))
    if "when" in found:
        found -= {"how_many"}
    if not found and _YES_NO.search(question.strip()):
        found = frozenset({"yes_no"})
    heads = [
        (match.group(1), place)
        for patterns, place in ((_HEADS_EN, -1), (_HEADS_ID, 0))
        for pattern in patterns
        for match in pattern.finditer(question)
    ]
    # English puts the noun last ("sampling technique"), Indonesian first ("anggaran tahunan").
    named = [_content(head)[place] for head, place in heads if _content(head)]
    return Wanted(
        types=found or frozenset({"other"}),
        heads=tuple(dict.fromkeys(named)),
        about_thesis=bool(_ABOUT_THESIS.search(question)),
        about_a_study=bool(_ABOUT_THESIS.search(question) or _ABOUT_A_STUDY.search(question)),
        text=question,
        sides=sides(question) if "comparison" in found else (),
        over_time="when" in found or bool(_HISTORY.search(question)),
    )


def _content(head: str) -> list[str]:
    return [w for w in words(head) if not is_stop_word(w) and w not in _LIGHT_HEADS]


def sides(question: str) -> tuple[str, ...]:
    """The two things that a question compares, as typed and in its order; empty where no frame names two."""
    for pattern in _SIDES:
        found = pattern.search(question.strip())
        if found:
            named = tuple(_bare(found[side]) for side in ("one", "two"))
            return named if all(_content(side) for side in named) else ()
    return ()


def _bare(side: str) -> str:
    stripped = _AROUND_A_SIDE.sub("", side).strip()
    return stripped if stripped == side else _bare(stripped)


_ASKING = (
    r"(?:apa(?:kah)?|siapa(?:kah)?|kapan|di ?mana|mengapa|kenapa|knp|bagaimana|gimana|gmn|berapa|brp|"
    r"what|who|whom|when|where|why|how|which)"
)
_TWO_WORDS = re.compile(
    rf"^(?P<one>{_ASKING})(?: |, )(?:dan|and|serta|&)(?: oleh)? (?P<two>{_ASKING})\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_JOINT = re.compile(
    rf"(?:[?!]\s+|,?\s+(?:dan|and|serta|lalu|terus|trus|then)\s+|,\s+)(?:(?:dan|and|serta|lalu)\s+)?(?={_ASKING}\b)"
    r"|[?!]\s+",
    re.IGNORECASE,
)
_NO_VERB = re.compile(
    r"^(?:how (?:many|much)|which|what|berapa|brp)(?: (?!(?:is|are|was|were|do|does|did|has|have)\b)"
    r"[\w-]+){1,2}$",
    re.IGNORECASE,
)
"""What shares its verb with what follows: "how many cases and how many children were counted?"."""
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
_MOST_PARTS = 3


def parts(question: str) -> list[str]:
    """The questions that one question is made of, each as typed; one alone where it asks one thing.

    "When and where was it founded?" is "When was it founded?" and "Where was it founded?". A later part may lean on
    the first ("Apa itu X dan siapa pendirinya?"), as a follow-up leans on the question before it.
    """
    text = question.strip()
    pair = _TWO_WORDS.match(text)
    if pair:
        return [f"{pair[word]} {pair['rest']}" for word in ("one", "two")]
    pieces = [piece.strip(" ,") for piece in _JOINT.split(text)]
    pieces = [piece for piece in pieces if piece]
    if not 2 <= len(pieces) <= _MOST_PARTS or not all(_ASKS.search(piece) for piece in pieces):
        return [question]
    if not _content(pieces[0]) or _NO_VERB.match(pieces[0]):
        return [question]
    return pieces
