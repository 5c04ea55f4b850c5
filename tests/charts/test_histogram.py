import json
from pathlib import Path

import numpy as np
import pytest

from jupyter_analyst.charts import bins, histogram

WIND = json.loads((Path(__file__).parent / "reference.json").read_text())["wind"]


def test_bins_agree_with_nclass_fd_and_hist_of_r():
    edges, counts = bins(WIND["values"])
    np.testing.assert_allclose(edges, WIND["breaks"], rtol=1e-14)
    assert counts.tolist() == WIND["counts"]


def test_few_whole_numbers_get_a_bin_each():
    edges, counts = bins([1, 1, 2, 4])
    assert edges.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert counts.tolist() == [2, 1, 0, 1]


def test_many_whole_numbers_get_bins_of_whole_width():
    edges, counts = bins(np.arange(1000))
    width = np.diff(edges)
    assert np.all(width == width[0])
    assert width[0] == round(width[0])
    assert set(counts[:-1]) == {int(width[0])}


def test_missing_and_infinite_values_are_passed_over():
    _, counts = bins([1.5, np.nan, np.inf, 2.5, -np.inf])
    assert counts.sum() == 2


def test_without_values_there_is_one_empty_bin():
    edges, counts = bins([])
    assert (edges.tolist(), counts.tolist()) == ([0, 1], [0])


def test_one_fraction_many_times_stands_in_one_bin_around_it():
    edges, counts = bins([0.2] * 7)
    assert edges[0] < 0.2 < edges[1]
    assert counts.tolist() == [7]


def test_an_outlier_far_away_makes_sixty_bins_at_most():
    values = [*np.linspace(0, 1, 1000), 1e6 + 0.5]
    assert len(bins(values)[1]) == 60


def test_values_without_interquartile_range_still_get_bins():
    edges, counts = bins([0.5] * 100 + [9.5])
    assert len(counts) >= 5
    assert counts[0] == 100
    assert edges[-1] == 9.5


@pytest.mark.parametrize(
    "values",
    [[-1.7e308, 1.7e308], [1e16, 1e16 + 2], [0, 1e-320], [1.797e308], [0] * 100 + [1e300]],
)
def test_extreme_ranges_lose_no_value(values):
    edges, counts = bins(values)
    assert counts.sum() == len(values)
    assert np.all(np.diff(edges / 4) > 0)


def test_the_chart_has_a_bar_for_each_bin():
    chart = histogram([1, 1, 2, 4], title="Years", label="years", alt="Few.", name="all", series=1)
    (bars,) = chart.marks
    assert (bars.at, bars.height, bars.width) == ((1, 2, 3, 4), (2, 1, 0, 1), 1)
    assert (bars.name, bars.series) == ("all", 1)
    assert (chart.x.label, chart.y.label, chart.y.low) == ("years", "rows", 0)
