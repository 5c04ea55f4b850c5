"""Variables of a notebook as datasets: tables of every usual library, dicts of columns, records."""

import subprocess
import sys
from datetime import date, datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from jupyter_analyst import data
from jupyter_analyst.data import variables
from jupyter_analyst.errors import ReadError

ROWS = [{"n": 1, "g": "a"}, {"n": 2, "g": None}, {"n": 3, "g": "c"}]


@pytest.mark.parametrize(
    "value",
    [
        pl.DataFrame(ROWS),
        pa.Table.from_pylist(ROWS),
        pa.RecordBatch.from_pylist(ROWS),
        pa.RecordBatchReader.from_batches(
            pa.schema([("n", pa.int64()), ("g", pa.string())]), [pa.RecordBatch.from_pylist(ROWS)]
        ),
        {"n": [1, 2, 3], "g": ("a", None, "c")},
        {"n": np.array([1, 2, 3]), "g": np.array(["a", None, "c"], dtype=object)},
        {"n": pd.Series([1, 2, 3]), "g": pl.Series(["a", None, "c"])},
        {"n": range(1, 4), "g": pa.array(["a", None, "c"])},
        ROWS,
        [{"n": 1, "g": "a"}, {"n": 2}, {"g": "c", "n": 3}],
    ],
    ids=lambda value: type(value).__module__ + "." + type(value).__name__,
)
def test_all_tables_of_the_same_rows_are_the_same_dataset(value):
    dataset = data.read(value, name="mine")
    assert dataset.table.to_pylist() == ROWS
    assert dataset.version == data.read(pd.DataFrame(ROWS)).version
    assert (dataset.origin, dataset.reading.sentence()) == ("", "table in memory")


def test_an_array_with_named_fields_is_a_table():
    array = np.array(
        [(1, 0.5, b"x", "2024-02-29"), (2, np.nan, "\u00e9".encode(), "2024-03-01")],
        dtype=[("n", "i4"), ("x", "f8"), ("code", "S4"), ("day", "M8[D]")],
    )
    assert data.read(array).table.to_pylist() == [
        {"n": 1, "x": 0.5, "code": "x", "day": date(2024, 2, 29)},
        {"n": 2, "x": None, "code": "\u00e9", "day": date(2024, 3, 1)},
    ]


def test_a_masked_value_is_missing():
    masked = np.ma.MaskedArray([1, 2], mask=[False, True])
    assert data.read({"n": masked}).table.to_pylist() == [{"n": 1}, {"n": None}]


@pytest.mark.parametrize("library", [pd, pl])
def test_a_series_is_a_table_of_one_column(library):
    assert data.read(library.Series(name="x", **_values(library))).table.to_pydict() == {
        "x": [1, 2]
    }
    nameless = data.read(library.Series(**_values(library)))
    assert nameless.table.column_names == ["value"]


def _values(library):
    return {"data": [1, 2]} if library is pd else {"values": [1, 2]}


def test_types_of_polars_are_kept():
    table = pl.DataFrame(
        {
            "when": [datetime(2024, 1, 1, 12)],
            "group": pl.Series(["a"], dtype=pl.Categorical),
            "yes": [True],
        }
    )
    (row,) = data.read(table).table.to_pylist()
    assert row == {"when": datetime(2024, 1, 1, 12), "group": "a", "yes": True}


def test_what_is_missing_in_lists_is_missing():
    dataset = data.read({"x": [1.5, float("nan"), None, pd.NA], "y": [np.int64(1), 2, 3, 4]})
    assert dataset.table.to_pydict() == {"x": [1.5, None, None, None], "y": [1, 2, 3, 4]}


def test_mixed_values_of_a_list_are_text_in_doubt():
    reading = data.read({"x": [1, "two"]}).reading
    assert reading.doubts[0].startswith("`x` mixes texts and whole numbers and is read as text")


def test_lists_and_records_inside_records_are_json_text_with_a_note():
    dataset = data.read([{"a": {"b": 1}}, {"a": [2]}])
    assert dataset.table["a"].to_pylist() == ['{"b": 1}', "[2]"]
    assert dataset.reading.notes == ("lists and records of `a` are read as JSON text",)


def test_integers_beyond_64_bits_stay_exact():
    assert [int(x) for x in data.read({"n": [2**70, 1]}).table["n"].to_pylist()] == [2**70, 1]


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ReadError, match="`a` has 2, `b` has 1") as caught:
        data.read({"a": [1, 2], "b": [3]})
    assert caught.value.code == "columns-ragged"


def test_an_array_of_two_dimensions_is_no_column():
    with pytest.raises(ReadError, match=r"shape \(2, 2\)") as caught:
        data.read({"a": np.zeros((2, 2))})
    assert caught.value.code == "column-nested"


def test_a_row_that_is_no_dict_is_refused():
    with pytest.raises(ReadError, match="Row 1 of the list is 5; a dict was expected"):
        data.read([{"a": 1}, 5])


@pytest.mark.parametrize("value", [5, {"a": 1}, {}, np.zeros((2, 2)), {"a": "text"}, None])
def test_what_is_no_table_is_refused_with_what_would_be(value):
    assert not variables.is_table(value)
    with pytest.raises(ReadError, match=r"cannot be read as a table.*polars") as caught:
        data.read(value)
    assert caught.value.code == "source-unknown"


def test_the_variable_is_not_changed():
    frame, records = pl.DataFrame(ROWS), [dict(row) for row in ROWS]
    before = frame.clone()
    data.read(frame), data.read(records)
    assert frame.equals(before)
    assert records == ROWS


def test_nothing_is_imported_that_is_not_there_yet():
    code = (
        "import sys; from jupyter_analyst import data; data.read({'a': [1, 2]});"
        "print('polars' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
