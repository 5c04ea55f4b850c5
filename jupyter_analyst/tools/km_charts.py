"""The chart of Kaplan-Meier curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import Axis, Band, Chart, Line, Mark, Points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jupyter_analyst.tools.survival import Curve

MOST_STEPS = 500
MOST_TICKS = 150
MOST_BANDS = 4


def survival_chart(curves: Sequence[Curve], *, time: str, alpha: float) -> Chart:
    """Return step curves with bands and a tick wherever a row was censored.

    Up to four curves get bands; of a curve with more than 500 steps, 500 are drawn.

    Parameters
    ----------
    curves : sequence of Curve
        One curve, or one for each group.
    time : str
        Name of the time column.
    alpha : float
        One minus the level of the bands.
    """
    bands = [_band(found, i) for i, found in enumerate(curves)] if len(curves) <= MOST_BANDS else []
    marks: list[Mark] = [*bands]
    for i, found in enumerate(curves):
        marks += _line(found, i)
    level = f", {wording.percent(1 - alpha)} band" if bands else ""
    ends = wording.listed([_end(found) for found in curves], most=8)
    return Chart(
        title="Curves" if len(curves) > 1 else "Curve",
        alt=f"The share without the event falls from 100 %; at the end it is {ends}.",
        x=Axis(time, low=0),
        y=Axis(f"share without the event{level}", low=0, high=1),
        marks=tuple(marks),
    )


def _end(found: Curve) -> str:
    share = wording.percent(float(found.survival[-1]), 0)
    return f"{share} for {found.group}" if found.group else share


def _line(found: Curve, series: int) -> list[Mark]:
    steps = _picked(np.flatnonzero(found.events > 0), MOST_STEPS)
    at = np.unique(np.concatenate([[0], steps, [found.time.size - 1]]))
    line = Line(
        x=_floats(found.time[at]),
        y=_floats(found.survival[at]),
        step=True,
        name=found.group,
        series=series,
    )
    left = _picked(np.flatnonzero(found.censored > 0), MOST_TICKS)
    if not left.size:
        return [line]
    ticks = Points(
        x=_floats(found.time[left]), y=_floats(found.survival[left]), shape="tick", series=series
    )
    return [line, ticks]


def _band(found: Curve, series: int) -> Band:
    defined = np.flatnonzero(np.isfinite(found.low) & np.isfinite(found.high))
    at = _picked(defined, MOST_STEPS)
    return Band(
        x=_floats(found.time[at]),
        low=_floats(found.low[at]),
        high=_floats(found.high[at]),
        step=True,
        series=series,
    )


def _picked(positions: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Return at most so many positions, evenly spread, first and last among them."""
    if positions.size <= most:
        return positions
    return positions[np.linspace(0, positions.size - 1, most).astype(np.intp)]


def _floats(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(values.tolist())
