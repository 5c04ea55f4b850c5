"""HTML becomes tables or words."""

import pandas as pd
import pytest

from jupyter_analyst.report.blocks import Grid, Paragraph, words
from jupyter_analyst.report.hypertext import MOST_ROWS, is_numeric, read_html


def texts(grid):
    return [[words(cell) for cell in row] for row in grid.rows]


def test_a_frame_of_pandas_is_a_table_with_numbers_at_the_right():
    frame = pd.DataFrame({"price": [1.5, float("nan")], "city": ["Rome", "Oslo"]})
    (grid,) = read_html(frame.to_html())
    assert grid.head == (("", "price", "city"),)
    assert texts(grid) == [["0", "1.5", "Rome"], ["1", "NaN", "Oslo"]]
    assert grid.right == (True, True, False)


def test_heads_of_several_rows_and_merged_cells_are_filled_up():
    frame = pd.DataFrame(
        [[1, 2], [3, 4]],
        index=pd.MultiIndex.from_tuples([("x", "p"), ("x", "q")], names=["a", "b"]),
        columns=pd.MultiIndex.from_tuples([("mean", "v"), ("mean", "w")]),
    )
    (grid,) = read_html(frame.to_html())
    assert grid.head == (("", "", "mean", ""), ("", "", "v", "w"), ("a", "b", "", ""))
    assert texts(grid) == [["x", "p", "1", "2"], ["", "q", "3", "4"]]


def test_ragged_rows_are_made_equally_long():
    (grid,) = read_html("<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>")
    assert texts(grid) == [["1", ""], ["2", "3"]]
    assert grid.head == (("", ""),)


def test_a_long_table_is_cut_and_says_so():
    rows = "".join(f"<tr><td>{i}</td></tr>" for i in range(MOST_ROWS + 1500))
    grid, more = read_html(f"<table><thead><tr><th>i</th></tr></thead>{rows}</table>")
    assert len(grid.rows) == MOST_ROWS
    assert words(more.text) == "1,500 more rows are in the notebook."


def test_tables_within_tables_are_not_read_twice():
    inner = "<table><tr><td>in</td></tr></table>"
    (grid,) = read_html(f"<table><tr><td>out {inner}</td></tr></table>")
    assert texts(grid) == [["out in"]]


def test_a_caption_is_kept():
    (grid,) = read_html("<table><caption>All of it</caption><tr><td>1</td></tr></table>")
    assert grid.caption == "All of it"


def test_without_a_table_the_words_remain_and_no_script():
    html = "<style>p {}</style><p>so <b>it</b></p><script>alert(1)</script><!-- no --> is"
    assert read_html(html) == [Paragraph(read_html("so it is")[0].text)]


@pytest.mark.parametrize("html", ["", "<table></table>", "<script>1</script>", "\x00"])
def test_nothing_to_read_is_nothing(html):
    assert read_html(html) == []


@pytest.mark.parametrize("span", ["-3", "x", "99999999999"])
def test_mad_spans_are_tamed(span):
    (grid,) = read_html(f'<table><tr><td colspan="{span}">1</td></tr></table>')
    assert isinstance(grid, Grid)
    assert len(grid.right) <= 1000


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["1,808", "−4.89", "-"], True),
        (["12 %", "< .001", "1.2e-5"], True),
        (["$5", "€ 7"], True),
        (["2020-01-01"], False),
        (["a1", "1"], False),
        (["", "NaN"], False),
    ],
)
def test_columns_of_numbers_are_told_from_others(cells, answer):
    assert is_numeric(cells) is answer
