"""The size of a difference between two means in standard deviations."""

from __future__ import annotations

import math

MOST_NONCENTRAL = 1e5
"""Beyond this the noncentral t distribution cannot be computed in double precision."""


def hedges_g(difference: float, pooled_sd: float, df: int) -> float:
    """Return Hedges' g: Cohen's d with the exact correction for small samples.

    g = d J, J = Gamma(df / 2) / (sqrt(df / 2) Gamma((df - 1) / 2)), Hedges (1981), Journal of
    Educational Statistics 6, 107-128.

    Parameters
    ----------
    difference : float
        Difference of the means, in any unit.
    pooled_sd : float
        Pooled standard deviation in the same unit, above 0.
    df : int
        Its degrees of freedom, at least 2.

    Examples
    --------
    >>> round(hedges_g(-1.58, 1.8985, 18), 4)
    -0.797
    """
    return difference / pooled_sd * _correction(df)


def hedges_g_interval(t: float, sizes: tuple[int, int], alpha: float) -> tuple[float, float] | None:
    """Return the confidence interval of Hedges' g, from the noncentral t distribution.

    The bounds are the noncentrality parameters under which Student's t would be at the upper and
    lower alpha / 2 quantile (Steiger and Fouladi 1997), in units of g. None where the distribution
    cannot be computed.

    Parameters
    ----------
    t : float
        Student's t with pooled variance.
    sizes : tuple of int
        Rows in the two groups.
    alpha : float
        One minus the confidence level, 0 < alpha < 1.

    Examples
    --------
    >>> low, high = hedges_g_interval(-1.8608, (10, 10), 0.05)
    >>> round(low, 3), round(high, 3)
    (-1.665, 0.091)
    """
    if not abs(t) < MOST_NONCENTRAL:
        return None
    df = sum(sizes) - 2
    unit = math.sqrt(1 / sizes[0] + 1 / sizes[1]) * _correction(df)
    low = _noncentrality(t, df, 1 - alpha / 2) * unit
    high = _noncentrality(t, df, alpha / 2) * unit
    return None if math.isnan(low + high) else (low, high)


def size_word(g: float) -> str:
    """Return what an effect is called by Cohen's (1988) rule of thumb.

    Parameters
    ----------
    g : float
        A standardised difference; its sign does not matter.
    """
    for limit, word in ((0.8, "large"), (0.5, "medium"), (0.2, "small")):
        if abs(g) >= limit:
            return word
    return "negligible"


def _correction(df: int) -> float:
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def _noncentrality(t: float, df: int, probability: float) -> float:
    """Return the noncentrality at which t lies at the given quantile; NaN if it cannot be found."""
    from scipy import optimize, stats

    def _miss(noncentrality: float) -> float:
        return float(stats.nct.cdf(t, df, noncentrality)) - probability

    # Outward in steps of about one standard error: scipy gives NaN far out in the tail.
    step = math.copysign(math.sqrt(1 + t**2 / (2 * df)), _miss(t))
    inner, outer = t, t + step
    while _miss(outer) * step > 0:
        inner, outer = outer, outer + step
    if math.isnan(_miss(outer)):
        return math.nan
    return float(optimize.brentq(_miss, inner, outer, xtol=1e-12, rtol=1e-13))
