"""Estimates of the time until an event: curve, median, restricted mean, log-rank test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve: what holds from each of its times on.

    Parameters
    ----------
    group : str
        Whose curve, as the reader calls it; empty without groups.
    time : ndarray, shape (m,)
        The different times, ascending, the first is 0.
    at_risk, events, censored : ndarray, shape (m,)
        Rows still watched just before, events at and rows leaving at that time.
    survival, low, high : ndarray, shape (m,)
        Share without the event and its log-log interval; NaN where that is not defined.
    """

    group: str
    time: NDArray[np.float64]
    at_risk: NDArray[np.float64]
    events: NDArray[np.float64]
    censored: NDArray[np.float64]
    survival: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def n(self) -> int:
        """How many rows."""
        return int(self.at_risk.max())

    def n_left(self, time: float) -> int:
        """Return how many rows are watched at a time or longer."""
        return int(self.at_risk[self.time >= time].max(initial=0))

    @property
    def n_events(self) -> int:
        """How many events."""
        return int(self.events.sum())


@dataclass(frozen=True)
class Span:
    """How long a group stays without the event, in the unit of time.

    Parameters
    ----------
    group : str
        Which group; empty without groups.
    n, n_events : int
        Rows and events.
    median, median_low, median_high : float
        Median time and its interval; infinite where a curve does not come down to one half.
    rmst, rmst_se, rmst_low, rmst_high : float
        Restricted mean time, its standard error and its interval; NaN bounds where no event was
        seen until then, so that nothing is known about its error.
    """

    group: str
    n: int
    n_events: int
    median: float
    median_low: float
    median_high: float
    rmst: float
    rmst_se: float
    rmst_low: float
    rmst_high: float


@dataclass(frozen=True)
class LogRank:
    """The log-rank test.

    Parameters
    ----------
    chi2 : float
        Test statistic.
    df : int
        Degrees of freedom.
    p : float
        Probability.
    """

    chi2: float
    df: int
    p: float


def curve(
    time: NDArray[np.float64], happened: NDArray[np.bool_], *, alpha: float, group: str = ""
) -> Curve:
    """Return the Kaplan-Meier curve with its pointwise log-log interval.

    Kaplan and Meier (1958), JASA 53, 457-481; Greenwood's variance on the scale of
    log(-log S), as R's `survfit(conf.type = "log-log")`.

    Parameters
    ----------
    time : ndarray, shape (n,)
        Times, at least 0, n >= 1.
    happened : ndarray of bool, shape (n,)
        Whether the event was seen then.
    alpha : float
        One minus the level of the interval.
    group : str
        Whose curve.
    """
    from lifelines import KaplanMeierFitter

    fit = KaplanMeierFitter(alpha=alpha).fit(time, happened)
    table = fit.event_table
    share = fit.survival_function_.to_numpy(dtype=np.float64)[:, 0]
    bounds = fit.confidence_interval_survival_function_.to_numpy(dtype=np.float64)
    bounds = np.where(share[:, None] > 0, bounds, np.nan)  # log(-log 0) has no interval
    return Curve(
        group=group,
        time=table.index.to_numpy(dtype=np.float64),
        at_risk=table["at_risk"].to_numpy(dtype=np.float64),
        events=table["observed"].to_numpy(dtype=np.float64),
        censored=table["censored"].to_numpy(dtype=np.float64),
        survival=share,
        low=bounds[:, 0],
        high=bounds[:, 1],
    )


def span(found: Curve, until: float, alpha: float) -> Span:
    """Return how long a group stays without the event.

    Parameters
    ----------
    found : Curve
        The curve of the group.
    until : float
        Up to where the mean is taken, in the unit of time; at most the last time.
    alpha : float
        One minus the level of the intervals.
    """
    from scipy import special

    mean, error = restricted_mean(found, until)
    reach = float(special.ndtri(1 - alpha / 2)) * error or math.nan
    defined = np.isfinite(found.low) & np.isfinite(found.high)
    times = found.time[defined]
    return Span(
        group=found.group,
        n=found.n,
        n_events=found.n_events,
        median=median(found.time, found.survival),
        median_low=median(times, found.low[defined]),
        median_high=median(times, found.high[defined]),
        rmst=mean,
        rmst_se=error,
        rmst_low=mean - reach,
        rmst_high=mean + reach,
    )


def median(times: NDArray[np.float64], share: NDArray[np.float64]) -> float:
    """Return when a falling curve reaches one half; infinite if it does not.

    Where the curve is exactly one half for a while, the middle of that while, as R's survival
    package has it.

    Parameters
    ----------
    times, share : ndarray, shape (m,)
        A step curve: share holds from each time on.

    Examples
    --------
    >>> median(np.array([0.0, 1, 2, 3]), np.array([1, 0.75, 0.5, 0.25]))
    2.5
    """
    below = np.flatnonzero(share < 0.5 + 1e-12)
    if not below.size:
        return math.inf
    first = int(below[0])
    under = np.flatnonzero(share < 0.5 - 1e-12)
    if abs(share[first] - 0.5) > 1e-12 or not under.size:
        return float(times[first])
    return float((times[first] + times[int(under[0])]) / 2)


def restricted_mean(found: Curve, until: float) -> tuple[float, float]:
    """Return the mean time without event up to a time, and its standard error.

    The area under the curve, with Greenwood's variance (Klein and Moeschberger 2003, section
    4.5; R's `print(survfit, rmean =)`).

    Parameters
    ----------
    found : Curve
        A curve that reaches `until`.
    until : float
        Where the area ends, in the unit of time.
    """
    inside = found.time < until
    edges = np.append(found.time[inside], until)
    areas = np.diff(edges) * found.survival[inside]
    ahead = np.cumsum(areas[::-1])[::-1]
    survived = found.at_risk - found.events
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(survived > 0, found.events / (found.at_risk * survived), 0.0)
    variance = float(np.sum(ahead**2 * terms[inside]))
    return float(areas.sum()), math.sqrt(variance)


def difference(first: Span, second: Span, alpha: float) -> tuple[float, float, float]:
    """Return the difference of two restricted means, first minus second, and its interval.

    Parameters
    ----------
    first, second : Span
        Two independent groups.
    alpha : float
        One minus the level of the interval.
    """
    from scipy import special

    found = first.rmst - second.rmst
    reach = float(special.ndtri(1 - alpha / 2)) * math.hypot(first.rmst_se, second.rmst_se)
    return found, found - reach, found + reach


def finite(value: float) -> float | None:
    """Return a number, or None where it is not finite."""
    return value if math.isfinite(value) else None


def log_rank(
    time: NDArray[np.float64], happened: NDArray[np.bool_], group: NDArray[np.intp]
) -> LogRank | None:
    """Return the log-rank test; None where no group could have been expected to differ.

    Parameters
    ----------
    time : ndarray, shape (n,)
        Times, at least 0.
    happened : ndarray of bool, shape (n,)
        Whether the event was seen then.
    group : ndarray of int, shape (n,)
        Which of at least two groups the row belongs to.
    """
    from lifelines.statistics import multivariate_logrank_test

    if not happened.any():
        return None
    test = multivariate_logrank_test(time, group, happened)
    found = LogRank(float(test.test_statistic), int(np.unique(group).size) - 1, float(test.p_value))
    return found if math.isfinite(found.chi2) and math.isfinite(found.p) else None
