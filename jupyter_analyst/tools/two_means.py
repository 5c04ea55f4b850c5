"""The difference of two means: test, interval, size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.errors import DataError
from jupyter_analyst.tools.effect import hedges_g, hedges_g_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.tools.sample import Sample


@dataclass(frozen=True)
class Comparison:
    """The difference of two means, first minus second.

    Parameters
    ----------
    t, df, p : float
        Test statistic, degrees of freedom, probability.
    diff, ci_low, ci_high : float
        Difference and its interval, in the unit of the values.
    g : float
        Hedges' g.
    g_interval : tuple of float, optional
        Its interval.
    """

    t: float
    df: float
    p: float
    diff: float
    ci_low: float
    ci_high: float
    g: float
    g_interval: tuple[float, float] | None


def pair_of(parts: Sequence[Sample], value: str, by: str) -> tuple[Sample, Sample]:
    """Return the two groups to compare.

    Parameters
    ----------
    parts : sequence of Sample
        The groups that have values.
    value, by : str
        Columns of the values and of the groups.

    Raises
    ------
    DataError
        If there are not two, or one is too small.
    """
    sizes = [f"{sample.group} ({wording.count(sample.n, 'row')})" for sample in parts]
    found = f"`{by}` has {wording.count(len(parts), 'group')} with `{value}`"
    listing = f": {wording.listed(sizes, most=6)}" if sizes else ""
    if len(parts) != 2:
        message = f"{found}{listing}; two means need exactly two groups."
        hint = f"Choose a column with two groups, or keep the rows of two groups of `{by}`."
        raise DataError(message, hint=hint, code="groups-not-two")
    if min(sample.n for sample in parts) < 2:
        message = f"{found}{listing}; each group needs at least two rows."
        raise DataError(message, hint="Choose another grouping column.", code="group-too-small")
    return parts[0], parts[1]


def compare(first: Sample, second: Sample, *, equal_var: bool, alpha: float) -> Comparison:
    """Return how the means of two groups differ.

    Parameters
    ----------
    first, second : Sample
        Groups of at least two values.
    equal_var : bool
        Whether equal variances are assumed (Student) or not (Welch).
    alpha : float
        One minus the level of the intervals.

    Raises
    ------
    DataError
        If the values do not vary, or are too large to be squared.
    """
    from scipy import stats

    _require_spread(first, second)
    test = stats.ttest_ind(first.values, second.values, equal_var=equal_var)
    bounds = test.confidence_interval(1 - alpha)
    diff = first.found["mean"] - second.found["mean"]
    df = first.n + second.n - 2
    squares = sum((sample.n - 1) * sample.found["sd"] ** 2 for sample in (first, second))
    pooled = math.sqrt(squares / df)
    student = diff / (pooled * math.sqrt(1 / first.n + 1 / second.n))
    return Comparison(
        t=float(test.statistic),
        df=float(test.df),
        p=float(test.pvalue),
        diff=diff,
        ci_low=float(bounds.low),
        ci_high=float(bounds.high),
        g=hedges_g(diff, pooled, df),
        g_interval=hedges_g_interval(student, (first.n, second.n), alpha),
    )


def _require_spread(first: Sample, second: Sample) -> None:
    """Refuse data that are essentially constant, by the rule of R's `t.test`, or overflow.

    Raises
    ------
    DataError
        If the standard error of the difference is 0 or not finite.
    """
    both = np.concatenate([first.values, second.values])
    sds, means = ([s.found.get(name, np.inf) for s in (first, second)] for name in ("sd", "mean"))
    error = math.hypot(sds[0] / math.sqrt(first.n), sds[1] / math.sqrt(second.n))
    if math.isfinite(error) and error > 10 * np.finfo(np.float64).eps * np.max(np.abs(means)):
        return
    why = "is too large to be squared" if math.isinf(error) else "does not vary within groups"
    low, high = wording.number(float(both.min())), wording.number(float(both.max()))
    message = f"`{first.column}` (from {low} to {high}) {why}; a t-test needs a spread."
    raise DataError(message, hint="Choose another number to compare.", code="column-constant")
