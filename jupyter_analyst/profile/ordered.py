"""What the values of a column say once they are in order: different ones, quantiles, bins."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile import bins, queries
from jupyter_analyst.profile.moments import moments, powers
from jupyter_analyst.profile.order import spacing
from jupyter_analyst.profile.statistics import ORDERED, QUANTILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.profile.rows import Field, Rows
    from jupyter_analyst.profile.statistics import Numbers

_CELLS_AT_ONCE = 4_000_000
"""So many are held at a time, beside the rows themselves."""

_THREADS = 2

_Values = np.ndarray[Any, Any]


def ordered(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return quantiles and deviation of numbers and dates, each column sorted once.

    Of rows that are all counted also the different values, moments, bins with their counts,
    outliers and the spacing of dates; of very many rows, only the sample is sorted.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Counts, smallest and largest values.
    """
    found: list[Numbers] = [{} for _ in fields]
    for some in _groups(rows, [f for f in fields if f.family in ORDERED]):
        columns = rows.arrays_of([f.held for f in some], rows.sample)
        told = partial(_told, exact=rows.exact)
        with ThreadPoolExecutor(_THREADS) as pool:  # NumPy lets others go on meanwhile
            parts = pool.map(told, some, columns, [known[f.i] for f in some])
            for field, part in zip(some, parts, strict=True):
                found[field.i] = part
    return found


def _groups(rows: Rows, fields: Sequence[Field]) -> Iterator[Sequence[Field]]:
    size = max(_CELLS_AT_ONCE // max(rows.n_sample, 1), 1)
    for start in range(0, len(fields), size):
        yield fields[start : start + size]


def _told(field: Field, column: _Values, known: Numbers, *, exact: bool) -> Numbers:
    told: Numbers = {}
    values = np.sort(column)
    if exact and field.held == field.raw:  # else floats stand for what they cannot tell apart
        told |= _different(field, values, known)
    finite = _finite(field, values, known)
    if not len(finite):
        return told
    told |= quantiles(finite)
    if field.family != "date":
        told["mad"] = deviation(finite, told["median"])
    if exact:
        told |= _counted(field, finite, known | told)
    return told


def _different(field: Field, values: _Values, known: Numbers) -> Numbers:
    """Return the number of different values, frequent numbers, and how dates are spaced."""
    first = np.zeros(min(len(values), 1), dtype=np.int64)
    starts = np.append(first, np.flatnonzero(values[1:] != values[:-1]) + 1)
    told: Numbers = {"distinct": len(starts), "counted": True}
    if field.family == "date":
        told["spacing"] = spacing(values[starts], days=field.days)
    elif queries.repeat(field, known | told):
        told |= _levels(values[starts], np.diff(starts, append=len(values)))
    return told


def _levels(different: _Values, n: _Values) -> Numbers:
    """Return the most frequent and the rarest of ascending values, as `queries.top` does."""
    place = np.argsort(-n, kind="stable")
    first = place[: queries.MOST_LEVELS_READ]
    last = place[queries.MOST_TOP :][-queries.MOST_RARE :][::-1]
    return {
        name: [
            (str(value), k) for value, k in zip(different[at].tolist(), n[at].tolist(), strict=True)
        ]
        for name, at in (("top", first), ("rarest", last))
    }


def _finite(field: Field, values: _Values, known: Numbers) -> _Values:
    """Return the finite ones of sorted values at the scale of the field."""
    if known.get("infinite"):
        low = np.searchsorted(values, -math.inf, side="right")
        values = values[low : np.searchsorted(values, math.inf, side="left")]
    return values if field.scale == 1 else values * field.scale


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


def _counted(field: Field, values: _Values, known: Numbers) -> Numbers:
    """Return moments, bins and outliers of the finite values."""
    chosen = bins.chosen(field, known)
    low, high = bins.fences(known)
    inside = np.searchsorted(values, high, side="right") - np.searchsorted(values, low, side="left")
    told: Numbers = {
        "bins": chosen,
        "counts": bins.counts(values, chosen),
        "outliers": len(values) - int(inside),
    }
    if field.family != "date":
        told |= moments(powers(values, known["median"]), known["median"])
    return told
