import pytest

from jupyter_analyst.profile.bins import Bins, for_date, for_float, for_whole, round_up


def test_few_whole_numbers_get_a_bin_each():
    assert for_whole(0, 47) == Bins(-0.5, 1.0, 48)


def test_many_whole_numbers_share_bins_of_a_round_whole_width():
    assert for_whole(0, 49) == Bins(-0.5, 5.0, 10)
    assert for_whole(3, 997) == Bins(-0.5, 50.0, 20)


def test_edges_of_floats_are_round_and_hold_both_ends():
    found = for_float(-0.97, 2.31)
    assert found == Bins(-1.0, 0.2, 17)
    assert found.edges()[0] <= -0.97
    assert found.edges()[-1] >= 2.31


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (1e16, 1e16 + 2), (0.0, 5e-324)])
def test_where_floats_leave_no_room_there_is_one_bin(low, high):
    assert for_float(low, high) == Bins(low, high - low, 1)


def test_days_get_whole_days():
    day = 86_400_000_000
    assert for_date(0, 9 * day, days=True) == Bins(0, day, 10)
    assert for_date(0, 99 * day, days=True) == Bins(0, 5 * day, 20)


def test_moments_get_equal_parts():
    assert for_date(0, 2400, days=False) == Bins(0, 100, 24)
    assert for_date(5, 5, days=False) == Bins(5, 0, 1)


def test_round_up_never_rounds_down():
    assert [round_up(width) for width in (0, 1, 1.01, 0.03, 2345)] == [0, 1, 2, 0.05, 5000]
    assert round_up(5e-324) == 5e-324
