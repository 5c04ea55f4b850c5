"""Boxes of groups as marks of a chart, for whoever draws box plots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.charts import Box, Boxes, Mark, Points, box
from jupyter_analyst.tools.result import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_OUTLIERS = 500
"""Of more different outliers of one box so many are drawn, the lowest and highest among them."""


@dataclass(frozen=True)
class Pieces:
    """The values of one series, group by group, and where they are drawn.

    Parameters
    ----------
    at : sequence of float
        Position of each group on the category axis.
    parts : sequence of ndarray
        The values of each group.
    width : float
        Thickness in units of the category axis.
    name, series
        As in `Bars`.
    horizontal : bool
        Whether the category axis is the vertical one.
    """

    at: Sequence[float]
    parts: Sequence[NDArray[np.float64]]
    width: float
    name: str
    series: int
    horizontal: bool


def box_marks(pieces: Pieces) -> list[Mark]:
    """Return a box for each group that has values, and its outliers as points.

    Parameters
    ----------
    pieces : Pieces
        The groups of one series.
    """
    known = [
        (at, found)
        for at, part in zip(pieces.at, pieces.parts, strict=True)
        if (found := box(part))
    ]
    ends = [(found.low, found.q1, found.median, found.q3, found.high) for _, found in known]
    low, q1, median, q3, high = zip(*ends, strict=True) if ends else ((),) * 5
    drawn = Boxes(
        at=tuple(at for at, _ in known),
        low=low,
        q1=q1,
        median=median,
        q3=q3,
        high=high,
        width=pieces.width,
        horizontal=pieces.horizontal,
        name=pieces.name,
        series=pieces.series,
    )
    outliers = [(at, value) for at, found in known for value in _some(found)]
    return [drawn, _points(outliers, pieces)] if outliers else [drawn]


def _points(outliers: Sequence[tuple[float, float]], pieces: Pieces) -> Points:
    along, length = tuple(at for at, _ in outliers), tuple(value for _, value in outliers)
    x, y = (length, along) if pieces.horizontal else (along, length)
    return Points(x, y, name=pieces.name, series=pieces.series)


def thinned(found: Sequence[Box | None]) -> tuple[Note, ...]:
    """Return a note where not every outlier is drawn.

    Parameters
    ----------
    found : sequence of Box or None
        The boxes.
    """
    most = max((len(set(one.outliers)) for one in found if one), default=0)
    if most <= MOST_OUTLIERS:
        return ()
    text = f"One box has {most:,} different ones; {MOST_OUTLIERS} are."
    return (Note("Not every outlier is drawn.", text, tone="info"),)


def _some(found: Box) -> list[float]:
    beyond = np.unique(found.outliers)  # what lies in one place is drawn once
    if beyond.size > MOST_OUTLIERS:
        beyond = beyond[np.linspace(0, beyond.size - 1, MOST_OUTLIERS).astype(np.intp)]
    return [float(value) for value in beyond]
