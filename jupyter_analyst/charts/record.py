"""What a chart is made of: axes and a few kinds of marks, as data."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field, FiniteFloat
from pydantic.dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

GREY = -1
"""Series index of marks that are context, such as reference lines."""
_CHECKED = ConfigDict(defer_build=True)
"""Marks are checked where they are made: a place no renderer can draw is refused there."""


def steps(x: Sequence[float], y: Sequence[float]) -> list[tuple[float, float]]:
    """Return the corners of a line in which each height lasts until the next point.

    Parameters
    ----------
    x, y : sequence of float
        The points.

    Examples
    --------
    >>> steps([0, 2, 3], [9, 8, 7])
    [(0, 9), (2, 9), (2, 8), (3, 8), (3, 7)]
    """
    points = list(zip(x, y, strict=True))
    turns = (turn for (_, a), (b, c) in pairwise(points) for turn in ((b, a), (b, c)))
    return [*points[:1], *turns]


@dataclass(frozen=True, config=_CHECKED)
class Axis:
    """One axis of a chart.

    Parameters
    ----------
    label : str
        What is measured, with its unit.
    kind : {"number", "category", "date"}
        Positions are numbers; for categories 0, 1, 2 ... stand for `categories`, for dates
        milliseconds since 1970-01-01 UTC.
    categories : tuple of str
        Names of the positions of a category axis, from 0 on.
    low, high : float, optional
        Ends of the axis; taken from the marks if left out.
    """

    label: str = ""
    kind: Literal["number", "category", "date"] = "number"
    categories: tuple[str, ...] = ()
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None


@dataclass(frozen=True, config=_CHECKED)
class Bars:
    """Bars from `base` to `base + height`, centred at positions; histograms have width 1 bin.

    Parameters
    ----------
    at : tuple of float
        Centres of the bars along the category side.
    height : tuple of float
        Lengths of the bars.
    width : float
        Thickness in units of the axis of `at`.
    base : float
        Where bars begin.
    horizontal : bool
        Whether `at` is on the vertical axis.
    name : str
        What the series is called in the legend.
    series : int
        Which colour; `GREY` for context.
    """

    at: tuple[FiniteFloat, ...]
    height: tuple[FiniteFloat, ...]
    width: FiniteFloat = 0.8
    base: FiniteFloat = 0.0
    horizontal: bool = False
    name: str = ""
    series: int = 0
    mark: Literal["bars"] = "bars"


@dataclass(frozen=True, config=_CHECKED)
class Line:
    """A line through points; a step line keeps its height until the next point.

    Parameters
    ----------
    x, y : tuple of float
        Positions; None in `y` breaks the line.
    step : bool
        Whether the line runs in steps (as a survival curve does).
    dashed : bool
        Whether the line is dashed.
    name, series
        As in `Bars`.
    """

    x: tuple[FiniteFloat, ...]
    y: tuple[FiniteFloat | None, ...]
    step: bool = False
    dashed: bool = False
    name: str = ""
    series: int = 0
    mark: Literal["line"] = "line"


@dataclass(frozen=True, config=_CHECKED)
class Band:
    """The area between two lines, such as a confidence band.

    Parameters
    ----------
    x, low, high : tuple of float
        Positions, lower and upper edge.
    step : bool
        Whether the edges run in steps.
    name, series
        As in `Bars`.
    """

    x: tuple[FiniteFloat, ...]
    low: tuple[FiniteFloat, ...]
    high: tuple[FiniteFloat, ...]
    step: bool = False
    name: str = ""
    series: int = 0
    mark: Literal["band"] = "band"

    def outline(self) -> tuple[list[float], list[float]]:
        """Return the corners of the band: the upper edge forth, the lower one back."""
        upper = steps(self.x, self.high) if self.step else list(zip(self.x, self.high, strict=True))
        lower = steps(self.x, self.low) if self.step else list(zip(self.x, self.low, strict=True))
        corners = [*upper, *reversed(lower)]
        return [x for x, _ in corners], [y for _, y in corners]


@dataclass(frozen=True, config=_CHECKED)
class Points:
    """Separate points.

    Parameters
    ----------
    x, y : tuple of float
        Positions.
    shape : {"dot", "tick"}
        A dot, or a small upright stroke (censored times of a survival curve).
    name, series
        As in `Bars`.
    """

    x: tuple[FiniteFloat, ...]
    y: tuple[FiniteFloat, ...]
    shape: Literal["dot", "tick"] = "dot"
    name: str = ""
    series: int = 0
    mark: Literal["points"] = "points"


@dataclass(frozen=True, config=_CHECKED)
class Intervals:
    """Estimates with their intervals: a dot with whiskers and its number.

    Parameters
    ----------
    at : tuple of float
        Positions along the category side.
    low, mid, high : tuple of float
        Lower bound, estimate and upper bound.
    horizontal : bool
        Whether `at` is on the vertical axis.
    name, series
        As in `Bars`.
    """

    at: tuple[FiniteFloat, ...]
    low: tuple[FiniteFloat, ...]
    mid: tuple[FiniteFloat, ...]
    high: tuple[FiniteFloat, ...]
    horizontal: bool = True
    name: str = ""
    series: int = 0
    mark: Literal["intervals"] = "intervals"


@dataclass(frozen=True, config=_CHECKED)
class Boxes:
    """Box plots: whiskers, quartiles and median; outliers are `Points`.

    Parameters
    ----------
    at : tuple of float
        Positions along the category side.
    low, q1, median, q3, high : tuple of float
        Lower whisker, quartiles, upper whisker.
    width : float
        Thickness in units of the axis of `at`.
    horizontal : bool
        Whether `at` is on the vertical axis.
    name, series
        As in `Bars`.
    """

    at: tuple[FiniteFloat, ...]
    low: tuple[FiniteFloat, ...]
    q1: tuple[FiniteFloat, ...]
    median: tuple[FiniteFloat, ...]
    q3: tuple[FiniteFloat, ...]
    high: tuple[FiniteFloat, ...]
    width: FiniteFloat = 0.5
    horizontal: bool = False
    name: str = ""
    series: int = 0
    mark: Literal["boxes"] = "boxes"


@dataclass(frozen=True, config=_CHECKED)
class Shape:
    """A closed, filled outline, such as one side of a violin.

    Parameters
    ----------
    x, y : tuple of float
        Corners in order.
    name, series
        As in `Bars`.
    """

    x: tuple[FiniteFloat, ...]
    y: tuple[FiniteFloat, ...]
    name: str = ""
    series: int = 0
    mark: Literal["shape"] = "shape"


@dataclass(frozen=True, config=_CHECKED)
class Cells:
    """A heat map: cell (i, j) lies at y = i, x = j; both axes are category axes.

    Parameters
    ----------
    values : tuple of tuple of float
        Rows of numbers; None leaves a cell empty.
    low, high : float
        Ends of the colour scale; a scale from below to above zero diverges.
    texts : tuple of tuple of str
        What is written in the cells; empty for none.
    name, series
        As in `Bars`.
    """

    values: tuple[tuple[FiniteFloat | None, ...], ...]
    low: FiniteFloat
    high: FiniteFloat
    texts: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    series: int = 0
    mark: Literal["cells"] = "cells"


@dataclass(frozen=True, config=_CHECKED)
class Rule:
    """A straight reference line across the whole chart.

    Parameters
    ----------
    at : float
        Where it stands.
    horizontal : bool
        Whether `at` is on the vertical axis.
    name, series
        As in `Bars`.
    """

    at: FiniteFloat
    horizontal: bool = True
    name: str = ""
    series: int = GREY
    mark: Literal["rule"] = "rule"


Mark = Annotated[
    Bars | Line | Band | Points | Intervals | Boxes | Shape | Cells | Rule,
    Field(discriminator="mark"),
]
