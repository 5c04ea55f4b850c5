"""A chart as a still picture for print, drawn by matplotlib."""

from __future__ import annotations

import io
import math
import textwrap
import warnings
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst.charts.extent import extent, is_empty
from jupyter_analyst.charts.layout import cut
from jupyter_analyst.charts.record import Intervals
from jupyter_analyst.charts.static_marks import STYLE, draw, key
from jupyter_analyst.charts.ticks import date_texts, date_ticks, number_texts, number_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from jupyter_analyst.charts.chart import Chart
    from jupyter_analyst.charts.extent import Ends
    from jupyter_analyst.charts.record import Axis

_INCH = 2.54
_METADATA: dict[str, dict[str, Any]] = {
    "png": {"metadata": {"Software": None}},
    "svg": {"metadata": {"Date": None, "Creator": None}},
    "jpeg": {"pil_kwargs": {"quality": 95}},
}
"""What savefig is told so that equal charts give equal bytes."""


def picture(
    chart: Chart,
    *,
    format: Literal["png", "jpeg", "svg"] = "png",  # noqa: A002  # as everybody calls it
    dpi: int = 150,
    width_cm: float = 15.5,
) -> bytes:
    """Return a chart as a picture on white; equal charts give equal bytes.

    Parameters
    ----------
    chart : Chart
        The chart.
    format : {"png", "jpeg", "svg"}
        Kind of picture; letters in SVG are outlines, so no font is needed to see it.
    dpi : int
        Dots per inch of PNG and JPEG.
    width_cm : float
        Width in centimetres; 15.5 is the text of a page.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    defaults = mpl.rcParamsDefault.items()
    own: Any = {name: value for name, value in defaults if "backend" not in name}
    target = io.BytesIO()
    with mpl.rc_context(own | STYLE), warnings.catch_warnings():
        # names from data may be in a script the bundled font lacks; boxes stand for them
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        figure = Figure(figsize=_size(chart, width_cm), layout="constrained")
        FigureCanvasAgg(figure)
        _fill(figure.add_subplot(), chart, figure)
        figure.savefig(target, format=format, dpi=dpi, **_METADATA[format])
    return target.getvalue()


def _fill(axes: Axes, chart: Chart, figure: Figure) -> None:
    across, up = extent(chart)
    axes.set_xlim(*across)
    axes.set_ylim(*(reversed(up) if chart.y.kind == "category" else up))
    if is_empty(chart):
        axes.set_axis_off()
        axes.text(0.5, 0.5, "No values to draw", ha="center", transform=axes.transAxes)
        return
    for i, mark in enumerate(chart.marks):
        draw(mark, axes, chart, i + 2)
    wide = figure.get_size_inches()[0]
    _across(axes, chart.x, across, wide)
    _up(axes, chart.y, up, figure.get_size_inches()[1])
    lies = chart.y.kind == "category"
    axes.grid(visible=chart.x.kind != "category", axis="x") if lies else axes.grid(axis="y")
    for side in ("top", "right", "bottom" if lies else "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.tick_params(axis="x", length=0 if lies or chart.x.kind == "category" else 3)
    _legend(figure, chart)


def _across(axes: Axes, axis: Axis, ends: Ends, wide: float) -> None:
    axes.set_xlabel(_wrapped(axis.label, 90), loc="right")
    if axis.kind != "category":
        _ticks(axes.xaxis, axis, ends, most=8)
        return
    letters = max(4, int(11 * wide / max(len(axis.categories), 1)))
    slanted = letters < 8 and any(len(name) > letters for name in axis.categories)
    shown = range(0, len(axis.categories), math.ceil(len(axis.categories) / (7 * wide)))
    names = [axis.categories[i] for i in shown]
    axes.set_xticks(
        shown,
        [cut(name, 24) if slanted else _wrapped(name, letters) for name in names],
        rotation=40 if slanted else 0,
        ha="right" if slanted else "center",
        rotation_mode="anchor" if slanted else "default",
    )


def _up(axes: Axes, axis: Axis, ends: Ends, high: float) -> None:
    axes.set_title(_wrapped(axis.label, 90))
    if axis.kind != "category":
        _ticks(axes.yaxis, axis, ends, most=6)
        return
    shown = range(0, len(axis.categories), math.ceil(len(axis.categories) / (7 * high)))
    axes.set_yticks(shown, [_wrapped(axis.categories[i], 28) for i in shown])


def _ticks(axis_of: Any, axis: Axis, ends: Ends, *, most: int) -> None:
    find, write = (date_ticks, date_texts) if axis.kind == "date" else (number_ticks, number_texts)
    positions = find(*ends, most)
    axis_of.set_ticks(positions, labels=write(positions))


def _legend(figure: Figure, chart: Chart) -> None:
    names = chart.legend()
    if not names:
        return
    keys = [key(series, chart) for series in names]
    longest = max(map(len, names.values()))
    # texts are set afterwards: matplotlib drops names that begin with an underscore
    legend = figure.legend(
        keys, ["."] * len(keys), loc="outside upper left", ncols=max(1, 90 // (longest + 10))
    )
    for text, name in zip(legend.get_texts(), names.values(), strict=True):
        text.set_text(cut(name, 40))


def _size(chart: Chart, width_cm: float) -> tuple[float, float]:
    """Return width and height in inches; a chart with rows is as high as its rows."""
    wide = width_cm / _INCH
    rows = len(chart.y.categories)
    if not rows:
        return wide, 0.5 * wide
    row = 0.45 if any(isinstance(mark, Intervals) for mark in chart.marks) else 0.3
    return wide, min(max(rows * row + 0.8, 0.28 * wide), 1.3 * wide)


def _wrapped(text: str, letters: int) -> str:
    return "\n".join(textwrap.wrap(text, letters, max_lines=3, placeholder=" …"))
