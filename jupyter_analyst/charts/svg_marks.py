"""Each kind of mark as SVG; texts get into it through `write` and `titled`, which escape them."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from markupsafe import escape

from jupyter_analyst import wording
from jupyter_analyst.charts.layout import TEXT, bar_numbers
from jupyter_analyst.charts.palette import css, cue, shade
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
    from collections.abc import Collection, Sequence

    from jupyter_analyst.charts.chart import Chart
    from jupyter_analyst.charts.layout import Layout

_GLYPHS = ("h0", "h0", "m-2.5-2.5 5 5m0-5-5 5", "m-3 0h6m-3-3v6")
"""Dot, square, cross and plus by cue; a line without length is as its caps are."""
STRONG = (0.735, 0.68)
"""A stronger cell carries black in every theme; by series 0 and 1 of a diverging scale."""
_MOST_POINTS = 5_000
_SOME_POINTS = 300
"""From here on points let each other shine through."""


@singledispatch
def draw(mark: Mark, box: Layout) -> str:
    """Return a mark as SVG elements.

    Parameters
    ----------
    mark : Mark
        What is drawn.
    box : Layout
        Where.
    """
    message = f"no drawing for {mark!r}"
    raise NotImplementedError(message)


@draw.register(Bars)
def _bars(mark: Bars, box: Layout) -> str:
    shapes = []
    kind = _filled(mark.series, box) + (" soft" if box.soft_bars else "")
    for at, height in zip(mark.at, mark.height, strict=True):
        corners = _corners(
            box, at, mark.width, mark.base, mark.base + height, horizontal=mark.horizontal
        )
        x, y, width, depth = _inside(*corners, horizontal=mark.horizontal)
        number = wording.number(mark.base + height)
        said = titled(f"{mark.name}: {number}" if mark.name else number)
        shapes.append(_rect(kind, x, y, width, depth, said))
    return "".join(shapes) + (_bar_numbers(mark, box) if box.numbered else "")


def _bar_numbers(mark: Bars, box: Layout) -> str:
    texts = []
    for at, height, text in zip(mark.at, mark.height, bar_numbers(mark), strict=True):
        end = mark.base + height
        if mark.horizontal:
            texts.append(write(box.x(max(end, mark.base)) + 4, box.y(at) + 4, text))
        else:
            texts.append(write(box.x(at), box.y(max(end, mark.base)) - 4, text, anchor="middle"))
    return "".join(texts)


@draw.register(Line)
def _line(mark: Line, box: Layout) -> str:
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(mark.x, mark.y, strict=True):
        if y is None:
            runs.append([])
        else:
            runs[-1].append((box.x(x), box.y(y)))
    d = "".join(_run(run, step=mark.step) for run in runs if run)
    kind = f"{_stroked(mark.series, box)} s{' dash' if mark.dashed else ''}"
    return _stroke(kind, d)


@draw.register(Band)
def _band(mark: Band, box: Layout) -> str:
    return _area(f"{css(mark.series, 'fill')} band", *mark.outline(), box)


@draw.register(Points)
def _points(mark: Points, box: Layout) -> str:
    every = max(1, -(-len(mark.x) // _MOST_POINTS))
    places = zip(mark.x[::every], mark.y[::every], strict=True)
    spots = dict.fromkeys((_f(box.x(x)), _f(box.y(y))) for x, y in places)
    if mark.shape == "tick":
        kind = f"{css(mark.series, 'stroke')} s thin"
        return _stroke(kind, "".join(f"M{x} {y}m0-4v8" for x, y in spots))
    kind, glyph = _spot(mark.series, box)
    crowd = "" if len(spots) <= _SOME_POINTS else " small soft"
    return _stroke(kind + crowd, "".join(f"M{x} {y}{glyph}" for x, y in spots))


@draw.register(Intervals)
def _intervals(mark: Intervals, box: Layout) -> str:
    strokes, dots, texts = [], [], []
    numbers = wording.numbers(mark.mid)
    rows = zip(mark.at, mark.low, mark.mid, mark.high, numbers, strict=True)
    for at, low, mid, high, text in rows:
        if mark.horizontal:
            a, b, m, y = box.x(low), box.x(high), box.x(mid), box.y(at)
            strokes.append(
                f"M{_f(a)} {_f(y)}H{_f(b)}M{_f(a)} {_f(y - 5)}v10M{_f(b)} {_f(y - 5)}v10"
            )
            dots.append((m, y))
            texts.append(write(m, y - 9, text, anchor="middle"))
        else:
            a, b, m, x = box.y(low), box.y(high), box.y(mid), box.x(at)
            strokes.append(
                f"M{_f(x)} {_f(a)}V{_f(b)}M{_f(x - 5)} {_f(a)}h10M{_f(x - 5)} {_f(b)}h10"
            )
            dots.append((x, m))
            texts.append(write(x, b - 5, text, anchor="middle"))
    circles = "".join(
        f'<circle class="{css(mark.series, "fill")}" cx="{_f(x)}" cy="{_f(y)}" r="4.5"/>'
        for x, y in dots
    )
    shown = "".join(texts) if box.interval_numbers else ""
    return _stroke(f"{_stroked(mark.series, box)} s", "".join(strokes)) + circles + shown


@draw.register(Boxes)
def _boxes(mark: Boxes, box: Layout) -> str:
    shapes, whiskers, medians = [], [], []
    rows = zip(mark.at, mark.low, mark.q1, mark.median, mark.q3, mark.high, strict=True)
    for at, low, q1, median, q3, high in rows:
        corners = _corners(box, at, mark.width, q1, q3, horizontal=mark.horizontal)
        kind = f"{css(mark.series, 'fill')} fade {_stroked(mark.series, box)}"
        shapes.append(_rect(kind, *corners))
        for start, end in ((low, q1), (q3, high)):
            whiskers.append(_segment(box, at, start, at, end, horizontal=mark.horizontal))
        near, far = at - mark.width / 2, at + mark.width / 2
        medians.append(_segment(box, near, median, far, median, horizontal=mark.horizontal))
        for end in (low, high):
            half = mark.width / 4
            whiskers.append(
                _segment(box, at - half, end, at + half, end, horizontal=mark.horizontal)
            )
    tone = css(mark.series, "stroke")
    lines = _stroke(f"{tone} s thin", "".join(whiskers)) + _stroke(f"{tone} s", "".join(medians))
    return "".join(shapes) + lines


@draw.register(Shape)
def _shape(mark: Shape, box: Layout) -> str:
    kind = f"{css(mark.series, 'fill')} fade {_stroked(mark.series, box)}"
    return _area(kind, mark.x, mark.y, box)


@draw.register(Cells)
def _cells(mark: Cells, box: Layout) -> str:
    shapes = []
    for i, row in enumerate(mark.values):
        for j, value in enumerate(row):
            text = mark.texts[i][j] if mark.texts else ""
            if value is not None:
                shapes.append(_cell(mark, box, (i, j), value, text))
    return "".join(shapes)


def _cell(mark: Cells, box: Layout, place: tuple[int, int], value: float, text: str) -> str:
    row, column = place
    series, strength = shade(value, mark.low, mark.high)
    left, top = box.x(column - 0.5), box.y(row - 0.5)
    width, height = box.x(column + 0.5) - left - 1, box.y(row + 0.5) - top - 1
    kind, opacity = css(mark.series + series, "fill"), 0.06 + 0.94 * strength
    said = titled(text or wording.number(value))
    rect = _rect(kind, left, top, width, height, said, f' fill-opacity="{opacity:.2f}"')
    if not text or len(text) * TEXT > width + 2 or height < 12:
        return rect
    ink = "inv" if strength > STRONG[series] else "ink"
    middle = left + width / 2, top + height / 2 + 4
    return rect + write(*middle, text, anchor="middle", kind=ink)


@draw.register(Rule)
def _rule(mark: Rule, box: Layout) -> str:
    if mark.horizontal:
        y = box.y(mark.at)
        d = f"M{_f(box.left)} {_f(y)}H{_f(box.right)}"
        name = write(box.right, y - 4, mark.name, anchor="end")
    else:
        x = box.x(mark.at)
        d = f"M{_f(x)} {_f(box.top)}V{_f(box.bottom)}"
        room = box.right - x > TEXT * len(mark.name) + 4
        name = write(
            x + (4 if room else -4), box.top + 8, mark.name, anchor="start" if room else "end"
        )
    line = _stroke(f"{css(mark.series, 'stroke')} s thin dash", d)
    return line + (name if mark.name else "")


def key(series: int, chart: Chart, box: Layout, *, x: float, y: float) -> str:
    """Return what stands for a series in the legend: a short piece of what it is drawn as.

    Parameters
    ----------
    series : int
        The series.
    chart : Chart
        What it belongs to.
    box : Layout
        Where it is drawn.
    x, y : float
        Where the piece is, from its left and in its middle.
    """
    marks = [mark for mark in chart.marks if mark.series == series]
    if any(isinstance(mark, Line) for mark in marks):
        dash = " dash" if all(mark.dashed for mark in marks if isinstance(mark, Line)) else ""
        return _stroke(f"{_stroked(series, box)} s{dash}", f"M{_f(x)} {_f(y)}h11")
    if any(isinstance(mark, Bars | Boxes | Shape | Cells) for mark in marks):
        return _rect(_filled(series, box), x, y - 4.5, 9, 9)
    kind, glyph = _spot(series, box)
    return _stroke(kind, f"M{_f(x + 4.5)} {_f(y)}{glyph}")


def write(
    x: float, y: float, text: str, *, anchor: str = "start", kind: str = "", whole: str = ""
) -> str:
    """Return a text element.

    Parameters
    ----------
    x, y : float
        Where its baseline begins, is centred or ends, in pixels.
    text : str
        What is written.
    anchor : {"start", "middle", "end"}
        Which of these `x` is.
    kind : str
        Class; none if empty.
    whole : str
        The text before it was cut, shown on hover.
    """
    title = titled(whole) if whole not in {"", text} else ""
    named = f' class="{kind}"' if kind else ""
    held = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text{named} x="{_f(x)}" y="{_f(y)}"{held}>{escape(text)}{title}</text>'


def titled(text: str) -> str:
    """Return a text as what is shown on hover.

    Parameters
    ----------
    text : str
        What is said of the element around it.
    """
    return f"<title>{escape(text)}</title>"


def _cue(series: int, box: Layout) -> int:
    """Return the cue of a series where a legend needs it; names at lines say enough."""
    return cue(series) if box.legend == "row" else 0


def _stroked(series: int, box: Layout) -> str:
    """Return the classes of a line of a series."""
    number = _cue(series, box)
    return css(series, "stroke") + (f" c{number}" if number else "")


def _filled(series: int, box: Layout) -> str:
    """Return the classes of a bar of a series: full, or pale in an edge of its own."""
    edge = f" half thin {_stroked(series, box)}" if _cue(series, box) else ""
    return css(series, "fill") + edge


def _spot(series: int, box: Layout) -> tuple[str, str]:
    """Return the classes and the strokes of a point of a series."""
    number = _cue(series, box)
    kind = ("s dots", "s dots square", "s", "s")[number]
    return f"{css(series, 'stroke')} {kind}", _GLYPHS[number]


def _stroke(kind: str, d: str) -> str:
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def _rect(
    kind: str, x: float, y: float, width: float, height: float, said: str = "", more: str = ""
) -> str:
    size = f'x="{_f(x)}" y="{_f(y)}" width="{_f(width)}" height="{_f(height)}"'
    end = f">{said}</rect>" if said else "/>"
    return f'<rect class="{kind}"{more} {size}{end}'


def _area(kind: str, xs: Collection[float], ys: Collection[float], box: Layout) -> str:
    # corners share their places, those of a histogram each with a neighbour
    across = {x: _f(box.x(x)) for x in set(xs)}
    up = {y: _f(box.y(y)) for y in set(ys)}
    corners = [f"{across[x]} {up[y]}" for x, y in zip(xs, ys, strict=True)]
    return _stroke(kind, f"{_path(corners)}Z" if corners else "")


def _run(points: Sequence[tuple[float, float]], *, step: bool) -> str:
    if not step:
        return _path([f"{_f(x)} {_f(y)}" for x, y in points])
    (x, y), *rest = points
    return f"M{_f(x)} {_f(y)}" + ("".join(f"H{_f(a)}V{_f(b)}" for a, b in rest) or "h0")


def _path(corners: Sequence[str]) -> str:
    """Return straight lines from one corner to the next; of a single one, a line without length."""
    first, *rest = corners
    return f"M{first}L{' '.join(rest)}" if rest else f"M{first}h0"


def _corners(
    box: Layout, at: float, width: float, start: float, end: float, *, horizontal: bool
) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a block across the category side."""
    near, far = at - width / 2, at + width / 2
    across, up = ((start, end), (near, far)) if horizontal else ((near, far), (start, end))
    xs, ys = sorted(map(box.x, across)), sorted(map(box.y, up))
    return xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0]


def _inside(
    x: float, y: float, width: float, height: float, *, horizontal: bool
) -> tuple[float, float, float, float]:
    """Leave a fine gap between neighbouring bars."""
    gap = min(1.2, (height if horizontal else width) / 8)
    return (
        (x, y + gap / 2, width, height - gap)
        if horizontal
        else (x + gap / 2, y, width - gap, height)
    )


def _segment(
    box: Layout, at: float, value: float, at_end: float, value_end: float, *, horizontal: bool
) -> str:
    x, y, a, b = (value, at, value_end, at_end) if horizontal else (at, value, at_end, value_end)
    return f"M{_f(box.x(x))} {_f(box.y(y))}L{_f(box.x(a))} {_f(box.y(b))}"


def _f(pixels: float) -> str:
    return f"{pixels:.1f}".removesuffix(".0")
