import re
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.markdown import convert
from index.sections import build_sections
from tests.index.test_repair import check_runs

THESIS = Path(__file__).parents[2] / "knowledge" / "thesis"


def text_of(raw: str) -> str:
    mapped = convert(raw).mapped
    check_runs(raw, mapped)
    return mapped.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_thesis_loses_only_its_asterisks(language: str) -> None:
    raw = (THESIS / f"thesis.{language}.md").read_text(encoding="utf-8")
    assert text_of(raw) == raw.replace("*", "").strip()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("# Judul *miring* #\n\nIsi", "Judul miring\n\nIsi"),
        ("Judul\n===\nisi", "Judul\nisi"),
        ("**tebal** __tebal__ _miring_ ***dua***", "tebal tebal miring dua"),
        ("**te**bal", "tebal"),
        ("snake_case dan 3 * 4 serta 5*", "snake_case dan 3 * 4 serta 5*"),
        ("\\*bintang\\* \\# pagar", "*bintang* # pagar"),
        ("AT&amp;T &lt;x&gt;", "AT&T <x>"),
        ("`kode` dan ``a`b``", "kode dan a`b"),
        ("`dua\nbaris`", "dua baris"),
        ("satu\n  dua\ntiga", "satu dua tiga"),
        ("satu  \ndua\\\ntiga", "satu\ndua\ntiga"),
        ("[teks](http://a.b 'judul') lagi", "teks lagi"),
        ('[teks](<u> "teks lain") teks lain', "teks teks lain"),
        ("[t][r] [r]\n\n[r]: /u 'x'", "t r"),
        ("[bukan tautan] (tanda)", "[bukan tautan] (tanda)"),
        ("![gambar *a*](x.png) ini", "gambar a ini"),
        ("<http://a.b/%20c>", "http://a.b/%20c"),
        ("~~lama~~ baru", "lama baru"),
        ("> kutipan\nlanjut\n>\n> kedua", "kutipan lanjut\n\nkedua"),
        ("* a\n* b", "- a\n- b"),
        ("- a\n\n- b\n\n  lanjut", "- a\n\n- b\n\n  lanjut"),
        ("2. a\n3. b\n   - c", "2. a\n3. b\n  - c"),
        ("Ada lima:\n- a\n- b", "Ada lima:\n- a\n- b"),
        ("| a | b\\|c |\n|---|:-:|\n| *x* |  |", "a | b|c\nx | "),
        ("```py\nx = 1\n  y\n```", "x = 1\n  y"),
        ("    kode\n      lagi", "kode\n  lagi"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("a <!-- x --> b", "a  b"),
        ("<!-- x\ny -->\n\nb", "b"),
        ("<!-- lupa menutup\n\nb", "<!-- lupa menutup\n\nb"),
        ("<div>\n<p>Ha<b>l</b>o</p>\n<p>dua</p>\n</div>", "Halo\ndua"),
        ("a<br>b", "a\nb"),
        ("[^1]: Ibid.", "[^1]: Ibid."),
        ("- [ ] tugas", "- [ ] tugas"),
        ("![](x.png)\n\nb", "b"),
        ("", ""),
    ],
)
def test_marks(raw: str, text: str) -> None:
    assert text_of(raw) == text


def test_each_word_leads_to_its_own_place() -> None:
    raw = (
        "# A\n\n- *A* [A](a 'a') A\n\n> A `A` \\A\n\n| A | A |\n|--|--|\n| A | B |\n\n+ ![A](a) A\n"
    )
    mapped = convert(raw).mapped
    check_runs(raw, mapped)
    places = [run.origin + n for run in mapped.runs for n in range(run.length)]
    assert [at for at in places if raw[at] == "A"] == [m.start() for m in re.finditer("A", raw)]


def test_headings_become_a_path() -> None:
    raw = "Pembuka\n\n# Satu\n\n## Sub *miring*\nisi\n\n# Dua\n"
    converted = convert(raw)
    sections = build_sections(converted.mapped.text, converted.headings, "Judul")
    assert [s.headings for s in sections] == [
        ("Judul",),
        ("Satu",),
        ("Satu", "Sub miring"),
        ("Dua",),
    ]
    text = converted.mapped.text
    assert [text[s.body : s.end].strip() for s in sections] == ["Pembuka", "", "isi", ""]
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(sections))


@pytest.mark.parametrize("mark", ["<!-- ", "<a ", "<p <!-- x --> ", "*a ", "> ", "`", "![x"])
def test_many_open_marks_take_no_time(mark: str) -> None:
    started = time.monotonic()
    convert(mark * 10_000 + "\n\n" + "<div>" + mark * 10_000)
    assert time.monotonic() - started < 5


def test_what_is_nested_too_deep_keeps_its_marks_and_its_words() -> None:
    raw = ">" * 200 + " dalam"
    assert text_of(raw) == raw


_MARKS = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "`",
        "```",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        "|",
        "|--|--|",
        "\n",
        "\n\n",
        " ",
        "[",
        "](",
        ")",
        "<b>",
        "<!--",
        "-->",
        "\\",
        "&amp;",
        "~~",
        "    ",
        "ab",
        "c d",
        "é",
        "\t",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_MARKS, max_size=30).map("".join) | st.text(max_size=60))
def test_no_word_is_lost(raw: str) -> None:
    raw = re.sub(r"\r\n?|\x00", "\n", raw)
    converted = convert(raw)
    check_runs(raw, converted.mapped)
    text = converted.mapped.text
    for heading in converted.headings:
        assert text[heading.start : heading.end].strip()
    sections = build_sections(text, converted.headings, "x")
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    wanted = _letters_of_the_parser(raw)
    assert _letters(text) == wanted


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalpha())


def _letters_of_the_parser(raw: str) -> str:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parts = []
    for token in parser.parse(raw):
        if token.type in ("fence", "code_block"):
            parts.append(token.content)
        elif token.type == "html_block":
            parts.append(re.sub(r"<!--.*?-->|</?[a-zA-Z][^>]*>", "", token.content, flags=re.S))
        inline = token.children or []
        parts += [child.content for child in inline if child.type != "html_inline"]
    return _letters("".join(parts))
