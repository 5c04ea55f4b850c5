import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.charts import GREY, Bars, Boxes, Cells, Intervals, Line, Points, Shape, svg
from jupyter_analyst.errors import DataError, ParameterError, UnknownNameError
from jupyter_analyst.tools import Result
from jupyter_analyst.tools.palette.chart import chart

CARS = json.loads((Path(__file__).parents[1] / "charts" / "reference.json").read_text())["cars"]
DAYS = pd.date_range("2024-01-01", periods=6, freq="D")


@pytest.fixture
def cars():
    """R's mtcars, with cylinders and gears as names."""
    named = {name: [f"{v:.0f} {name}" for v in CARS[name]] for name in ("cyl", "gear")}
    return pd.DataFrame({"mpg": CARS["mpg"], "wt": CARS["wt"], **named})


@pytest.fixture
def sales():
    return pd.DataFrame(
        {
            "day": DAYS,
            "price": [1.0, 2.5, 2.0, 4.0, 8.0, 5.0],
            "shop": ["north", "south", "north", "south", "north", "north"],
            "open": [True, True, False, True, False, True],
        }
    )


def marks(result, kind):
    return [mark for mark in result.charts[0].marks if isinstance(mark, kind)]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"x": "price"}, "Histogram: price"),
        ({"x": "day"}, "Histogram: day"),
        ({"x": "shop"}, "Bars: shop"),
        ({"x": "open"}, "Bars: open"),
        ({"x": "day", "y": "price"}, "Line: price by day"),
        ({"x": "shop", "y": "price"}, "Box plot: price by shop"),
        ({"x": "price", "y": "shop"}, "Box plot: price by shop"),
        ({"x": "shop", "y": "open"}, "Heat map: open by shop"),
        ({"x": "price", "y": "price2"}, "Scatter: price2 by price"),
    ],
)
def test_the_kind_of_chart_follows_from_the_columns(sales, columns, words):
    result = chart(sales.assign(price2=sales["price"] ** 2), **columns)
    assert result.title == result.charts[0].title == words
    assert result.charts[0].alt.startswith(words)
    assert Result.from_json(result.to_json()) == result
    assert svg(result.charts[0]).startswith("<svg")


def test_a_histogram_says_median_and_quartiles_as_r_does(cars):
    result = chart(cars, x="mpg")
    # summary(mtcars$mpg): 10.40 15.43 19.20 20.09 22.80 33.90
    seen = [result.values[k] for k in ("min", "q1", "median", "q3", "max")]
    assert seen == pytest.approx([10.4, 15.425, 19.2, 22.8, 33.9])
    assert "**median of 19.20** (IQR 15.43 to 22.80) over 32 rows" in result.sentence


def test_groups_in_a_histogram_are_shares_that_sum_to_one(cars):
    result = chart(cars, x="mpg", by="cyl")
    for line in marks(result, Line):
        assert sum(line.y) == pytest.approx(1)
        assert len(line.x) == len(line.y)
    assert [line.name for line in marks(result, Line)] == ["8 cyl", "4 cyl", "6 cyl"]
    medians = [result.values[f"median[{k} cyl]"] for k in (4, 6, 8)]
    assert medians == pytest.approx(CARS["medians"])


def test_bars_count_rows_the_most_frequent_first(cars):
    result = chart(cars, x="cyl")
    (bars,) = marks(result, Bars)
    assert bars.height == (14, 11, 7)
    assert result.charts[0].x.categories == ("8 cyl", "4 cyl", "6 cyl")
    assert result.values == {"n": 32, "n[8 cyl]": 14, "n[4 cyl]": 11, "n[6 cyl]": 7}
    assert "14 of 32 rows (43.8\u202f%)" in result.sentence


def test_mean_bars_carry_the_intervals_of_t_test_of_r(cars):
    result = chart(cars, kind="bar", x="cyl", y="mpg")
    for i, k in enumerate((4, 6, 8)):
        seen = [result.values[f"{name}[{k} cyl]"] for name in ("mean", "ci_low", "ci_high")]
        assert seen == pytest.approx([CARS["means"][i], CARS["lows"][i], CARS["highs"][i]])
    (intervals,) = marks(result, Intervals)
    assert intervals.mid == pytest.approx((CARS["means"][2], CARS["means"][0], CARS["means"][1]))
    assert "highest for 4 cyl (26.66, 95\u202f% CI [23.63, 29.69])" in result.sentence


def test_one_row_has_a_mean_without_interval(sales):
    result = chart(sales, kind="bar", x="day", y="price")
    (intervals,) = marks(result, Intervals)
    assert intervals.low == intervals.mid == intervals.high
    assert result.notes[0].strong == "6 groups have one row."


def test_a_mean_of_everything_is_one_sentence():
    result = chart(pd.DataFrame({"g": ["a", "a"], "v": [1.0, 3.0]}), kind="bar", x="g", y="v")
    assert result.sentence == "Mean v is g = a (2.00, 95\u202f% CI [−10.71, 14.71])."


def test_bars_by_group_stand_side_by_side(cars):
    result = chart(cars, x="cyl", by="gear")
    bars = marks(result, Bars)
    assert [bar.name for bar in bars] == ["3 gear", "4 gear", "5 gear"]
    assert len({bar.at[0] for bar in bars}) == 3
    assert sum(sum(bar.height) for bar in bars) == 32


def test_many_categories_become_twenty_and_other():
    data = pd.DataFrame({"c": [f"c{i:02}" for i in range(25) for _ in range(30 - i)]})
    result = chart(data, x="c")
    bars, other = marks(result, Bars)
    assert len(bars.at) == 20
    assert (other.series, other.height) == (GREY, (10 + 9 + 8 + 7 + 6,))
    assert result.notes[0].strong == "5 values of c are drawn together."
    assert "most frequent of 25 values" in result.sentence


def test_a_single_rare_category_keeps_its_name():
    data = pd.DataFrame({"c": [f"c{i:02}" for i in range(21) for _ in range(30 - i)]})
    result = chart(data, x="c")
    assert result.charts[0].y.categories[-1] == "c20"
    assert result.notes == ()


def test_numbers_as_categories_stand_in_order():
    result = chart(pd.DataFrame({"n": [10, 2, 2, 1, 10, 10]}), kind="bar", x="n")
    assert result.charts[0].x.categories == ("1", "2", "10")


def test_a_line_goes_through_the_mean_of_repeated_places():
    data = pd.DataFrame({"t": [2, 1, 1, 3], "v": [5.0, 1.0, 3.0, 4.0]})
    result = chart(data, kind="line", x="t", y="v")
    (line,) = marks(result, Line)
    assert (line.x, line.y) == ((1, 2, 3), (2, 5, 4))
    assert result.notes[0].text == "The line is the mean of v there."
    assert result.values == {"places": 3, "first": 2, "last": 4, "max": 5, "min": 2}


def test_a_line_over_dates_says_the_days(sales):
    result = chart(sales, x="day", y="price")
    (line,) = marks(result, Line)
    assert line.x[1] - line.x[0] == 86_400_000
    assert result.charts[0].x.kind == "date"
    assert "**from 1** at 2024-01-01 **to 5** at 2024-01-06" in result.sentence
    assert "highest at 2024-01-05 (8)" in result.sentence


def test_a_line_without_y_counts_rows():
    result = chart(pd.DataFrame({"t": [1, 1, 2]}), kind="line", x="t")
    assert marks(result, Line)[0].y == (2, 1)
    assert result.sentence.startswith("The number of rows goes **from 2**")


def test_a_line_of_very_many_places_is_gathered():
    data = pd.DataFrame({"t": np.arange(10_000) / 7, "v": 1.0})
    result = chart(data, kind="line", x="t", y="v")
    assert len(marks(result, Line)[0].x) == 250
    assert result.notes[0].strong == "10,000 places are gathered in 250 equal steps."


def test_lines_by_group_keep_their_colours(sales):
    lines = marks(chart(sales, kind="line", x="day", y="price", by="shop"), Line)
    assert [(line.name, line.series) for line in lines] == [("north", 0), ("south", 1)]


def test_a_scatter_says_the_correlation_of_r(cars):
    result = chart(cars, x="wt", y="mpg")
    assert result.values["r"] == pytest.approx(CARS["pearson"][0], rel=1e-12)
    assert result.sentence == (
        "mpg **falls** with wt: Pearson’s *r* = −0.868, 95\u202f% CI [−0.934, −0.744] over 32 rows."
    )


def test_a_rise_chance_could_explain_is_said_to_be_one():
    found = chart(pd.DataFrame({"x": [1.5, 2, 3, 4], "y": [1.0, 3, 2, 2.5]}), x="x", y="y")
    assert "**rises** with x, which chance alone could explain:" in found.sentence
    assert found.values["ci_low"] < 0 < found.values["ci_high"]


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        ({"x": "died"}, "Bars: died"),
        ({"x": "died", "y": "age"}, "Box plot: age by died"),
        ({"x": "age", "y": "died"}, "Box plot: age by died"),
        ({"x": "died", "y": "sex"}, "Heat map: sex by died"),
        ({"x": "age", "y": "died", "by": "sex"}, "Scatter: died by age, by sex"),
    ],
)
def test_a_number_with_two_values_is_drawn_as_groups(columns, title):
    people = pd.DataFrame({"age": [40, 51, 62, 70], "died": [0, 1, 0, 1], "sex": [0, 0, 1, 1]})
    assert chart(people, **columns).title == title


def test_means_by_a_code_name_its_column():
    people = pd.DataFrame({"age": [40, 51, 62, 70], "died": [0, 1, 0, 1]})
    found = chart(people, x="died", y="age")
    assert found.sentence == (
        "Medians of age: 60.50 (IQR 55.75 to 65.25) for died = 1, 51 (IQR 45.50 to 56.50) "
        "for died = 0."
    )


def test_what_only_shortens_a_chart_casts_no_doubt():
    many = pd.DataFrame({"x": [str(i) * 2 for i in range(30)]})
    assert {note.tone for note in chart(many, x="x", kind="bar").notes} == {"info"}


@pytest.mark.parametrize(
    ("y", "words"),
    [([1, 1, 1, 1], "too little variation"), ([1, -1, -1, 1], "hardly changes")],
)
def test_a_scatter_without_a_line_says_so(y, words):
    result = chart(pd.DataFrame({"x": [1.5, 2.5, 3.5, 4.5], "y": y}), kind="scatter", x="x", y="y")
    assert words in result.sentence


def test_many_points_are_a_sample_that_is_the_same_each_time():
    rng = np.random.default_rng(3)
    data = pd.DataFrame({"x": rng.normal(size=7_000), "y": rng.normal(size=7_000)})
    result = chart(data, x="x", y="y")
    (points,) = marks(result, Points)
    assert len(points.x) == 5_000
    assert result.notes[0].strong == "5,000 of 7,000 rows are drawn."
    assert result.values["n"] == 7_000
    assert chart(data, x="x", y="y") == result


def test_more_than_four_groups_leave_the_rest_grey():
    data = pd.DataFrame({"x": range(60), "y": range(60), "g": [f"g{i % 6}" for i in range(60)]})
    result = chart(data, kind="scatter", x="x", y="y", by="g")
    points = marks(result, Points)
    assert [p.series for p in points] == [0, 1, 2, 3, GREY]
    assert points[-1].name == "other"
    assert result.notes[0].strong == "2 values of g are drawn together."


def test_boxes_have_whiskers_and_outliers():
    data = pd.DataFrame({"g": ["a"] * 6 + ["b"], "v": [1, 2, 3, 4, 5, 30, 7]})
    result = chart(data, kind="box", x="g", y="v")
    (boxes,) = marks(result, Boxes)
    assert (boxes.low, boxes.q1, boxes.median) == ((1, 7), (2.25, 7), (3.5, 7))
    assert (boxes.q3, boxes.high) == ((4.75, 7), (5, 7))
    assert marks(result, Points)[0].y == (30,)
    assert result.values["median[a]"] == 3.5


def test_boxes_by_group_stand_side_by_side(sales):
    boxes = marks(chart(sales, x="shop", y="price", by="open"), Boxes)
    assert [box.name for box in boxes] == ["open = False", "open = True"]
    assert boxes[0].at == pytest.approx((-0.175,))
    assert boxes[1].at == pytest.approx((0.175, 1.175))


def test_long_names_make_boxes_lie():
    data = pd.DataFrame({"g": ["a rather long name", "b"] * 8, "v": [*range(15), 90]})
    result = chart(data, kind="box", x="g", y="v")
    assert result.charts[0].y.categories == ("a rather long name", "b")
    assert marks(result, Boxes)[0].horizontal
    assert marks(result, Points)[0].x == (90,)


def test_very_many_outliers_are_thinned_and_the_extremes_stay():
    data = pd.DataFrame({"v": [*([0.0, 0.1, 0.2] * 4_000), *np.arange(2_000) + 9.5]})
    result = chart(data, kind="box", x="v")
    drawn = marks(result, Points)[0].y
    assert len(drawn) <= 502
    assert (drawn[0], drawn[-1]) == (9.5, 2_008.5)
    assert result.notes[0].strong == "Not every outlier is drawn."


def test_violins_have_outline_and_median(sales):
    result = chart(sales, kind="violin", x="shop", y="price", by="open")
    assert len(marks(result, Shape)) == 3
    lying = chart(sales.assign(shop=sales["shop"] * 4), kind="violin", x="shop", y="price")
    assert max(marks(lying, Shape)[0].x) == 8


def test_a_heat_map_counts_pairs_as_table_does_in_r(cars):
    result = chart(cars, x="cyl", y="gear")
    (cells,) = marks(result, Cells)
    across, down = result.charts[0].x.categories, result.charts[0].y.categories
    counted = {
        frozenset((down[i], across[j])): value
        for i, row in enumerate(cells.values)
        for j, value in enumerate(row)
    }
    names = [frozenset((f"{c} cyl", f"{g} gear")) for g in (3, 4, 5) for c in (4, 6, 8)]
    assert [counted[name] for name in names] == CARS["table"]
    assert "12 of 32 rows (37.5\u202f%)" in result.sentence


def test_a_heat_map_of_means_leaves_empty_pairs_empty(sales):
    result = chart(sales, kind="heatmap", x="shop", y="price", by="open")
    (cells,) = marks(result, Cells)
    assert sorted(v for row in cells.values for v in row if v is not None) == [3.0, 3.25, 5.0]
    assert result.sentence == "Mean price is **highest for north with open = False** (5)."


def test_missing_and_infinite_values_are_left_out_and_counted():
    data = pd.DataFrame({"x": [1.0, 2.0, None, np.inf, 5.0], "g": ["a", None, "a", "a", "a"]})
    result = chart(data, x="x", by="g")
    assert (result.n_used, result.n_left_out) == (2, 3)
    assert result.notes[-1].strong == "3 rows of 5 left out (60\u202f%)."


def test_names_with_stars_are_not_markup():
    result = chart(pd.DataFrame({"a*b": [1, 2, 3]}), x="a*b")
    assert str(result).splitlines()[1].startswith("a*b has a median")


def test_dates_with_a_zone_are_drawn(sales):
    zoned = sales.assign(day=sales["day"].dt.tz_localize("UTC"))
    assert marks(chart(zoned, x="day", y="price"), Line)[0].x[0] == 1_704_067_200_000


def test_years_far_away_are_said_and_drawn():
    days = np.array(["-0500-06-01", "2024-01-01", "15000-01-01"], dtype="datetime64[s]")
    result = chart(pd.DataFrame({"day": days, "v": [1.0, 2.0, 3.0]}), x="day", y="v")
    assert "at -500-06-01" in result.sentence
    assert "at 15000-01-01" in result.sentence
    assert "10000" in svg(result.charts[0])


def test_hours_are_said_within_a_day():
    data = pd.DataFrame({"t": pd.date_range("2024-01-01", periods=3, freq="h"), "v": [1, 2, 3]})
    assert "at 2024-01-01 02:00" in chart(data, x="t", y="v").sentence


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"x": "shop", "kind": "histogram"}, "`shop` is a category; a histogram chart needs"),
        ({"x": "shop", "y": "price", "kind": "line"}, "a line chart needs a number or date as x"),
        ({"x": "price", "kind": "scatter"}, "a scatter chart needs numbers or dates as x and y"),
        ({"x": "day", "y": "shop"}, "`day` is a date and `shop` a category; no kind"),
        ({"x": "shop", "y": "price", "kind": "heatmap"}, "a heatmap chart needs groups"),
    ],
)
def test_columns_that_do_not_suit_are_refused(sales, given, found):
    with pytest.raises(ParameterError, match=found) as error:
        chart(sales, **given)
    assert error.value.code == "chart-unfit"
    assert error.value.hint


def test_a_column_named_twice_is_refused(sales):
    with pytest.raises(ParameterError, match="both `price`"):
        chart(sales, x="price", y="price")


def test_an_unknown_column_is_refused_with_a_near_name(sales):
    with pytest.raises(UnknownNameError, match="`price`"):
        chart(sales, x="pryce")


def test_columns_without_a_common_row_are_refused():
    data = pd.DataFrame({"x": [1.0, None], "y": [None, 2.0]})
    with pytest.raises(DataError, match="None of 2 rows has a value in `x` and `y`"):
        chart(data, x="x", y="y")


def test_the_caller_keeps_the_data(sales):
    before = sales.copy()
    chart(sales, x="shop", y="price")
    pd.testing.assert_frame_equal(sales, before)
