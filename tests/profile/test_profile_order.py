"""What the order of the rows and the steps between dates say."""

import datetime as dt

import numpy as np
import pytest

from jupyter_analyst.profile import Spacing

DAY = 86_400.0


def days(*numbers, start=dt.date(2024, 1, 1)):
    return [start + dt.timedelta(n) for n in numbers]


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ([1, 2, None, 5], "strictly rising"),
        ([1, 1, 2], "rising"),
        ([3.5, 2.5, -1.0], "strictly falling"),
        ([3, 3, 2], "falling"),
        ([1, 3, 2], None),
        ([2, 2, 2], None),
        ([1, 2], None),
        (days(0, 1, 5), "strictly rising"),
        ([0] * 300 + [1], "rising"),  # the first rows do not show it
        ([0] * 300 + [1, 0, 2], None),
        ([*range(300), 5], None),
    ],
)
def test_values_rise_fall_or_turn(profiled, values, direction):
    assert profiled({"x": values}).columns["x"].direction == direction


def test_whole_numbers_beyond_53_bits_rise(profiled):
    column = profiled({"x": [2**62, 2**62 + 1, 2**62 + 2]}).columns["x"]
    assert column.direction == "strictly rising"


def test_steps_are_between_different_dates_whatever_their_order(profiled):
    column = profiled({"x": [*days(9, 0, 1, 2, 3, 4), None, *days(4)]}).columns["x"]
    assert column.spacing == Spacing("daily", DAY, 5 * DAY, "2024-01-05", 1)
    assert column.distinct == 6


@pytest.mark.parametrize(
    ("values", "frequency"),
    [
        (days(0, 1, 2, 3, 4, 5), "daily"),
        (days(0, 1, 2, 3, 4, 7, 8, 9, 10, 11), "on weekdays"),  # from a Monday on
        (days(0, 7, 14, 21), "weekly"),
        ([dt.date(2024, m, 1) for m in range(1, 13)], "monthly"),
        ([dt.date(2023 + q // 4, 3 * (q % 4) + 1, 1) for q in range(8)], "quarterly"),
        ([dt.date(y, 1, 1) for y in range(2000, 2010)], "yearly"),
        ([dt.datetime(2024, 1, 1, h) for h in range(24)], "hourly"),
        (days(0, 2, 3, 9, 30), "irregular"),
    ],
)
def test_the_usual_step_has_a_name(profiled, values, frequency):
    spacing = profiled({"x": values}).columns["x"].spacing
    assert (spacing.frequency, spacing.gaps) == (frequency, 0)


def test_fewer_than_three_dates_have_no_frequency(profiled):
    assert profiled({"x": days(0, 1)}).columns["x"].spacing is None


def test_numbers_have_no_spacing_and_texts_no_direction(profiled):
    found = profiled({"x": np.arange(5), "y": list("abcde")}).columns
    assert (found["x"].spacing, found["y"].direction) == (None, None)
