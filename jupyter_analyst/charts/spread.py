"""How values spread, for charts: box, density, violin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.charts.record import Shape

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_EXACT = 2_000
"""Up to this many values the density is summed over each; more are first gathered."""
_VAST = 1e300


@dataclass(frozen=True)
class Box:
    """The numbers of a box plot, in the unit of the values.

    Parameters
    ----------
    low, high : float
        Ends of the whiskers: the last values within 1.5 interquartile ranges of the box.
    q1, median, q3 : float
        The quartiles.
    outliers : tuple of float
        Values beyond the whiskers, ascending.
    """

    low: float
    q1: float
    median: float
    q3: float
    high: float
    outliers: tuple[float, ...] = ()


def finite(values: ArrayLike) -> NDArray[np.float64]:
    """Return the values as floats, without missing and infinite ones.

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; never changed.
    """
    numbers = np.asarray(values, dtype=np.float64).ravel()
    return numbers[np.isfinite(numbers)]


def box(values: ArrayLike) -> Box | None:
    """Return the numbers of Tukey's box plot, or None if there is no value.

    Quartiles interpolate linearly between order statistics (R's type 7); whiskers end at the
    last value within 1.5 interquartile ranges of the box (Tukey 1977).

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; missing and infinite ones are passed over.

    Examples
    --------
    >>> box([1, 2, 3, 4, 5, 30])
    Box(low=1.0, q1=2.25, median=3.5, q3=4.75, high=5.0, outliers=(30.0,))
    """
    numbers = np.sort(finite(values))
    if not numbers.size:
        return None
    # a quarter of the largest floats, so that their differences are floats too
    scale = 4.0 if max(-numbers[0], numbers[-1]) > _VAST else 1.0
    q1, median, q3 = (float(q) * scale for q in np.quantile(numbers / scale, [0.25, 0.5, 0.75]))
    reach = 1.5 * (q3 - q1)
    inside = (numbers >= q1 - reach) & (numbers <= q3 + reach)
    whiskers = numbers[inside]
    return Box(
        low=float(whiskers[0]),
        q1=q1,
        median=median,
        q3=q3,
        high=float(whiskers[-1]),
        outliers=tuple(numbers[~inside].tolist()),
    )


def bandwidth(values: ArrayLike) -> float:
    """Return Silverman's rule of thumb for the width of a Gaussian kernel.

    0.9 min(sd, IQR / 1.34) n^(-1/5), Silverman (1986), equation 3.31; what R calls `bw.nrd0`,
    with R's fall-backs for values without spread.

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; missing and infinite ones are passed over.

    Examples
    --------
    >>> round(bandwidth([1, 2, 3, 4, 10]), 4)
    0.9736
    """
    numbers = finite(values)
    if not numbers.size:
        return 1.0
    deviation = float(np.std(numbers, ddof=1)) if numbers.size > 1 else 0.0
    q1, q3 = np.quantile(numbers, [0.25, 0.75])
    spread = min(deviation, float(q3 - q1) / 1.34) or deviation or abs(float(numbers[0])) or 1.0
    return float(0.9 * spread * numbers.size**-0.2)


def density(values: ArrayLike, at: ArrayLike) -> NDArray[np.float64]:
    """Return the Gaussian kernel density of the values at given positions.

    The bandwidth is Silverman's. Above 2,000 values, these are gathered in 1,024 equal bins.

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; missing and infinite ones are passed over.
    at : array_like, shape (m,)
        Where the density is wanted, in the unit of the values.

    Examples
    --------
    >>> density([1, 2, 3, 4, 10], [2, 10]).round(4).tolist()
    [0.1886, 0.082]
    """
    numbers, positions = finite(values), np.asarray(at, dtype=np.float64)
    if not numbers.size:
        return np.zeros_like(positions)
    width = bandwidth(numbers)
    weights: NDArray[np.float64] = np.full(numbers.size, 1 / numbers.size)
    if numbers.size > _EXACT and numbers.min() < numbers.max():
        counts, edges = np.histogram(numbers, bins=1024)
        weights, numbers = counts / numbers.size, (edges[:-1] + edges[1:]) / 2
    distances = (positions[:, None] - numbers[None, :]) / width
    bells = np.exp(-0.5 * distances**2) / (width * math.sqrt(2 * math.pi))
    return np.asarray(bells @ weights)


def violin(
    values: ArrayLike, *, at: float = 0, width: float = 0.8, name: str = "", series: int = 0
) -> Shape:
    """Return the outline of a violin: the density, mirrored, from lowest to highest value.

    Parameters
    ----------
    values : array_like, shape (n,)
        Numbers; missing and infinite ones are passed over.
    at : float
        Position on the category axis, which is the horizontal one.
    width : float
        Thickness where the density is highest, in units of the category axis.
    name, series
        As in `Bars`.
    """
    numbers = finite(values)
    if not numbers.size:
        return Shape(x=(), y=(), name=name, series=series)
    scale = _scale(numbers)
    places = np.linspace(numbers.min() / scale, numbers.max() / scale, 64)
    heights = density(numbers / scale, places)
    levels = places * scale
    half = width / 2 * heights / heights.max()
    x = np.concatenate([at - half, (at + half)[::-1]])
    y = np.concatenate([levels, levels[::-1]])
    return Shape(x=tuple(x.tolist()), y=tuple(y.tolist()), name=name, series=series)


def _scale(numbers: NDArray[np.float64]) -> float:
    """Return the power of two below the largest size: no digit is lost, and no difference."""
    return float(np.ldexp(1.0, np.frexp(np.abs(numbers).max())[1] - 1)) or 1.0
