"""Markdown becomes blocks."""

import pytest

from jupyter_analyst.report.blocks import Code, Figure, Grid, Heading, Item, Paragraph, Span, words
from jupyter_analyst.report.markdown import read_markdown


def only(source, **options):
    (block,) = read_markdown(source, **options)
    return block


def test_headings_keep_their_level():
    assert [(b.level, words(b.text)) for b in read_markdown("# A\n\n### B *c*")] == [
        (1, "A"),
        (3, "B c"),
    ]


def test_styles_of_letters_are_read():
    assert only("a **b** *c* ~~d~~ `e` ***f***").text == (
        Span("a "),
        Span("b", strong=True),
        Span(" "),
        Span("c", italic=True),
        Span(" "),
        Span("d", struck=True),
        Span(" "),
        Span("e", code=True),
        Span(" "),
        Span("f", strong=True, italic=True),
    )


def test_a_link_keeps_its_address():
    assert only("see [it](https://a.org)").text[1] == Span("it", link="https://a.org")


def test_lines_of_a_paragraph_are_joined_and_hard_breaks_kept():
    assert words(only("one\ntwo  \nthree<br>four").text) == "one two\nthree\nfour"


@pytest.mark.parametrize("formula", ["x_1*y*z_2", r"\frac{a}{b}", "a*b*c"])
@pytest.mark.parametrize("marks", ["$", "$$"])
def test_a_formula_stands_as_its_latex_text(marks, formula):
    text = only(f"so {marks}{formula}{marks} holds").text
    assert text == (Span("so "), Span(formula, code=True), Span(" holds"))


def test_prices_are_no_formulas():
    assert words(only("from $5 to $10").text) == "from $5 to $10"


def test_lists_know_depth_kind_and_start():
    found = read_markdown("- a\n  1. b\n  2. c\n- d\n\ntext\n\n3. e")
    assert [
        (words(b.text), b.level, b.ordered, b.starts) for b in found if isinstance(b, Item)
    ] == [
        ("a", 0, False, True),
        ("b", 1, True, True),
        ("c", 1, True, False),
        ("d", 0, False, False),
        ("e", 0, True, True),
    ]


def test_a_second_paragraph_of_a_point_is_no_new_point():
    kinds = [type(block) for block in read_markdown("- a\n\n  more\n- b")]
    assert kinds == [Item, Paragraph, Item]


def test_a_quotation_is_one():
    assert only("> wise").role == "quote"


def test_code_keeps_its_lines_and_language():
    assert only("```python\na\n\n b\n```") == Code("a\n\n b", "python")


def test_a_table_has_head_rows_and_numbers_at_the_right():
    grid = only("| a | b |\n|---|---|\n| **x** | 1.5 |\n| y | −2 |")
    assert isinstance(grid, Grid)
    assert grid.head == (("a", "b"),)
    assert grid.rows[0] == ((Span("x", strong=True),), (Span("1.5"),))
    assert grid.right == (False, True)


def test_a_table_without_rows_is_read():
    assert only("| a | b |\n|---|---|").rows == ()


def test_an_attached_picture_is_shown_with_its_words(png):
    figure = only("![A dot](attachment:d%20t.png)", attachments={"d t.png": {"image/png": png}})
    assert isinstance(figure, Figure)
    assert (figure.caption, figure.alt) == ("A dot", "A dot")
    assert figure.picture.startswith(b"\x89PNG")


def test_a_picture_within_the_text_is_shown(png):
    assert only(f"![](data:image/png;base64,{png})").picture.startswith(b"\x89PNG")


def test_a_picture_elsewhere_is_not_fetched_but_named():
    block = only("![Plan](https://a.org/p.png)")
    assert block.role == "missing"
    assert words(block.text) == ("Plan: this picture is not in the notebook (https://a.org/p.png).")


def test_html_among_the_text_is_read_as_its_words():
    found = read_markdown('<div onclick="x">so <b>it</b> is</div>')
    assert [words(block.text) for block in found] == ["so it is"]


def test_rules_and_nothing_add_nothing():
    assert read_markdown("---\n\n") == []
    assert [type(b) for b in read_markdown("# ")] == [Heading]
