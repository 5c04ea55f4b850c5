"""Frames and Arrow tables, and Parquet files, as datasets."""

from contextlib import closing
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError


@pytest.fixture
def frame():
    return pd.DataFrame({"n": [1, 2, 3], "x": [0.5, None, 1.5], "g": ["a", None, "b"]})


def test_a_frame_is_read_and_not_changed(frame):
    before = frame.copy(deep=True)
    dataset = data.read(frame, name="mine")
    pd.testing.assert_frame_equal(frame, before)
    assert dataset.table.to_pylist() == [
        {"n": 1, "x": 0.5, "g": "a"},
        {"n": 2, "x": None, "g": None},
        {"n": 3, "x": 1.5, "g": "b"},
    ]
    assert (dataset.name, dataset.origin, dataset.reading.format) == ("mine", "", "frame")
    assert dataset.reading.sentence() == "table in memory"


def test_the_version_of_a_frame_follows_its_content_alone(frame):
    version = data.read(frame).version
    table = pa.Table.from_pandas(frame, preserve_index=False)
    assert len(version) == 12
    assert data.read(frame.copy(), name="other").version == version
    assert data.read(pd.concat([frame, frame])[3:].reset_index(drop=True)).version == version
    assert data.read(table).version == version
    assert data.read(pa.concat_tables([table[:1], table[1:]])).version == version
    assert data.read(frame.assign(n=[1, 2, 4])).version != version
    assert data.read(frame.rename(columns={"n": "m"})).version != version
    assert data.read(frame.assign(x=[None, 0.5, 1.5])).version != version


def test_an_index_that_says_something_becomes_columns(frame):
    assert [c.name for c in data.read(frame.set_index("g")).columns] == ["g", "n", "x"]
    assert data.read(frame.set_index(pd.Index(list("abc")))).columns[0].name == "index"
    assert [c.name for c in data.read(frame.set_index(["n", "g"])).columns] == ["n", "g", "x"]
    assert len(data.read(frame[frame.n > 1]).columns) == 3


def test_levels_of_an_index_may_lack_names_or_share_them(frame):
    for names in ([None, None], ["k", "k"]):
        index = pd.MultiIndex.from_arrays([list("abc"), [1, 2, 3]], names=names)
        dataset = data.read(frame.set_index(index))
        first = names[0] or "index"
        assert [c.name for c in dataset.columns] == [first, f"{first}_2", "n", "x", "g"]
        assert dataset.table.column(1).to_pylist() == [1, 2, 3]


def test_names_become_unique_texts():
    frame = pd.DataFrame([[1, 2, 3]], columns=[2020, "a", "a"])
    dataset = data.read(frame)
    assert [c.name for c in dataset.columns] == ["2020", "a", "a_2"]
    assert dataset.reading.renamed == {"a_2": "a"}
    wide = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("x", "min"), ("x", "max")]))
    assert [c.name for c in data.read(wide).columns] == ["x min", "x max"]


def counted(dataset):
    """Return how many values the engine sees in the only column."""
    with closing(data.connect(dataset)) as connection:
        return connection.execute("select count(v) from rows").fetchall()[0][0]


@pytest.mark.parametrize(
    ("values", "read", "kind"),
    [
        ([1, "a", None], ["1", "a", None], "text"),
        (pd.Categorical(["a", "b", "a", "b"]), ["a", "b", "a", "b"], "category"),
        (pd.array([1, None], "Int64"), [1, None], "number"),
        (pd.array([True, None], "boolean"), [True, None], "boolean"),
        (pd.to_timedelta([90, None], unit="s"), [90.0, None], "number"),
        (pd.period_range("2024-01", periods=2, freq="M"), ["2024-01", "2024-02"], "text"),
        ([1 + 2j, 3j], ["(1+2j)", "3j"], "text"),
        ([date(2024, 1, 31), None], [date(2024, 1, 31), None], "date"),
        ([None, None], [None, None], "text"),
        (pd.cut([1, 1, 2, 2], [0, 1, 2]), ["(0, 1]", "(0, 1]", "(1, 2]", "(1, 2]"], "category"),
        (pd.interval_range(0, 2), ["(0, 1]", "(1, 2]"], "text"),
        (pd.arrays.SparseArray([0, 0, 5]), [0, 0, 5], "number"),
        (pd.arrays.SparseArray([np.nan, 0.5]), [None, 0.5], "number"),
        (np.array([0.5, 1], dtype=np.longdouble), [0.5, 1.0], "number"),
        ([Decimal("1e50"), None], [1e50, None], "number"),
        ([Decimal("1.10"), None], [Decimal("1.10"), None], "number"),
        (np.array([2**64 - 1, 1], dtype="uint64"), [2**64 - 1, 1], "number"),
        (pd.to_datetime(["2024-01-31"]).tz_localize("Europe/Berlin"), None, "date"),
        (np.array(["1000-01-01"], dtype="M8[s]"), [datetime(1000, 1, 1)], "date"),
        (pd.Series(["a\udc80", "b"], dtype=object), ["a\\udc80", "b"], "text"),
        (pd.array([1, None], "int64[pyarrow]"), [1, None], "number"),
    ],
)
def test_every_type_of_pandas_becomes_a_plain_one(values, read, kind):
    dataset = data.read(pd.DataFrame({"v": values}))
    assert read in (None, dataset.table.column("v").to_pylist())
    assert dataset["v"].kind == kind
    assert counted(dataset) == dataset.n_rows - dataset.table.column("v").null_count


def test_arrow_types_become_plain_ones():
    table = pa.table(
        {
            "half": pa.array(np.array([0.5, np.nan], dtype="float16")),
            "large": pa.array(["a", "b"], pa.large_string()),
            "time": pa.array([time(10, 30), None]),
            "span": pa.array([timedelta(seconds=1.5), None]),
            "day": pa.array([date(2024, 1, 31), None], pa.date64()),
            "code": pa.array(["x", "y"]).dictionary_encode(),
        }
    )
    assert data.read(table).table.to_pylist() == [
        {"half": 0.5, "large": "a", "time": "10:30:00.000000", "span": 1.5,
         "day": date(2024, 1, 31), "code": "x"},
        {"half": None, "large": "b", "time": None, "span": None, "day": None, "code": "y"},
    ]  # fmt: skip


def test_coarse_durations_and_wide_decimals_become_floats():
    table = pa.table(
        {
            "long": pa.array([2**40], pa.duration("s")),  # beyond 64 bits of nanoseconds
            "wide": pa.array([Decimal("1.25")], pa.decimal256(60, 2)),
        }
    )
    assert data.read(table).table.to_pylist() == [{"long": 2.0**40, "wide": 1.25}]


def test_times_no_engine_can_hold_are_refused_with_their_unit():
    table = pa.table({"v": pa.array([2**50], pa.timestamp("s"))})
    with pytest.raises(ReadError, match=r"Column `v` holds times in timestamp\[s\]") as caught:
        data.read(table)
    assert caught.value.code == "column-times"


def test_bytes_that_only_claim_to_be_text_are_refused(tmp_path):
    offsets = pa.py_buffer(np.array([0, 1, 2], dtype="int32").tobytes())
    broken = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"\xe4a")])
    pq.write_table(pa.table({"v": broken}), tmp_path / "cp1252.parquet")
    with pytest.raises(ReadError, match="`v` holds bytes that are no text in UTF-8") as caught:
        data.read(tmp_path / "cp1252.parquet")
    assert caught.value.code == "column-encoding"


@pytest.mark.parametrize(
    "values", [[[1, 2]], [{"a": 1}], [b"x"], [pa.MonthDayNano([1, 2, 3])]], ids=str
)
def test_lists_records_and_bytes_are_refused_by_name(values):
    with pytest.raises(ReadError, match="Column `v` holds values of type") as caught:
        data.read(pa.table({"v": values}))
    assert caught.value.code == "column-nested"


def test_a_table_without_columns_is_refused():
    with pytest.raises(ReadError, match="no columns") as caught:
        data.read(pd.DataFrame(index=range(3)))
    assert caught.value.code == "no-columns"


def test_something_else_is_refused():
    with pytest.raises(ReadError, match="type `int` is no file") as caught:
        data.read([1, 2])
    assert caught.value.code == "source-unknown"


def test_options_of_text_files_do_not_pass_unnoticed(frame):
    with pytest.raises(ReadError, match="`delimiter` does not apply to a table in memory"):
        data.read(frame, delimiter=";")


def test_a_parquet_file_is_recognised_whatever_it_is_called(tmp_path, frame):
    frame.set_index(pd.Index(list("abc"))).to_parquet(tmp_path / "sales.csv")
    dataset = data.read(tmp_path / "sales.csv")
    assert [c.name for c in dataset.columns] == ["n", "x", "g", "index"]
    assert dataset.reading.sentence() == "Parquet"
    assert dataset.origin == str(tmp_path / "sales.csv")


def test_a_damaged_parquet_file_is_refused(tmp_path, frame):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pandas(frame), path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ReadError, match="Copy or download it again") as caught:
        data.read(path)
    assert caught.value.code == "parquet-damaged"
