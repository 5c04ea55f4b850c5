"""The record of a frame becomes a table whose numbers can be read."""

import pytest

from jupyter_analyst.report.blocks import Grid, Paragraph, words
from jupyter_analyst.report.outputs import read_output
from jupyter_analyst.sandbox import TABLE


def shown(columns, rows, caption="", *, html="", damage=()):
    record = {"columns": columns, "rows": rows, "n_rows": len(rows), "n_columns": len(columns)}
    data = {TABLE: record | dict(damage), "text/plain": "plain"} | (
        {"text/html": html} if html else {}
    )
    output = {"output_type": "display_data", "data": data}
    return read_output(output, caption=caption, where="cell 4")


def column(cells):
    (grid,) = shown(["x"], [[cell] for cell in cells])
    return [words(row[0]) for row in grid.rows]


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ([2009, 2010], ["2009", "2010"]),
        ([9, 1234567], ["9", "1,234,567"]),
        ([1.5, -2.25, None], ["1.50", "−2.25", "–"]),
        ([0.001, 5000.5], ["0.00100", "5,000"]),
        (["a", None, True], ["a", "–", "True"]),
        ([None, None], ["–", "–"]),
    ],
)
def test_cells_are_said_as_their_column_needs(cells, texts):
    assert column(cells) == texts


def test_numbers_stand_at_the_right_and_the_rest_at_the_left():
    (grid,) = shown(["a", "b", "c"], [["x", 1, True], ["y", None, False]], "Means")
    assert isinstance(grid, Grid)
    assert grid.right == (False, True, False)
    assert grid.caption == "Means"


def test_without_a_question_the_caption_names_the_cell():
    assert shown(["a"], [[1]])[0].caption == "Output of cell 4"


def test_a_part_of_a_frame_says_so():
    _, note = shown(["a"], [[1]], damage={"n_rows": 299})
    assert isinstance(note, Paragraph)
    assert words(note.text) == "First 1 of 299 rows."


def test_a_frame_without_rows_has_its_columns():
    (grid,) = shown(["a", "b"], [])
    assert (grid.head, grid.rows) == ((("a", "b"),), ())


@pytest.mark.parametrize("damage", [{"rows": [[1, 2]]}, {"columns": "x"}, {"n_rows": -1}])
def test_a_damaged_record_falls_back_to_what_was_displayed(damage):
    html = "<table><tr><td>7</td></tr></table>"
    (grid,) = shown(["a"], [[1]], html=html, damage=damage)
    assert words(grid.rows[0][0]) == "7"
