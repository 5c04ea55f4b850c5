"""How far two distributions are apart, from their counts: PSI, Jensen-Shannon, Kolmogorov-Smirnov.

References
----------
.. [1] Siddiqi (2006), Credit Risk Scorecards, Wiley: PSI, and what its values mean.
.. [2] Yurdakul, Naranjo (2020), Statistical properties of the population stability index,
   Journal of Risk Model Validation 14(4): how large PSI becomes by chance.
.. [3] Lin (1991), IEEE Transactions on Information Theory 37, 145-151: Jensen-Shannon divergence.
.. [4] Hodges (1958), Arkiv foer Matematik 3, 469-486: the exact two-sample Kolmogorov-Smirnov test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from jupyter_analyst.profile.drift.record import Verdict

Array: TypeAlias = np.ndarray[Any, Any]  # of numbers

SHIFTED, CHANGED = 0.1, 0.25
"""Below the first a distribution is stable, above the second it has changed (Siddiqi 2006)."""

_HALF_A_ROW = 0.5
_BY_CHANCE = 0.95
_EXACT_VALUES = 10_000


def psi(first: Array, second: Array) -> float:
    """Return the population stability index, the sum of (q - p) ln(q / p) over the bins.

    Parameters
    ----------
    first, second : array of int, shape (n_bins,)
        Rows in each bin, at least one in all. A bin that is empty on one side counts as half a
        row there, for the logarithm of zero is none.

    Examples
    --------
    >>> round(psi(np.array([50, 50]), np.array([60, 40])), 6)  # 0.1 ln 1.5
    0.040547
    """
    p, q = (np.maximum(counts, _HALF_A_ROW) / counts.sum() for counts in (first, second))
    return float(((q - p) * np.log(q / p)).sum())


def psi_by_chance(first: Array, second: Array) -> float:
    """Return what PSI stays below in 95 of 100 pairs of samples from one and the same source.

    It is the quantile of chi-square with one degree less than there are bins, times 1/n + 1/m.

    Parameters
    ----------
    first, second : array of int, shape (n_bins,)
        Rows in each bin, at least one in all.

    Examples
    --------
    >>> round(psi_by_chance(np.array([50, 50]), np.array([60, 40])), 4)  # 3.8415 / 50
    0.0768
    """
    from scipy import stats

    if len(first) == 1:
        return 0.0
    quantile = stats.chi2.ppf(_BY_CHANCE, len(first) - 1)
    return float(quantile * (1 / first.sum() + 1 / second.sum()))


def jensen_shannon(first: Array, second: Array) -> float:
    """Return the Jensen-Shannon divergence to base 2: 0 for equal shares, 1 for nothing shared.

    Parameters
    ----------
    first, second : array of int, shape (n_bins,)
        Rows in each bin, at least one in all.

    Examples
    --------
    >>> jensen_shannon(np.array([5, 0]), np.array([0, 9]))
    1.0
    """
    p, q = first / first.sum(), second / second.sum()
    middle = (p + q) / 2
    halves = ((one[one > 0] * np.log2(one[one > 0] / middle[one > 0])).sum() / 2 for one in (p, q))
    return float(min(max(sum(halves), 0.0), 1.0))


def kolmogorov_smirnov(first: tuple[Array, Array], second: tuple[Array, Array]) -> float:
    """Return the largest gap between two empirical distribution functions.

    Parameters
    ----------
    first, second : pair of arrays
        The different values, ascending, and how many rows have each.

    Examples
    --------
    >>> one = np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1])
    >>> round(kolmogorov_smirnov(one, (np.array([3.0]), np.array([5]))), 4)
    0.6667
    """
    n, m = int(first[1].sum()), int(second[1].sum())
    values = np.concatenate([first[0], second[0]])
    order = np.argsort(values, kind="stable")  # which merges what is sorted already
    values = values[order]
    # whole numbers, so that equal shares differ by nothing
    gaps = np.cumsum(np.concatenate([first[1] * m, second[1] * -n])[order])
    is_last = np.append(values[1:] != values[:-1], True)
    return float(np.abs(gaps[is_last]).max() / (n * m))


def ks_p(gap: float, n: int, m: int) -> float:
    """Return how often two samples of one continuous source are that far apart, or farther.

    With ties the true probability is smaller. It is exact for up to 10,000 pairs of rows,
    asymptotic beyond.

    Parameters
    ----------
    gap : float
        What `kolmogorov_smirnov` returned.
    n, m : int
        Rows on each side, at least 1.

    Examples
    --------
    >>> round(ks_p(1.0, 3, 3), 4)  # 2 of the 20 orders of three and three
    0.1
    """
    if n * m <= _EXACT_VALUES:
        return _exact_p(gap, n, m)
    from scipy import stats

    return float(np.clip(stats.kstwo.sf(gap, round(n * m / (n + m))), 0.0, 1.0))


def verdict(found: float, by_chance: float) -> Verdict:
    """Return what a PSI means: what chance alone explains is no drift.

    Parameters
    ----------
    found, by_chance : float
        The index, and what it stays below by chance.

    Examples
    --------
    >>> verdict(0.3, 0.01), verdict(0.2, 0.01), verdict(0.3, 0.4), verdict(0.05, 0.01)
    ('changed', 'shifted', 'stable', 'stable')
    """
    if found < SHIFTED or found <= by_chance:
        return "stable"
    return "changed" if found > CHANGED else "shifted"


def _exact_p(gap: float, n: int, m: int) -> float:
    """Count the orders of n and m rows in which the gap stays smaller (Hodges 1958).

    Each order is a path on a grid; `ways` holds the share of all paths to a point of the current
    row that never meet a gap as large, divided by the number of all paths to it.
    """
    limit = gap * n * m - 1e-7  # gaps are multiples of 1 / (n m)
    columns = np.arange(m + 1)
    inside = columns * n < limit
    ways = np.cumprod(inside).astype(float)
    for row in range(1, n + 1):
        inside = np.abs(row * m - columns * n) < limit
        before = ways
        ways = np.empty(m + 1)
        last = 0.0
        for column in range(m + 1):
            # a path of all orders comes from above with the chance row / (row + column)
            last = (row * before[column] + column * last) / (row + column) * inside[column]
            ways[column] = last
    return float(1.0 - ways[m])
