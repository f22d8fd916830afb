"""Where a person gets help: one reviewed data file, for the page and for every message."""

from dataclasses import dataclass
from functools import cache

from assistant.settings import ROOT
from index.document import Language
from index.yamlfile import load_yaml

HELPLINES = ROOT / "knowledge" / "helplines.yaml"


@dataclass(frozen=True, slots=True)
class HelplineSource:
    """Who stated what the entry says, and when."""

    publisher: str
    title: str
    year: str


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line in one language; an empty field is not known or does not apply."""

    id: str
    name: str
    phone: str
    whatsapp: str
    web: str
    for_whom: str
    hours: str
    cost: str
    operator: str
    note: str
    sources: tuple[HelplineSource, ...]
    checked: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it: digits, and a pause before an extension."""
        number, _, extension = self.phone.partition(" ext. ")
        digits = "".join(character for character in number if character.isdigit())
        return f"{digits},{extension}" if extension else digits


@cache
def helplines(language: Language) -> tuple[Helpline, ...]:
    """All lines, most urgent first, with their texts in `language`."""
    rows = load_yaml(HELPLINES.read_text(encoding="utf-8"))["helplines"]
    return tuple(
        Helpline(
            id=row["id"],
            phone=row["phone"],
            whatsapp=row["whatsapp"],
            web=row["web"],
            checked=row["checked"],
            sources=tuple(HelplineSource(**source) for source in row["sources"]),
            **{
                name: row[name][language]
                for name in ("name", "for_whom", "hours", "cost", "operator", "note")
            },
        )
        for row in rows
    )


@cache
def numbers() -> dict[str, str]:
    """What the placeholders of messages stand for: `{sapa129}` its number, `{sapa129_whatsapp}`, `{takeitdown_web}`."""
    data = load_yaml(HELPLINES.read_text(encoding="utf-8"))
    filled: dict[str, str] = {}
    for row in [*data["helplines"], *data["portals"]]:
        reached = {"": row["phone"], "_whatsapp": row["whatsapp"], "_web": row["web"]}
        filled |= {row["id"] + way: value for way, value in reached.items() if value}
    return filled
