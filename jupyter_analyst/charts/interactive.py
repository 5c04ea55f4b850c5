"""A chart as an interactive Plotly figure."""

from __future__ import annotations

import html
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.charts.extent import extent, is_empty
from jupyter_analyst.charts.layout import cut, legend_rows, numbered
from jupyter_analyst.charts.palette import colour, cue, on_white, shade
from jupyter_analyst.charts.record import (
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
    from collections.abc import Sequence

    from plotly.graph_objects import Figure

    from jupyter_analyst.charts.chart import Chart
    from jupyter_analyst.charts.extent import Ends
    from jupyter_analyst.charts.record import Axis

_INK, _GRID = "#7a7a7a", "rgba(128,128,128,.22)"
"""Greys that can be read on a light and on a dark ground, for nobody tells Plotly which it is."""
_FONT = "var(--ja-chart-font, inherit)"
"""The notebook's font, by a name `markup/styles.css` knows: it gives texts the theme's colour."""

_DASHES = ("solid", "dash", "dot", "dashdot")
_SYMBOLS = ("circle", "square", "triangle-up", "diamond")
_HATCHES = ("", "/", ".", "x")

_USUAL_WIDTH = 480
"""Pixels a figure is wide in a notebook, to guess how many rows the legend needs."""

Part = dict[str, Any]
"""A piece of a figure as Plotly's schema has it."""


def figure(chart: Chart) -> Figure:
    """Return a chart as a Plotly figure without a ground of its own.

    Parameters
    ----------
    chart : Chart
        The chart.
    """
    from plotly.graph_objects import Figure

    across, up = extent(chart)
    lies = chart.y.kind == "category"
    rows = len(legend_rows(chart, _USUAL_WIDTH, "row"))
    layout: Part = {
        "template": None,
        "title": {
            "text": _safe(chart.title),
            "font": {"size": 15},
            "x": 0,
            "xref": "paper",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 16},
        },
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": _FONT, "size": 12, "color": _INK},
        "margin": {"l": 16, "r": 24, "t": 48 + 22 * rows, "b": 16},
        "height": max(360, 22 * len(chart.y.categories) + 120),
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": _INK},
        "hovermode": "closest",
        "barmode": "overlay",
        "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom"},
        "xaxis": _axis(chart.x, across, grid=lies),
        "yaxis": _axis(chart.y, up, grid=not lies, downward=lies),
        "shapes": [_rule(mark) for mark in chart.marks if isinstance(mark, Rule)],
    }
    if is_empty(chart):
        layout |= {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
        layout["annotations"] = [{"text": "No values to draw", "showarrow": False}]
    return Figure(data=_traces(chart, legend=rows > 0), layout=layout)


def _traces(chart: Chart, *, legend: bool) -> list[Part]:
    """Return all traces; a series is named once in the legend, and not by its band."""
    traces, named = [], set()
    for mark in chart.marks:
        if isinstance(mark, Rule):
            continue
        fresh = bool(mark.name) and mark.name not in named
        shown = legend and fresh and not isinstance(mark, Band)
        named |= {mark.name} if shown else set()
        about = {
            "name": _safe(cut(mark.name, 28)),
            "legendgroup": f"{mark.series}",
            "showlegend": shown,
        }
        traces.append(about | _trace(mark, chart))
    return traces


def _axis(axis: Axis, ends: Ends, *, grid: bool, downward: bool = False) -> Part:
    plain: Part = {
        "title": {"text": _safe(axis.label)},
        "range": list(reversed(ends)) if downward else list(ends),
        "automargin": True,
        "showgrid": grid and axis.kind != "category",
        "gridcolor": _GRID,
        "linecolor": _INK,
        "showline": not grid,
        "zeroline": False,
    }
    if axis.kind == "date":
        return plain | {"type": "date"}
    if axis.kind == "number":
        return plain | {"separatethousands": True}
    return plain | {
        "tickvals": list(range(len(axis.categories))),
        "ticktext": [_safe(cut(name, 28)) for name in axis.categories],
    }


@singledispatch
def _trace(mark: Mark, _chart: Chart) -> Part:
    """Return a mark as a trace."""
    message = f"no trace for {mark!r}"
    raise NotImplementedError(message)


@_trace.register(Bars)
def _bars(mark: Bars, chart: Chart) -> Part:
    ends = [mark.base + height for height in mark.height]
    along, length = _sides(mark)
    labels = ends if numbered(chart) else []
    return {
        "type": "bar",
        "orientation": "h" if mark.horizontal else "v",
        along: mark.at,
        length: mark.height,
        "base": mark.base,
        "width": mark.width,
        "marker": {
            "color": colour(mark.series),
            "opacity": _bar_opacity(chart),
            "line": {"width": 1 if cue(mark.series) else 0, "color": colour(mark.series)},
            "pattern": {"shape": _HATCHES[cue(mark.series)], "solidity": 0.5},
        },
        "text": wording.numbers(labels),
        "textposition": "outside" if labels else "none",
        "cliponaxis": False,
        **_hover(mark.at, wording.numbers(ends), chart.y if mark.horizontal else chart.x),
    }


@_trace.register(Line)
def _line(mark: Line, _chart: Chart) -> Part:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": mark.x,
        "y": mark.y,
        "line": {
            "color": colour(mark.series),
            "shape": "hv" if mark.step else "linear",
            "dash": "dash" if mark.dashed else _DASHES[cue(mark.series)],
            "width": 2,
        },
    }


@_trace.register(Band)
@_trace.register(Shape)
def _area(mark: Band | Shape, _chart: Chart) -> Part:
    x, y = mark.outline() if isinstance(mark, Band) else (list(mark.x), list(mark.y))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": _thin(mark.series, 0.16 if isinstance(mark, Band) else 0.3),
        "line": {
            "color": colour(mark.series),
            "width": 0 if isinstance(mark, Band) else 1,
            "dash": _DASHES[cue(mark.series)],
        },
        "hoverinfo": "skip",
    }


@_trace.register(Points)
def _points(mark: Points, _chart: Chart) -> Part:
    crowd = len(mark.x) > 300
    tick = mark.shape == "tick"
    dot = {"symbol": _SYMBOLS[cue(mark.series)], "size": 5 if crowd else 7}
    symbol: Part = {"symbol": "line-ns-open", "size": 8} if tick else dot
    paint = {"color": colour(mark.series), "opacity": 0.55 if crowd else 0.85}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": mark.x,
        "y": mark.y,
        "marker": symbol | paint,
    }


@_trace.register(Intervals)
def _intervals(mark: Intervals, chart: Chart) -> Part:
    along, length = _sides(mark)
    whiskers = {
        "type": "data",
        "symmetric": False,
        "array": [high - mid for mid, high in zip(mark.mid, mark.high, strict=True)],
        "arrayminus": [mid - low for mid, low in zip(mark.mid, mark.low, strict=True)],
        "thickness": 2,
        "width": 5,
    }
    said = [
        f"{mid} {wording.bracket(low, high)}"
        for mid, low, high in zip(wording.numbers(mark.mid), mark.low, mark.high, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        along: mark.at,
        length: mark.mid,
        f"error_{length}": whiskers,
        "marker": {
            "color": colour(mark.series),
            "symbol": _SYMBOLS[cue(mark.series)],
            "size": 10,
        },
        **_hover(mark.at, said, chart.y if mark.horizontal else chart.x),
    }


@_trace.register(Boxes)
def _boxes(mark: Boxes, _chart: Chart) -> Part:
    along = "y" if mark.horizontal else "x"
    return {
        "type": "box",
        "orientation": "h" if mark.horizontal else "v",
        along: mark.at,
        "lowerfence": mark.low,
        "q1": mark.q1,
        "median": mark.median,
        "q3": mark.q3,
        "upperfence": mark.high,
        "width": mark.width,
        "fillcolor": _thin(mark.series, 0.2),
        "line": {"color": colour(mark.series), "width": 1.5},
    }


@_trace.register(Cells)
def _cells(mark: Cells, chart: Chart) -> Part:
    columns = max(map(len, mark.values), default=0)
    return {
        "type": "heatmap",
        "x": list(range(columns)),
        "y": list(range(len(mark.values))),
        "z": [list(row) for row in mark.values],
        "zmin": mark.low,
        "zmax": mark.high,
        "colorscale": _scale(mark),
        "colorbar": {"thickness": 10, "outlinewidth": 0},
        "showscale": not mark.texts,
        "xgap": 1,
        "ygap": 1,
        "text": [list(row) for row in mark.texts] or None,
        "texttemplate": "%{text}" if mark.texts else None,
        "hovertext": _cell_names(mark, chart),
        "hoverinfo": "text",
    }


def _cell_names(mark: Cells, chart: Chart) -> list[list[str]]:
    """Return what each cell says on hover."""
    return [
        [
            f"{_name(chart.y, i)}, {_name(chart.x, j)}: {wording.number(value)}"
            for j, value in enumerate(row)
        ]
        for i, row in enumerate(mark.values)
    ]


def _scale(mark: Cells) -> list[tuple[float, str]]:
    """Return the colour scale in eleven steps."""
    shares = [i / 10 for i in range(11)]
    paints = [shade(mark.low + s * (mark.high - mark.low), mark.low, mark.high) for s in shares]
    return [
        (share, on_white(mark.series + series, 0.06 + 0.94 * strength))
        for share, (series, strength) in zip(shares, paints, strict=True)
    ]


def _rule(mark: Rule) -> Part:
    fixed, free = ("y", "x") if mark.horizontal else ("x", "y")
    return {
        "type": "line",
        f"{fixed}0": mark.at,
        f"{fixed}1": mark.at,
        f"{free}ref": "paper",
        f"{free}0": 0,
        f"{free}1": 1,
        "line": {"color": colour(mark.series), "width": 1, "dash": "dash"},
        "label": {
            "text": _safe(mark.name),
            "textposition": "end",
            "textangle": 0,
            "xanchor": "right" if mark.horizontal else "left",
            "yanchor": "bottom" if mark.horizontal else "top",
        },
    }


def _sides(mark: Bars | Intervals) -> tuple[str, str]:
    """Return the axis of the positions and that of the lengths."""
    return ("y", "x") if mark.horizontal else ("x", "y")


def _bar_opacity(chart: Chart) -> float:
    return 0.55 if any(isinstance(mark, Intervals) for mark in chart.marks) else 1.0


def _hover(at: Sequence[float], numbers: Sequence[str], axis: Axis) -> Part:
    """Return hover texts that name the category a number belongs to."""
    if axis.kind != "category":
        return {}
    texts = [f"{_name(axis, at)}: {number}" for at, number in zip(at, numbers, strict=True)]
    return {"hovertext": texts, "hoverinfo": "text"}


def _name(axis: Axis, at: float) -> str:
    index = round(at)
    return _safe(axis.categories[index]) if 0 <= index < len(axis.categories) else ""


def _thin(series: int, strength: float) -> str:
    full = colour(series)
    red, green, blue = (int(full[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength:.3g})"


def _safe(text: str) -> str:
    """Escape a text, for Plotly reads some HTML in labels."""
    return html.escape(text, quote=False)
