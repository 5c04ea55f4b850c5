"""Charts of correlations: the matrix, and the rows of one pair."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import GREY, Axis, Cells, Chart, Line, Mark, Points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from jupyter_analyst.tools.association import Method, Pair

MOST_POINTS = 1500
MOST_TEXTS = 10


def matrix(pairs: Sequence[Pair], names: Sequence[str], method: Method) -> Chart:
    """Return all coefficients as a heat map.

    Parameters
    ----------
    pairs : sequence of Pair
        The pairs that have a coefficient.
    names : sequence of str
        The columns in order.
    method : str
        Which coefficient.
    """
    values = _square(pairs, names)
    texts = tuple(tuple(wording.number(value, 2) for value in row) for row in values)
    strongest = max(pairs, key=lambda pair: abs(pair.r))
    cells = Cells(
        values=values, low=-1.0, high=1.0, texts=texts if len(names) <= MOST_TEXTS else ()
    )
    return Chart(
        title="Matrix",
        alt=(
            f"Heat map of {method} coefficients of {wording.count(len(names), 'column')}; the "
            f"strongest is {wording.number(strongest.r, 2)}, {strongest.a} and {strongest.b}."
        ),
        x=Axis(kind="category", categories=tuple(names)),
        y=Axis(kind="category", categories=tuple(names)),
        marks=(cells,),
    )


def _square(pairs: Sequence[Pair], names: Sequence[str]) -> tuple[tuple[float | None, ...], ...]:
    """Return the coefficients of all columns with all, row by row; None where there is none."""
    known = {(name, name): 1.0 for name in names}
    for pair in pairs:
        known[pair.a, pair.b] = known[pair.b, pair.a] = pair.r
    return tuple(tuple(known.get((a, b)) for b in names) for a in names)


def scatter(pair: Pair, values: Mapping[str, NDArray[np.float64]], method: Method) -> Chart:
    """Return the rows of a pair as points, for Pearson with the line of least squares.

    Of more than 1,500 rows, every k-th is drawn.

    Parameters
    ----------
    pair : Pair
        Two columns.
    values : mapping
        The columns with NaN for missing values, shape (n_rows,) each.
    method : str
        Which coefficient.
    """
    x, y = values[pair.a], values[pair.b]
    both = np.isfinite(x) & np.isfinite(y)
    x, y = x[both], y[both]
    step = math.ceil(x.size / MOST_POINTS)
    marks: list[Mark] = [Points(x=tuple(x[::step].tolist()), y=tuple(y[::step].tolist()))]
    if method == "pearson":
        marks += _line(x, y)
    drawn = wording.count(int(x[::step].size), "row")
    said = drawn if step == 1 else f"{drawn} of {x.size:,}"
    return Chart(
        title="Scatter",
        alt=f"{said} with {pair.b} against {pair.a}, {method} {wording.number(pair.r, 2)}.",
        x=Axis(pair.a),
        y=Axis(pair.b),
        marks=tuple(marks),
    )


def _line(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[Line]:
    """Return the line of least squares, or none where its numbers are too large."""
    across, up = float(np.mean(x)), float(np.mean(y))
    width, height = (float(np.max(np.abs(v - m))) or 1.0 for v, m in ((x, across), (y, up)))
    dx, dy = (x - across) / width, (y - up) / height  # squares of these stay finite
    slope = float(dx @ dy) / float(dx @ dx) * height
    ends = (float(x.min()), float(x.max()))
    heights = tuple(up + slope * ((end - across) / width) for end in ends)
    return [Line(x=ends, y=heights, series=GREY)] if np.isfinite(heights).all() else []
