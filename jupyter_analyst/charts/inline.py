"""A chart as small inline SVG in the colours of the notebook's theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from jupyter_analyst.charts.extent import is_empty
from jupyter_analyst.charts.layout import BOLD, LEADING, TEXT, cut, lay_out, legend_rows
from jupyter_analyst.charts.palette import css
from jupyter_analyst.charts.record import Line
from jupyter_analyst.charts.svg_marks import draw, key, titled, write

if TYPE_CHECKING:
    from jupyter_analyst.charts.chart import Chart
    from jupyter_analyst.charts.layout import Layout

_STRETCH = 1.15
"""How much wider than drawn a chart may be shown; its letters grow with it."""


def svg(chart: Chart, *, width: float = 340, height: float | None = None) -> Markup:
    """Return a chart as an SVG element that `markup/styles.css` colours.

    Parameters
    ----------
    chart : Chart
        The chart.
    width : float
        Width of its drawing in pixels; the element itself fills what holds it.
    height : float, optional
        Height in pixels; chosen from width and content if left out.
    """
    box = lay_out(chart, width, height)
    parts = [part(chart, box) for part in (_grid, _marks, _axes, _legend)]
    return Markup(  # noqa: S704  # its texts are escaped
        f'<svg class="ja-chart" style="max-width:{round(_STRETCH * width)}px" '
        f'viewBox="0 0 {width:g} {box.height:g}" role="img" aria-label="{escape(chart.alt)}">'
        f"{titled(chart.title)}{''.join(parts)}</svg>"
    )


def _marks(chart: Chart, box: Layout) -> str:
    if is_empty(chart):
        middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return write(*middle, "No values to draw", anchor="middle")
    return "".join(draw(mark, box) for mark in chart.marks)


def _grid(chart: Chart, box: Layout) -> str:
    """Return fine lines at the numbers: across the chart, or up where categories stand beside."""
    if chart.y.kind == "category":
        ticks = [] if chart.x.kind == "category" else box.x_ticks
        return "".join(_rule("grid", box, x=box.x(at)) for at, _, _ in ticks)
    return "".join(_rule("grid", box, y=box.y(at)) for at, _, _ in box.y_ticks)


def _axes(chart: Chart, box: Layout) -> str:
    beside = "lab" if chart.y.kind == "category" else ""
    below = "lab" if chart.x.kind == "category" and len(chart.x.categories) <= 6 else ""
    parts = []
    for at, text, whole in box.y_ticks:
        parts.append(
            write(box.left - 6, box.y(at) + 4, text, anchor="end", kind=beside, whole=whole)
        )
    for at, text, whole in box.x_ticks:
        half = TEXT * len(text) / 2
        x = min(max(box.x(at), half), max(box.width - half, half))
        parts.append(write(x, box.bottom + 15, text, anchor="middle", kind=below, whole=whole))
    return _axis_line(chart, box) + "".join(parts) + _labels(chart, box)


def _axis_line(chart: Chart, box: Layout) -> str:
    """Return the line the marks stand on: below, or beside where categories are."""
    if chart.y.kind == "category":
        return _rule("axis", box, x=box.left)
    return _rule("axis", box, y=box.bottom)


def _labels(chart: Chart, box: Layout) -> str:
    """Return what is measured: the vertical axis on top, the horizontal one at the lower right."""
    letters = int(box.width / TEXT)
    up, across = chart.y.label, chart.x.label
    above = box.top - 12 - (LEADING if box.numbered and chart.y.kind != "category" else 0)
    parts = [
        write(0, above, cut(up, letters), whole=up) if up else "",
        write(box.right, box.bottom + 29, cut(across, letters), anchor="end", whole=across)
        if across
        else "",
    ]
    return "".join(parts)


def _legend(chart: Chart, box: Layout) -> str:
    if box.legend == "line":
        return _names_at_lines(chart, box)
    parts = []
    for i, row in enumerate(legend_rows(chart, box.width, box.legend)):
        for left, series, name in row:
            y = LEADING * i + 10
            parts.append(key(series, chart, box, x=left, y=y - 3.5))
            parts.append(write(left + 15, y, name, whole=chart.legend()[series]))
    return "".join(parts)


def _names_at_lines(chart: Chart, box: Layout) -> str:
    """Return the names of the lines, each at the end of its line and none over another."""
    names = chart.legend()
    lowest = {
        mark.series: box.y(next((y for y in reversed(mark.y) if y is not None), 0.0))
        for mark in reversed(chart.marks)
        if isinstance(mark, Line) and mark.x and mark.series in names
    }
    placed, free = [], box.top + 4
    for series, y in sorted(lowest.items(), key=lambda item: item[1]):
        at = max(y + 4, free)
        free = at + LEADING
        placed.append((at, series))
    over = max(free - LEADING - box.bottom, 0.0)
    letters = int((box.width - box.right - 8) / BOLD)
    return "".join(
        write(
            box.right + 6,
            at - over,
            cut(names[series], letters),
            kind=f"lab {css(series, 'fill')}",
            whole=names[series],
        )
        for at, series in placed
    )


def _rule(kind: str, box: Layout, *, x: float | None = None, y: float | None = None) -> str:
    left, right = (box.left, box.right) if x is None else (x, x)
    top, bottom = (box.top, box.bottom) if y is None else (y, y)
    ends = f'x1="{left:.1f}" x2="{right:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"'
    return f'<line class="{kind}" {ends}/>'
