import json

import pytest

from jupyter_analyst.charts import (
    Axis,
    Band,
    Bars,
    Cells,
    Chart,
    Intervals,
    Line,
    Points,
    Rule,
    figure,
)


def plot(*marks, x=None, y=None, title="t"):
    return Chart(title, "a", x or Axis(), y or Axis(), marks)


def drawn(chart):
    return json.loads(figure(chart).to_json())


def test_every_chart_becomes_a_figure_plotly_accepts(chart):
    record = drawn(chart)
    assert record["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
    rules = sum(isinstance(mark, Rule) for mark in chart.marks)
    assert len(record["data"]) == len(chart.marks) - rules
    assert len(record["layout"].get("shapes", [])) == rules


def test_the_legend_names_each_series_once_and_only_if_there_are_two():
    def curve(series, name):
        band = Band((0, 1), (0, 0), (1, 1), name=name, series=series)
        return band, Line((0, 1), (0, 1), name=name, series=series)

    shown = [t["showlegend"] for t in drawn(plot(*curve(0, "a"), *curve(1, "b")))["data"]]
    assert shown == [False, True, False, True]
    assert not any(t["showlegend"] for t in drawn(plot(*curve(0, "a")))["data"])


def test_steps_dashes_and_gaps_are_kept():
    (line,) = drawn(plot(Line((0, 1, 2), (1, None, 3), step=True, dashed=True)))["data"]
    assert (line["line"]["shape"], line["line"]["dash"]) == ("hv", "dash")
    assert line["y"] == [1, None, 3]


def test_categories_are_named_on_the_axis_and_on_hover():
    axis = Axis("group", "category", categories=("a", "b"))
    record = drawn(plot(Bars((0, 1), (1187, 2), horizontal=True), y=axis))
    assert record["layout"]["yaxis"]["ticktext"] == ["a", "b"]
    assert record["layout"]["yaxis"]["range"] == [1.5, -0.5]
    assert record["data"][0]["hovertext"] == ["a: 1,187", "b: 2"]


def test_dates_are_dates():
    record = drawn(plot(Line((0, 86_400_000), (1, 2)), x=Axis("", "date")))
    assert record["layout"]["xaxis"]["type"] == "date"


def test_intervals_become_error_bars():
    axis = Axis("", "category", categories=("a",))
    (trace,) = drawn(plot(Intervals((0,), (1,), (3,), (7,)), y=axis))["data"]
    assert (trace["error_x"]["array"], trace["error_x"]["arrayminus"]) == ([4], [2])
    assert trace["hovertext"] == ["a: 3 [1, 7]"]


def test_a_scale_across_zero_diverges():
    (trace,) = drawn(plot(Cells(((-1, 1),), -1, 1)))["data"]
    scale = trace["colorscale"]
    assert scale[0][1] != scale[-1][1]
    assert scale[5][1] == "#f1f7fc"


@pytest.mark.parametrize("place", ["title", "name", "label"])
def test_texts_are_not_read_as_markup(place):
    evil = "<a href='x'>y</a>"
    chart = plot(
        Points((1,), (1,), name=evil if place == "name" else "n"),
        Points((1,), (1,), name="m", series=1),
        x=Axis(evil if place == "label" else ""),
        title=evil if place == "title" else "t",
    )
    assert "<a" not in json.dumps(drawn(chart))


def test_nothing_to_draw_is_said():
    assert drawn(plot())["layout"]["annotations"][0]["text"] == "No values to draw"
