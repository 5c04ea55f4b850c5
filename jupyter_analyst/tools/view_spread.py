"""Charts of how numbers spread: histogram, box plot, violin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import Axis, Bars, Box, Line, Points, bins, box, violin
from jupyter_analyst.tools.box_marks import Pieces, box_marks, thinned
from jupyter_analyst.tools.views import (
    MOST_CATEGORIES,
    Asked,
    Groups,
    View,
    axis,
    floats,
    lying,
    numbers,
    said,
    series,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from jupyter_analyst.charts import Mark


def histogram(asked: Asked) -> View:
    """Return how many rows fall where, or which share of each group.

    Parameters
    ----------
    asked : Asked
        `x` is a number or date; `by` makes a line for each group.
    """
    column = asked.data[asked.x]
    values = numbers(column)
    edges, counts = bins(values)
    across = axis(column)
    if asked.by is None:
        middles = edges[:-1] / 2 + edges[1:] / 2
        bars = Bars(floats(middles), floats(counts), width=float(edges[1] - edges[0]))
        sentence, numbers_seen = _summary(column)
        seen = numbers_seen | {"bins": float(len(counts)), "largest_bin": float(counts.max())}
        return View(across, Axis("rows", low=0), (bars,), sentence, seen)
    groups = series(asked, asked.by)
    marks = tuple(
        _outline(values[groups.codes == i], edges, name, groups.colour(i))
        for i, name in enumerate(groups.said)
    )
    boxes = [box(values[groups.codes == i]) for i in range(len(groups.names))]
    sentence, seen = _medians(column, groups, boxes)
    share = Axis(f"share of each {asked.by}", low=0)
    return View(across, share, marks, sentence, seen, groups.notes)


def boxes(asked: Asked) -> View:
    """Return a box for each group.

    Parameters
    ----------
    asked : Asked
        `y` is the number, `x` the groups, `by` further groups side by side; without `y`, `x` is
        the number and `by` the groups.
    """
    return _side_by_side(asked, box_marks)


def violins(asked: Asked) -> View:
    """Return a violin for each group.

    Parameters
    ----------
    asked : Asked
        As for `boxes`.
    """
    return _side_by_side(asked, _violin_marks)


def _side_by_side(asked: Asked, draw: Callable[[Pieces], list[Mark]]) -> View:
    column = asked.data[asked.y or asked.x]
    values = numbers(column)
    outer = series(asked, asked.x if asked.y else asked.by, MOST_CATEGORIES)
    inner = series(asked, asked.by if asked.y else None)
    lies = lying(outer.names)
    width = 0.7 / len(inner.names)
    marks: list[Mark] = []
    for j, name in enumerate(inner.said):
        shift = (j - (len(inner.names) - 1) / 2) * width
        parts = [values[(outer.codes == i) & (inner.codes == j)] for i in range(len(outer.names))]
        at = [i + shift for i in range(len(parts))]
        pieces = Pieces(at, parts, 0.85 * width, name, inner.colour(j), horizontal=lies)
        marks += draw(pieces)
    found = [box(values[outer.codes == i]) for i in range(len(outer.names))]
    sentence, seen = _medians(column, outer, found) if len(outer.names) > 1 else _summary(column)
    beside = Axis(outer.column, "category", categories=outer.names)
    notes = outer.notes + inner.notes + thinned(found)
    view = View(beside, axis(column), tuple(marks), sentence, seen, notes)
    return view.turned() if lies else view


def _violin_marks(pieces: Pieces) -> list[Mark]:
    marks: list[Mark] = []
    medians: list[tuple[float, float]] = []
    for at, part in zip(pieces.at, pieces.parts, strict=True):
        if not part.size:
            continue
        shape = violin(part, at=at, width=pieces.width, name=pieces.name, series=pieces.series)
        marks.append(replace(shape, x=shape.y, y=shape.x) if pieces.horizontal else shape)
        medians.append((at, float(np.median(part))))
    along, length = tuple(at for at, _ in medians), tuple(value for _, value in medians)
    x, y = (length, along) if pieces.horizontal else (along, length)
    return [*marks, Points(x, y, name=pieces.name, series=pieces.series)]


def _outline(
    values: NDArray[np.float64], edges: NDArray[np.float64], name: str, series: int
) -> Line:
    """Return the outline of a histogram of shares."""
    counts, _ = np.histogram(values, bins=edges)
    shares = counts / max(values.size, 1)
    heights = (0.0, *shares.tolist(), 0.0)
    return Line((float(edges[0]), *edges.tolist()), heights, step=True, name=name, series=series)


def _summary(column: pd.Series) -> tuple[str, dict[str, float]]:
    values = numbers(column)
    low, q1, median, q3, high = (float(q) for q in np.quantile(values, [0, 0.25, 0.5, 0.75, 1]))
    sentence = (
        f"{wording.plain(column.name)} has a **median of {said(median, column)}** "
        f"(IQR {said(q1, column)} to {said(q3, column)}) over {wording.count(len(values), 'row')}; "
        f"it ranges from {said(low, column)} to {said(high, column)}."
    )
    seen = {"n": float(len(values)), "min": low, "q1": q1, "median": median, "q3": q3, "max": high}
    return sentence, seen


def _medians(
    column: pd.Series, groups: Groups, found: Sequence[Box | None]
) -> tuple[str, dict[str, float]]:
    known = [(i, one) for i, one in enumerate(found) if one]
    texts = [
        f"{said(one.median, column)} (IQR {said(one.q1, column)} to {said(one.q3, column)}) "
        f"for {wording.plain(groups.said[i])}"
        for i, one in sorted(known, key=lambda pair: -pair[1].median)
    ]
    more = f", and {wording.count(len(texts) - 4, 'further group')}" if len(texts) > 4 else ""
    sentence = f"Medians of {wording.plain(column.name)}: {', '.join(texts[:4])}{more}."
    seen = {"n": float(groups.codes.size)}
    for i, one in known:
        name = groups.names[i]
        seen |= {f"q1[{name}]": one.q1, f"median[{name}]": one.median, f"q3[{name}]": one.q3}
    return sentence, seen
