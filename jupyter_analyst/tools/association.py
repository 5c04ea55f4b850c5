"""How strongly two numbers go together: coefficient, p, interval, and how far to trust it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Method = Literal["pearson", "spearman", "kendall"]
Adjust = Literal["none", "holm", "bh"]
_ADJUSTMENTS = {"holm": "holm", "bh": "fdr_bh"}  # our names to those of statsmodels
_FEWEST = 3
_EXACT_KENDALL = 50


@dataclass(frozen=True)
class Pair:
    """Two columns and how they go together; what cannot be computed is NaN.

    Parameters
    ----------
    a, b : str
        The columns.
    n : int
        Rows with both values.
    r, p, ci_low, ci_high : float
        Coefficient from -1 to 1, its p-value and its interval.
    p_adjusted : float
        The p-value adjusted for the number of pairs.
    """

    a: str
    b: str
    n: int
    r: float = math.nan
    p: float = math.nan
    ci_low: float = math.nan
    ci_high: float = math.nan
    p_adjusted: float = math.nan


@dataclass(frozen=True)
class Influence:
    """The row that moves a correlation most.

    Parameters
    ----------
    row : int
        Its position among the rows of the pair, from 0.
    without : float
        The correlation without it.
    change : float
        How far it moves the correlation.
    """

    row: int
    without: float
    change: float


def associate(
    a: str,
    b: str,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    *,
    method: Method,
    alpha: float,
) -> Pair:
    """Return how two columns go together, without the adjusted p-value.

    Fewer than three rows, or a column without spread, give NaN.

    Parameters
    ----------
    a, b : str
        Names of the columns.
    x, y : ndarray, shape (n,)
        Finite numbers, row by row.
    method : {"pearson", "spearman", "kendall"}
        Which coefficient.
    alpha : float
        One minus the level of the interval.

    Examples
    --------
    >>> x, y = np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 4, 3, 5])
    >>> found = associate("x", "y", x, y, method="pearson", alpha=0.05)
    >>> round(found.r, 3), round(found.p, 4), round(found.ci_low, 3), round(found.ci_high, 3)
    (0.8, 0.1041, -0.28, 0.986)
    """
    n = int(x.size)
    if n < _FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Pair(a, b, n)
    r, p = _COEFFICIENTS[method](x, y)
    return Pair(a, b, n, r, p, *_interval(r, n, method, alpha))


def adjusted(ps: Sequence[float], method: Adjust) -> list[float]:
    """Return p-values adjusted for their number; NaN does not count and stays.

    Holm (1979), Scandinavian Journal of Statistics 6, 65-70, keeps the family-wise error;
    Benjamini and Hochberg (1995), JRSS B 57, 289-300, the false discovery rate.

    Parameters
    ----------
    ps : sequence of float
        The p-values.
    method : {"none", "holm", "bh"}
        How to adjust.
    """
    from statsmodels.stats.multitest import multipletests

    values = np.array(ps, dtype=np.float64)
    known = np.isfinite(values)
    if method != "none" and known.any():
        values[known] = multipletests(values[known], method=_ADJUSTMENTS[method])[1]
    return [float(p) for p in values]


def influence(x: NDArray[np.float64], y: NDArray[np.float64]) -> Influence | None:
    """Return the row without which Pearson's r differs most; None if that cannot be said.

    Parameters
    ----------
    x, y : ndarray, shape (n,)
        Finite numbers, row by row.
    """
    dx, dy = _centred(x), _centred(y)
    n = int(x.size)
    if n <= _FEWEST:
        return None
    share = n / (n - 1)
    sxy = float(dx @ dy) - dx * dy * share
    sxx, syy = float(dx @ dx) - dx**2 * share, float(dy @ dy) - dy**2 * share
    with np.errstate(all="ignore"):
        without = np.clip(sxy / np.sqrt(sxx * syy), -1, 1)
        change = np.abs(without - float(dx @ dy) / math.sqrt(float(dx @ dx) * float(dy @ dy)))
    if not np.isfinite(change).any():
        return None
    row = int(np.nanargmax(change))
    return Influence(row, float(without[row]), float(change[row]))


def bend(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the share of variance a parabola explains beyond a line, the better way round.

    Parameters
    ----------
    x, y : ndarray, shape (n,)
        Finite numbers, row by row.
    """
    return max(_gain(x, y), _gain(y, x)) if x.size > _FEWEST else 0.0


def _gain(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    dx, dy = _centred(x), _centred(y)
    square = _without(_centred(dx**2), dx)
    rest = _without(dy, dx)
    size = float(square @ square)
    if size < 1e-12 * float(dx.size):  # two different values: no parabola
        return 0.0
    return float(rest @ square) ** 2 / size / float(dy @ dy)


def _centred(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values around their mean in units of their spread, so that squares stay finite."""
    moved = x - np.mean(x)
    return moved / (np.max(np.abs(moved)) or 1.0)


def _without(y: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    return y - x * (float(x @ y) / (float(x @ x) or 1.0))


def _pearson(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    from scipy import stats

    found = stats.pearsonr(x, y)
    return float(found.statistic), float(found.pvalue)


def _spearman(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    from scipy import stats

    found = stats.spearmanr(x, y)
    return float(found.statistic), float(found.pvalue)


def _kendall(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return tau-b; p is exact where R's `cor.test` makes it so."""
    from scipy import stats

    tied = min(np.unique(x).size, np.unique(y).size) < x.size
    exact = not tied and x.size < _EXACT_KENDALL
    found = stats.kendalltau(x, y, method="exact" if exact else "asymptotic")
    return float(found.statistic), float(found.pvalue)


_COEFFICIENTS = {"pearson": _pearson, "spearman": _spearman, "kendall": _kendall}


def _interval(r: float, n: int, method: Method, alpha: float) -> tuple[float, float]:
    """Return the interval of a coefficient through Fisher's z; NaN below four or five rows."""
    from scipy import special

    fewest = 4 if method == "kendall" else 3
    if n <= fewest or not math.isfinite(r):
        return math.nan, math.nan
    variance = {
        "pearson": 1 / (n - fewest),
        "spearman": (1 + r**2 / 2) / (n - fewest),
        "kendall": 0.437 / (n - fewest),
    }[method]
    if abs(r) >= 1:
        return r, r
    z, reach = math.atanh(r), float(special.ndtri(1 - alpha / 2)) * math.sqrt(variance)
    return math.tanh(z - reach), math.tanh(z + reach)
