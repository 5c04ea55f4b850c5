"""Histograms: how many values fall where."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.charts.chart import Chart
from jupyter_analyst.charts.record import Axis, Bars
from jupyter_analyst.charts.spread import finite

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

FEWEST, MOST = 5, 60
_LARGEST = float(np.finfo(np.float64).max)
_WHOLE = 2.0**52
"""From here on floats have no digits after the point, so being whole says nothing."""


def bins(values: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the edges of bins of equal width, and how many values fall in each.

    The width is that of Freedman and Diaconis (1981), 2 IQR n^(-1/3), held between 5 and 60 bins;
    without an interquartile range the number of bins is Sturges' (1926). Whole numbers get whole
    widths, and a bin each where they span at most 60. A value on an edge counts in the upper bin.

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; missing and infinite ones are passed over.

    Returns
    -------
    edges : ndarray, shape (m + 1,)
        Ascending; 0 and 1 if there is no value.
    counts : ndarray, shape (m,)
        Their sum is the number of finite values.

    Examples
    --------
    >>> edges, counts = bins([1, 1, 2, 4])
    >>> edges.tolist(), counts.tolist()
    ([0.5, 1.5, 2.5, 3.5, 4.5], [2, 1, 0, 1])
    """
    numbers = finite(values)
    edges = _edges(numbers) if numbers.size else np.array([0.0, 1.0])
    counts, _ = np.histogram(numbers, bins=edges)
    return edges, counts


def histogram(
    values: ArrayLike, *, title: str, label: str, alt: str, name: str = "", series: int = 0
) -> Chart:
    """Return a histogram with the bins of `bins`.

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; missing and infinite ones are passed over.
    title, alt : str
        As in `Chart`.
    label : str
        What the values are, with their unit.
    name, series
        As in `Bars`.
    """
    edges, counts = bins(values)
    bars = Bars(
        at=tuple((edges[:-1] / 2 + edges[1:] / 2).tolist()),
        height=tuple(counts.astype(float).tolist()),
        width=float(edges[1] - edges[0]),
        name=name,
        series=series,
    )
    return Chart(title=title, alt=alt, x=Axis(label), y=Axis("rows", low=0), marks=(bars,))


def _edges(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = float(numbers.min()), float(numbers.max())
    whole = max(-low, high) < _WHOLE and bool(np.all(numbers == np.rint(numbers)))
    if whole:
        span = high - low + 1
        width = 1 if span <= MOST else math.ceil(span / _how_many(numbers))
        return low - 0.5 + width * np.arange(math.ceil(span / width) + 1, dtype=np.float64)
    if low == high:
        half = abs(low) / 20
        return np.clip([low - half, low + half], -_LARGEST, _LARGEST)
    # weights instead of a step: high - low may be too large for a float
    share = np.linspace(0, 1, _how_many(numbers) + 1, dtype=np.float64)
    return np.unique(low * (1 - share) + high * share)


def _how_many(numbers: NDArray[np.float64]) -> int:
    """Return the number of bins that `bins` promises."""
    quarter = numbers / 4  # differences of the largest floats stay finite
    low, q1, q3, high = (float(q) for q in np.quantile(quarter, [0, 0.25, 0.75, 1]))
    ideal: float
    if q3 > q1:
        ideal = (high - low) / (2 * (q3 - q1)) * int(numbers.size) ** (1 / 3)
    else:
        ideal = math.log2(int(numbers.size)) + 1
    return math.ceil(min(max(ideal, FEWEST), MOST))
