"""What a comparison of two means assumes, and whether the two groups allow it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import box
from jupyter_analyst.tools.result import Check

if TYPE_CHECKING:
    from jupyter_analyst.tools.sample import Sample

FEWEST_SHAPIRO, MOST_SHAPIRO = 3, 5000
ENOUGH = 30
SKEWED = 1.0


def group_checks(
    first: Sample, second: Sample, *, equal_var: bool, alpha: float
) -> tuple[tuple[Check, ...], dict[str, float]]:
    """Return the checks of a t-test, and the numbers of the Mann-Whitney test among them.

    Parameters
    ----------
    first, second : Sample
        The two groups, each with at least two values.
    equal_var : bool
        Whether the test assumes equal variances.
    alpha : float
        Significance level of the tests behind the checks.
    """
    u, p = _mann_whitney(first, second)
    checks = (
        _normal(first, second, alpha),
        _equal_variances(first, second, equal_var=equal_var, alpha=alpha),
        _no_extremes(first, second, p),
        Check(
            "Independent rows",
            "Your call",
            "No test can know: each row should be another subject, measured once.",
        ),
    )
    return checks, {"mann_whitney_u": u, "mann_whitney_p": p}


def _normal(first: Sample, second: Sample, alpha: float) -> Check:
    name, fewest = "Normal in each group", min(first.n, second.n)
    sizes = f"{first.n:,} and {second.n:,} rows"
    skews = [sample.found.get("skew", math.nan) for sample in (first, second)]
    ps = [_shapiro(sample) for sample in (first, second)]
    found = f"Skewness {' and '.join(wording.number(skew, 1) for skew in skews)}"
    if not np.isnan(ps).all():
        found += f"; Shapiro–Wilk {' and '.join(map(wording.p_value, ps))}"
    if fewest < FEWEST_SHAPIRO:
        return Check(name, "Your call", f"{found}. {sizes} cannot tell.")
    if np.nanmin([*ps, 1]) >= alpha and np.nanmax([*np.abs(skews), 0]) <= SKEWED:
        return Check(name, "Met", f"{found}.")
    if fewest >= ENOUGH:
        return Check(name, "Not met", f"{found}. With {sizes} the means may still be compared.")
    reason = f"{found}. With only {sizes} a rank test (Mann–Whitney) is safer."
    return Check(name, "Not met", reason)


def _shapiro(sample: Sample) -> float:
    from scipy import stats

    reach = np.ptp(sample.values)
    if not FEWEST_SHAPIRO <= sample.n <= MOST_SHAPIRO or reach == 0:
        return math.nan
    return float(stats.shapiro((sample.values - sample.values.min()) / reach).pvalue)


def _equal_variances(first: Sample, second: Sample, *, equal_var: bool, alpha: float) -> Check:
    from scipy import stats

    statistic, p = map(float, stats.levene(first.values, second.values, center="median"))
    sds = " and ".join(wording.numbers([first.found["sd"], second.found["sd"]]))
    number = f"Brown–Forsythe {wording.number(statistic, 1)}, {wording.p_value(p)}"
    found = f"SD {sds}" if math.isnan(p) else f"SD {sds} ({number})"
    if not equal_var:
        return Check("Equal variances", "Not needed", f"{found}; Welch’s test allows both.")
    if p < alpha:
        return Check("Equal variances", "Not met", f"{found}. Use Welch’s test instead.")
    return Check("Equal variances", "Met", f"{found}.")


def _no_extremes(first: Sample, second: Sample, p_ranks: float) -> Check:
    counts = [len(found.outliers) for s in (first, second) if (found := box(s.values))]
    ranks = f"By ranks, which they hardly move, Mann–Whitney {wording.p_value(p_ranks)}."
    if not any(counts):
        return Check("No extreme values", "Met", f"None beyond 1.5 IQR. {ranks}")
    said = " and ".join(f"{count:,}" for count in counts)
    return Check("No extreme values", "Not met", f"{said} beyond 1.5 IQR. {ranks}")


def _mann_whitney(first: Sample, second: Sample) -> tuple[float, float]:
    """Return U of the first group and p, with R's choice of method."""
    from scipy import stats

    together = np.concatenate([first.values, second.values])
    tied = np.unique(together).size < together.size
    exact = not tied and max(first.n, second.n) < 50
    test = stats.mannwhitneyu(
        first.values, second.values, method="exact" if exact else "asymptotic"
    )
    return float(test.statistic), float(test.pvalue)
