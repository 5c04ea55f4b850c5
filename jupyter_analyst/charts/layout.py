"""Where the parts of a small chart stand: margins, scales, tick labels, legend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jupyter_analyst import wording
from jupyter_analyst.charts.extent import Ends, extent, is_empty
from jupyter_analyst.charts.record import Bars, Cells, Intervals, Line
from jupyter_analyst.charts.ticks import date_texts, date_ticks, number_texts, number_ticks

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.charts.chart import Chart
    from jupyter_analyst.charts.record import Axis, Mark

TEXT, BOLD = 6.1, 6.7
"""Pixels a letter takes at 11 px, on average, and a bold one."""
LEADING = 14
MOST_NUMBERED = 12
"""More bars or intervals than this do not carry their numbers."""

_LEAST_SLOT = 44
"""Pixels below which a name under the chart would say too little; then every second stands."""

Tick = tuple[float, str, str]
"""Position, what is written there, and the same uncut."""


@dataclass(frozen=True)
class Layout:
    """The box the marks are drawn in, and what is written around it.

    Parameters
    ----------
    width, height : float
        Size of the whole drawing in pixels, as are all lengths.
    left, right, top, bottom : float
        Edges of the box of the marks.
    across, up : tuple of float
        Ends of the horizontal and the vertical axis.
    downward : bool
        Whether the vertical axis reads from top to bottom.
    x, y : callable
        What gives the pixel of a position on the horizontal and on the vertical axis.
    x_ticks, y_ticks : list of tuple
        The tick labels.
    legend : {"none", "line", "row"}
        Where series are named: nowhere, at the end of their lines, or in rows above.
    numbered : bool
        Whether bars carry their numbers.
    interval_numbers : bool
        Whether intervals carry their numbers.
    soft_bars : bool
        Whether bars are pale because intervals are drawn on them.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    across: Ends
    up: Ends
    downward: bool
    x: Callable[[float], float]
    y: Callable[[float], float]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    legend: Literal["none", "line", "row"]
    numbered: bool
    interval_numbers: bool
    soft_bars: bool


def lay_out(chart: Chart, width: float, height: float | None) -> Layout:
    """Return where everything stands.

    Parameters
    ----------
    chart : Chart
        The chart.
    width : float
        Width in pixels.
    height : float, optional
        Height in pixels; chosen from width and content if left out.
    """
    across, up = extent(chart)
    empty = is_empty(chart)
    legend = _legend(chart)
    above = LEADING * (bool(chart.y.label) + len(legend_rows(chart, width, legend))) + 12
    downward = _lies(chart)
    carried = numbered(chart)
    top = above + (LEADING if carried and not downward else 0)
    below = 20 + (LEADING if chart.x.label else 0)
    tall = height or _height(chart, width) + top + below
    bottom = max(tall - below, top + 20)
    y_ticks = (
        []
        if empty
        else _ticks(chart.y, up, most=max(2, int((bottom - top) / 24)), letters=_side(width))
    )
    letter = BOLD if downward else TEXT
    left = max((letter * len(text) for _, text, _ in y_ticks), default=0) + 10
    right = max(width - _right_margin(chart, width, legend), left + 20)
    return Layout(
        width=width,
        height=tall,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        across=across,
        up=up,
        downward=downward,
        x=_scale(across, left, right),
        y=_scale(up, top, bottom, turned=not downward),
        x_ticks=[] if empty else _fitting(chart.x, across, right - left),
        y_ticks=y_ticks,
        legend=legend,
        numbered=carried,
        interval_numbers=numbers_shown(chart),
        soft_bars=any(isinstance(mark, Intervals) for mark in chart.marks),
    )


def cut(text: str, letters: int) -> str:
    """Return a text with its middle replaced by dots if it is too long.

    Parameters
    ----------
    text : str
        A name from the data.
    letters : int
        How many letters may stay, dots included.

    Examples
    --------
    >>> cut("Parliamentary democracy", 12), cut("short", 12)
    ('Parlia…cracy', 'short')
    """
    if len(text) <= letters:
        return text
    kept = max(letters - 1, 1)
    tail = kept // 2
    return f"{text[: kept - tail]}…{text[len(text) - tail :] if tail else ''}"


def numbered(chart: Chart) -> bool:
    """Tell whether bars carry their numbers: one series of few bars along categories.

    Parameters
    ----------
    chart : Chart
        The chart.
    """
    if "category" not in {chart.x.kind, chart.y.kind} or len(chart.marks) != 1:
        return False
    only = chart.marks[0]
    return isinstance(only, Bars) and len(only.at) <= MOST_NUMBERED


def numbers_shown(chart: Chart) -> bool:
    """Tell whether intervals carry their numbers: few of them, none beside another.

    Parameters
    ----------
    chart : Chart
        The chart.
    """
    marks = [mark for mark in chart.marks if isinstance(mark, Intervals)]
    places = [at for mark in marks for at in mark.at]
    return len(places) <= MOST_NUMBERED and all(at == round(at) for at in places)


def bar_numbers(mark: Bars) -> list[str]:
    """Return what bars carry as their numbers.

    Parameters
    ----------
    mark : Bars
        The bars.
    """
    return wording.numbers([mark.base + height for height in mark.height])


def legend_rows(chart: Chart, width: float, place: str) -> list[list[tuple[float, int, str]]]:
    """Return the legend in rows: left edge, series and name of each entry.

    Parameters
    ----------
    chart : Chart
        The chart.
    width : float
        How much room a row has.
    place : str
        As in `Layout.legend`; other than ``"row"`` there are no rows.
    """
    rows: list[list[tuple[float, int, str]]] = []
    start = width
    for series, name in chart.legend().items() if place == "row" else ():
        text = cut(name, 24)
        wide = TEXT * len(text) + 34
        if start + wide > width:
            rows.append([])
            start = 0
        rows[-1].append((start, series, text))
        start += wide
    return rows


def _scale(
    ends: Ends, first: float, last: float, *, turned: bool = False
) -> Callable[[float], float]:
    """Return what gives the pixel, from `first` to `last`, of a position between two ends.

    What lies beyond an end is held there.
    """
    low = ends[0] / 2  # halves, for the difference of two ends may be too large for a float
    length, reach = ends[1] / 2 - low, last - first

    def pixel(value: float) -> float:
        share = (value / 2 - low) / length
        held = 0.0 if share < 0 else 1.0 if share > 1 else share
        return first + (1 - held if turned else held) * reach

    return pixel


def _legend(chart: Chart) -> Literal["none", "line", "row"]:
    names = chart.legend()
    if not names:
        return "none"
    lines = {mark.series for mark in chart.marks if isinstance(mark, Line) and mark.x}
    short = all(len(name) <= 18 for name in names.values())
    other = any(isinstance(mark, Bars | Intervals) for mark in chart.marks)
    return "line" if set(names) <= lines and len(names) <= 4 and short and not other else "row"


def _right_margin(chart: Chart, width: float, legend: str) -> float:
    if legend == "line":
        longest = max(len(name) for name in chart.legend().values())
        return min(BOLD * longest + 10, 0.4 * width)
    if numbered(chart) and _lies(chart):
        texts = [text for mark in chart.marks for text in _numbers_of(mark)]
        return TEXT * max(map(len, texts), default=0) + 8
    return 10


def _numbers_of(mark: Mark) -> list[str]:
    return bar_numbers(mark) if isinstance(mark, Bars) else []


def _lies(chart: Chart) -> bool:
    return chart.y.kind == "category"


def _side(width: float) -> int:
    """Return how many letters a label beside the chart may have."""
    return int(0.36 * width / BOLD)


def _height(chart: Chart, width: float) -> float:
    """Return how high the box of the marks is."""
    if not _lies(chart):
        return min(max(0.42 * width, 120), 260)
    rows = max(len(chart.y.categories), 1)
    return rows * _row_height(rows, {type(mark) for mark in chart.marks})


def _row_height(rows: int, marks: set[type]) -> int:
    """Return how high a row is: the fewer there are, the more room has each."""
    if rows > 30:
        return 15
    if Intervals in marks:
        return 46 if rows <= 4 else 28
    return 28 if rows <= (8 if Cells in marks else 6) else 20


def _ticks(axis: Axis, ends: Ends, *, most: int, letters: int) -> list[Tick]:
    if axis.kind == "category":
        step = max(1, math.ceil(len(axis.categories) / max(most * 3, 1)))
        named = enumerate(axis.categories)
        return [(i, cut(name, letters), name) for i, name in named if i % step == 0]
    find, write = (date_ticks, date_texts) if axis.kind == "date" else (number_ticks, number_texts)
    positions = find(*ends, most)
    texts = write(positions)
    return list(zip(positions, texts, texts, strict=True))


def _fitting(axis: Axis, ends: Ends, room: float) -> list[Tick]:
    """Return tick labels for the horizontal axis that do not touch each other."""
    if axis.kind == "category":
        slot = room / max(len(axis.categories), 1)
        longest = max(map(len, axis.categories), default=0)
        step = math.ceil(min((longest + 1) * BOLD, _LEAST_SLOT) / slot)
        letters = max(3, int(step * slot / BOLD) - 1)
        named = enumerate(axis.categories)
        return [(i, cut(name, letters), name) for i, name in named if i % step == 0]
    for most in range(max(2, int(room / 40)), 1, -1):
        ticks = _ticks(axis, ends, most=most, letters=0)
        widest = TEXT * max(len(text) for _, text, _ in ticks) + 8
        if widest * len(ticks) <= room:
            break
    return ticks
