"""A variable that was loaded and has changed since is told, and never loaded by itself."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from jupyter_analyst.magics.line import run_line

NEWS = "`df` has changed since it was loaded: `%analyst load df` takes the new one.\n"


@pytest.fixture
def notebook(session, capsys):
    """Type a line in a notebook with these variables; return what it said on the way."""

    def type_(line, **variables):
        run_line(session, line, variables)
        return capsys.readouterr().out

    return type_


@pytest.fixture
def frame():
    return pd.DataFrame({"x": [1, 2, 3], "g": ["a", "b", None]})


def test_an_unchanged_variable_is_not_spoken_of(notebook, frame):
    assert notebook("load df", df=frame) == ""
    for line in ("head", "profile", "describe --columns x"):
        assert notebook(line, df=frame) == ""
    assert notebook("head", df=frame.copy()) == ""


@pytest.mark.parametrize("line", ["head", "head df", "profile", "describe --columns x", "use df"])
def test_a_change_in_place_is_told_by_the_next_command(notebook, frame, line):
    notebook("load df", df=frame)
    frame.loc[0, "x"] = 9
    assert notebook(line, df=frame) == NEWS


def test_a_change_is_told_once_and_nothing_is_loaded(session, notebook, frame):
    notebook("load df", df=frame)
    version = session.dataset("df").version
    changed = frame.assign(x=[4, 5, 6])
    assert notebook("head", df=changed) == NEWS
    assert notebook("head", df=changed) == ""
    assert session.dataset("df").version == version
    assert notebook("head", df=changed.assign(x=0)) == NEWS


def test_loading_it_again_settles_it(session, notebook, frame):
    notebook("load df", df=frame)
    frame["y"] = 1
    assert notebook("load df", df=frame) == ""
    assert notebook("head", df=frame) == ""
    assert [column.name for column in session.dataset("df").columns] == ["x", "g", "y"]


def test_the_line_that_takes_the_new_one_keeps_the_name(notebook, frame):
    notebook("load df --as mine", df=frame)
    frame.loc[0, "x"] = 9
    assert "`%analyst load df --as mine` takes the new one" in notebook("head mine", df=frame)


def test_other_datasets_are_not_spoken_of(notebook, frame, heart_file):
    notebook("load df", df=frame)
    notebook(f"load '{heart_file}' --as heart", df=frame)
    frame.loc[0, "x"] = 9
    assert notebook("head heart", df=frame) == ""


def test_a_variable_that_is_gone_is_not_spoken_of(notebook, frame):
    notebook("load df", df=frame)
    assert notebook("head") == ""


def test_a_variable_that_is_no_table_any_more_has_changed(notebook, frame):
    notebook("load df", df=frame)
    assert notebook("head", df=5) == NEWS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pl.DataFrame({"x": [1, 2]}), pl.DataFrame({"x": [1, 3]})),
        (pa.table({"x": [1, 2]}), pa.table({"x": [1, 2, 2]})),
        ({"x": [1, 2]}, {"x": [1, 2], "y": [1, 2]}),
        ([{"x": 1}], [{"x": 2}]),
        (np.array([(1,)], dtype=[("x", "i8")]), np.array([(2,)], dtype=[("x", "i8")])),
        (pd.Series([1, 2], name="x"), pd.Series([2, 1], name="x")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_table_is_watched(notebook, before, after):
    notebook("load df", df=before)
    assert notebook("head", df=before) == ""
    assert notebook("head", df=after) == NEWS


def test_of_a_large_variable_a_sample_is_looked_at(notebook):
    frame = pd.DataFrame({"x": np.arange(1_500_000), "y": 0.5})
    notebook("load df", df=frame)
    assert notebook("head", df=frame) == ""
    assert notebook("head", df=frame + 1) == NEWS
    assert notebook("head", df=frame[1:]) == NEWS


def test_a_reader_can_be_loaded_once_and_is_not_watched(notebook, session):
    batch = pa.RecordBatch.from_pydict({"x": [1]})
    reader = pa.RecordBatchReader.from_batches(batch.schema, [batch])
    notebook("load df", df=reader)
    assert notebook("head", df=reader) == ""
    assert session.dataset("df").n_rows == 1


def test_a_file_of_that_name_comes_before_the_variable(notebook, session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "df").write_text("a,b\n1,2\n")
    notebook("load df", df=pd.DataFrame({"x": [1]}))
    assert [column.name for column in session.dataset().columns] == ["a", "b"]
