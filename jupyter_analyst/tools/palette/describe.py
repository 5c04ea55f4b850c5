"""The tool `describe`: where the values of columns lie, and how they spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.errors import DataError
from jupyter_analyst.signature import Alpha, GroupColumn, NumberColumns, Trim
from jupyter_analyst.tools.describe_charts import describe_charts
from jupyter_analyst.tools.oddities import oddities
from jupyter_analyst.tools.result import Cell, Column, Note, Result, Table
from jupyter_analyst.tools.sample import Sample, samples
from jupyter_analyst.tools.spec import tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd  # noqa: TC004  # the annotation of the data is never evaluated

MOST_CHARTS = 6
SKEWED = 0.5


@tool(group="data", title="Describe columns", icon="table")
def describe(
    data: pd.DataFrame,
    *,
    columns: NumberColumns = (),
    by: GroupColumn | None = None,
    trim: Trim = 0.1,
    alpha: Alpha = 0.05,
) -> Result:
    """Say where the values of numeric columns lie, how they spread and what is odd about them.

    Parameters
    ----------
    data : DataFrame, shape (n_rows, n_columns)
        One row per observation; missing and infinite values are counted and left out, column by
        column.
    columns : columns
        The numbers to describe, each in its own unit; all numeric columns if left out.
    by : column
        Describe each of its groups separately; rows where it is missing are left out and counted.
    trim : float
        Share of the values cut from each end for the trimmed mean, 0 to 0.5 (no unit).
    alpha : float
        One minus the level of the confidence intervals, 0 < alpha < 1 (no unit).

    Returns
    -------
    Result
        Two tables with a row for each column (and group): centre, then spread and shape, in the
        unit of the column; values such as ``mean[age]``, or ``mean[age,women]`` with groups.

    Raises
    ------
    DataError
        If there is no numeric column or no value in any of them.

    Notes
    -----
    Numeric columns are described by mean with a confidence interval from Student's t
    distribution, trimmed mean, median, standard deviation (n - 1), interquartile range (quantiles
    interpolated linearly, type 7 of Hyndman and Fan), median absolute deviation times 1.4826,
    skewness G1 and excess kurtosis G2 with the correction for bias of SAS and SPSS. Missing
    values are left out for each column separately.

    References
    ----------
    .. [1] Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis,
       The Statistician 47, 183-189.
    .. [2] Hyndman and Fan (1996), Sample quantiles in statistical packages,
       The American Statistician 50, 361-365.

    Examples
    --------
    >>> import pandas as pd
    >>> found = describe(pd.DataFrame({"age": [22, 31, 34, 40, 75]}), columns="age")
    >>> found.values["mean[age]"], found.values["median[age]"], round(found.values["sd[age]"], 3)
    (40.4, 34.0, 20.403)
    """
    names = columns or _numeric(data, by)
    groups = data[by] if by else None
    parts = [
        sample for name in names for sample in samples(data[name], groups, alpha=alpha, trim=trim)
    ]
    _require_values(parts, names)
    n_left_out = 0 if groups is None else int(groups.isna().sum())
    return Result(
        title=_title(names, by),
        sentence=_sentence(parts, by, alpha),
        values=_values(parts),
        n_used=len(data) - n_left_out,
        n_left_out=n_left_out,
        tables=(_centre(parts, by, alpha=alpha, trim=trim), _spread(parts, by)),
        charts=describe_charts(parts, names[:MOST_CHARTS], by),
        notes=(*oddities(parts), *_undrawn(names)),
    )


def _title(names: tuple[str, ...], by: str | None) -> str:
    return f"Describe {wording.listed(names)}" + (f" by {by}" if by else "")


def _numeric(data: pd.DataFrame, by: str | None) -> tuple[str, ...]:
    kinds = {str(name): data[name].dtype.kind for name in data.columns if name != by}
    return tuple(name for name, kind in kinds.items() if kind in "iuf")


def _require_values(parts: list[Sample], names: tuple[str, ...]) -> None:
    """Refuse columns without any value.

    Raises
    ------
    DataError
        If there is none, or no column at all.
    """
    if any(sample.n for sample in parts):
        return
    found = f"{wording.listed(names)} has none" if names else "no column is numeric"
    message = f"A description needs numeric columns with values; {found}."
    raise DataError(message, hint="Name columns that hold numbers.", code="column-empty")


def _values(parts: list[Sample]) -> dict[str, float]:
    values: dict[str, float] = {}
    for sample in parts:
        counted = {"n": float(sample.n), "missing": float(sample.n_missing)}
        found = counted | sample.found
        values |= {f"{name}[{sample.key}]": value for name, value in found.items()}
    return values


def _sentence(parts: list[Sample], by: str | None, alpha: float) -> str:
    full = [sample for sample in parts if sample.n]
    if len({sample.column for sample in full}) > 1:
        return _overview(full, by)
    if by and len(full) > 1:
        return _extremes(full, by)
    (only,) = full
    found = only.found
    spread = f" (*SD* = {wording.number(found['sd'])})" if "sd" in found else ""
    low, high = found.get("ci_low"), found.get("ci_high")
    mean = wording.estimate(found.get("mean"), low, high, alpha)
    return (
        f"The mean of **{wording.plain(only.name)}** is {mean}{spread}. "
        f"The median of {wording.count(only.n, 'value')} is "
        f"{wording.number(found['median'])}, the middle half lies between "
        f"{wording.number(found['q1'])} and {wording.number(found['q3'])}."
    )


def _extremes(full: list[Sample], by: str) -> str:
    """Say in which group the mean of a column is highest and lowest."""
    ordered = sorted(full, key=lambda sample: sample.found.get("mean", 0.0))
    low, high = (
        f"**{wording.plain(sample.said)}** (*M* = {wording.number(sample.found.get('mean'))}, "
        f"*SD* = {wording.number(sample.found.get('sd'))}, *n* = {sample.n:,})"
        for sample in (ordered[0], ordered[-1])
    )
    among = wording.count(len(full), "group")
    return (
        f"Among the {among} of {wording.plain(by)}, the mean of {wording.plain(full[0].column)} is "
        f"highest for {high} and lowest for {low}."
    )


def _overview(full: list[Sample], by: str | None) -> str:
    columns = list(dict.fromkeys(sample.column for sample in full))
    n_missing = sum(sample.n_missing for sample in full)
    missing = wording.count(n_missing, "value") if n_missing else "no value"
    within = f" within the groups of {wording.plain(by)}" if by else ""
    most = max(full, key=lambda sample: abs(sample.found.get("skew", 0.0)))
    skew = most.found.get("skew", 0.0)
    skewed = (
        f" The most skewed is {wording.plain(most.name)} (*G*₁ = {wording.number(skew)})."
        if abs(skew) > SKEWED
        else ""
    )
    return (
        f"**{wording.count(len(columns), 'column')}** described{within}; "
        f"{missing} {'is' if n_missing < 2 else 'are'} missing.{skewed}"
    )


def _centre(parts: list[Sample], by: str | None, *, alpha: float, trim: float) -> Table:
    columns = (
        Column("n", "count"),
        Column("Missing", "count"),
        Column("Mean", "mixed"),
        Column(f"{wording.percent(1 - alpha)} interval", "interval"),
        Column("Trimmed mean", "mixed"),
        Column("Median", "mixed"),
    )
    caption = f"Centre, in the unit of the column (trimmed by {wording.percent(trim)} at each end)"
    return _table(caption, columns, by, [(sample, _centre_cells(sample)) for sample in parts])


def _centre_cells(sample: Sample) -> tuple[Cell, ...]:
    found = sample.found
    interval = (found["ci_low"], found["ci_high"]) if {"ci_low", "ci_high"} <= set(found) else None
    centre = (found.get("mean"), interval, found.get("trimmed"), found.get("median"))
    return (sample.n, sample.n_missing, *centre)


def _spread(parts: list[Sample], by: str | None) -> Table:
    measures = ("sd", "iqr", "mad", "min", "max", "skew", "kurtosis")
    heads = (
        *(Column(head, "mixed") for head in ("SD", "IQR", "MAD", "Minimum", "Maximum")),
        Column("Skewness"),
        Column("Kurtosis"),
    )
    cells = [(sample, tuple(sample.found.get(name) for name in measures)) for sample in parts]
    caption = "Spread, in the unit of the column, and shape, without unit"
    return _table(caption, heads, by, cells)


def _table(
    caption: str,
    columns: tuple[Column, ...],
    by: str | None,
    cells: Sequence[tuple[Sample, tuple[Cell, ...]]],
) -> Table:
    """Return a table whose rows begin with column and group."""
    heads = (Column("Column", "text"), *((Column(by, "text"),) if by else ()))
    rows = tuple(
        ((sample.column, sample.group) if by else (sample.column,)) + row for sample, row in cells
    )
    return Table(caption, heads + columns, rows)


def _undrawn(names: tuple[str, ...]) -> tuple[Note, ...]:
    if len(names) <= MOST_CHARTS:
        return ()
    strong = f"Charts are drawn for the first {MOST_CHARTS} of {len(names)} columns."
    return (Note(strong, "Name other columns to see theirs.", tone="info"),)
