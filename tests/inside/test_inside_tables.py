"""Frames leave the sandbox as JSON too: the values, not their spelling on screen."""

import json
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from jupyter_analyst.inside import tables


@pytest.fixture
def shown():
    """A function that returns what a shell would send of a value."""
    formatters = DisplayFormatter()
    formatters.active_types = ["text/plain", "text/html"]
    tables.register(formatters)
    return lambda value: formatters.format(value)[0]


def test_a_frame_is_shown_with_its_values(shown):
    frame = pd.DataFrame({"age": [40, 50], "sex": ["f", None], "share": [0.1 + 0.2, np.nan]})
    assert shown(frame)[tables.MIMETYPE] == {
        "columns": ["age", "sex", "share"],
        "rows": [[40, "f", 0.30000000000000004], [50, None, None]],
        "n_rows": 2,
        "n_columns": 3,
    }


def test_an_index_with_something_to_say_comes_first(shown):
    frame = pd.DataFrame({"n": [2, 1]}, index=pd.Index(["f", "m"], name="sex"))
    found = shown(frame)[tables.MIMETYPE]
    assert (found["columns"], found["rows"]) == (["sex", "n"], [["f", 2], ["m", 1]])
    levels = frame.set_index(pd.MultiIndex.from_tuples([("f", 1), ("m", 2)], names=["sex", None]))
    assert shown(levels)[tables.MIMETYPE]["columns"] == ["sex", "", "n"]


def test_an_index_that_was_filtered_is_one_with_something_to_say(shown):
    frame = pd.DataFrame({"n": [1, 2, 3]})
    assert shown(frame[frame.n != 2])[tables.MIMETYPE]["rows"] == [[0, 1], [2, 3]]


@pytest.mark.parametrize(("name", "column"), [("age", "age"), (None, "value"), (0, "0")])
def test_a_series_is_a_table_of_one_column(shown, name, column):
    found = shown(pd.Series([1, 2], name=name))[tables.MIMETYPE]
    assert (found["columns"], found["rows"]) == ([column], [[1], [2]])


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        (pd.to_datetime(["2026-01-02 03:04:05", None]), ["2026-01-02 03:04:05", None]),
        (pd.Categorical(["a", None]), ["a", None]),
        (pd.array([1, None], dtype="Int64"), [1, None]),
        (np.array([np.inf, -np.inf]), ["inf", "-inf"]),
        ([True, False], [True, False]),
        ([[1, 2], {"a": 1}], ["[1, 2]", "{'a': 1}"]),
        (pd.array(["x", None], dtype="string"), ["x", None]),
        (pd.interval_range(0, 2), ["(0, 1]", "(1, 2]"]),
    ],
)
def test_every_cell_is_a_json_value(shown, values, cells):
    found = shown(pd.DataFrame({"v": values}))[tables.MIMETYPE]
    assert [row[0] for row in found["rows"]] == cells
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_large_frame_is_cut_and_says_how_large_it_is(shown):
    frame = pd.DataFrame(np.arange(100 * 50).reshape(100, 50))
    found = shown(frame)[tables.MIMETYPE]
    assert (found["n_rows"], found["n_columns"]) == (100, 50)
    assert (len(found["rows"]), len(found["columns"]), len(found["rows"][0])) == (60, 30, 30)


def test_columns_of_one_name_and_of_several_levels_are_shown(shown):
    frame = pd.DataFrame([[1, 2]], columns=["a", "a"])
    assert shown(frame)[tables.MIMETYPE]["rows"] == [[1, 2]]
    frame.columns = pd.MultiIndex.from_tuples([("age", "mean"), ("age", "std")])
    assert shown(frame)[tables.MIMETYPE]["columns"] == ["age / mean", "age / std"]


def test_a_frame_without_columns_or_rows_is_shown(shown):
    assert shown(pd.DataFrame())[tables.MIMETYPE]["n_rows"] == 0
    assert shown(pd.DataFrame({"a": []}))[tables.MIMETYPE]["rows"] == []


def test_other_values_are_shown_as_ever(shown):
    assert shown(42) == {"text/plain": "42"}
    assert tables.MIMETYPE not in shown(SimpleNamespace())


def test_pandas_is_not_imported_for_it():
    code = (
        "import sys; from IPython.core.formatters import DisplayFormatter\n"
        "from jupyter_analyst.inside import tables\n"
        "tables.register(DisplayFormatter()); print('pandas' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(np.float64(2.5), "2.5"), (np.int64(3), "3"), (np.float32(0.5), "0.5"), (np.True_, "True")],
)
def test_a_number_of_numpy_reads_like_one_of_python(shown, value, text):
    assert shown(value)["text/plain"] == text
