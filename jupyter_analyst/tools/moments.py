"""Numbers that say where a sample lies, how it spreads and what shape it has."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAD_SCALE = 1.4826
"""Makes the median absolute deviation of normal data their standard deviation; R's constant."""


def summary(
    values: NDArray[np.float64], *, alpha: float = 0.05, trim: float = 0.1
) -> dict[str, float]:
    """Return the descriptive statistics of a sample by their standard names.

    What a sample is too small for, or what is not a finite number, is left out.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Finite numbers in any unit, n >= 0.
    alpha : float
        One minus the level of the interval of the mean.
    trim : float
        Share cut from each end for the trimmed mean, from 0 to 0.5.

    Examples
    --------
    >>> found = summary(np.array([1.0, 2.0, 3.0, 4.0, 10.0]))
    >>> found["mean"], found["median"], found["iqr"], round(found["skew"], 3)
    (4.0, 3.0, 2.0, 1.697)
    """
    n = int(values.size)
    if n == 0:
        return {}
    q1, median, q3 = map(float, np.quantile(values, [0.25, 0.5, 0.75]))
    low, high = mean_interval(values, alpha)
    found = {
        "mean": float(np.mean(values)),
        "ci_low": low,
        "ci_high": high,
        "trimmed": trimmed_mean(values, trim),
        "median": median,
        "sd": float(np.std(values, ddof=1)) if n > 1 else math.nan,
        "q1": q1,
        "q3": q3,
        "iqr": q3 - q1,
        "mad": MAD_SCALE * float(np.median(np.abs(values - median))),
        "min": float(values.min()),
        "max": float(values.max()),
        "skew": skewness(values),
        "kurtosis": kurtosis(values),
    }
    return {name: value for name, value in found.items() if math.isfinite(value)}


def mean_interval(values: NDArray[np.float64], alpha: float) -> tuple[float, float]:
    """Return the confidence interval of a mean by Student's t; NaN below two values.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Finite numbers in any unit.
    alpha : float
        One minus the confidence level, 0 < alpha < 1.
    """
    from scipy import special

    n = int(values.size)
    if n < 2:
        return math.nan, math.nan
    mean = float(np.mean(values))
    error = float(np.std(values, ddof=1)) / math.sqrt(n)
    reach = float(special.stdtrit(n - 1, 1 - alpha / 2)) * error
    return mean - reach, mean + reach


def trimmed_mean(values: NDArray[np.float64], trim: float) -> float:
    """Return the mean without a share of the values at each end.

    Of n values, floor(n trim) are cut at each end; with half of them cut the median is left.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Finite numbers, n >= 1.
    trim : float
        Share cut from each end, from 0 to 0.5.
    """
    cut = math.floor(values.size * trim)
    if 2 * cut >= values.size:
        return float(np.median(values))
    return float(np.mean(np.sort(values)[cut : values.size - cut]))


def skewness(values: NDArray[np.float64]) -> float:
    """Return the skewness G1 as SAS and SPSS define it; NaN below three values or without spread.

    G1 = g1 sqrt(n (n - 1)) / (n - 2), Joanes and Gill (1998), The Statistician 47, 183-189.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Finite numbers; the result has no unit.
    """
    from scipy import stats

    return float(stats.skew(values, bias=False)) if values.size > 2 else math.nan


def kurtosis(values: NDArray[np.float64]) -> float:
    """Return the excess kurtosis G2 as SAS and SPSS define it; NaN below four values.

    G2 = (n - 1) / ((n - 2)(n - 3)) ((n + 1) g2 + 6), Joanes and Gill (1998).

    Parameters
    ----------
    values : ndarray, shape (n,)
        Finite numbers; the result has no unit and is 0 for normal data.
    """
    from scipy import stats

    return float(stats.kurtosis(values, bias=False)) if values.size > 3 else math.nan
