"""Charts that compare groups: means, distributions, distance from normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import GREY, Axis, Band, Chart, Intervals, Line, Mark, Points, bins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.tools.sample import Sample

MOST_POINTS = 200


def means(groups: Sequence[Sample], alpha: float) -> Chart:
    """Return the mean of each group with its confidence interval.

    Parameters
    ----------
    groups : sequence of Sample
        Groups of one column, each with an interval.
    alpha : float
        One minus the level of the intervals.
    """
    column, level = groups[0].column, wording.percent(1 - alpha)
    marks = tuple(
        Intervals(
            at=(float(i),),
            low=(sample.found["ci_low"],),
            mid=(sample.found["mean"],),
            high=(sample.found["ci_high"],),
            series=i,
        )
        for i, sample in enumerate(groups)
    )
    said = [f"{wording.number(s.found['mean'])} for {s.said}" for s in groups]
    return Chart(
        title="Means",
        alt=f"Mean {column} with {level} intervals: {wording.listed(said, most=8)}.",
        x=Axis(f"mean {column}, {level} interval"),
        y=Axis(kind="category", categories=tuple(sample.said for sample in groups)),
        marks=marks,
    )


def distributions(groups: Sequence[Sample]) -> Chart:
    """Return a histogram of each group over the same bins, as shares of the group.

    Parameters
    ----------
    groups : sequence of Sample
        Groups of one column.
    """
    edges, _ = bins(np.concatenate([sample.values for sample in groups]))
    marks: list[Mark] = []
    for i, sample in enumerate(groups):
        counts, _ = np.histogram(sample.values, bins=edges)
        shares = tuple((counts / sample.n).tolist())
        x = tuple(edges.tolist())
        outline = (0.0, *shares, 0.0)
        marks += [
            Band(x=x, low=(0.0,) * len(x), high=(*shares, 0.0), step=True, series=i),
            Line(x=(x[0], *x), y=outline, step=True, name=sample.said, series=i),
        ]
    medians = [f"{wording.number(s.found['median'])} for {s.said}" for s in groups]
    column = groups[0].column
    return Chart(
        title="Distributions",
        alt=f"Histograms of {column} by group; medians: {wording.listed(medians, most=8)}.",
        x=Axis(column),
        y=Axis("share of the group", low=0),
        marks=tuple(marks),
    )


def quantiles(groups: Sequence[Sample]) -> Chart:
    """Return a normal Q-Q plot: the values in standard deviations against normal quantiles.

    Of a larger group, 200 evenly spaced quantiles are drawn.

    Parameters
    ----------
    groups : sequence of Sample
        Groups of one column.
    """
    marks: list[Mark] = [_diagonal(groups)]
    for i, sample in enumerate(groups):
        expected, seen = _standardised(sample)
        marks.append(
            Points(x=tuple(expected.tolist()), y=tuple(seen.tolist()), name=sample.said, series=i)
        )
    skews = [f"{wording.number(s.found.get('skew'), 1)} for {s.said}" for s in groups]
    return Chart(
        title="Q–Q plot",
        alt=f"Points off the diagonal are not normal; skewness {wording.listed(skews, most=8)}.",
        x=Axis("normal quantile"),
        y=Axis(f"{groups[0].column}, in SD from the mean"),
        marks=tuple(marks),
    )


def _standardised(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    from scipy import special

    n = min(sample.n, MOST_POINTS)
    shares = (np.arange(n) + 0.5) / n
    ordered = np.sort(sample.values)
    seen = ordered if sample.n == n else np.quantile(ordered, shares, method="hazen")
    spread = sample.found.get("sd") or 1.0
    return special.ndtri(shares), (seen - sample.found["mean"]) / spread


def _diagonal(groups: Sequence[Sample]) -> Line:
    from scipy import special

    n = min(max(sample.n for sample in groups), MOST_POINTS)
    end = float(special.ndtri(1 - 0.5 / n))
    return Line(x=(-end, end), y=(-end, end), dashed=True, series=GREY)
