"""Each kind of output adds what a report can hold of it."""

import pytest

from jupyter_analyst import charts, data, tools
from jupyter_analyst.report.blocks import Code, Figure, Grid, Paragraph, words
from jupyter_analyst.report.outputs import MOST_LINES, PLOTLY, read_output


def shown(bundle, caption=""):
    output = {"output_type": "display_data", "data": bundle}
    return read_output(output, caption=caption, where="cell 4")


def said(bundle):
    (block,) = shown(bundle)
    assert isinstance(block, Paragraph)
    return words(block.text)


def test_our_records_are_read_back(result, dataset):
    assert shown({tools.MIMETYPE: result.to_json(), "text/html": "<p>card</p>"}) == [result]
    (found,) = shown({data.MIMETYPE: dataset.to_json(), "text/plain": "dd"})
    assert (found.name, found.version) == ("dd", "618323e00fd6")


@pytest.mark.parametrize("record", [{}, {"title": 3}, [], None, "x", 7])
@pytest.mark.parametrize("mimetype", [tools.MIMETYPE, data.MIMETYPE])
def test_a_damaged_record_falls_back_to_what_was_displayed(mimetype, record):
    line, grid = shown({mimetype: record, "text/html": "<table><tr><td>1</td></tr></table>"})
    assert "damaged" in words(line.text)
    assert "cell 4" in words(line.text)
    assert isinstance(grid, Grid)


def test_a_chart_is_drawn_from_its_record(chart):
    (figure,) = shown({PLOTLY: {}, charts.MIMETYPE: chart.to_json(), "text/plain": "x"})
    assert figure == Figure(chart.title, chart.alt, chart=chart)


def test_a_damaged_chart_is_shown_by_its_picture_or_said_to_be_lost(png):
    (figure,) = shown({charts.MIMETYPE: {"title": 1}, "image/png": png})
    assert figure.picture
    assert said({charts.MIMETYPE: {"title": 1}, PLOTLY: {}}) == (
        "The record of this chart (cell 4) is damaged."
    )


def test_a_foreign_plotly_chart_is_shown_by_its_twin(png):
    (figure,) = shown({PLOTLY: {}, "image/png": png, "text/html": "<script>1</script>"})
    assert figure.picture


def test_without_a_twin_a_line_says_the_chart_is_interactive_only():
    assert said({PLOTLY: {}, "text/html": "<script>1</script>"}) == (
        "The chart of cell 4 is interactive only; open the notebook to see it."
    )


def test_a_picture_has_the_caption_of_its_cell(png):
    (figure,) = shown({"image/png": png, "text/plain": "<Figure 1>"}, caption="Prices")
    assert (figure.caption, figure.alt) == ("Prices", "Prices")
    (figure,) = shown({"image/png": png.splitlines()})
    assert (figure.caption, figure.alt) == ("Output of cell 4", "Output of cell 4")


def test_a_damaged_picture_is_said_to_be_lost():
    assert said({"image/png": "AAAA"}).startswith("The picture of cell 4 is damaged")
    assert (
        said({"image/svg+xml": "<svg/>"}) == "The drawing of cell 4 (SVG) is in the notebook only."
    )


def test_tables_go_before_words_and_markdown_before_plain_text():
    (grid,) = shown({"text/html": "<table><tr><td>1</td></tr></table>", "text/plain": "1"})
    assert isinstance(grid, Grid)
    (paragraph,) = shown({"text/markdown": "**b**", "text/plain": "x"})
    assert paragraph.text[0].strong
    assert shown({"text/html": "<p>a</p>", "text/plain": "plain"}) == [Code("plain")]
    assert said({"text/html": "<p>only html</p>"}) == "only html"
    assert shown({"text/latex": r"$\frac{1}{2}$"}) == [Code(r"$\frac{1}{2}$")]


@pytest.mark.parametrize(
    "noise",
    ["<Figure size 640x480 with 1 Axes>", "[<matplotlib.lines.Line2D at 0x7f1>]", "<Axes: >", ""],
)
def test_mere_names_of_objects_are_left_out(noise):
    assert shown({"text/plain": noise}) == []


def test_an_unknown_kind_is_named():
    assert said({"application/x-thing": "1"}) == (
        "An output of cell 4 (application/x-thing) is in the notebook only."
    )


def printed(text):
    return read_output({"output_type": "stream", "text": text}, caption="", where="cell 4")


def test_printed_text_loses_colours_and_overwritten_lines():
    assert printed("\x1b[31mred\x1b[0m\n 10%\r100%\n") == [Code("red\n100%")]
    assert printed(" \n\n") == []


def test_much_printed_text_is_cut_and_says_so():
    code, more = printed("x\n" * (MOST_LINES + 40))
    assert code.text.count("\n") == MOST_LINES - 1
    assert words(more.text) == "40 more lines in the notebook."


def test_an_error_is_told_in_short():
    error = {"output_type": "error", "ename": "ValueError", "evalue": "bad\nmore", "traceback": []}
    (note,) = read_output(error, caption="", where="cell 4")
    assert words(note.text) == "Cell 4 stopped with ValueError. bad"
