"""Each kind of mark on a matplotlib axes, to be told apart in grey print too."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.charts.layout import bar_numbers, numbered, numbers_shown
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
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from jupyter_analyst.charts.chart import Chart

STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "text.parse_math": False,
    "text.color": "#333333",
    "axes.labelcolor": "#555555",
    "axes.titlecolor": "#555555",
    "axes.titlelocation": "left",
    "axes.titlesize": 8.5,
    "axes.edgecolor": "#757575",
    "axes.axisbelow": True,
    "xtick.color": "#757575",
    "ytick.color": "#757575",
    "xtick.labelcolor": "#333333",
    "ytick.labelcolor": "#333333",
    "grid.color": "#e0e0e0",
    "grid.linewidth": 0.7,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "legend.borderaxespad": 0.2,
    "lines.solid_capstyle": "round",
    "svg.fonttype": "path",
    "svg.hashsalt": "jupyter-analyst",
}
_DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (7, 2, 1.5, 2)))
_SHAPES = ("o", "s", "^", "D")
_HATCHES = ("", "//", "..", "xx")


@singledispatch
def draw(mark: Mark, axes: Axes, chart: Chart, layer: int) -> None:
    """Draw a mark.

    Parameters
    ----------
    mark : Mark
        What is drawn.
    axes : matplotlib.axes.Axes
        Where; its limits are set.
    chart : Chart
        What it belongs to.
    layer : int
        Higher ones lie over lower ones.
    """
    message = f"no drawing for {mark!r}"
    raise NotImplementedError(message)


@draw.register(Bars)
def _bars(mark: Bars, axes: Axes, chart: Chart, layer: int) -> None:
    covered = any(isinstance(other, Intervals) for other in chart.marks)
    place = axes.barh if mark.horizontal else axes.bar
    size, start = ("height", "left") if mark.horizontal else ("width", "bottom")
    sides: dict[str, Any] = {size: mark.width, start: mark.base}
    drawn = place(
        mark.at,
        mark.height,
        **sides,
        color=on_white(mark.series, 0.55 if covered else 1),
        edgecolor="white",
        linewidth=0.5,
        hatch=_of(_HATCHES, mark.series),
        zorder=layer,
    )
    if numbered(chart):
        axes.bar_label(drawn, bar_numbers(mark), padding=2)


@draw.register(Line)
def _line(mark: Line, axes: Axes, _chart: Chart, layer: int) -> None:
    axes.plot(
        mark.x,
        [float("nan") if y is None else y for y in mark.y],
        color=colour(mark.series),
        linestyle=(0, (4, 3)) if mark.dashed else _of(_DASHES, mark.series),
        linewidth=1.6,
        drawstyle="steps-post" if mark.step else "default",
        zorder=layer,
    )


@draw.register(Band)
@draw.register(Shape)
def _area(mark: Band | Shape, axes: Axes, _chart: Chart, layer: int) -> None:
    band = isinstance(mark, Band)
    x, y = mark.outline() if isinstance(mark, Band) else (list(mark.x), list(mark.y))
    full = colour(mark.series)
    axes.fill(
        x,
        y,
        facecolor=(full, 0.14 if band else 0.35),
        edgecolor="none" if band else full,
        linewidth=0.8,
        zorder=layer,
    )


@draw.register(Points)
def _points(mark: Points, axes: Axes, _chart: Chart, layer: int) -> None:
    crowd = len(mark.x) > 300
    tick = mark.shape == "tick"
    axes.plot(
        mark.x,
        mark.y,
        linestyle="none",
        marker="|" if tick else _of(_SHAPES, mark.series),
        markersize=6 if tick else 2.5 if crowd else 4,
        markeredgewidth=0.8 if tick else 0,
        color=colour(mark.series),
        alpha=0.5 if crowd else 0.85,
        rasterized=len(mark.x) > 2_000,
        zorder=layer,
    )


@draw.register(Intervals)
def _intervals(mark: Intervals, axes: Axes, chart: Chart, layer: int) -> None:
    below = [mid - low for low, mid in zip(mark.low, mark.mid, strict=True)]
    above = [high - mid for high, mid in zip(mark.high, mark.mid, strict=True)]
    x, y, side = (mark.mid, mark.at, "xerr") if mark.horizontal else (mark.at, mark.mid, "yerr")
    whiskers: dict[str, Any] = {side: [below, above]}
    axes.errorbar(
        x,
        y,
        **whiskers,
        fmt=_of(_SHAPES, mark.series),
        color=colour(mark.series),
        markersize=5.5,
        capsize=3.5,
        elinewidth=1.5,
        capthick=1.5,
        zorder=layer,
    )
    if not numbers_shown(chart):
        return
    tops = y if mark.horizontal else mark.high
    for a, b, text in zip(x, tops, wording.numbers(mark.mid), strict=True):
        axes.annotate(text, (a, b), (0, 5), textcoords="offset points", ha="center", va="bottom")


@draw.register(Boxes)
def _boxes(mark: Boxes, axes: Axes, _chart: Chart, layer: int) -> None:
    rows = zip(mark.low, mark.q1, mark.median, mark.q3, mark.high, strict=True)
    full = colour(mark.series)
    axes.bxp(
        [
            {"whislo": low, "q1": q1, "med": median, "q3": q3, "whishi": high, "fliers": []}
            for low, q1, median, q3, high in rows
        ],
        positions=mark.at,
        widths=mark.width,
        orientation="horizontal" if mark.horizontal else "vertical",
        showfliers=False,
        patch_artist=True,
        manage_ticks=False,
        boxprops={"facecolor": on_white(mark.series, 0.25), "edgecolor": full},
        medianprops={"color": full, "linewidth": 2},
        whiskerprops={"color": full},
        capprops={"color": full},
        zorder=layer,
    )


@draw.register(Cells)
def _cells(mark: Cells, axes: Axes, _chart: Chart, layer: int) -> None:
    from matplotlib.patches import Rectangle

    for i, row in enumerate(mark.values):
        for j, value in enumerate(row):
            if value is None:
                continue
            series, strength = shade(value, mark.low, mark.high)
            paint = on_white(mark.series + series, 0.06 + 0.94 * strength)
            corner = (j - 0.5, i - 0.5)
            axes.add_patch(
                Rectangle(corner, 1, 1, facecolor=paint, edgecolor="white", zorder=layer)
            )
            if mark.texts:
                text = mark.texts[i][j]  # black: white on the strongest orange is 3.8 to 1
                axes.text(j, i, text, ha="center", va="center", color="black", zorder=layer + 1)


@draw.register(Rule)
def _rule(mark: Rule, axes: Axes, _chart: Chart, layer: int) -> None:
    across = axes.axhline if mark.horizontal else axes.axvline
    across(mark.at, color=colour(mark.series), linewidth=0.9, linestyle=(0, (4, 3)), zorder=layer)
    if not mark.name:
        return
    frame = axes.get_yaxis_transform() if mark.horizontal else axes.get_xaxis_transform()
    place, shift = ((1.0, mark.at), (0, 3)) if mark.horizontal else ((mark.at, 1.0), (3, -2))
    axes.annotate(
        mark.name,
        place,
        shift,
        xycoords=frame,
        textcoords="offset points",
        ha="right" if mark.horizontal else "left",
        va="bottom" if mark.horizontal else "top",
        color="#555555",
        zorder=layer,
    )


def key(series: int, chart: Chart) -> Artist:
    """Return what stands for a series in the legend.

    Parameters
    ----------
    series : int
        The series.
    chart : Chart
        What it belongs to.
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [mark for mark in chart.marks if mark.series == series]
    if any(isinstance(mark, Line) for mark in marks):
        return Line2D([], [], color=colour(series), linestyle=_of(_DASHES, series), linewidth=1.6)
    if any(isinstance(mark, Points | Intervals) for mark in marks):
        return Line2D([], [], color=colour(series), linestyle="none", marker=_of(_SHAPES, series))
    return Patch(facecolor=colour(series), edgecolor="white", hatch=_of(_HATCHES, series))


def _of(choices: tuple[Any, ...], series: int) -> Any:
    return choices[cue(series)]
