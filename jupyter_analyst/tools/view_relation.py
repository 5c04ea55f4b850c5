"""Charts of one number over another, or over time: scatter and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import Axis, Line, Points
from jupyter_analyst.tools.result import Note
from jupyter_analyst.tools.views import (
    Asked,
    View,
    axis,
    floats,
    numbers,
    said,
    series,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

MOST_POINTS = 5_000
_MOST_PLACES = 250
"""A line with more different places than this is averaged over as many equal steps."""
SEED = 0


def scatter(asked: Asked) -> View:
    """Return a point for each row, or for a sample where they would cover each other.

    Parameters
    ----------
    asked : Asked
        `x` and `y` are numbers or dates; `by` colours.
    """
    across, up = asked.data[asked.x], asked.data[str(asked.y)]
    x, y, groups = numbers(across), numbers(up), series(asked, asked.by)
    drawn, notes = _sample(len(x))
    marks = []
    for i, name in enumerate(groups.names):
        mine = drawn[groups.codes[drawn] == i]
        points = floats(x[mine]), floats(y[mine])
        marks.append(Points(*points, name=name, series=groups.colour(i)))
    r = _pearson(x, y)
    sentence = _tendency(across, up, r, len(x))
    seen = {"n": float(len(x))} | ({} if r is None else {"r": r})
    return View(axis(across), axis(up), tuple(marks), sentence, seen, groups.notes + notes)


def line(asked: Asked) -> View:
    """Return the mean of a number at each place, or the number of rows there, as a line.

    Parameters
    ----------
    asked : Asked
        `x` is a number or date, `y` a number; `by` makes a line for each group.
    """
    across = asked.data[asked.x]
    x, groups = numbers(across), series(asked, asked.by)
    y = numbers(asked.data[asked.y]) if asked.y else np.ones(len(x))
    places, steps_note = _places(x)
    marks, repeated = [], False
    for i, name in enumerate(groups.names):
        mine = groups.codes == i
        at, heights, sizes = _means(places[mine], y[mine])
        repeated |= bool(sizes.max(initial=0) > 1)
        shown = heights if asked.y else sizes
        marks.append(Line(floats(at), floats(shown), name=name, series=groups.colour(i)))
    notes = groups.notes + steps_note
    if repeated and asked.y:
        text = f"The line is the mean of {wording.plain(asked.y)} there."
        notes += (Note(f"Several rows share a value of {wording.plain(asked.x)}.", text),)
    at, heights, sizes = _means(places, y)
    sentence, seen = _course(
        across, wording.plain(asked.y or "The number of rows"), at, heights if asked.y else sizes
    )
    return View(axis(across), Axis(asked.y or "rows"), tuple(marks), sentence, seen, notes)


def _sample(n: int) -> tuple[NDArray[np.int64], tuple[Note, ...]]:
    """Return which rows are drawn; the same ones each time."""
    if n <= MOST_POINTS:
        return np.arange(n), ()
    chosen = np.sort(np.random.default_rng(SEED).choice(n, MOST_POINTS, replace=False))
    strong = f"{MOST_POINTS:,} of {n:,} rows are drawn."
    text = f"They are a random sample (seed {SEED}); numbers are of all rows."
    return chosen, (Note(strong, text),)


def _places(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], tuple[Note, ...]]:
    """Return the places of a line, gathered if there are too many."""
    different = np.unique(x).size
    if different <= _MOST_PLACES:
        return x, ()
    edges = np.linspace(x.min(), x.max(), _MOST_PLACES + 1)
    step = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, _MOST_PLACES - 1)
    strong = f"{different:,} places are gathered in {_MOST_PLACES} equal steps."
    return (edges[step] + edges[step + 1]) / 2, (Note(strong, "Each shows its mean."),)


def _means(
    places: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the different places in order, the mean of `y` at each, and the rows there."""
    at, index, sizes = np.unique(places, return_inverse=True, return_counts=True)
    sums = np.bincount(index, weights=y, minlength=len(at))
    return at, sums / sizes, sizes.astype(float)


def _course(
    across: pd.Series, what: str, at: NDArray[np.float64], heights: NDArray[np.float64]
) -> tuple[str, dict[str, float]]:
    top, low = int(heights.argmax()), int(heights.argmin())
    where = [said(place, across) for place in at[[0, -1, top, low]]]
    marked = [float(height) for height in heights[[0, -1, top, low]]]
    first, last, highest, lowest = wording.numbers(marked)
    sentence = (
        f"{what} goes **from {first}** at {where[0]} **to {last}** at {where[1]}; it is highest "
        f"at {where[2]} ({highest}) and lowest at {where[3]} ({lowest})."
    )
    seen = dict(zip(("first", "last", "max", "min"), marked, strict=True))
    return sentence, {"places": float(len(at))} | seen


def _pearson(x: NDArray[np.float64], y: NDArray[np.float64]) -> float | None:
    """Return Pearson's correlation, or None where a column does not vary."""
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    return float(np.corrcoef(x, y)[0, 1])


def _tendency(across: pd.Series, up: pd.Series, r: float | None, n: int) -> str:
    x, y = wording.plain(across.name), wording.plain(up.name)
    over = f"over {wording.count(n, 'row')}"
    if r is None:
        return f"{y} against {x} {over}; there is too little variation for a correlation."
    way = "rises" if r > 0 else "falls"
    shown = wording.number(r, 2).replace("0.", ".", 1)  # as APA writes what cannot exceed 1
    strength = f"Pearson's *r* = {shown} {over}"
    if abs(r) < 0.1:
        return f"{y} **hardly changes** with {x} along a straight line, {strength}."
    return f"{y} **{way}** with {x}, {strength}."
