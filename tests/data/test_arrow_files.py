import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError

ROWS = pa.table({"n": [1, 2, None], "word": ["a", "é", None], "day": [dt.date(2024, 1, 31)] * 3})
NESTED = pa.table(
    {
        "id": [1, 2],
        "who": [{"name": "Ann", "at": {"city": "Bonn"}}, None],
        "tags": [["x", "ÿ"], None],
        "marks": [[1.5, float("nan")], [float("inf")]],
    }
)
FIRST = {"id": 1, "who.name": "Ann", "who.at.city": "Bonn", "tags": '["x", "ÿ"]'}
SECOND = {"id": 2, "who.name": None, "who.at.city": None, "tags": None}
FLAT = [FIRST | {"marks": "[1.5, null]"}, SECOND | {"marks": '["inf"]'}]
NOTES = (
    "who and who.at taken apart into columns with dotted names",
    "lists in tags and marks as JSON text",
)


def write_stream(table, path):
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table)


def write_file(table, path):
    with pa.ipc.new_file(path, table.schema) as writer:
        writer.write_table(table)


def write_feather(table, path):
    pyarrow.feather.write_feather(table, path, compression="zstd")


WRITERS = {"a.arrow": write_file, "a.feather": write_feather, "a.arrows": write_stream}


@pytest.fixture(params=WRITERS, ids=str)
def written(request, tmp_path):
    def write(table):
        WRITERS[request.param](table, tmp_path / request.param)
        return tmp_path / request.param

    return write


def test_every_kind_of_arrow_file_is_read(written):
    dataset = data.read(written(ROWS))
    assert dataset.table.to_pylist() == ROWS.to_pylist()
    assert dataset.reading.sentence() == "Arrow"
    assert dataset.name == "a"


def test_a_stream_is_known_by_its_usual_other_suffix_too(tmp_path):
    write_stream(ROWS, tmp_path / "a.arrow")
    assert data.read(tmp_path / "a.arrow").table.num_rows == 3


def test_a_feather_file_is_recognised_whatever_it_is_called(tmp_path):
    write_feather(ROWS, tmp_path / "sales.csv")
    assert data.read(tmp_path / "sales.csv").reading.format == "arrow"


def test_a_frame_written_by_pandas_keeps_its_index_and_categories(tmp_path):
    frame = pd.DataFrame({"g": pd.Categorical(["a", "b"]), "x": [1.0, np.nan]})
    frame.to_feather(tmp_path / "a.feather")
    expected = [{"g": "a", "x": 1.0}, {"g": "b", "x": None}]
    assert data.read(tmp_path / "a.feather").table.to_pylist() == expected


def test_records_become_columns_and_lists_json_texts(written):
    dataset = data.read(written(NESTED))
    assert dataset.table.to_pylist() == FLAT
    assert dataset.reading.notes == NOTES


def test_a_parquet_file_is_taken_apart_in_the_same_way(tmp_path):
    pq.write_table(NESTED, tmp_path / "a.parquet")
    dataset = data.read(tmp_path / "a.parquet")
    assert dataset.table.to_pylist() == FLAT
    assert dataset.reading.notes == NOTES


def test_a_null_record_has_null_fields_even_over_values(tmp_path):
    fields = [pa.array([1, 2])]
    records = pa.StructArray.from_arrays(fields, ["a"], mask=pa.array([False, True]))
    write_file(pa.table({"r": records}), tmp_path / "a.arrow")
    assert data.read(tmp_path / "a.arrow").table.to_pylist() == [{"r.a": 1}, {"r.a": None}]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (pa.array([[dt.date(2024, 1, 31)]]), '["2024-01-31"]'),
        (pa.array([[dt.timedelta(seconds=90)]]), "[90.0]"),
        (pa.array([[b"\x01\xff"]]), '["01ff"]'),
        (pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())), '[["k", 1]]'),
        (pa.array([[{"a": [1]}]]), '[{"a": [1]}]'),
        (pa.array([[1, 2]], pa.list_(pa.int8(), 2)), "[1, 2]"),
        (pa.array([[1]], pa.large_list(pa.int8())), "[1]"),
        (pa.array([{}], pa.struct([])), "{}"),
        (pa.DictionaryArray.from_arrays([0], pa.array([["x"]])), '["x"]'),
        (pa.FixedShapeTensorArray.from_numpy_ndarray(np.array([[1, 2]])), "[1, 2]"),
    ],
    ids=lambda value: str(getattr(value, "type", "")),
)
def test_every_kind_of_list_becomes_its_json_text(tmp_path, values, text):
    write_file(pa.table({"v": values}), tmp_path / "a.arrow")
    assert data.read(tmp_path / "a.arrow").table.column("v").to_pylist() == [text]


def test_moments_in_lists_that_python_has_no_year_for_are_refused_by_name(tmp_path):
    values = pa.array([[2**62]], pa.list_(pa.timestamp("us")))
    write_file(pa.table({"v": values}), tmp_path / "a.arrow")
    with pytest.raises(ReadError, match="The lists in column `v`") as caught:
        data.read(tmp_path / "a.arrow")
    assert caught.value.code == "column-nested"


def test_names_that_meet_after_taking_apart_stay_apart(tmp_path):
    write_file(pa.table({"a.b": [1], "a": [{"b": 2}]}), tmp_path / "a.arrow")
    dataset = data.read(tmp_path / "a.arrow")
    assert dataset.table.to_pylist() == [{"a.b": 1, "a.b_2": 2}]
    assert dataset.reading.renamed == {"a.b_2": "a.b"}


def test_a_union_is_refused_by_name(tmp_path):
    union = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])])
    write_file(pa.table({"u": union}), tmp_path / "a.arrow")
    with pytest.raises(ReadError, match="Column `u` holds values of type"):
        data.read(tmp_path / "a.arrow")


def test_the_first_version_of_feather_is_named(tmp_path):
    (tmp_path / "a.feather").write_bytes(b"FEA1" + bytes(60) + b"FEA1")
    with pytest.raises(ReadError, match="Feather file of version 1") as caught:
        data.read(tmp_path / "a.feather")
    assert caught.value.code == "arrow-old"


def test_a_cut_file_says_so(tmp_path):
    write_file(ROWS, tmp_path / "a.arrow")
    (tmp_path / "a.arrow").write_bytes((tmp_path / "a.arrow").read_bytes()[:-30])
    with pytest.raises(ReadError, match=r"`a\.arrow` begins like an Arrow file") as caught:
        data.read(tmp_path / "a.arrow")
    assert caught.value.code == "arrow-damaged"


def test_an_arrow_file_knows_no_options(tmp_path):
    write_file(ROWS, tmp_path / "a.arrow")
    with pytest.raises(ReadError, match="`decimal` does not apply to an Arrow file"):
        data.read(tmp_path / "a.arrow", decimal=",")


@pytest.mark.parametrize("table", [ROWS, NESTED], ids=["plain", "nested"])
def test_damage_ends_in_a_dataset_or_a_read_error(written, table, survives):
    survives(written(table))
