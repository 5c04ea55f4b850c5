"""A frame of the sandbox is checked cell by cell and drawn as an accessible table."""

import json

import lxml.html
import pandas as pd
import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside import tables
from jupyter_analyst.sandbox.shown.table import Frame


def record(columns=("a",), rows=((1,),), n_rows=1, n_columns=1):
    return {
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "n_rows": n_rows,
        "n_columns": n_columns,
    }


def cells(frame):
    page = lxml.html.fromstring(frame.html())
    return [[cell.text_content() for cell in row.iter("td")] for row in page.iter("tr")][1:]


def test_what_a_frame_inside_gives_is_taken():
    frame = pd.DataFrame({"sex": ["f", "m"], "mean": [58.5, None]}, index=["x", "y"])
    found = Frame.from_json(json.loads(json.dumps(tables.table(frame))))
    assert found.columns == ("", "sex", "mean")
    assert found.rows == (("x", "f", 58.5), ("y", "m", None))
    assert Frame.from_json(found.to_json()) == found


def test_numbers_are_said_as_in_all_our_tables():
    frame = Frame.from_json(record("wxyz", [(2019, 1.5, 20000, True), (-3, 2.25, -7, None)], 2, 4))
    assert cells(frame) == [["2019", "1.50", "20,000", "True"], ["−3", "2.25", "−7", "–"]]


def test_the_part_that_is_shown_is_said():
    whole = Frame.from_json(record())
    assert whole.words == ""
    part = Frame.from_json(record("ab", [(1, 2)] * 60, 1808, 45))
    assert part.words == "First 60 of 1,808 rows, first 2 of 45 columns"
    assert part.words in part.html()


def test_names_and_values_are_text_and_never_markup():
    html = Frame.from_json(record(["<script>a</script>"], [["<img src=x>"]])).html()
    page = lxml.html.fromstring(html)
    assert not [*page.iter("script", "img")]
    assert "<img src=x>" in page.text_content()


def test_a_screen_reader_knows_the_columns():
    page = lxml.html.fromstring(Frame.from_json(record("ab", [(1, "x")], 1, 2)).html())
    assert [cell.get("scope") for cell in page.iter("th")] == ["col", "col"]
    assert page.xpath("//*[@tabindex='0' and @aria-label]")


def test_endless_texts_and_numbers_are_cut():
    found = Frame.from_json(record("ab", [("x" * 10_000, 10**200)], 1, 2))
    assert len(found.rows[0][0]) == 1000
    assert found.rows[0][1] == "1.000e+200"
    assert len(cells(found)[0][0]) == 200


def test_a_frame_without_columns_is_a_frame():
    assert Frame.from_json(record([], [[]], 1, 0)).rows == ((),)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        record(rows=[(1, 2)]),
        record(rows=[[{"a": 1}]]),
        record(columns=[1]),
        record(n_rows=0),
        record(n_rows=True),
        record(n_rows="9"),
        record(n_columns=-1),
        record(rows=[(1,)] * 61, n_rows=61),
        record(columns=["a"] * 31, rows=[], n_columns=31),
        record() | {"rows": [5]},
    ],
)
def test_what_is_no_frame_is_refused(wrong):
    with pytest.raises(SandboxError):
        Frame.from_json(wrong)
