"""Personal data in what someone typed is covered before it leaves this computer.

Identity numbers (NIK, KK), telephone numbers, e-mail addresses, postal addresses: by their form. A name has no form and
stays. In doubt it covers: a question without its number is still a question.
"""

import re
import unicodedata

from assistant.messages import string
from index.document import Language

_GAP = r"[\s.\-–/()]{0,3}"
_UNIT = (
    r"(?i:no|nomor|number|rt|rw|blok|block|kav|gang|gg|km|kel|kec|kelurahan|kecamatan|desa)\b\.?"
)
_UNITS = rf"(?:[\s,.]*(?:{_UNIT}\s*/?\s*[\w/.\-]+|\d[\w/]*))*"
_STREET = r"(?i:street|road|avenue|lane|boulevard|st|rd|ave|blvd)"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "email",
        re.compile(
            r"[\w.+%-]+\s?(?:@|\(at\)|\[at\]|\{at\})\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+"
            r"|[\w.+%-]+ at [\w-]+ dot \w+(?: dot \w+)*",
            re.IGNORECASE,
        ),
    ),
    ("identity", re.compile(rf"(?<!\d)(?:\d{_GAP}){{15}}\d(?!\d)")),
    (
        "phone",
        re.compile(
            rf"(?<![\d.,])(?:\+\s?\d|\(?0{_GAP}\d|62{_GAP}8)(?:{_GAP}\d){{7,13}}(?!\d)"
            rf"|(?<![\d.,])8(?:{_GAP}\d){{9,11}}(?!\d)"
        ),
    ),
    (
        "address",
        re.compile(
            # "Jl. Mawar Merah No. 5 RT 02/RW 03", "jl mawar", "jalan mawar no 5", "Jalan Sudirman", "Gang Buntu 3"
            rf"\b(?i:jln?)\b\.?\s*(?:[^\n,;?!]{{1,40}}?(?={_UNIT}\s*\d|\d)|[\w'-]+(?:\s+[A-Z][\w'-]*)*){_UNITS}"
            rf"|(?<![Pp]eta )\b(?i:jalan|gang|gg)\b\.?\s+(?:[\w'-]+[\s,]+){{1,4}}?(?={_UNIT}\s*\d){_UNITS}"
            rf"|(?<![Pp]eta )\b(?i:jalan|gang|gg)\b\.?\s+(?:[\w'-]+\s+){{1,2}}?(?=\d){_UNITS}"
            rf"|(?<![Pp]eta )\b(?:Jalan|JALAN|jalan|Gang)\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*{_UNITS}"
            r"|\b(?i:rt)\b\.?\s*\d{1,3}(?:\s*[/,]?\s*(?:(?i:rw)\b\.?\s*)?\d{1,3})?"
            r"|\b(?i:perum|perumahan|komplek)\b\s+[A-Z][^\n,;?!]{0,40}?\d+\w*"
            rf"|\b(?i:blok|block)\s+[A-Za-z]{{0,2}}\s?\d+\w*{_UNITS}"
            r"|\b(?i:kode pos|postcode|zip code)\s*\d{5}"
            rf"|\b\d{{1,5}}[A-Za-z]?\s+(?:[A-Z][\w.']*\s+){{1,4}}{_STREET}\b\.?"
        ),
    ),
)


def mask(text: str, language: Language) -> str:
    """The text with what kind of thing stood there ("[phone number]") in the place of each."""
    masked = unicodedata.normalize("NFKC", text)
    for kind, pattern in _FORMS:
        masked = pattern.sub(f"[{string(f'generating.masked.{kind}', language)}]", masked)
    return masked


def has_personal_data(text: str) -> bool:
    """Whether `mask` would cover something."""
    folded = unicodedata.normalize("NFKC", text)
    return any(pattern.search(folded) for _, pattern in _FORMS)
