"""The score can be redone by hand."""

import pytest


def test_a_perfect_table_has_100_points(profiled):
    found = profiled({"x": [1, 2], "y": ["a", "b"]}).quality
    assert found.score == 100
    assert [part.weight for part in found.parts] == [50, 20, 15, 15]


def test_one_gap_keeps_it_from_100(profiled):
    assert profiled({"x": [*range(9_999), None]}).quality.score == 99


def test_the_score_is_the_weighted_sum_rounded_down(profiled):
    found = profiled({"x": [1, 1, None, None], "y": ["a", "a", "A", "b"]}).quality
    # 6 of 8 cells; the second row repeats the first; x does not vary; y is spelled in two ways
    assert [part.share for part in found.parts] == [0.75, 0.75, 0.5, 0.5]
    assert found.score == int(50 * 0.75 + 20 * 0.75 + 15 * 0.5 + 15 * 0.5)
    assert found.how.endswith("= 67.5 points of 100, rounded down.")


@pytest.mark.parametrize("value", [float("inf"), 1e400])
def test_infinite_values_cost_points(profiled, value):
    assert profiled({"x": [1.0, 2.0, value]}).quality.score == 85
