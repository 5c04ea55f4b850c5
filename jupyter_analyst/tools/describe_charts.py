"""Charts of samples: a histogram of each column, or a box for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.charts import Axis, Chart, histogram
from jupyter_analyst.tools.box_marks import Pieces, box_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.tools.sample import Sample

WIDTH = 0.6
"""Thickness of a box, in rows."""


def describe_charts(
    parts: Sequence[Sample], names: Sequence[str], by: str | None
) -> tuple[Chart, ...]:
    """Return the charts of columns, one each, and a box plot too for a single column.

    Parameters
    ----------
    parts : sequence of Sample
        The columns, or their groups.
    names : sequence of str
        The columns to draw.
    by : str, optional
        Column of the groups.
    """
    shown = [[part for part in parts if part.column == name and part.n] for name in names]
    shown = [groups for groups in shown if groups]
    if by:
        return tuple(_boxes(groups, f"{groups[0].column} by {by}") for groups in shown)
    charts = tuple(_histogram(*groups) for groups in shown)
    return charts if len(shown) > 1 else (*charts, _boxes(shown[0], "Box"))


def _histogram(sample: Sample) -> Chart:
    low, high = (wording.number(sample.found[end]) for end in ("min", "max"))
    middle = wording.number(sample.found["median"])
    values = wording.count(sample.n, "value")
    alt = f"Histogram of {values} of {sample.column} from {low} to {high}, median {middle}."
    return histogram(sample.values, title=sample.column, label=sample.column, alt=alt)


def _boxes(groups: Sequence[Sample], title: str) -> Chart:
    column = groups[0].column
    names = tuple(sample.said or column for sample in groups)
    medians = [wording.number(sample.found["median"]) for sample in groups]
    said = [f"{middle} for {name}" for name, middle in zip(names, medians, strict=True)]
    values = [sample.values for sample in groups]
    pieces = Pieces(range(len(groups)), values, WIDTH, "", 0, horizontal=True)
    return Chart(
        title=title,
        alt=f"Box plots of {column}, medians: {wording.listed(said, most=8)}.",
        x=Axis(column),
        y=Axis(kind="category", categories=names),
        marks=tuple(box_marks(pieces)),
    )
