"""Mean, spread and form of numbers, from sums of powers that can be added up part by part."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows
    from jupyter_analyst.profile.statistics import Numbers

_BLOCK = 32_768
"""So many numbers stay in the cache of a core."""

_Floats = np.ndarray[Any, np.dtype[np.float64]]


def powers(values: np.ndarray[Any, Any], centre: float) -> _Floats:
    """Return how many values there are, and the sums of their distances to the first four powers.

    Parameters
    ----------
    values : ndarray
        Numbers, all finite.
    centre : float
        Where distances are measured from. The median is never more than a standard deviation from
        the mean, so that higher powers do not cancel.

    Examples
    --------
    >>> powers(np.array([1, 2, 6]), 2.0).tolist()
    [3.0, 3.0, 17.0, 63.0, 257.0]
    """
    sums = np.zeros(5)
    for start in range(0, len(values), _BLOCK):
        d = values[start : start + _BLOCK] - centre
        squares = d * d
        sums += [len(d), d.sum(), squares.sum(), (squares * d).sum(), (squares * squares).sum()]
    return sums


def moments(sums: _Floats, centre: float) -> Numbers:
    """Return mean, standard deviation, skewness G1 and kurtosis G2; None where there are too few.

    Parameters
    ----------
    sums : ndarray, shape (5,)
        What `powers` returned, of all parts together, at least one value.
    centre : float
        Where distances were measured from.

    References
    ----------
    .. [1] Joanes and Gill (1998), The Statistician 47, 183-189.
    """
    n, d1, d2, d3, d4 = (float(total) for total in sums)
    shift = d1 / n
    m2 = max(d2 / n - shift**2, 0.0)
    m3 = d3 / n - 3 * shift * d2 / n + 2 * shift**3
    m4 = d4 / n - 4 * shift * d3 / n + 6 * shift**2 * d2 / n - 3 * shift**4
    return {
        "mean": centre + shift,
        "std": math.sqrt(m2 * n / (n - 1)) if n > 1 else None,
        "skewness": _skewness(n, m2, m3),
        "kurtosis": _kurtosis(n, m2, m4),
    }


def swept(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return the moments of number columns over very many rows, read part by part.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Smallest and largest values, and medians of a sample.
    """
    found: list[Numbers] = [{} for _ in fields]
    chosen = [f for f in fields if f.family in {"whole", "float"}]
    chosen = [f for f in chosen if known[f.i].get("min") is not None]
    if not chosen:
        return found
    centres = [_centre(field, known[field.i]) for field in chosen]
    sums = np.zeros((len(chosen), 5))
    for part in rows.parts([f.x for f in chosen]):
        for total, values, centre in zip(sums, part, centres, strict=True):
            total += powers(values, centre)
    for field, total, centre in zip(chosen, sums, centres, strict=True):
        found[field.i] = moments(total, centre)
    return found


def _centre(field: Field, known: Numbers) -> float:
    """Return the median, or half-way where a sample has met no value of a column."""
    low, high = field.ends(known)
    return float(known["median"]) if "median" in known else low / 2 + high / 2


def _skewness(n: float, m2: float, m3: float) -> float | None:
    cubed = m2 * math.sqrt(m2)
    return math.sqrt(n * (n - 1)) / (n - 2) * m3 / cubed if n > 2 and cubed else None


def _kurtosis(n: float, m2: float, m4: float) -> float | None:
    squared = m2 * m2
    if n < 4 or not squared:
        return None
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / squared - 3) + 6)
