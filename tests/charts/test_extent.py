import pytest

from jupyter_analyst.charts import Axis, Bars, Boxes, Cells, Chart, Points, Rule
from jupyter_analyst.charts.extent import extent, is_empty


def chart(*marks, x=None, y=None):
    return Chart("t", "a", x or Axis(), y or Axis(), marks)


def test_a_little_room_is_left_but_not_across_zero():
    assert extent(chart(Points((0, 100), (50, 150)))) == ((0, 104), (46, 154))
    assert extent(chart(Points((-100, 0), (1, 2))))[0] == (-104, 0)


def test_ends_the_axis_names_are_kept():
    assert extent(chart(Points((2,), (3,)), x=Axis(low=1, high=9)))[0] == (1, 9)


def test_one_value_gets_room_on_both_sides():
    assert extent(chart(Points((-10,), (0,)))) == ((-11, -9), (0, 1))


@pytest.mark.parametrize("values", [(0.0, 5e-324), (-0.0, 0.0), (1e-320, 2e-320)])
def test_values_too_fine_for_floats_are_one_value(values):
    assert extent(chart(Points(values, values))) == ((0, 1), (0, 1))


def test_values_a_float_hardly_tells_apart_get_room_like_one_value():
    low, high = extent(chart(Points((1.0, 1 + 2e-16), (1e16, 1e16 + 2))))[1]
    assert (low, high) == pytest.approx((0.9e16, 1.1e16))


def test_an_axis_that_begins_where_its_only_value_is_reaches_beyond():
    low, high = extent(chart(Points((5,), (5,)), x=Axis(low=5)))[0]
    assert (low, high) == (5, 5.5)


def test_a_category_axis_holds_its_categories():
    axis = Axis(kind="category", categories=("a", "b", "c"))
    assert extent(chart(Bars((0,), (4,)), x=axis))[0] == (-0.5, 2.5)


def test_bars_reach_from_their_base_and_turn():
    upright = extent(chart(Bars((1, 2), (10, 20), width=1)))
    lying = extent(chart(Bars((1, 2), (10, 20), width=1, horizontal=True)))
    assert upright == lying[::-1] == ((0.42, 2.58), (0, 20.8))


def test_boxes_cells_and_rules_count():
    boxes = Boxes((0,), (1,), (2,), (3,), (4,), (25,), horizontal=True)
    across, _ = extent(chart(boxes, Rule(-75, horizontal=False)))
    assert across == (-79, 29)
    across, up = extent(chart(Cells(((1, 2, 3),), 0, 3)))
    assert across == pytest.approx((-0.62, 2.62))
    assert up == pytest.approx((-0.54, 0.54))


def test_nothing_to_draw_is_told():
    assert is_empty(chart())
    assert is_empty(chart(Bars((), ()), Cells((), 0, 1), Points((), ())))
    assert not is_empty(chart(Points((1,), (1,))))
