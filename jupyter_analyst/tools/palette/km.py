"""The tool `km`: how long until an event, when some rows were not watched to the end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.charts.ticks import number_ticks
from jupyter_analyst.signature import Alpha, EventColumn, GroupColumn, NumberColumn
from jupyter_analyst.tools.km_charts import survival_chart
from jupyter_analyst.tools.km_checks import km_checks, tail_note
from jupyter_analyst.tools.km_words import Said, alone, compared
from jupyter_analyst.tools.result import Cell, Column, Result, Table
from jupyter_analyst.tools.rows import require_different
from jupyter_analyst.tools.spec import tool
from jupyter_analyst.tools.survival import (
    Curve,
    LogRank,
    Span,
    curve,
    difference,
    finite,
    log_rank,
    span,
)
from jupyter_analyst.tools.watched import watched

if TYPE_CHECKING:
    import pandas as pd  # noqa: TC004  # the annotation of the data is never evaluated


@tool(group="survival", title="Time until an event", icon="survival")
def km(
    data: pd.DataFrame,
    *,
    time: NumberColumn,
    event: EventColumn,
    by: GroupColumn | None = None,
    alpha: Alpha = 0.05,
) -> Result:
    """Say how long it takes until an event, also where it was not seen (Kaplan-Meier, log-rank).

    Parameters
    ----------
    data : DataFrame, shape (n_rows, n_columns)
        One row per subject; rows where `time`, `event` or `by` is missing are left out and counted.
    time : column
        How long each subject was watched, from 0 on, in any unit.
    event : column
        Whether the event was seen at the end of that time (1, true, yes, dead or the larger of two
        values) or not (censored).
    by : column
        Two to twelve groups to compare by the log-rank test.
    alpha : float
        Significance level, and one minus the level of the intervals, 0 < alpha < 1 (no unit).

    Returns
    -------
    Result
        Tables of median and restricted mean time (in the unit of `time`) and of rows at risk.
        Values ``median``, ``median_ci_low``, ``median_ci_high``, ``rmst``, ``rmst_se``, ``n``,
        ``events``, with ``[group]`` behind them if there are groups, and ``tau``; of the log-rank
        test ``chi2``, ``df``, ``p``; for two groups also ``rmst_diff`` with its interval.

    Raises
    ------
    DataError
        If a time is negative, no row is complete, the event is unclear, or groups are too many.
    ParameterError
        If one column is named twice.

    Notes
    -----
    The share of subjects without the event was estimated by the Kaplan-Meier method with pointwise
    confidence intervals on the log-log scale (Greenwood's variance). The median is where the curve
    reaches one half, its interval where the bounds do. The restricted mean is the area under the
    curve up to the largest time all groups have in common. Groups were compared by the two-sided
    log-rank test. Subjects without the event count as censored at their last time, which is
    assumed to have nothing to do with what would have happened to them.

    References
    ----------
    .. [1] Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, Journal
       of the American Statistical Association 53, 457-481.
    .. [2] Mantel (1966), Evaluation of survival data and two new rank order statistics arising in
       its consideration, Cancer Chemotherapy Reports 50, 163-170.
    .. [3] Klein and Moeschberger (2003), Survival Analysis, 2nd edition, sections 4.2 to 4.5.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"weeks": [6, 6, 7, 9, 10, 11], "relapse": [1, 1, 1, 0, 1, 0]})
    >>> found = km(frame, time="weeks", event="relapse")
    >>> found.values["median"], round(found.values["rmst"], 3)
    (8.5, 8.417)
    """
    require_different(time=time, event=event, by=by)
    rows = watched(data, time=time, event=event, by=by)
    curves = [
        curve(
            rows.time[rows.group == i],
            rows.happened[rows.group == i],
            alpha=alpha,
            group=wording.group(by or "", name),
        )
        for i, name in enumerate(rows.names)
    ]
    until = min(float(found.time[-1]) for found in curves)
    spans = [span(found, until, alpha) for found in curves]
    test = log_rank(rows.time, rows.happened, rows.group) if len(curves) > 1 else None
    said = Said(time=time, event=event, code=rows.code, by=by, alpha=alpha, until=until)
    return Result(
        title=said.title,
        sentence=compared(spans, test, said) if len(spans) > 1 else alone(spans[0], said),
        values=_values(dict(zip(rows.names, spans, strict=True)), test, said),
        n_used=int(rows.time.size),
        n_left_out=len(data) - int(rows.time.size),
        tables=(_spans(rows.names, spans, said), _at_risk(rows.names, curves, said)),
        charts=(survival_chart(curves, time=time, alpha=alpha),),
        checks=km_checks(curves),
        notes=tail_note(curves),
    )


def _values(spans: dict[str, Span], test: LogRank | None, said: Said) -> dict[str, float]:
    values = {"tau": said.until}
    for name, part in spans.items():
        key = f"[{name}]" if name else ""
        found = {
            "n": float(part.n),
            "events": float(part.n_events),
            "median": part.median,
            "median_ci_low": part.median_low,
            "median_ci_high": part.median_high,
            "rmst": part.rmst,
            "rmst_se": part.rmst_se,
            "rmst_ci_low": part.rmst_low,
            "rmst_ci_high": part.rmst_high,
        }
        values |= {f"{what}{key}": value for what, value in found.items() if math.isfinite(value)}
    if test:
        values |= {"chi2": test.chi2, "df": float(test.df), "p": test.p}
    if len(spans) == 2:
        names = ("rmst_diff", "rmst_diff_ci_low", "rmst_diff_ci_high")
        first, second = spans.values()
        values |= zip(names, difference(first, second, said.alpha), strict=True)
    return values


def _spans(names: tuple[str, ...], spans: list[Span], said: Said) -> Table:
    interval = Column(f"{wording.percent(1 - said.alpha)} interval", "interval")
    columns = (
        Column(said.by or "Group", "text"),
        Column("n", "count"),
        Column("Events", "count"),
        Column("Median"),
        interval,
        Column("Mean"),
        interval,
    )
    rows = tuple(
        (
            name or "All",
            part.n,
            part.n_events,
            finite(part.median),
            _interval(part.median_low, part.median_high),
            part.rmst,
            _interval(part.rmst_low, part.rmst_high),
        )
        for name, part in zip(names, spans, strict=True)
    )
    caption = (
        f"{said.time} until {said.event} is {said.code}; mean up to {wording.number(said.until)}"
    )
    return Table(caption, columns, rows)


def _interval(low: float, high: float) -> tuple[float | None, float | None] | None:
    bounds = finite(low), finite(high)
    return None if bounds == (None, None) else bounds


def _at_risk(names: tuple[str, ...], curves: list[Curve], said: Said) -> Table:
    """Return how many rows are still watched at round times."""
    at = _round_times(max(float(found.time[-1]) for found in curves))
    heads = (Column(said.by or "Group", "text"), *(Column(t, "count") for t in wording.numbers(at)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name or "All", *map(found.n_left, at)) for name, found in zip(names, curves, strict=True)
    )
    return Table(f"Rows at risk, by {said.time}", heads, rows)


def _round_times(last: float) -> list[float]:
    return [0.0] if last == 0 else [at for at in number_ticks(0, last, 6) if at <= last]
