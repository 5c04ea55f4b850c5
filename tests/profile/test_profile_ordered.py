"""Quantiles, deviation and different values, told by a column in order."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import scipy.stats

from jupyter_analyst.profile import Level, profile, repeats, rows
from jupyter_analyst.profile.ordered import deviation, quantiles

INF = float("inf")


# help page of stats::mad, R 4.2.2: mad(c(1:9), constant = 1) and mad(c(1:8, 100), constant = 1)
@pytest.mark.parametrize("last", [9, 100])
def test_the_median_absolute_deviation_agrees_with_r(profiled, last):
    assert profiled({"x": [*range(1, 9), last]}).columns["x"].mad == 2


@pytest.mark.parametrize("n", [1, 2, 5, 100, 101])
def test_the_deviation_agrees_with_scipy(n):
    values = np.sort(np.random.default_rng(n).lognormal(size=n).round(1))
    expected = scipy.stats.median_abs_deviation(values)
    assert deviation(values, quantiles(values)["median"]) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("type_", [pa.int8(), pa.uint64(), pa.int64(), pa.float32()])
def test_numbers_of_every_width_have_a_deviation(profiled, type_):
    assert profiled({"x": pa.array([1, 1, 2, 2, 4, 6, 9], type_)}).columns["x"].mad == 1


def test_infinite_and_missing_values_are_left_out_of_the_deviation(profiled):
    column = profiled({"x": [1.0, None, 3.0, INF, -INF, float("nan"), 8.0]}).columns["x"]
    assert (column.median, column.mad, column.distinct) == (3, 2, 5)


def test_the_largest_floats_have_a_deviation(profiled):
    assert profiled({"x": [1e308, -1e308, 1.5e308]}).columns["x"].mad == pytest.approx(5e307)


def test_dates_and_texts_have_no_deviation(profiled):
    found = profiled({"d": [dt.date(2024, 1, 1)], "t": ["a"]}).columns
    assert [column.mad for column in found.values()] == [None, None]


def test_decimals_that_floats_cannot_tell_apart_are_different(profiled):
    values = [Decimal("12345678901234567.01"), Decimal("12345678901234567.02")]
    found = profiled({"x": pa.array([*values, None], pa.decimal128(38, 2))})
    column = found.columns["x"]
    assert (column.distinct, column.count, column.missing) == (2, 2, 1)
    assert "constant" not in [alert.kind for alert in found.alerts]
    assert found.rows[0] == ("12345678901234567.01",)
    assert column.min == column.max == 12345678901234568.0
    assert column.histogram.counts == (2,)


def test_frequent_decimals_that_floats_cannot_tell_apart_are_said_in_full(profiled):
    values = [Decimal("12345678901234567.01"), Decimal("12345678901234567.02")]
    column = profiled({"x": pa.array([*values * 3, values[1]], pa.decimal128(38, 2))}).columns["x"]
    assert column.top == (Level("12345678901234567.02", 4), Level("12345678901234567.01", 3))


def test_decimals_that_are_floats_are_numbers(profiled):
    values = [Decimal(text) for text in ("0.10", "0.10", "0.10", "2.50", "2.50", "-1.00")]
    found = profiled({"x": pa.array(values, pa.decimal128(10, 2))})
    column = found.columns["x"]
    assert (column.min, column.max, column.median, column.mad) == (-1, 2.5, 0.1, 0.55)
    assert (column.negatives, column.zeros, column.whole, column.distinct) == (1, 0, False, 3)
    assert column.top == (Level(0.1, 3), Level(2.5, 2), Level(-1.0, 1))
    assert found.rows[0] == ("0.1",)


def test_rows_that_differ_only_in_the_last_digit_of_a_decimal_do_not_repeat(profiled):
    values = [Decimal("12345678901234567.01"), Decimal("12345678901234567.02")]
    assert profiled({"x": pa.array(values, pa.decimal128(38, 2))}).duplicates == 0


def test_a_sample_gives_a_deviation_that_is_marked(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "EXACT_ROWS", 1_000)
    monkeypatch.setattr(rows, "SAMPLE_ROWS", 1_000)
    table = pa.table({"x": np.arange(5_001)})
    pq.write_table(table, tmp_path / "x.parquet")
    column = profile(dataset(table, tmp_path / "x.parquet")).columns["x"]
    assert "mad" in column.approximate
    assert column.mad == pytest.approx(1_250, rel=0.1)
    assert "mean" not in column.approximate
    assert (column.mean, column.std) == (2_500, pytest.approx(np.std(np.arange(5_001), ddof=1)))
    assert column.kurtosis == pytest.approx(scipy.stats.kurtosis(np.arange(5_001), bias=False))


def test_a_column_whose_few_values_the_sample_has_not_met(dataset, monkeypatch):
    monkeypatch.setattr(rows, "EXACT_ROWS", 1_000)
    monkeypatch.setattr(rows, "SAMPLE_ROWS", 10)
    values = pa.array([1.0, 2.0, 6.0, *[None] * 4_997])
    column = profile(dataset({"x": values, "y": np.arange(5_000)})).columns["x"]
    assert (column.count, column.mean, column.min, column.max) == (3, 3, 1, 6)
    assert (column.median, column.mad, column.outliers) == (None, None, None)
    assert sum(column.histogram.counts) == 3


@pytest.mark.parametrize("at_once", [10_000, 1_500])
def test_repeated_rows_beyond_the_sample_are_all_counted(dataset, monkeypatch, at_once):
    monkeypatch.setattr(rows, "EXACT_ROWS", 1_000)
    monkeypatch.setattr(repeats, "_HASHES_AT_ONCE", at_once)
    x = np.arange(5_000)
    x[4_000:] = x[:1_000]
    assert profile(dataset({"x": x, "y": [None, *["a"] * 4_999]})).duplicates == 999
