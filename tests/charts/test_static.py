import io
import re
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from jupyter_analyst.charts import Axis, Bars, Chart, Line, picture
from jupyter_analyst.charts.palette import colour


def pixels(chart, **options):
    return np.asarray(Image.open(io.BytesIO(picture(chart, **options))).convert("RGB"))


def plot(*marks, **axes):
    return Chart("t", "a", axes.get("x", Axis()), axes.get("y", Axis()), marks)


def test_every_chart_becomes_a_picture(chart):
    shown = pixels(chart, dpi=60)
    assert shown.shape[1] == pytest.approx(15.5 / 2.54 * 60, abs=1)
    assert (shown != 255).any()


@pytest.mark.parametrize("form", ["png", "jpeg", "svg"])
def test_equal_charts_give_equal_bytes(form):
    chart = plot(Line((0, 1, 2), (3, 1, 2), name="a"), Line((0, 1), (1, 1), name="b", series=1))
    first = picture(chart, format=form)
    assert picture(chart, format=form) == first
    assert b"Matplotlib" not in first


def test_svg_is_well_formed_and_needs_no_font():
    root = ElementTree.fromstring(picture(plot(Bars((0, 1), (1, 2))), format="svg"))
    assert root.tag.endswith("svg")
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))


def test_the_style_of_the_session_changes_nothing_and_stays():
    chart = plot(Line((0, 1), (0, 1)))
    plain = picture(chart)
    with mpl.rc_context({"axes.facecolor": "black", "font.size": 30}):
        assert picture(chart) == plain
        assert mpl.rcParams["font.size"] == 30


def test_series_differ_in_grey_print():
    dashes = []
    for series in range(4):
        root = ElementTree.fromstring(
            picture(plot(Line((0, 1), (0, 1), series=series)), format="svg")
        )
        styles = [e.get("style", "") for e in root.iter() if colour(series) in e.get("style", "")]
        dashes.append(re.findall(r"stroke-dasharray: ([^;]*)", styles[0]))
    assert dashes[0] == []
    assert len({str(dash) for dash in dashes}) == 4


def test_names_with_dollars_and_underscores_are_drawn_as_they_are():
    named = plot(
        Line((0, 1), (0, 1), name="_a $x_1$"),
        Line((0, 1), (1, 0), name="b", series=1),
        y=Axis("cost in $ per m^2$"),
    )
    assert (pixels(named, dpi=60) != 255).any()


def test_the_width_is_kept():
    assert pixels(plot(), dpi=100, width_cm=25.4).shape[1] == 1000
