from xml.etree import ElementTree

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.charts import Axis, Chart, Points, Rule, bins, box, svg
from jupyter_analyst.charts.ticks import number_texts, number_ticks

NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)


@settings(max_examples=200, deadline=None)
@given(st.lists(NUMBERS, max_size=60))
def test_bins_hold_every_finite_value_once(values):
    edges, counts = bins(values)
    assert counts.sum() == np.isfinite(values).sum()
    assert 1 <= len(counts) <= 60
    assert np.all(np.diff(edges / 4) >= 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(FINITE, min_size=1, max_size=40))
def test_a_box_is_in_order_and_its_outliers_lie_outside(values):
    found = box(values)
    assert found.low <= found.median <= found.high
    assert all(value < found.low or value > found.high for value in found.outliers)


@settings(max_examples=300, deadline=None)
@given(FINITE, FINITE, st.integers(2, 12))
def test_ticks_are_few_and_ascending(one, other, most):
    low, high = sorted((one, other))
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-290):
        return
    ticks = number_ticks(low, high, most)
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    texts = number_texts(ticks)
    assert len(texts) == len(ticks)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(FINITE, FINITE), max_size=20),
    st.text(max_size=30).filter(lambda text: text.isprintable()),
)
def test_any_points_with_any_name_become_well_formed_svg(points, name):
    x, y = tuple(a for a, _ in points), tuple(b for _, b in points)
    marks = (Points(x, y, name=name), Points(x, y, name="b", series=1), Rule(0, name=name))
    root = ElementTree.fromstring(svg(Chart(name, name, Axis(name), Axis(name), marks)))
    assert root.get("aria-label") == name
