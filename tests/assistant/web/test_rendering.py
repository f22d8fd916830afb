from pathlib import Path

from assistant.answer import Receipt, cite
from assistant.generating.allowance import Allowance
from assistant.generating.model import Model
from assistant.messages import ErrorMessage, prompt
from assistant.referring import as_markdown, reader_path
from assistant.web.rendering import render_answer, render_problem
from assistant.web.shell import render_shell
from index.document import LANGUAGES
from tests.assistant.web.making import EVIL, SOURCE, answer, citation, paged


def test_an_answer_shows_quotation_chip_place_and_source():
    cited = citation("Children matter. More.", 0, 16, kind="note", sources=(SOURCE,))
    html = render_answer(answer("Children matter. [1]", (cited,)), "en")
    assert '<q class="quoted" lang="en">Children matter.</q>' in html
    assert 'href="/reader/doc?start=0&amp;end=16&amp;ui=en#quote"' in html
    assert (
        "study note, after ECPAT &lt;b&gt;International&lt;/b&gt;, <cite>Title &amp; more" in html
    )


def test_a_definition_is_said_to_be_the_librarys_own():
    cited = citation("A fund is money.", 0, 16, kind="glossary", sources=(SOURCE,))
    html = render_answer(answer("A fund is money. [1]", (cited,)), "en")
    assert "definition of this library, after ECPAT" in html
    html = render_answer(answer("A fund is money. [1]", (cited,)), "id")
    assert "definisi pustaka ini, mengikuti ECPAT" in html


def test_nothing_from_outside_is_markup():
    cited = citation(f"{EVIL} text.", 0, len(EVIL), title=EVIL)
    drawn = answer(
        f"{EVIL} [1]",
        (cited,),
        question=EVIL,
        standalone_question=f"{EVIL}?",
        notices=(EVIL,),
        suggestions=(EVIL,),
    )
    html = render_answer(drawn, "id")
    assert "<img" not in html
    assert "<script" not in html
    assert 'data-ask="&lt;img src=x onerror=&#34;' in html


def test_a_quotation_in_another_language_says_so():
    cited = citation("Anak penting.", 0, 13, language="id")
    html = render_answer(answer("Anak penting. [1]", (cited,)), "en")
    assert '<q class="quoted" lang="id">' in html
    assert "in Indonesian" in html


def test_citations_of_one_place_are_listed_together():
    first = citation("One. Two.", 0, 4, number=1)
    second = citation("One. Two.", 5, 9, number=2)
    html = render_answer(answer("One. [1]\n\nTwo. [2]", (first, second)), "en")
    assert html.count('<span class="title"') == 1


def test_not_found_shows_the_nearest_and_what_can_be_asked():
    near = citation("Children matter.", 0, 16)
    drawn = answer(
        "Not in the material.",
        status="not_found",
        mode=None,
        nearest=(near,),
        suggestions=("What is CSEC?",),
    )
    html = render_answer(drawn, "en")
    assert 'class="card"' in html
    assert 'data-ask="What is CSEC?"' in html
    assert "data-copy" not in html


def test_a_follow_up_says_how_it_was_understood():
    html = render_answer(answer("x", standalone_question="What campaigns?"), "en")
    assert "What campaigns?" in html


def test_a_number_without_a_citation_is_no_link():
    assert "href" not in render_answer(answer("As in [9].", mode=None), "en")


def test_a_problem_shows_message_and_hint_escaped():
    html = render_problem(ErrorMessage("x", EVIL, "Try again.", {}), "en")
    assert "<img" not in html
    assert "Try again." in html


def test_the_address_of_a_strange_id_stays_one_address():
    cited = citation("Children matter.", 0, 16, id='a/b?c="d"#e')
    assert reader_path(cited, "id").startswith("/reader/a%2Fb%3Fc%3D%22d%22%23e?start=0&")


def test_the_clipboard_gets_numbered_sources():
    text = "First page. Second page."
    cited = cite(paged(text, 12), 0, 11, number=1, sources=(SOURCE,))
    copied = as_markdown(answer("First page. [1]", (cited,)), "en")
    assert copied == (
        "**Why?**\n\nFirst page. [1]\n\nSources:\n"
        "[1] A title. Part, p. 1 (printed iv); after ECPAT <b>International</b>, "
        "*Title & more* (2018): “First page.”\n"
    )


def test_a_written_answer_shows_how_each_sentence_was_checked():
    cited = citation("Children matter. More.", 0, 16)
    receipts = (
        Receipt("Children matter.", "quotation", (1,)),
        Receipt("They count.", "paraphrase", (1,)),
    )
    drawn = answer("x", (cited,), mode="generated", receipts=receipts)
    html = render_answer(drawn, "en")
    assert html.count('class="said"') == 2
    assert html.count('data-kind="paraphrase"') == 1
    assert "An exact quotation: it stands in the document character for character." in html


def test_confidence_is_told_in_words():
    cited = citation("Children matter.", 0, 16)
    told = {
        sure: render_answer(answer("Children matter. [1]", (cited,), confidence=sure), "en")
        for sure in (0.9, 0.6, 0.4)
    }
    assert "answers this clearly" in told[0.9]
    assert "probably answers" in told[0.6]
    assert "do check the quotations" in told[0.4]


def test_a_message_of_help_has_no_figures_and_no_edit():
    html = render_answer(answer("Thank you.", status="support", mode=None), "en")
    assert "data-help" in html
    assert "data-why" not in html
    assert "data-edit" not in html
    assert "sureness" not in html


def test_the_page_names_an_outside_model_before_the_first_question(tmp_path: Path):
    allowance = Allowance(tmp_path / "tokens", 0)
    outside = Model("https://gateway.example/v1", "big-model", allowance)
    own = Model("http://127.0.0.1:9/v1", "own-model", allowance)
    for ui in LANGUAGES:
        told = render_shell(ui, outside)
        assert told.count("big-model") >= 2
        assert "gateway.example" in told
        assert "own-model" not in render_shell(ui, own)
        assert "disclosure" not in render_shell(ui)
        for name in ("notice", "notice_model"):
            assert len(prompt(name, ui).split()) <= 60
