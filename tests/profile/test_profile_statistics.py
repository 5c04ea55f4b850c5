"""Each statistic against numbers one can check by hand, and against R 4.2.2."""

import datetime as dt
import decimal
import json
import math
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import scipy.stats

from jupyter_analyst.errors import DataError
from jupyter_analyst.profile import Histogram, Level, MissingPattern, Pair, profile

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())
DATA = [name for name in REFERENCE if name != "R"]
INF, NAN = math.inf, math.nan


def test_a_number_column_by_hand(profiled):
    column = profiled({"x": [1, 2, 2, None, -5]}).columns["x"]
    assert (column.count, column.missing, column.distinct) == (4, 1, 3)
    assert (column.min, column.max, column.mean, column.median) == (-5, 2, 0, 1.5)
    assert column.std == pytest.approx(math.sqrt(34 / 3))
    assert (column.zeros, column.negatives, column.infinite, column.whole) == (0, 1, None, True)
    assert (column.q25, column.q75, column.outliers) == (-0.5, 2, 1)
    assert column.top == ()  # most values are there once, so none is frequent


def test_values_that_mostly_repeat_are_ranked_by_rows_then_by_value(profiled):
    column = profiled({"x": ["b", "a", "c", "a", "b", None]}).columns["x"]
    assert column.top == (Level("a", 2), Level("b", 2), Level("c", 1))


def test_a_text_column_by_hand(profiled):
    column = profiled({"x": ["one", "three", "  ", None]}).columns["x"]
    assert (column.length_min, column.length_mean, column.length_max) == (2, 10 / 3, 5)
    assert (column.blank, column.distinct, column.mean, column.histogram) == (1, 3, None, None)


def test_booleans_have_two_levels(profiled):
    column = profiled({"x": [True, False, True, None]}).columns["x"]
    assert column.top == (Level("true", 2), Level("false", 1))
    assert (column.kind, column.count, column.missing) == ("boolean", 3, 1)


def test_dates_are_iso_text_with_quantiles_and_whole_days(profiled):
    days = [dt.date(2024, 1, 1), dt.date(2024, 1, 3), dt.date(2024, 1, 5), None]
    column = profiled({"x": pa.array(days)}).columns["x"]
    assert (column.min, column.median, column.max) == ("2024-01-01", "2024-01-03", "2024-01-05")
    assert column.histogram.counts == (1, 0, 1, 0, 1)
    assert column.histogram.edges[0] == 1_704_067_200_000  # milliseconds of 2024-01-01
    assert (column.mean, column.std, column.zeros) == (None, None, None)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "Europe/Berlin"])
def test_times_of_day_of_every_resolution(profiled, unit, zone):
    times = pa.array([dt.datetime(2024, 1, 1, 6, 30), None]).cast(pa.timestamp(unit, zone))
    column = profiled({"x": times}).columns["x"]
    assert (column.min, column.count, column.missing) == ("2024-01-01T06:30:00", 1, 1)


def test_not_a_number_is_missing_and_infinity_is_counted_apart(profiled):
    column = profiled({"x": [1.0, 3.0, INF, -INF, NAN, None]}).columns["x"]
    assert (column.count, column.missing, column.infinite) == (4, 2, 2)
    assert (column.min, column.max, column.mean, column.std) == (1, 3, 2, math.sqrt(2))
    assert sum(column.histogram.counts) == 2
    assert column.distinct == 4


def test_infinity_can_be_frequent(profiled):
    found = profiled({"x": [INF, INF, INF, 1.0]})
    assert found.columns["x"].top == (Level("inf", 3), Level(1.0, 1))
    assert type(found).from_json(found.to_json()) == found


def test_only_infinite_values_have_no_extent(profiled):
    column = profiled({"x": [INF, INF]}).columns["x"]
    assert (column.infinite, column.min, column.mean, column.histogram) == (2, None, None, None)


@pytest.mark.parametrize("values", [[1e308, -1e308, 1e308], [2e-308, 1e-308, 2e-308]])
def test_the_largest_and_smallest_floats_have_moments(profiled, values):
    column = profiled({"x": values}).columns["x"]
    scale = abs(values[0])
    plain = [value / scale for value in values]
    assert column.mean / scale == pytest.approx(np.mean(plain))
    assert column.std / scale == pytest.approx(np.std(plain, ddof=1))
    assert (column.min, column.max) == (min(values), max(values))
    assert sum(column.histogram.counts) == 3


def test_skewness_far_from_zero_keeps_its_digits(profiled):
    near = profiled({"x": [0.0, 1.0, 1.0, 4.0]}).columns["x"].skewness
    far = profiled({"x": [1e9, 1e9 + 1, 1e9 + 1, 1e9 + 4]}).columns["x"].skewness
    assert far == pytest.approx(near, rel=1e-12)


def test_a_constant_has_no_spread(profiled):
    column = profiled({"x": [0.1] * 5}).columns["x"]
    assert (column.mean, column.std, column.skewness, column.distinct) == (0.1, 0, None, 1)
    assert column.histogram == Histogram((0.1, 0.1), (5,))


def test_whole_numbers_beyond_53_bits_stay_different(profiled):
    column = profiled({"x": [2**62, 2**62 + 1, 2**62 + 1]}).columns["x"]
    assert column.distinct == 2
    assert sum(column.histogram.counts) == 3


def test_large_unsigned_and_decimal_numbers(profiled):
    found = profiled(
        {
            "u": pa.array([2**64 - 1, 1], pa.uint64()),
            "d": [decimal.Decimal("1.5"), decimal.Decimal("2.5")],
            "wide": pa.array([decimal.Decimal(9 * 10**37)] * 2, pa.decimal128(38, 0)),
        }
    ).columns
    assert (found["u"].mean, found["d"].mean) == (2.0**63, 2)
    assert found["wide"].mean == pytest.approx(9e37)


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[1, 2], None]),
        pa.array([{"a": 1}, None]),
        pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int64())),
        pa.array([b"\x00\xff", None]),
        pa.array([dt.time(1, 2), None]),
        pa.array([dt.timedelta(1), None]),
        pa.array(["a", None]).dictionary_encode(),
    ],
    ids=str,
)
def test_other_types_are_counted(profiled, values):
    column = profiled({"x": values}).columns["x"]
    assert (column.count, column.missing, column.distinct) == (1, 1, 1)


def test_a_column_without_values(profiled):
    column = profiled({"x": pa.nulls(3), "y": pa.array([None] * 3, pa.float64())}).columns
    assert [(c.count, c.missing, c.distinct) for c in column.values()] == [(0, 3, 0)] * 2


def test_a_table_without_rows(profiled):
    found = profiled({"x": pa.array([], pa.float64()), "y": pa.array([], pa.string())})
    assert (found.n_rows, found.n_missing, found.share_missing, found.duplicates) == (0, 0, 0, 0)
    assert (found.missing_patterns, found.rows, found.quality.score) == ((), (), 0)


def test_a_table_without_columns_is_refused(dataset):
    with pytest.raises(DataError, match="`t` has no columns"):
        profile(dataset(pa.table({})))


def test_names_are_kept_whatever_they_are(profiled):
    names = ["", "a", "A", 'q"uote', "semi;--", "naïve ✓", "c1", "rows"]
    table = pa.table([[i, i + 1, i + 1] for i in range(len(names))], names=names)
    found = profiled(table).columns
    assert list(found) == names
    assert [column.min for column in found.values()] == list(range(len(names)))


def test_duplicates_count_repetitions_and_missing_equals_missing(profiled):
    assert profiled({"x": [1.0, NAN, None, 1.0, 1.0], "y": ["a"] * 5}).duplicates == 3


def test_missing_patterns_say_which_columns_go_together(profiled):
    found = profiled({"x": [1, None, None, 4], "y": [1, None, None, None], "z": [1, 2, 3, 4]})
    assert found.missing_patterns == (
        MissingPattern(("x", "y"), 2),
        MissingPattern(("y",), 1),
        MissingPattern((), 1),
    )


def test_first_rows_are_texts(profiled):
    found = profiled({"x": [1.0, NAN], "y": [True, None], "z": ["a" * 100, ""]})
    assert found.rows == (("1", "true", "a" * 79 + "…"), (None, None, ""))


def test_correlations_are_pairwise_complete_and_strongest_first(profiled):
    found = profiled({"a": [1, 2, 3, 4], "b": [4, 3, 2, None], "c": [1, 2, 2, 9], "k": [7] * 4})
    assert found.correlations[0] == Pair("b", "a", pytest.approx(-1), 3)
    assert [(pair.a, pair.b) for pair in found.correlations] == [("b", "a"), ("c", "b"), ("c", "a")]
    assert found.n_correlated == 3


def test_a_column_that_does_not_vary_where_the_other_is_has_no_correlation(profiled):
    found = profiled({"a": [1, 1, 1, 2], "b": [1, 2, 3, None]})
    assert found.correlations == ()


@pytest.mark.parametrize("name", DATA)
def test_columns_agree_with_r(profiled, name):
    found = profiled(REFERENCE[name]["data"]).columns
    for column, statistics in REFERENCE[name]["columns"].items():
        for statistic, value in statistics.items():
            said = getattr(found[column], statistic)
            assert said == pytest.approx(value, rel=1e-12), (column, statistic)


@pytest.mark.parametrize("name", DATA)
def test_correlations_and_duplicates_agree_with_r(profiled, name):
    reference = REFERENCE[name]
    found = profiled(reference["data"])
    pairs = {f"{pair.a} {pair.b}": {"r": pair.r, "n": pair.n} for pair in found.correlations}
    assert set(pairs) == set(reference["pairs"])
    for key, pair in reference["pairs"].items():
        assert pairs[key] == pytest.approx(pair, rel=1e-10), key
    assert found.duplicates == reference["duplicates"]


def test_a_file_gives_the_same_numbers_as_a_table(dataset, tmp_path):
    table = pa.table(REFERENCE["airquality"]["data"])
    path = tmp_path / "it's.parquet"
    pq.write_table(table, path)
    assert profile(dataset(table, path)) == profile(dataset(table))


def test_very_many_rows_are_sampled_where_they_must_be(dataset, tmp_path):
    n = 1_000_001
    table = pa.table({"x": np.arange(n) % 100, "y": np.arange(n, dtype=float)})
    path = tmp_path / "long.parquet"
    pq.write_table(table, path)
    first, again = profile(dataset(table, path)), profile(dataset(table, path))
    assert not first.exact
    assert first.columns["y"].q05 == again.columns["y"].q05  # the sample is always the same
    x, y = first.columns["x"], first.columns["y"]
    assert (x.distinct, x.distinct_exact) == (100, True)
    assert y.distinct <= n
    assert not y.distinct_exact
    assert not y.is_unique
    assert y.mean == pytest.approx((n - 1) / 2)
    assert y.median == pytest.approx(n / 2, rel=0.02)
    assert sum(y.histogram.counts) == n
    assert first.duplicates == 0


@pytest.mark.parametrize("name", DATA)
def test_kurtosis_agrees_with_scipy(profiled, name):
    found = profiled(REFERENCE[name]["data"]).columns
    for column in REFERENCE[name]["columns"]:
        values = np.array(REFERENCE[name]["data"][column], dtype=float)
        # G2 of Joanes and Gill (1998), type 2 in R's e1071
        expected = scipy.stats.kurtosis(values[~np.isnan(values)], bias=False)
        assert found[column].kurtosis == pytest.approx(expected, rel=1e-9), column


@pytest.mark.parametrize("factor", [1e300, 1e-300, -1e150])
def test_kurtosis_does_not_depend_on_the_scale(profiled, factor):
    values = [0.0, 1.0, 1.0, 4.0, 2.0]
    scaled = profiled({"x": [factor * value for value in values]}).columns["x"].kurtosis
    assert scaled == pytest.approx(scipy.stats.kurtosis(values, bias=False))


def test_kurtosis_far_from_zero_keeps_its_digits(profiled):
    near = profiled({"x": [0.0, 1.0, 1.0, 4.0, 2.0]}).columns["x"].kurtosis
    far = profiled({"x": [1e9, 1e9 + 1, 1e9 + 1, 1e9 + 4, 1e9 + 2]}).columns["x"].kurtosis
    assert far == pytest.approx(near, rel=1e-9)


def test_blank_texts_are_counted_whatever_the_blank(profiled):
    column = profiled({"x": ["", "  ", "\u00a0", "\u3000 ", "é", "a", "!", " b"]}).columns["x"]
    assert column.blank == 4


def test_what_was_not_counted_in_every_row_is_named(dataset, tmp_path):
    n = 1_000_001
    days = np.arange(n).astype("datetime64[s]")
    table = pa.table(
        {"x": np.arange(n, dtype=float), "t": days, "g": ["a", "b", None] * (n // 3) + ["a", "b"]}
    )
    pq.write_table(table, tmp_path / "long.parquet")
    found = profile(dataset(table, tmp_path / "long.parquet"))
    x, t, g = found.columns.values()
    quantiles = ("q05", "q25", "median", "q75", "q95", "outliers")
    assert x.approximate == ("distinct", "mad", *quantiles)
    assert t.approximate == ("distinct", *quantiles)
    assert g.approximate == ("shapes", "number_like")
    assert (x.direction, t.spacing, found.keys) == (None, None, ())
    assert [pair.exact for pair in found.pairs] == [False] * len(found.pairs)
    assert found.notes[0].startswith("Beyond 1,000,000 rows")


def test_memory_is_that_of_the_arrow_table(profiled):
    table = pa.table(
        {
            "whole": [1, None, 3],
            "small": pa.array([1, 2, 3], pa.int16()),
            "float": [0.5, 1.5, None],
            "flag": [True, False, None],
            "day": pa.array([0, 1, 2], pa.date32()),
            "moment": pa.array([0, None, 2], pa.timestamp("us", "UTC")),
            "exact": pa.array(
                [decimal.Decimal("1.50"), None, decimal.Decimal("2.50")], pa.decimal128(38, 2)
            ),
            "text": ["Zoë", None, ""],
        }
    )
    found = profiled(table)
    assert {c.name: c.memory for c in found.columns.values()} == {
        name: table[name].nbytes for name in table.column_names
    }
    assert found.memory == table.nbytes
