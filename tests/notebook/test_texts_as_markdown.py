"""Texts of people and data stay texts in Markdown."""

import pytest

from jupyter_analyst.notebook import paragraphs
from jupyter_analyst.report.blocks import Paragraph, plain
from jupyter_analyst.report.markdown import read_markdown


@pytest.mark.parametrize(
    "line",
    [
        "1. first",
        "12) twelfth",
        "- point",
        "+ point",
        "* point",
        "# heading",
        "> quote",
        "---",
        "===",
        "```code",
        "<script>alert(1)</script>",
        "[a](http://b.c) ![d](e)",
        "95 % CI [0.19, 52.46], *p* = .036, $m^2$",
        "| a | b |",
        "-5 degrees",
    ],
)
def test_a_line_says_just_its_text(line):
    assert read_markdown(paragraphs(line)) == [Paragraph(plain(line))]


def test_each_line_is_a_paragraph_and_empty_ones_are_left_out():
    assert read_markdown(paragraphs("a\n===\n\n    b\n- c")) == [
        Paragraph(plain(text)) for text in ("a", "===", "b", "- c")
    ]
