"""A dataset as a frame that takes little memory: every value stays what it is."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from jupyter_analyst import data
from jupyter_analyst.data.optimised import optimised


def one(values, kind=None):
    """The column of a dataset as it is held, and what is said about it."""
    found = optimised(data.read(pa.table({"x": pa.array(values, kind)})))
    return found.frame["x"], found.saved[0]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0, 127], "int8"),
        ([-128, 0], "int8"),
        ([0, 128], "int16"),
        ([-129, 0], "int16"),
        ([32_768], "int32"),
        ([2**31], "int64"),
        ([-(2**63), 2**63 - 1], "int64"),
    ],
)
def test_a_whole_number_gets_the_smallest_type_that_holds_it(values, kind):
    column, saving = one(values)
    assert str(column.dtype) == kind
    assert column.tolist() == values
    assert (saving.before, saving.after) == ("int64", kind)


def test_a_whole_number_beyond_64_bits_with_sign_stays_exact():
    column, _ = one([1, 2**64 - 1], pa.uint64())
    assert str(column.dtype) == "uint64"
    assert column.tolist() == [1, 2**64 - 1]


def test_whole_numbers_with_gaps_stay_exact():
    column, _ = one([1, None, 2**24])
    assert str(column.dtype) == "float32"
    assert column.tolist()[2] == 2**24
    column, _ = one([1, None, 2**24 + 1])
    assert str(column.dtype) == "float64"
    assert column.tolist()[2] == 2**24 + 1
    column, saving = one([1, None, 2**53 + 1])
    assert str(column.dtype) == "Int64"
    assert column[2] == 2**53 + 1
    assert column.isna().tolist() == [False, True, False]
    assert "too large for a float" in saving.why


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0.5, -1.25, None], "float32"),
        ([0.1], "float64"),
        ([1e300], "float64"),
        ([float("inf"), 2.0], "float32"),
        ([1e-46], "float64"),
    ],
)
def test_a_float_is_held_in_32_bits_only_where_each_value_is_exact(values, kind):
    column, _ = one(values, pa.float64())
    assert str(column.dtype) == kind
    assert column.astype(object).where(column.notna(), None).tolist() == values


def test_decimals_are_the_floats_they_always_are():
    column, _ = one([Decimal("0.50"), Decimal("0.10")], pa.decimal128(5, 2))
    assert column.tolist() == [0.5, 0.1]


def test_texts_with_few_values_become_a_category():
    column, saving = one(["north", "south", None] * 100)
    assert str(column.dtype) == "category"
    assert (
        column.astype(object).where(column.notna(), None).tolist()
        == [
            "north",
            "south",
            None,
        ]
        * 100
    )
    # 300 references of 8 bytes, or 300 codes of 1 and 2 references; the texts once either way
    texts = 2 * 49 + 10
    assert (saving.n_before, saving.n_after) == (2400 + texts, 300 + 16 + texts)


def test_texts_that_are_all_different_stay():
    column, saving = one([f"text {i}" for i in range(100)])
    assert column.dtype == object
    assert saving.n_before == saving.n_after
    assert "would save less than half" in saving.why


def test_truth_values_and_dates_stay():
    column, _ = one([True, False])
    assert column.dtype == bool
    column, _ = one([True, None])
    assert column.tolist() == [True, None]
    column, _ = one([date(2024, 1, 31), None])
    assert str(column.dtype) == "datetime64[ns]"


def test_what_was_saved_is_said_by_column_and_in_sum(catalog):
    frame = pd.DataFrame({"n": np.arange(1000) % 7, "g": ["a", "b"] * 500, "x": [0.1] * 1000})
    stored = catalog.keep(data.read(frame), "sales")
    found = optimised(stored)
    assert [saving.after for saving in found.saved] == ["int8", "category", "float64"]
    assert found.n_before == 8000 + 8000 + 100 + 8000
    assert found.n_after == 1000 + 1000 + 16 + 100 + 8000
    assert found.sentence == (
        "sales takes 10 KB instead of 24 KB, 58\u202f% less: "
        "2 columns of 3 held otherwise, every value the same."
    )
    assert (found.name, found.version) == ("sales", stored.version)


def test_the_frame_is_new_and_can_be_changed():
    found = optimised(data.read(pa.table({"n": [1, 2], "x": [0.5, 0.25]})))
    found.frame.loc[0, "n"] = 5
    assert found.frame["n"].tolist() == [5, 2]


def test_nothing_to_save_is_said():
    found = optimised(data.read(pa.table({"x": [0.1, 0.2]})))
    assert found.sentence == "data takes 16 B; no column can be held in less."


def test_no_rows_and_no_values_are_no_trouble():
    assert one([], pa.int64())[0].tolist() == []
    assert one([], pa.string())[0].tolist() == []
    assert one([None, None], pa.int64())[0].isna().all()
    assert one([None, None], pa.string())[0].isna().all()
