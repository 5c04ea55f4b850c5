"""Whatever a notebook says, its report can be written, opened and is valid."""

import base64
import io
import runpy
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from nbformat import v4

from jupyter_analyst import data, profile, tools
from jupyter_analyst.report import render
from jupyter_analyst.report.blocks import words
from jupyter_analyst.report.hypertext import read_html

GRAMMAR = Path(__file__).parents[1] / "report" / "grammar.py"
SCHEMA = runpy.run_path(str(GRAMMAR))["schema"]()
MARKS = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "*",
        "**",
        "`",
        "$",
        "|",
        "\n",
        "\n\n",
        " ",
        "<b>",
        "[a](http://b.c)",
        "![p](x.png)",
        "|---|\n",
        "```\n",
        "~~",
        "&amp;",
        "\\",
    ]
)
MARKDOWN = st.lists(MARKS | st.text(max_size=8), max_size=30).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
RECORDS = st.sampled_from([tools.MIMETYPE, data.MIMETYPE, profile.MIMETYPE])
HTML = st.lists(
    st.sampled_from(
        [
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "<th>",
            "<thead>",
            "</thead>",
            "<td rowspan=3>",
            "<td colspan=2>",
            "<script>",
            "</script>",
            "<p>",
            "<!--",
        ]
    )
    | st.text(max_size=4),
    max_size=25,
).map("".join)
BUNDLES = st.one_of(
    st.builds(lambda kind, record: {kind: record}, RECORDS, JSON),
    HTML.map(lambda html: {"text/html": html}),
    st.text(max_size=40).map(lambda text: {"text/plain": text}),
    MARKDOWN.map(lambda text: {"text/markdown": text}),
    st.binary(max_size=30).map(
        lambda tail: {"image/png": base64.b64encode(b"\x89PNG\r\n\x1a\n" + tail).decode()}
    ),
)
many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(book):
    content = render(book, ".docx")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    SCHEMA.assertValid(root)
    return Document(io.BytesIO(content))


@many
@pytest.mark.slow
@given(MARKDOWN)
def test_any_markdown_gives_a_valid_document(source):
    check(v4.new_notebook(cells=[v4.new_markdown_cell(source)]))


@many
@pytest.mark.slow
@given(st.lists(BUNDLES, max_size=3), st.text(max_size=40))
def test_any_output_gives_a_valid_document(bundles, code):
    outputs = [v4.new_output("display_data", data=bundle) for bundle in bundles]
    check(v4.new_notebook(cells=[v4.new_code_cell(code, outputs=outputs)]))


@many
@given(HTML)
def test_any_html_gives_tables_whose_rows_are_equally_long(html):
    for block in read_html(html):
        if hasattr(block, "rows"):
            lengths = {len(row) for row in (*block.head, *block.rows)}
            assert lengths == {len(block.right)}
        else:
            assert words(block.text).strip()


@pytest.mark.parametrize("title", ["a" * 5000, "\ud800", "\x00", "<&>", "𝔘\u202e"])
def test_any_title_can_be_printed(title):
    document = check(v4.new_notebook(metadata={"title": title}))
    assert len(document.core_properties.title) <= 255
