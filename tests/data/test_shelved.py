"""Code in the sandbox opens a dataset by name and gets what the host would get."""

import json
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from jupyter_analyst import data, tools
from jupyter_analyst.errors import DataError, StorageError, UnknownNameError


@pytest.fixture
def shelf(heart, tmp_path, monkeypatch):
    """A shelf with the heart failure records on it."""
    file = heart.dataset("heart").path
    (tmp_path / "datasets.json").write_text(json.dumps({"heart": str(file)}))
    monkeypatch.setenv("ANALYST_DATA", str(tmp_path))
    return tmp_path


def test_a_frame_is_the_one_the_host_has(shelf, heart):
    frame = data.open("heart")
    assert_frame_equal(frame, heart.dataset("heart").to_pandas(), check_exact=True)


def test_types_are_those_of_the_host(session, tmp_path, monkeypatch):
    mixed = pd.DataFrame(
        {
            "n": [1, 2, None],
            "i": [1, 2, 3],
            "t": ["a", None, "b"],
            "b": [True, None, False],
            "d": [date(2020, 1, 1), None, date(1500, 1, 1)],
        }
    )
    dataset = session.load(mixed, "mixed")
    (tmp_path / "datasets.json").write_text(json.dumps({"mixed": str(dataset.path)}))
    monkeypatch.setenv("ANALYST_DATA", str(tmp_path))
    frame = data.open("mixed")
    assert_frame_equal(frame, dataset.to_pandas(), check_exact=True)
    frame.loc[0, "n"] = 5.0  # it can be written to
    assert data.open("mixed").loc[0, "n"] == 1


def test_columns_come_in_the_order_that_was_asked_for(shelf):
    assert [*data.open("heart", columns=["sex", "age"]).columns] == ["sex", "age"]


def test_near_names_are_offered(shelf):
    with pytest.raises(UnknownNameError, match="Did you mean `heart`"):
        data.open("hart")
    with pytest.raises(UnknownNameError, match="Did you mean `age`"):
        data.open("heart", columns=["agee"])


def test_an_empty_shelf_has_no_dataset(tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYST_DATA", str(tmp_path))
    with pytest.raises(UnknownNameError):
        data.open("heart")


def test_a_file_that_is_gone_or_damaged_is_said(shelf):
    (shelf / "datasets.json").write_text(json.dumps({"a": "gone.parquet", "b": "b.parquet"}))
    (shelf / "b.parquet").write_bytes(b"PAR1 nonsense")
    for name in "ab":
        with pytest.raises(StorageError):
            data.open(name)


def test_outside_the_sandbox_the_right_words_are_named():
    with pytest.raises(DataError, match=r'analyst\.dataset\("heart"\)\.to_pandas\(\)'):
        data.open("heart")


def test_a_result_names_the_dataset_and_version_its_frame_came_from(shelf, heart):
    version = heart.dataset("heart").version
    frame = data.open("heart")
    for rows in (frame, frame[frame["age"] > 60]):
        found = tools.describe(rows, columns=["age"]).provenance
        assert (found.dataset, found.version) == ("heart", version)
    assert tools.describe(pd.DataFrame({"x": [1, 2, 3]})).provenance.dataset == "data"


def test_opening_imports_nothing_that_reads_text_files(shelf):
    code = (
        "import sys; from jupyter_analyst import data; data.open('heart');"
        "print({'clevercsv', 'duckdb', 'scipy'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
