"""Rows that are there twice, and columns that tell rows apart."""

import datetime as dt

import pytest

from jupyter_analyst.profile import RepeatedRows


def test_the_row_that_is_there_most_often_is_the_example(profiled):
    found = profiled({"x": [1, 2, 1, 1, 2, 3], "y": ["a", None, "a", "a", None, "b"]})
    assert found.repeated == RepeatedRows(3, 2, 3, ("1", "a"))
    assert found.duplicates == 3


def test_rows_without_a_value_can_be_the_example(profiled):
    found = profiled({"x": [None, None], "y": [float("nan"), None]})
    assert found.repeated == RepeatedRows(1, 1, 2, (None, None))


def test_different_rows_have_no_example(profiled):
    assert profiled({"x": [1, 2]}).repeated == RepeatedRows()


@pytest.mark.parametrize(
    ("columns", "keys"),
    [
        ({"id": [1, 2, 3], "x": [1, 1, 2]}, (("id",),)),
        (
            {"id": ["a", "b"], "day": [dt.date(2024, 1, 1), dt.date(2024, 1, 2)]},
            (("id",), ("day",)),
        ),
        (
            {"shop": ["a", "a", "b", "b"], "day": [1, 2, 1, 2], "n": [5, 5, 5, 6]},
            (("shop", "day"),),
        ),
        ({"x": [0.5, 1.5]}, ()),  # a measurement is no key
        ({"x": [1, 2, None]}, ()),
        ({"x": ["t" * 99, "u"]}, ()),
        ({"x": [1, 1]}, ()),
        ({"x": [1]}, ()),
    ],
)
def test_keys_tell_every_row_apart(profiled, columns, keys):
    assert profiled(columns).keys == keys


def test_a_pair_that_fails_in_one_row_is_no_key(profiled):
    a = [n // 10 for n in range(100)]
    b = [n % 10 for n in range(99)] + [8]
    assert profiled({"a": a, "b": b}).keys == ()
