from assistant.web.markup import Block, Piece, parse


def kinds(text: str, quotes: dict[int, str] | None = None) -> list[str]:
    return [block.kind for block in parse(text, quotes or {})]


def test_a_quotation_that_stands_alone_is_one():
    (block,) = parse("Children matter. [1]", {1: "Children matter."})
    assert block == Block(
        "quotation",
        (
            (
                Piece("quote", "Children matter.", 1),
                Piece("text", " "),
                Piece("chip", "[1]", 1),
            ),
        ),
    )


def test_a_quotation_inside_a_sentence_leaves_the_sentence_a_paragraph():
    (block,) = parse("The thesis says: “Children matter.” [1]", {1: "Children matter."})
    assert block.kind == "paragraph"
    assert [piece.kind for piece in block.lines[0]] == ["text", "quote", "text", "chip"]


def test_what_looks_like_markdown_inside_a_quotation_stays_text():
    quote = "- **one** [7]\n\n# two\n- three"
    (block,) = parse(f"{quote} [1]", {1: quote})
    assert block.lines[0][0] == Piece("quote", quote, 1)


def test_the_longer_of_two_overlapping_quotations_wins():
    (block,) = parse("A b c. [1] [2]", {1: "A b", 2: "A b c."})
    assert block.lines[0][0] == Piece("quote", "A b c.", 2)


def test_lines_lists_and_headings():
    text = "## Sides\n\nLead-in:\n- one\n- two\n\n1. first\n2. second\n\n- apart"
    assert kinds(text) == ["heading", "paragraph", "bullets", "numbers", "bullets"]
    assert len(parse(text, {})[2].lines) == 2


def test_marks_are_read_outside_quotations_only():
    (block,) = parse("**Now** and *then* 3 * 4", {})
    assert [(p.kind, p.text) for p in block.lines[0]] == [
        ("strong", "Now"),
        ("text", " and "),
        ("emphasis", "then"),
        ("text", " 3 * 4"),
    ]


def test_nothing_to_say():
    assert parse("", {}) == parse(" \n\n", {}) == ()
