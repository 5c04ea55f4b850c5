"""The tool `ttest_ind`: whether two groups differ in the mean of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.signature import Alpha, NumberColumn, PairColumn
from jupyter_analyst.tools.effect import size_word
from jupyter_analyst.tools.group_charts import distributions, means, quantiles
from jupyter_analyst.tools.group_checks import group_checks
from jupyter_analyst.tools.result import Column, Note, Result, Table
from jupyter_analyst.tools.rows import left_out_note, require_different
from jupyter_analyst.tools.sample import Sample, samples
from jupyter_analyst.tools.spec import tool
from jupyter_analyst.tools.two_means import Comparison, compare, pair_of

if TYPE_CHECKING:
    import pandas as pd  # noqa: TC004  # the annotation of the data is never evaluated

FEW = 15
SKEWED = 1.0
MUCH_LEFT_OUT = 0.2


@tool(group="tests", title="Compare two means", icon="swap")
def ttest_ind(
    data: pd.DataFrame,
    *,
    value: NumberColumn,
    by: PairColumn,
    equal_var: bool = False,
    alpha: Alpha = 0.05,
) -> Result:
    """Compare the mean of a number between two groups (Welch's or Student's t-test).

    Parameters
    ----------
    data : DataFrame, shape (n_rows, n_columns)
        One row per subject; rows where `value` or `by` is missing are left out and counted.
    value : column
        The number to compare, in any unit.
    by : column
        A column with exactly two groups of at least two rows each. The second group (in sorted
        order, or in that of the categories) is subtracted from the first.
    equal_var : bool
        Whether to assume equal variances (Student's test) instead of allowing different ones
        (Welch's test).
    alpha : float
        Significance level, and one minus the level of the intervals, 0 < alpha < 1 (no unit).

    Returns
    -------
    Result
        Table with a row per group and one for the difference, in the unit of `value`; values
        ``t``, ``df``, ``p``, ``diff``, ``ci_low``, ``ci_high``, ``hedges_g``, ``g_ci_low``,
        ``g_ci_high``, ``mann_whitney_u``, ``mann_whitney_p`` and ``mean[group]`` and the like.

    Raises
    ------
    DataError
        If `by` has other than two groups, a group has fewer than two rows, or no value varies.
    ParameterError
        If `value` and `by` are the same column.

    Notes
    -----
    Two group means were compared with Welch's t-test, which allows the variances to differ (or
    with Student's t-test where equal variances were assumed), two-sided. The size of the
    difference is Hedges' g, based on the pooled standard deviation and corrected for small
    samples, with a confidence interval from the noncentral t distribution. Effects are called
    small from 0.2, medium from 0.5 and large from 0.8 on (Cohen). Normality was checked by
    skewness G1 and the Shapiro-Wilk test (up to 5,000 rows), equality of variances by the
    Brown-Forsythe test, and extreme values by 1.5 interquartile ranges beyond the quartiles. The
    Mann-Whitney test is exact below 50 rows per group without ties, else normal with corrections
    for ties and continuity.

    References
    ----------
    .. [1] Welch (1947), The generalization of Student's problem when several different population
       variances are involved, Biometrika 34, 28-35.
    .. [2] Hedges (1981), Distribution theory for Glass's estimator of effect size, Journal of
       Educational Statistics 6, 107-128.
    .. [3] Steiger and Fouladi (1997), Noncentrality interval estimation, in What if there were no
       significance tests?, 221-257.
    .. [4] Brown and Forsythe (1974), Robust tests for the equality of variances, Journal of the
       American Statistical Association 69, 364-367.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"hours": [5, 6, 7, 8, 9, 11], "shift": list("aaabbb")})
    >>> found = ttest_ind(frame, value="hours", by="shift")
    >>> round(found.values["diff"], 3), round(found.values["t"], 3), round(found.values["p"], 4)
    (-3.333, -3.162, 0.0419)
    """
    require_different(value=value, by=by)
    parts = [sample for sample in samples(data[value], data[by], alpha=alpha) if sample.n]
    first, second = pair_of(parts, value, by)
    found = compare(first, second, equal_var=equal_var, alpha=alpha)
    checks, robust = group_checks(first, second, equal_var=equal_var, alpha=alpha)
    n_used = first.n + second.n
    return Result(
        title=f"Compare means: {value} by {by}",
        sentence=_sentence((first, second), found, by=by, equal_var=equal_var, alpha=alpha),
        values=_values(first, second, found) | robust,
        n_used=n_used,
        n_left_out=len(data) - n_used,
        tables=(_table(first, second, found, by=by, alpha=alpha),),
        charts=(
            means((first, second), alpha),
            distributions((first, second)),
            quantiles((first, second)),
        ),
        checks=checks,
        notes=_notes(first, second, len(data)),
    )


def _values(first: Sample, second: Sample, found: Comparison) -> dict[str, float]:
    values = {
        "t": found.t,
        "df": found.df,
        "p": found.p,
        "diff": found.diff,
        "ci_low": found.ci_low,
        "ci_high": found.ci_high,
        "hedges_g": found.g,
    }
    if found.g_interval:
        values["g_ci_low"], values["g_ci_high"] = found.g_interval
    for sample in (first, second):
        values[f"n[{sample.group}]"] = float(sample.n)
        for name in ("mean", "sd", "median", "ci_low", "ci_high"):
            values[f"{name}[{sample.group}]"] = sample.found[name]
    return values


def _sentence(
    pair: tuple[Sample, Sample], found: Comparison, *, by: str, equal_var: bool, alpha: float
) -> str:
    one, other = _where(pair)
    doubt = "" if found.p < alpha else ", which chance alone could explain"
    test, decimals = ("Student’s", 0) if equal_var else ("Welch’s", 1)
    difference = wording.estimate(found.diff, found.ci_low, found.ci_high, alpha)
    low, high = found.g_interval or (None, None)
    return (
        f"The mean of {wording.plain(pair[0].column)} is **{_amount(found)}** where "
        f"{wording.plain(by)} {one} than where it {other}{doubt}: difference {difference}, "
        f"{test} *t*({wording.number(found.df, decimals)}) = {wording.number(found.t, 2)}, "
        f"{wording.p_value(found.p)}. The effect is {size_word(found.g)}, "
        f"Hedges’ *g* = {wording.estimate(found.g, low, high, alpha)}."
    )


def _where(pair: tuple[Sample, Sample]) -> list[str]:
    """Return each group with its mean and standard deviation, all with the same decimals."""
    found = [sample.found[name] for sample in pair for name in ("mean", "sd")]
    said = wording.numbers(found)
    return [
        f"is {wording.plain(sample.group)} (*M* = {mean}, *SD* = {sd})"
        for sample, mean, sd in zip(pair, said[::2], said[1::2], strict=True)
    ]


def _amount(found: Comparison) -> str:
    """Return how far the means are apart, with the decimals of the interval."""
    if found.diff == 0:
        return "no different"
    said, *_ = wording.numbers([abs(found.diff), found.ci_low, found.ci_high])
    return f"{said} {'lower' if found.diff < 0 else 'higher'}"


def _table(first: Sample, second: Sample, found: Comparison, *, by: str, alpha: float) -> Table:
    columns = (
        Column(by, "text"),
        Column("n", "count"),
        Column("Mean"),
        Column(f"{wording.percent(1 - alpha)} interval", "interval"),
        Column("SD"),
        Column("Median"),
    )
    rows = tuple(
        (
            sample.group,
            sample.n,
            sample.found["mean"],
            (sample.found["ci_low"], sample.found["ci_high"]),
            sample.found["sd"],
            sample.found["median"],
        )
        for sample in (first, second)
    )
    difference = ("Difference", None, found.diff, (found.ci_low, found.ci_high), None, None)
    caption = f"{first.column}, in its unit; difference: {first.said} minus {second.said}"
    return Table(caption, columns, (*rows, difference))


def _notes(first: Sample, second: Sample, n_rows: int) -> tuple[Note, ...]:
    notes = []
    skewed = any(abs(s.found.get("skew", 0.0)) > SKEWED and s.n < FEW for s in (first, second))
    if skewed:
        text = "The t-test may mislead here; trust the Mann-Whitney test under Checks more."
        notes.append(Note("A small group has a skewed distribution.", text))
    n_left_out = n_rows - first.n - second.n
    if n_left_out > n_rows * MUCH_LEFT_OUT:
        text = "A value or group is missing there; the rest may differ from them."
        notes.append(Note(left_out_note(n_left_out, n_rows), text))
    return tuple(notes)
