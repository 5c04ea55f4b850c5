"""The small pictures of a profile: a histogram or a bar of shares in a row, a chart below it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from jupyter_analyst import charts, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.column import ColumnProfile, Histogram, Level
    from jupyter_analyst.profile.record import Pair

_WIDTH, _HEIGHT = 112, 24
_MOST_SEGMENTS = 5
MOST_IN_HEATMAP = 12
_YEAR_1, _YEAR_9999 = -62_135_596_800_000, 253_370_764_800_000  # milliseconds since 1970


def row_histogram(histogram: Histogram) -> Markup:
    """Return a histogram of one line's height, as a single path.

    Parameters
    ----------
    histogram : Histogram
        At least one bin.
    """
    highest = max(*histogram.counts, 1)
    step = _WIDTH / len(histogram.counts)
    bar = step - (1 if step > 2.5 else 0.4)
    down = f"h{bar:.1f}V{_HEIGHT}z"
    paths = [
        f"M{i * step:.1f} {_HEIGHT}v-{max(n / highest * (_HEIGHT - 2), 1):.1f}{down}"
        for i, n in enumerate(histogram.counts)
        if n
    ]
    return Markup(  # noqa: S704  # numbers only
        f'<svg class="ja-hist" viewBox="0 0 {_WIDTH} {_HEIGHT}" height="{_HEIGHT}" '
        f'preserveAspectRatio="none" aria-hidden="true"><path d="{"".join(paths)}"/></svg>'
    )


def row_shares(levels: Sequence[Level], n: int) -> Markup:
    """Return a bar that the most frequent values divide by their share.

    Parameters
    ----------
    levels : sequence of Level
        The most frequent first.
    n : int
        Rows with a value.
    """
    widths = [100 * level.count / n for level in levels[:_MOST_SEGMENTS]]
    parts = "".join(f'<i style="width:{width:.1f}%"></i>' for width in widths if width >= 0.5)
    return Markup(  # noqa: S704  # numbers only
        f'<span class="ja-bar" aria-hidden="true">{parts}<i class="rest"></i></span>'
    )


def chart(column: ColumnProfile, *, light: bool) -> Markup:
    """Return the histogram of a column with its axes as SVG, empty if it has none.

    Parameters
    ----------
    column : ColumnProfile
        The column.
    light : bool
        Whether to draw one outline instead of bars, a fourth of the size.
    """
    histogram = column.histogram
    if histogram is None or column.distinct <= 2 or not _has_axis(column, histogram):
        return Markup("")
    drawn = charts.Chart(
        title=f"Histogram of {column.name}",
        alt=f"Histogram of {column.name}: {said(column.min)} to {said(column.max)}, "
        f"most often {_fullest(column, histogram)}",
        x=charts.Axis(column.name, kind="date" if column.kind == "date" else "number"),
        y=charts.Axis("rows", low=0),
        marks=(_outline(histogram) if light else _bars(histogram),),
    )
    return charts.svg(drawn, width=340)


def heatmap(pairs: Sequence[Pair], names: Sequence[str]) -> Markup:
    """Return the correlations of few columns as a lower triangle of coloured cells.

    Parameters
    ----------
    pairs : sequence of Pair
        All pairs of the columns.
    names : sequence of str
        The columns, at least two and at most `MOST_IN_HEATMAP`.
    """
    place = {name: i for i, name in enumerate(names)}
    values: list[list[float | None]] = [[None] * (len(names) - 1) for _ in names[1:]]
    texts = [[""] * (len(names) - 1) for _ in names[1:]]
    for pair in pairs:
        above, below = sorted((place[pair.a], place[pair.b]))
        values[below - 1][above] = pair.r
        texts[below - 1][above] = pair.said
    drawn = charts.Chart(
        title="Correlations",
        alt=f"Pearson correlations of {wording.count(len(names), 'column')}, as in the table below",
        x=charts.Axis(kind="category", categories=tuple(names[:-1])),
        y=charts.Axis(kind="category", categories=tuple(names[1:])),
        marks=(
            charts.Cells(
                values=tuple(map(tuple, values)),
                low=-1.0,
                high=1.0,
                texts=tuple(map(tuple, texts)),
            ),
        ),
    )
    return charts.svg(drawn, width=min(160 + 44 * len(names), 680))


def said(value: float | str | None) -> str:
    """Return a value as text: numbers rounded, points in time as a reader writes them.

    Parameters
    ----------
    value : float or str or None
        A number, ISO 8601 text, or nothing.
    """
    if isinstance(value, str):
        return value.replace("T", " ").removesuffix(" 00:00:00")
    return wording.number(value)


def _has_axis(column: ColumnProfile, histogram: Histogram) -> bool:
    """Return whether its dates, with some room around them, are ones Python can write."""
    first, *_, last = histogram.edges
    room = (last - first) / 10
    return column.kind != "date" or (first - room > _YEAR_1 and last + room < _YEAR_9999)


def _bars(histogram: Histogram) -> charts.Bars:
    edges = histogram.edges
    centres = tuple(low / 2 + high / 2 for low, high in pairwise(edges))
    return charts.Bars(
        at=centres, height=tuple(map(float, histogram.counts)), width=edges[1] - edges[0]
    )


def _outline(histogram: Histogram) -> charts.Shape:
    x = [edge for edge in histogram.edges for _ in range(2)]
    y = [float(n) for n in histogram.counts for _ in range(2)]
    return charts.Shape(x=tuple(x), y=(0.0, *y, 0.0))


def _fullest(column: ColumnProfile, histogram: Histogram) -> str:
    k = max(range(len(histogram.counts)), key=histogram.counts.__getitem__)
    if column.kind == "date":
        return f"in part {k + 1} of {len(histogram.counts)}"
    return wording.interval(histogram.edges[k], histogram.edges[k + 1])
