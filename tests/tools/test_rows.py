"""Numbers without gaps, and rows by group."""

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.errors import ParameterError
from jupyter_analyst.tools.rows import groups, label, numbers, require_different


@pytest.mark.parametrize("dtype", ["float64", "Float64", "object", "float64[pyarrow]"])
def test_numbers_of_any_pandas_type_become_floats(dtype):
    column = pd.Series([1, 2.5, None], dtype=dtype)
    assert numbers(column).tolist()[:2] == [1, 2.5]
    assert np.isnan(numbers(column)[2])


def test_infinite_numbers_count_as_missing():
    assert np.isnan(numbers(pd.Series([np.inf, -np.inf]))).all()


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([2, 1, 2], ["1", "2"]),
        ([2.0, np.nan, 1.0], ["1", "2"]),
        (["b", None, "a"], ["a", "b"]),
        ([True, False], ["False", "True"]),
        (["", "a"], ["(empty)", "a"]),
        (pd.to_datetime(["2024-02-01", "2024-01-01"]), ["2024-01-01", "2024-02-01"]),
        (pd.Categorical(["low", "high"], ["low", "mid", "high"]), ["low", "high"]),
    ],
)
def test_groups_are_named_in_order(values, names):
    assert list(groups(pd.Series(values))) == names


def test_rows_without_a_value_belong_to_no_group():
    found = groups(pd.Series(["a", None, "b", "a"]))
    assert {name: rows.tolist() for name, rows in found.items()} == {
        "a": [True, False, False, True],
        "b": [False, False, True, False],
    }


def test_large_whole_numbers_keep_their_digits():
    assert label(20240131.0) == "20240131"


def test_different_columns_are_fine_and_equal_ones_are_not():
    require_different(value="a", by=None, other=None)
    with pytest.raises(ParameterError, match="`x` and `y` are both `a`"):
        require_different(x="a", y="a")
