"""How far the axes of a chart reach."""

from __future__ import annotations

from functools import singledispatch
from itertools import chain
from typing import TYPE_CHECKING

from jupyter_analyst.charts.record import (
    Axis,
    Band,
    Bars,
    Boxes,
    Cells,
    Intervals,
    Line,
    Mark,
    Points,
    Rule,
    Shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.charts.chart import Chart

Ends = tuple[float, float]
_Places = tuple[list[float], list[float]]
_MARGIN = 0.04
_LARGEST = 4e307
"""Further out no renderer can go: the difference of two ends must be a float too."""
_FINEST, _CLOSEST = 1e-290, 1e-12
"""Nearer to each other, as such or for their size, two ends are one place: floats run out."""


def extent(chart: Chart) -> tuple[Ends, Ends]:
    """Return the ends of the horizontal and the vertical axis, each with `low` < `high`.

    Ends the axes name are kept; others leave a little room beyond the marks, but not across
    zero. A category axis holds all its categories.

    Parameters
    ----------
    chart : Chart
        The chart.
    """
    places = [_places(mark) for mark in chart.marks]
    across = _ends(chart.x, list(chain.from_iterable(x for x, _ in places)))
    up = _ends(chart.y, list(chain.from_iterable(y for _, y in places)))
    return across, up


def is_empty(chart: Chart) -> bool:
    """Tell whether a chart has nothing to draw.

    Parameters
    ----------
    chart : Chart
        The chart.
    """
    return not any(any(_places(mark)) for mark in chart.marks)


def _ends(axis: Axis, places: list[float]) -> Ends:
    if axis.kind == "category":
        return -0.5, max(len(axis.categories), 1) - 0.5
    first, last = (min(places), max(places)) if places else (0.0, 1.0)
    low = first if axis.low is None else axis.low
    high = last if axis.high is None else axis.high
    apart = high / 2 - low / 2 > max(_FINEST, _CLOSEST * max(abs(low), abs(high)))
    room = _MARGIN * high - _MARGIN * low if apart else max(abs(low), abs(high)) / 10
    room = room if room > _FINEST else 1.0
    if axis.high is None or not apart:
        high = _above(max(low, high), room, low)
    return (_below(low, room) if axis.low is None else low), high


def _below(low: float, room: float) -> float:
    return max(low - room, 0.0 if low >= 0 else -_LARGEST)


def _above(high: float, room: float, low: float) -> float:
    return min(high + room, 0.0 if low < 0 and high <= 0 else _LARGEST)


@singledispatch
def _places(mark: Mark) -> _Places:
    """Return the horizontal and vertical positions that must lie inside the axes."""
    message = f"no extent for {mark!r}"
    raise NotImplementedError(message)


@_places.register(Bars)
def _bars(mark: Bars) -> _Places:
    tops = [mark.base + height for height in mark.height]
    length = [mark.base, *tops] if tops else []
    return _turned(_around(mark.at, mark.width), length, horizontal=mark.horizontal)


@_places.register(Line)
def _line(mark: Line) -> _Places:
    return list(mark.x), [y for y in mark.y if y is not None]


@_places.register(Band)
def _band(mark: Band) -> _Places:
    return list(mark.x), [*mark.low, *mark.high]


@_places.register(Points)
@_places.register(Shape)
def _points(mark: Points | Shape) -> _Places:
    return list(mark.x), list(mark.y)


@_places.register(Intervals)
def _intervals(mark: Intervals) -> _Places:
    return _turned(list(mark.at), [*mark.low, *mark.high], horizontal=mark.horizontal)


@_places.register(Boxes)
def _boxes(mark: Boxes) -> _Places:
    around = _around(mark.at, mark.width)
    return _turned(around, [*mark.low, *mark.high], horizontal=mark.horizontal)


@_places.register(Cells)
def _cells(mark: Cells) -> _Places:
    columns = max(map(len, mark.values), default=0)
    if not columns:
        return [], []
    return [-0.5, columns - 0.5], [-0.5, len(mark.values) - 0.5]


@_places.register(Rule)
def _rule(mark: Rule) -> _Places:
    return ([], [mark.at]) if mark.horizontal else ([mark.at], [])


def _around(at: Iterable[float], width: float) -> list[float]:
    return [centre + side for centre in at for side in (-width / 2, width / 2)]


def _turned(along: list[float], length: list[float], *, horizontal: bool) -> _Places:
    return (length, along) if horizontal else (along, length)
