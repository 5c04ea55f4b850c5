"""What numbers say once they are in order: different ones, quantiles, deviation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.statistics import ORDERED, QUANTILES, finite

if TYPE_CHECKING:
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

_Values = np.ndarray[Any, Any]
_Places = np.ndarray[Any, np.dtype[np.int64]]


def ascending(values: _Values) -> _Values:
    """Return numbers in order; whole ones that lie close together are counted, not compared.

    Parameters
    ----------
    values : ndarray of int64, uint64 or float64
        None missing.

    Examples
    --------
    >>> ascending(np.array([3, -1, 3])).tolist()
    [-1, 3, 3]
    """
    places = _above_lowest(values)
    if places is None:
        return np.sort(values)
    counts = np.bincount(places)
    return np.repeat(np.arange(len(counts), dtype=values.dtype) + values.min(), counts)


def placed(values: _Values) -> tuple[_Values, _Places]:
    """Return numbers in order, and for each a place that is larger if its number is.

    Parameters
    ----------
    values : ndarray of int64, uint64 or float64
        None missing.

    Examples
    --------
    >>> ordered, places = placed(np.array([2.5, 0.5, 2.5]))
    >>> ordered.tolist(), places.tolist()
    ([0.5, 2.5, 2.5], [1, 0, 1])
    """
    places = _above_lowest(values)
    if places is not None:
        return ascending(values), places
    order = np.argsort(values)
    sorted_ = values[order]
    n = np.diff(begins(sorted_), append=len(values))
    places = np.empty(len(values), np.int64)
    places[order] = np.repeat(np.arange(len(n)), n)
    return sorted_, places


def _above_lowest(values: _Values) -> _Places | None:
    """Return how far whole numbers are above the smallest, None if that is further than n."""
    if values.dtype.kind == "f" or not len(values):
        return None
    low, high = values.min(), values.max()
    return (values - low).astype(np.int64) if int(high) - int(low) < len(values) else None


def begins(values: _Values) -> _Places:
    """Return where each different one of values in order begins.

    Parameters
    ----------
    values : ndarray
        Ascending.

    Examples
    --------
    >>> begins(np.array([3, 3, 5])).tolist()
    [0, 2]
    """
    first = np.zeros(min(len(values), 1), dtype=np.int64)
    return np.append(first, np.flatnonzero(values[1:] != values[:-1]) + 1)


def in_order(field: Field, values: _Values) -> Numbers:
    """Return quantiles of numbers or dates, and the deviation of numbers.

    Parameters
    ----------
    field : Field
        The column.
    values : ndarray
        Its finite values at its scale, ascending, at least one.
    """
    told = quantiles(values)
    if field.family != "date":
        told["mad"] = deviation(values, told["median"])
    return told


def sampled(held: Held, field: Field) -> Numbers:
    """Return quantiles and deviation of a column of a sample; nothing of one of texts.

    Parameters
    ----------
    held : Held
        The sample.
    field : Field
        The column.
    """
    if field.family not in ORDERED:
        return {}
    values = finite(ascending(held.numbers(field)))
    return in_order(field, field.multiplied(values)) if len(values) else {}


def quantiles(values: _Values) -> Numbers:
    """Return quantiles of sorted values, interpolated as in type 7 of Hyndman and Fan (1996).

    Parameters
    ----------
    values : ndarray
        Ascending, at least one.

    Examples
    --------
    >>> found = quantiles(np.array([-5, 1, 2, 2]))
    >>> found["q25"], found["median"]
    (-0.5, 1.5)
    """
    found = {}
    for name, share in QUANTILES.items():
        place = share * (len(values) - 1)
        k = int(place)
        low, high = float(values[k]), float(values[min(k + 1, len(values) - 1)])
        found[name] = low + (high - low) * (place - k)
    return found


def deviation(values: _Values, median: float) -> float:
    """Return the median of the distances from the median (MAD), not scaled.

    Parameters
    ----------
    values : ndarray
        Ascending, at least one.
    median : float
        Their median.

    Examples
    --------
    >>> deviation(np.array([1, 1, 2, 2, 4, 6, 9]), 2.0)
    1.0
    """
    n = len(values)
    return (_nearest(values, median, (n + 1) // 2) + _nearest(values, median, n // 2 + 1)) / 2


def _nearest(values: _Values, centre: float, k: int) -> float:
    """Return the distance of the k-th nearest of sorted values; the nearest ones are neighbours."""
    low, high = 0, len(values) - k
    while low < high:
        i = (low + high) // 2
        if centre - float(values[i]) > float(values[i + k]) - centre:
            low = i + 1
        else:
            high = i
    return max(centre - float(values[low]), float(values[low + k - 1]) - centre)
