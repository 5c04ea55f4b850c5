import pytest

from jupyter_analyst.charts import Axis, Bars, Chart, Intervals, Line, Rule
from jupyter_analyst.charts.layout import cut, lay_out, legend_rows, numbered, numbers_shown

NAMES = ("Democracy", "Monarchy", "Junta")


def plot(*marks, x=None, y=None):
    return Chart("t", "a", x or Axis(), y or Axis(), marks)


def lines(*names):
    return plot(*(Line((0, 1), (0, i), name=name, series=i) for i, name in enumerate(names)))


@pytest.mark.parametrize(
    ("text", "letters", "shown"),
    [
        ("Parliamentary democracy", 12, "Parlia…cracy"),
        ("short", 12, "short"),
        ("abcdef", 2, "a…"),
        ("abcdef", 1, "a…"),
        ("", 3, ""),
    ],
)
def test_long_names_lose_their_middle(text, letters, shown):
    assert cut(text, letters) == shown


def test_positions_run_from_left_to_right_and_from_bottom_to_top():
    box = lay_out(plot(Line((0, 10), (0, 10)), x=Axis(low=0, high=10)), 340, None)
    assert (box.x(0), box.x(10)) == (box.left, box.right)
    assert box.y(0) == box.bottom
    assert box.y(10) < box.y(5) < box.bottom


def test_categories_run_downward():
    axis = Axis("", "category", categories=NAMES)
    box = lay_out(plot(Bars((0, 1, 2), (1, 2, 3), horizontal=True), y=axis), 340, None)
    assert box.downward
    assert box.top < box.y(0) < box.y(1) < box.y(2) < box.bottom


def test_what_lies_beyond_an_end_of_the_axis_is_held_there():
    box = lay_out(plot(Line((0, 99), (0, 1)), x=Axis(low=0, high=10)), 340, None)
    assert box.x(99) == box.right


def test_rows_make_a_chart_higher():
    heights = [
        lay_out(plot(y=Axis("", "category", categories=tuple("abcdefghij"[:n]))), 340, None).height
        for n in (1, 4, 10)
    ]
    assert heights == sorted(set(heights))


def test_short_names_of_lines_stand_at_their_ends_and_long_ones_above():
    assert lay_out(lines("a", "b"), 340, None).legend == "line"
    assert lay_out(lines("a", "a name of a good length"), 340, None).legend == "row"
    assert lay_out(lines("a"), 340, None).legend == "none"


def test_a_legend_wraps_into_rows():
    names = ("first of the groups", "second of the groups", "third of the groups")
    rows = legend_rows(lines(*names), 340, "row")
    assert [[text for _, _, text in row] for row in rows] == [list(names[:2]), [names[2]]]
    assert rows[1][0][0] == 0


def test_bars_carry_numbers_only_alone_few_and_along_categories():
    axis = Axis("", "category", categories=NAMES)
    bars = Bars((0, 1, 2), (1, 2, 3))
    assert numbered(plot(bars, x=axis))
    assert not numbered(plot(bars))
    assert not numbered(plot(bars, Rule(0), x=axis))
    assert not numbered(plot(Bars(tuple(range(13)), tuple(range(13))), x=axis))


def test_intervals_side_by_side_carry_no_numbers():
    assert numbers_shown(plot(Intervals((0, 1), (0, 0), (1, 1), (2, 2))))
    assert not numbers_shown(plot(Intervals((0.2,), (0,), (1,), (2,))))


def test_names_below_are_thinned_where_there_is_no_room():
    axis = Axis("", "category", categories=tuple(f"category {i}" for i in range(40)))
    ticks = lay_out(plot(Bars((0,), (1,)), x=axis), 340, None).x_ticks
    assert 3 <= len(ticks) <= 8
    assert all(whole == f"category {at:.0f}" for at, _, whole in ticks)
