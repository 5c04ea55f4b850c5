"""Spearman's rank correlations of many columns, each pair over the rows it has."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.correlation import pearson
from jupyter_analyst.profile.ordered import placed

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_RANKED_ANEW = 30
"""So many pairs, the strongest, are ranked over the rows they share."""

_Floats = np.ndarray[Any, np.dtype[np.float64]]
_Places = np.ndarray[Any, np.dtype[np.int64]]


def spearman(places: Sequence[_Places]) -> list[tuple[int, int, float, int]]:
    """Return pairs of columns with their rho and number of rows, strongest first.

    A first pass ranks each column once. Where the columns of a pair have gaps, that is not yet rho
    over the rows they share, so the strongest pairs are ranked anew; only those are returned.

    Parameters
    ----------
    places : sequence of ndarray of int
        What `places` returns, of each column.
    """
    r, n = pearson(np.array([_ranks(place) for place in places]))
    pairs = [(j, i) for i, j in combinations(range(len(places)), 2) if math.isfinite(r[i, j])]
    pairs.sort(key=lambda pair: -abs(round(float(r[pair]), 12)))
    full = [int(np.count_nonzero(place >= 0)) for place in places]
    found = []
    for i, j in pairs[:MOST_RANKED_ANEW]:
        same = full[i] == full[j] == n[i, j]
        rho_ = float(r[i, j]) if same else rho(places[i], places[j])
        found.append((i, j, rho_, int(n[i, j])))
    return sorted(found, key=lambda pair: -abs(round(pair[2], 12)))


def places(column: _Floats) -> _Places:
    """Return a place for each finite number that is larger if the number is, -1 for the others.

    Parameters
    ----------
    column : ndarray
        Numbers, NaN where missing.

    Examples
    --------
    >>> places(np.array([2.5, np.nan, 0.5])).tolist()
    [1, -1, 0]
    """
    here = np.isfinite(column)
    found = np.full(len(column), -1, dtype=np.int64)
    found[here] = placed(column[here])[1]
    return found


def rho(first: _Places, second: _Places) -> float:
    """Return Spearman's rho over the rows where both have a value, NaN if one does not vary there.

    Parameters
    ----------
    first, second : ndarray of int
        Place of each value among the different ones of its column, -1 where there is none.
    """
    here = (first >= 0) & (second >= 0)
    a, b = _ranks(first[here]), _ranks(second[here])
    spread = float(np.sum(a * a)) * float(np.sum(b * b))
    if not spread:
        return math.nan
    return min(max(float(np.sum(a * b)) / math.sqrt(spread), -1.0), 1.0)


def _ranks(places: _Places) -> _Floats:
    """Return mid-ranks between -1/2 and 1/2: equal values share the mean of their ranks."""
    here = places >= 0
    some = places[here]
    counts = np.bincount(some)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = np.full(len(places), np.nan)
    ranks[here] = (middle[some] - (len(some) + 1) / 2) / max(len(some), 1)
    return ranks
