"""What tools get: plain pandas frames."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import UnknownNameError


@pytest.fixture
def frame():
    table = pa.table(
        {
            "whole": pa.array([1, 2, 3], pa.int32()),
            "holes": pa.array([1, None, 3], pa.int64()),
            "real": pa.array([0.5, None, 1.5], pa.float32()),
            "money": pa.array([1, None, 3]).cast(pa.decimal128(21, 2)),
            "truth": pa.array([True, False, True]),
            "maybe": pa.array([True, None, False]),
            "text": pa.array(["a", None, "b"]),
            "none": pa.array([None, None, None], pa.string()),
            "day": pa.array([date(2024, 1, 31), None, date(2024, 2, 1)]),
            "moment": pa.array([datetime(2024, 1, 31, 10, tzinfo=UTC)] * 3),
            "far": pa.array([date(9999, 12, 31), None, date(1, 1, 1)]),
            "big": pa.array([2**64 - 1, 0, 1], pa.uint64()),
        }
    )
    return data.read(table).to_pandas()


def test_every_column_has_a_plain_type(frame):
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "whole": "int64",
        "holes": "float64",
        "real": "float64",
        "money": "float64",
        "truth": "bool",
        "maybe": "object",
        "text": "object",
        "none": "object",
        "day": "datetime64[ns]",
        "moment": "datetime64[ns]",
        "far": "datetime64[us]",
        "big": "float64",
    }


def test_missing_values_stay_missing(frame):
    assert frame.isna().sum().to_dict() == {
        "whole": 0, "holes": 1, "real": 1, "money": 1, "truth": 0, "maybe": 1, "text": 1,
        "none": 3, "day": 1, "moment": 0, "far": 1, "big": 0,
    }  # fmt: skip
    assert frame["maybe"].tolist() == [True, None, False]
    assert frame["text"].tolist() == ["a", None, "b"]


def test_the_frame_can_be_written_to_and_the_dataset_does_not_change():
    dataset = data.read(pd.DataFrame({"x": [1.0, 2.0], "g": ["a", "b"]}))
    frame = dataset.to_pandas()
    frame.loc[0, "x"] = 99.0
    frame.loc[0, "g"] = "z"
    assert all(frame[name].array._ndarray.flags.writeable for name in ("x", "g"))
    assert dataset.to_pandas()["x"].tolist() == [1.0, 2.0]
    assert dataset.to_pandas()["g"].tolist() == ["a", "b"]


def test_columns_can_be_chosen_in_any_order():
    dataset = data.read(pd.DataFrame({"a": [1], "b": [2], "c": [3]}))
    assert list(dataset.to_pandas(["c", "a"]).columns) == ["c", "a"]
    assert dataset.to_arrow(["b"]).column_names == ["b"]
    with pytest.raises(UnknownNameError, match="Column `d` is not in `data`"):
        dataset.to_pandas(["d"])


@pytest.mark.parametrize("is_stored", [False, True])
def test_the_first_rows_can_be_had_alone(tmp_path, is_stored):
    dataset = data.read(pd.DataFrame({"n": range(5), "g": list("abcde")}))
    if is_stored:
        dataset = data.Catalog(tmp_path / "home").keep(dataset, "letters")
    assert dataset.head(2).to_dict("list") == {"n": [0, 1], "g": ["a", "b"]}
    assert len(dataset.head(99)) == 5


def test_a_table_without_rows_keeps_its_types():
    table = pa.table({"x": pa.array([], pa.float64()), "g": pa.array([], pa.string())})
    assert [str(kind) for kind in data.read(table).to_pandas().dtypes] == ["float64", "object"]


@pytest.mark.filterwarnings("ignore:Starting with pandas version 4")  # lifelines on pandas 3
def test_the_libraries_of_the_tools_accept_the_frame():
    import statsmodels.formula.api as smf
    from lifelines import CoxPHFitter

    rng = np.random.default_rng(1)
    source = pd.DataFrame(
        {
            "time": rng.integers(1, 50, 60),
            "event": rng.integers(0, 2, 60),
            "age": rng.normal(60, 5, 60).round(1),
            "group": np.where(rng.random(60) > 0.5, "a", "b"),
        }
    )
    frame = data.read(source.convert_dtypes(dtype_backend="pyarrow")).to_pandas()
    assert np.isfinite(smf.ols("time ~ age + C(group)", frame).fit().params).all()
    fitted = CoxPHFitter().fit(frame[["time", "event", "age"]], "time", "event")
    assert np.isfinite(fitted.params_["age"])
