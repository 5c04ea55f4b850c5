"""One record drawn three ways shows the same numbers, in every process the same."""

import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from jupyter_analyst.charts import Axis, Bars, Chart, Intervals, Line, Points, figure, picture, svg
from jupyter_analyst.charts.layout import lay_out
from jupyter_analyst.charts.ticks import number_texts

X, Y = (0.0, 2.5, 7.0, 11.0), (-3.0, 12.5, 4.0, 8.0)
GROUPS = Axis("group", "category", categories=("north", "south", "west"))


def plot(*marks, x=None, y=None):
    return Chart("t", "a", x or Axis(), y or Axis(), marks)


def traces(chart):
    return json.loads(figure(chart).to_json())["data"]


def printed(chart):
    """Return the texts of the picture for print; outlines of letters name them in a comment."""
    return re.findall(rb"<!-- (.*?) -->", picture(chart, format="svg"))


def shown(chart):
    """Return the texts of the small drawing."""
    return [text.text for text in ElementTree.fromstring(svg(chart)).iter("text")]


def from_pixels(chart, pairs):
    """Return positions in units of the axes, read back from where they are drawn."""
    box = lay_out(chart, 340, None)
    (x0, x1), (y0, y1) = box.across, box.up
    return [
        (
            x0 + (x - box.left) / (box.right - box.left) * (x1 - x0),
            y0 + (box.bottom - y) / (box.bottom - box.top) * (y1 - y0),
        )
        for x, y in pairs
    ]


@pytest.mark.parametrize("kind", [Line, Points])
def test_a_line_and_points_lie_where_the_record_says(kind):
    chart = plot(kind(X, Y))
    (trace,) = traces(chart)
    assert (tuple(trace["x"]), tuple(trace["y"])) == (X, Y)
    (path,) = ElementTree.fromstring(svg(chart)).iter("path")
    pairs = re.findall(r"(?:^M|L| |M)(-?[\d.]+) (-?[\d.]+)", path.get("d"))
    drawn = from_pixels(chart, [(float(x), float(y)) for x, y in pairs])
    for found, wanted in zip(drawn, zip(X, Y, strict=True), strict=True):
        assert found == pytest.approx(wanted, abs=0.02)


def test_bars_carry_the_same_numbers_in_all_three():
    chart = plot(Bars((0, 1, 2), (118, 30.5, 0.2)), x=GROUPS, y=Axis("mean", low=0))
    (trace,) = traces(chart)
    numbers = list(trace["text"])
    assert numbers == ["118.0", "30.5", "0.2"]
    assert all(text in shown(chart) for text in numbers)
    assert all(text.encode() in printed(chart) for text in numbers)


def test_intervals_carry_the_same_numbers_in_all_three():
    chart = plot(Intervals((0, 1, 2), (1, 2, 3), (1.5, 2.25, 4), (2, 3, 9)), y=GROUPS)
    (trace,) = traces(chart)
    numbers = [text.split(": ")[1].split(" [")[0] for text in trace["hovertext"]]
    assert numbers == ["1.50", "2.25", "4.00"]
    assert all(text in shown(chart) for text in numbers)
    assert all(text.encode() in printed(chart) for text in numbers)
    reach = [m + d for m, d in zip(trace["x"], trace["error_x"]["array"], strict=True)]
    assert reach == [2, 3, 9]


def test_the_axis_of_print_says_no_other_numbers_than_it_stands_on():
    chart = plot(Line(X, Y), x=Axis(low=0, high=10), y=Axis(low=-5, high=15))
    printed_texts = {text.decode() for text in printed(chart)}
    assert set(number_texts([0.0, 5.0, 10.0, 15.0])) <= printed_texts
    assert {"\N{MINUS SIGN}5", "0", "5", "10"} <= set(shown(chart))


DRAW = """
import hashlib, json
from jupyter_analyst.charts import *
chart = Chart("t", "a", Axis("x"), Axis("y"), tuple(
    mark for s, n in enumerate(["one", "two", "three"]) for mark in (
        Line((0, 1), (s, s + 1), name=n, series=s), Points((0, 1), (s, s), name=n, series=s),
        Band((0, 1), (s, s), (s + 1, s + 2), name=n, series=s))))
for text in (svg(chart), json.dumps(bundle(chart)), picture(chart).hex()):
    print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_another_process_draws_the_same_bytes():
    runs = {
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop().split()) == 3


def test_a_crowd_of_points_stays_small():
    many = tuple(float((i * 7919) % 5003) for i in range(5_000))
    chart = plot(Points(many, many[::-1]))
    assert len(svg(chart)) < 100_000
