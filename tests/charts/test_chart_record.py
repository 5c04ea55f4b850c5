import json
from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from jupyter_analyst.charts import (
    GREY,
    MIMETYPE,
    Axis,
    Band,
    Bars,
    Cells,
    Chart,
    Intervals,
    Line,
    Points,
    Rule,
    bundle,
)
from jupyter_analyst.charts.display import PLOTLY
from jupyter_analyst.charts.record import steps

GREYS = Line((0, 1), (0, 1), name="reference", series=GREY)


def named(*names, x=None):
    lines = tuple(Line((0, 1), (0, 1), name=name, series=i) for i, name in enumerate(names))
    return Chart("t", "a", x or Axis(), Axis(), (*lines, GREYS))


def test_every_chart_survives_json(chart):
    assert Chart.from_json(json.loads(json.dumps(chart.to_json()))) == chart


def test_a_record_that_is_no_chart_is_refused():
    record = named("a").to_json()
    record["marks"][0]["mark"] = "pie"
    with pytest.raises(ValidationError, match="pie"):
        Chart.from_json(record)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -np.inf, None, "much"])
@pytest.mark.parametrize(
    "mark",
    [
        lambda bad: Bars((0,), (bad,)),
        lambda bad: Points((bad,), (0,)),
        lambda bad: Line((bad,), (0,)),
        lambda bad: Intervals((0,), (bad,), (1,), (2,)),
        lambda bad: Rule(bad),
    ],
)
def test_a_mark_refuses_a_place_that_cannot_be_drawn(mark, bad):
    with pytest.raises(ValidationError, match=r"finite number|valid number"):
        mark(bad)


def test_nothing_breaks_a_line_and_leaves_a_cell_empty():
    marks = Line((0, 1), (None, 2)), Cells(((None, 1),), 0, 1)
    chart = Chart("t", "a", Axis(), Axis(), marks)
    assert Chart.from_json(chart.to_json()) == chart


@pytest.mark.parametrize("kind", [np.int64, np.int8, np.float32, np.float64, np.bool_])
def test_scalars_of_numpy_become_plain_numbers(kind):
    chart = Chart("t", "a", Axis(low=kind(0)), Axis(), (Points((kind(0), 1), (kind(1), 2)),))
    assert {type(value) for value in (chart.x.low, *chart.marks[0].x, *chart.marks[0].y)} == {float}
    assert Chart.from_json(json.loads(json.dumps(chart.to_json()))) == chart


def test_series_names_leave_out_context():
    assert named("a", "b").series_names() == {0: "a", 1: "b"}


def test_a_legend_is_needed_from_two_series_on():
    assert named("a").legend() == {0: "a", GREY: "reference"}
    assert replace(named("a"), marks=named("a").marks[:1]).legend() == {}


def test_a_rule_needs_no_legend():
    rule = Rule(0.5, name="half")
    assert replace(named("a"), marks=(*named("a").marks[:1], rule)).legend() == {}


def test_no_legend_where_the_axis_says_the_names():
    axis = Axis("", "category", categories=("a", "b", "c"))
    chart = named("a", "b", x=axis)
    assert replace(chart, marks=chart.marks[:2]).legend() == {}


def test_a_band_has_an_outline_with_steps():
    band = Band((0, 1), (0, 1), (2, 3), step=True)
    assert band.outline() == ([0, 1, 1, 1, 1, 0], [2, 2, 3, 1, 0, 0])
    assert steps([], []) == []


def test_a_notebook_gets_plotly_a_still_and_the_record():
    chart = named("a", "b")
    kept = chart._repr_mimebundle_()
    assert set(kept) == {PLOTLY, "image/svg+xml", MIMETYPE, "text/plain"}
    assert kept[PLOTLY]["data"][0]["type"] == "scatter"
    assert Chart.from_json(kept[MIMETYPE]) == chart
    assert kept["text/plain"] == "t\na"
    json.dumps(kept)


def test_a_large_drawing_is_kept_as_jpeg():
    places = tuple(float(i) for i in range(1_900))
    heights = tuple(float(i * i % 977) for i in range(1_900))
    kept = bundle(Chart("t", "a", Axis(), Axis(), (Points(places, heights), Line(places, heights))))
    assert "image/svg+xml" not in kept
    assert kept["image/jpeg"].startswith("/9j/")
