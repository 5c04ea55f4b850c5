from datetime import UTC, datetime

import pytest

from jupyter_analyst.charts.ticks import date_texts, date_ticks, number_texts, number_ticks


def ms(*parts):
    return datetime(*parts, tzinfo=UTC).timestamp() * 1000


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 1808, ["0", "500", "1,000", "1,500"]),
        (-0.13, 0.31, ["−0.1", "0.0", "0.1", "0.2", "0.3"]),
        (0, 2.5e7, ["0", "5M", "10M", "15M", "20M", "25M"]),
        (0, 3e10, ["0", "5bn", "10bn", "15bn", "20bn", "25bn", "30bn"]),
        (1e-7, 3e-7, ["1.00e−07", "1.50e−07", "2.00e−07", "2.50e−07", "3.00e−07"]),
        (0.99, 1.01, ["0.990", "0.995", "1.000", "1.005", "1.010"]),
        (-1.7e308, 1.7e308, ["−1.00e+308", "0", "1.00e+308"]),
    ],
)
def test_numbers_are_round_and_share_their_decimals(low, high, texts):
    most = 7 if high == 3e10 else 6
    assert number_texts(number_ticks(low, high, most)) == texts


@pytest.mark.parametrize("most", [2, 3, 5, 9])
@pytest.mark.parametrize(("low", "high"), [(0, 1), (-7, 13.2), (1e6, 1e6 + 3), (0.1, 0.11)])
def test_no_more_ticks_than_allowed_and_all_inside(low, high, most):
    ticks = number_ticks(low, high, most)
    assert 1 <= len(ticks) <= most
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (ms(1946, 1, 1), ms(2008, 1, 1), ["1960", "1980", "2000"]),
        (ms(2019, 3, 1), ms(2024, 2, 2), ["2020", "2021", "2022", "2023", "2024"]),
        (ms(2019, 11, 1), ms(2020, 11, 1), ["Jan 2020", "Apr", "Jul", "Oct"]),
        (ms(2020, 1, 5), ms(2020, 1, 20), ["6 Jan 2020", "13 Jan", "20 Jan"]),
        (ms(2020, 1, 5, 10), ms(2020, 1, 6, 20), ["5 Jan 12:00", "6 Jan 00:00", "12:00"]),
        (ms(2020, 1, 5), ms(2020, 1, 5, 0, 0, 40), ["5 Jan 00:00:00", "00:00:15", "00:00:30"]),
    ],
)
def test_dates_are_whole_units_and_say_day_and_year_where_they_begin(low, high, texts):
    assert date_texts(date_ticks(low, high, 5)) == texts


def test_an_axis_shorter_than_a_second_keeps_its_begin():
    low = ms(2020, 1, 5) + 1
    assert date_ticks(low, low + 5, 4) == [low]


@pytest.mark.parametrize(
    ("low", "high"),
    [(123456789.1, 123456789.2), (1e14, 1e14 + 1), (1e16, 1e16 + 1e6), (1, 1 + 1e-9)],
)
def test_numbers_close_together_for_their_size_are_told_apart(low, high):
    texts = number_texts(number_ticks(low, high, 5))
    assert len(set(texts)) == len(texts) >= 3


@pytest.mark.parametrize(
    ("year", "span", "first"), [(-3000, 400, "−3000"), (-1, 12, "0"), (12_000, 100, "12000")]
)
def test_years_before_one_and_after_9999_are_written(year, span, first):
    low, high = ((y - 1970) * 31_556_952_000.0 - 86_400_000 for y in (year, year + span))
    texts = date_texts(date_ticks(low, high, 5))
    assert texts[0] == first
    assert len(set(texts)) == len(texts) >= 3


def test_dates_no_browser_knows_do_not_break_the_axis():
    ticks = date_ticks(-1e300, 1e300, 5)
    assert 2 <= len(date_texts(ticks)) <= 5
    assert all(abs(tick) <= 8.64e15 for tick in ticks)


def test_the_hours_of_a_changed_clock_are_all_there():
    # in Europe 2024-03-31 02:00 does not exist; axes count in UTC and skip nothing
    ticks = date_ticks(ms(2024, 3, 31), ms(2024, 3, 31, 5), 6)
    assert date_texts(ticks) == ["31 Mar 00:00", "01:00", "02:00", "03:00", "04:00", "05:00"]
