"""Counting in memory: numbers in order, different texts, gaps and repeats, at their edges."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from jupyter_analyst.profile import Level, MissingPattern, gathered, nullity, repeats
from jupyter_analyst.profile.ordered import ascending, placed
from jupyter_analyst.profile.ranks import places
from jupyter_analyst.profile.words import words

NUMBERS = st.one_of(
    arrays.arrays(np.int64, st.integers(0, 30)),
    arrays.arrays(np.int64, st.integers(0, 30), elements=st.integers(-9, 9)),
    arrays.arrays(np.uint64, st.integers(0, 30), elements=st.integers(2**64 - 9, 2**64 - 1)),
    arrays.arrays(np.float64, st.integers(0, 30), elements=st.floats(allow_nan=False)),
)


@given(NUMBERS)
def test_numbers_are_put_in_order_whether_counted_or_compared(values):
    found = ascending(values)
    assert found.dtype == values.dtype
    assert found.tolist() == sorted(values.tolist())


@given(NUMBERS)
def test_places_stand_in_the_order_of_their_numbers(values):
    ordered, found = placed(values)
    assert ordered.tolist() == sorted(values.tolist())
    assert (np.sign(np.subtract.outer(found, found)) == compared(values)).all()


def compared(values):
    """Return -1, 0 or 1 for each pair of numbers, without a difference that could overflow."""
    return (values[:, None] > values).astype(int) - (values[:, None] < values)


def test_what_is_no_finite_number_has_no_place():
    assert places(np.array([1.0, np.nan, -np.inf, 0.5])).tolist() == [1, -1, -1, 0]


def test_texts_of_several_chunks_are_counted_together():
    found = words(pa.chunked_array([["b", None, "a"], [], ["a", "c", "a"]]))
    assert found.codes.tolist() == [0, -1, 1, 1, 2, 1]
    assert found.ranked() == [("a", 3), ("b", 1), ("c", 1)]
    assert (len(found), found.n_bytes, found.mean_length) == (5, 5, 1.0)


def test_no_texts_have_no_length():
    found = words(pa.chunked_array([], pa.string()))
    assert (len(found), found.shortest, found.longest, found.mean_length) == (0, None, None, None)
    assert (found.n_bytes, found.blank, found.ranked()) == (0, 0, [])


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u2003 \n"])
def test_texts_of_white_space_are_blank(profiled, blank):
    assert profiled({"x": [blank, "a", None, " b "]}).columns["x"].blank == 1


def test_lengths_are_characters_and_memory_is_bytes(profiled):
    column = profiled({"x": ["ä€", "", "😀"]}).columns["x"]
    assert (column.length_min, column.length_max, column.length_mean) == (0, 2, 1.0)
    assert column.memory == 3 * 4 + len("ä€😀".encode())


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()])
def test_texts_that_need_wide_offsets_are_counted_the_same(profiled, monkeypatch, type_):
    monkeypatch.setattr(gathered, "_LONG", 0)  # no column is small now
    found = profiled({"x": pa.array(["a", "b", "a", None], type_)})
    assert found.columns["x"].top == (Level("a", 2), Level("b", 1))
    assert (found.columns["x"].distinct, found.columns["x"].length_max) == (2, 1)
    assert (found.duplicates, found.rows[0]) == (1, ("a",))


def test_a_truth_value_is_said_in_lower_case(profiled):
    assert profiled({"x": [True, False, True, None]}).columns["x"].top == (
        Level("true", 2),
        Level("false", 1),
    )


def test_numbers_of_every_width_have_their_extent(profiled):
    types = (pa.int8(), pa.uint16(), pa.int32(), pa.uint64(), pa.float32(), pa.float64())
    for type_ in types:
        column = profiled({"x": pa.array([100, 0, None, 100, 100, 0], type_)}).columns["x"]
        assert (column.min, column.max, column.zeros, column.distinct) == (0, 100, 2, 2)
        assert column.top == (Level(100.0, 3), Level(0.0, 2))


def test_whole_numbers_at_both_ends_of_their_type(profiled):
    column = profiled({"x": [-(2**63), 2**63 - 1, 0, None]}).columns["x"]
    assert (column.min, column.max, column.median) == (-(2.0**63), 2.0**63, 0.0)
    assert (column.distinct, column.negatives, sum(column.histogram.counts)) == (3, 1, 3)


def test_both_zeros_are_one_value_and_rows_with_them_repeat(profiled):
    found = profiled({"x": [0.0, -0.0, 1.0], "y": ["a", "a", "a"]})
    assert (found.columns["x"].distinct, found.columns["x"].zeros) == (2, 2)
    assert found.duplicates == 1


@pytest.mark.parametrize("n_columns", [1, nullity._BITS - 1, nullity._BITS, nullity._BITS + 1, 95])
def test_patterns_of_many_columns_are_told_apart(profiled, n_columns):
    names = [f"c{k}" for k in range(n_columns)]
    columns = {name: [None, None, 1.0, 1.0, 1.0] for name in names}
    columns[names[-1]] = [None, 1.0, None, 1.0, 1.0]
    found = profiled(columns).missing_patterns
    expected = [((), 2), (tuple(names), 1), (tuple(names[:-1]), 1), ((names[-1],), 1)]
    alone = [((), 3), ((names[-1],), 2)]
    assert found == tuple(MissingPattern(*one) for one in (expected if n_columns > 1 else alone))


def test_rows_none_of_which_is_full_have_no_pattern_without_gaps(profiled):
    columns = {f"c{k}": [None, None] for k in range(nullity._BITS)} | {"x": [1, None]}
    found = profiled(columns).missing_patterns
    assert [pattern.count for pattern in found] == [1, 1]
    assert all(set(pattern.columns) >= set(columns) - {"x"} for pattern in found)


def test_rows_whose_hashes_agree_are_compared_in_full(profiled, monkeypatch):
    monkeypatch.setattr(repeats, "_MULTIPLIER", np.uint64(0))  # now all hashes agree
    found = profiled({"x": [1, 2, 1, 3], "y": ["a", "b", "a", None]})
    assert (found.duplicates, found.repeated.example) == (1, ("1", "a"))
    assert profiled({"x": [1, 1, 2], "y": ["a", "b", "a"]}).duplicates == 0


def test_a_column_of_different_values_leaves_only_its_gaps_to_be_compared(profiled):
    found = profiled({"id": [1, 2, None, None, None], "x": ["a", "a", "a", "a", "b"]})
    assert (found.duplicates, found.repeated.example) == (1, (None, "a"))


def test_dates_the_engine_calls_infinite_are_missing(profiled):
    ticks = [0, 2**63 - 1, -(2**63 - 1), 1_000_000]
    days = [0, 2**31 - 1, -(2**31 - 1), 1]
    found = profiled(
        {
            "us": pa.array(ticks, pa.timestamp("us")),
            "d": pa.array(days, pa.int32()).cast(pa.date32()),
        }
    ).columns
    assert [column.missing for column in found.values()] == [2, 2]
    assert (found["us"].min, found["us"].max) == ("1970-01-01T00:00:00", "1970-01-01T00:00:01")
    assert (found["d"].min, found["d"].max) == ("1970-01-01", "1970-01-02")


@pytest.mark.parametrize(("unit", "tick"), [("ms", 10**3), ("us", 10**6), ("ns", 10**9)])
def test_moments_before_1970_are_told_in_every_unit(profiled, unit, tick):
    ticks = pa.array([-3 * tick, None, 5 * tick], pa.timestamp(unit))
    column = profiled({"x": ticks}).columns["x"]
    assert (column.min, column.max) == ("1969-12-31T23:59:57", "1970-01-01T00:00:05")


def test_columns_of_other_types_are_told_as_the_engine_says_them(profiled):
    found = profiled(
        {
            "n": [1, 2, 3],
            "list": pa.array([[1, 2], None, [1, 2]], pa.list_(pa.int64())),
            "time": pa.array([dt.time(9), dt.time(9), None], pa.time64("us")),
            "wide": [Decimal("0.10"), Decimal("0.10"), Decimal("2.00")],
        }
    )
    assert found.rows[0] == ("1", "[1, 2]", "09:00:00", "0.1")
    assert found.columns["list"].top == (Level("[1, 2]", 2),)
    assert (found.columns["time"].distinct, found.columns["time"].missing) == (1, 1)
    assert found.columns["wide"].top == (Level(0.1, 2), Level(2.0, 1))


def test_pairs_that_name_only_the_first_rows_are_no_key(profiled):
    n = 10_500
    a, b = np.arange(n) // 100, np.arange(n) % 100
    found = profiled({"a": a, "b": b})
    assert found.keys == (("a", "b"),)
    b[-1] = b[-2]
    assert profiled({"a": a, "b": b}).keys == ()
