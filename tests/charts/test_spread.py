import json
from pathlib import Path

import numpy as np
import pytest

from jupyter_analyst.charts import Box, bandwidth, box, density, violin

WIND = json.loads((Path(__file__).parent / "reference.json").read_text())["wind"]


def test_box_agrees_with_quantile_type_7_of_r():
    found = box(WIND["values"])
    assert [found.q1, found.median, found.q3] == pytest.approx(WIND["quantiles"][1:4], rel=1e-14)


def test_box_agrees_with_boxplot_stats_of_r_where_hinges_are_quartiles():
    found = box(WIND["values"])  # 153 = 4 * 38 + 1 values: Tukey's hinges are type 7 quartiles
    numbers = [found.low, found.q1, found.median, found.q3, found.high]
    assert numbers == pytest.approx(WIND["boxplot_stats"], rel=1e-14)
    assert list(found.outliers) == WIND["outliers"]


def test_box_of_one_value_is_that_value():
    assert box([3]) == Box(3, 3, 3, 3, 3)


def test_box_of_nothing_is_none():
    assert box([np.nan, np.inf]) is None


def test_box_leaves_the_values_as_they_are():
    values = np.array([3.0, 1.0, 2.0])
    box(values)
    assert values.tolist() == [3, 1, 2]


def test_box_and_violin_of_the_largest_and_smallest_floats_stay_finite():
    for size in (1.7e308, 5e-324, 1e-310):
        values = [-size, size, size, size]
        found = box(values)
        assert (found.q3, found.high) == (size, size)
        assert np.isfinite([found.q1, found.median]).all()
        shape = violin(values)
        assert (min(shape.y), max(shape.y)) == (-size, size)
        assert max(shape.x) == pytest.approx(0.4)


def test_box_and_violin_grow_with_the_unit():
    values = np.array(WIND["values"])
    one, other = box(values), box(values * 1024)
    assert (one.q1 * 1024, one.high * 1024) == (other.q1, other.high)
    assert violin(values).x == violin(values * 1024).x


def test_bandwidth_agrees_with_bw_nrd0_of_r():
    assert bandwidth(WIND["values"]) == pytest.approx(WIND["bandwidth"][0], rel=1e-14)


@pytest.mark.parametrize(
    ("values", "width"),
    [([5, 5, 5], 0.9 * 5 * 3**-0.2), ([0, 0], 0.9 * 2**-0.2), ([7], 0.9 * 7), ([], 1)],
)
def test_bandwidth_falls_back_as_r_does_without_spread(values, width):
    assert bandwidth(values) == pytest.approx(width)


def test_density_agrees_with_the_kernel_sum_of_r():
    found = density(WIND["values"], WIND["at"])
    np.testing.assert_allclose(found, WIND["density"], rtol=1e-12)


def test_density_agrees_with_density_of_r_up_to_its_binning():
    found = density(WIND["values"], WIND["at"])
    np.testing.assert_allclose(found, WIND["density_fft"], rtol=0.005)


def test_density_of_many_values_is_that_of_each_one():
    values = np.random.default_rng(1).gamma(2, size=4_000)
    at = np.linspace(0.1, 6, 9)
    width = bandwidth(values)
    bells = np.exp(-0.5 * ((at[:, None] - values) / width) ** 2)
    exact = bells.mean(axis=1) / (width * np.sqrt(2 * np.pi))
    np.testing.assert_allclose(density(values, at), exact, rtol=2e-3)


def test_density_of_nothing_is_zero():
    assert density([], [1, 2]).tolist() == [0, 0]


def test_violin_is_symmetric_and_ends_at_the_extremes():
    shape = violin([1, 2, 3, 4, 10], at=2, width=0.6, name="a", series=1)
    x, y = np.array(shape.x), np.array(shape.y)
    assert (y.min(), y.max()) == (1, 10)
    assert x.max() - 2 == pytest.approx(0.3)
    np.testing.assert_allclose(x[:64] + x[:63:-1], 4)
    assert (shape.name, shape.series) == ("a", 1)


def test_violin_of_nothing_is_empty():
    assert violin([]).x == ()


def test_violin_of_one_value_is_a_flat_line():
    assert set(violin([3, 3]).y) == {3}
