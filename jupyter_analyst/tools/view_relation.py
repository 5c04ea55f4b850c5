"""Charts of one number over another, or over time: scatter and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import Axis, Line, Points
from jupyter_analyst.tools.association import associate
from jupyter_analyst.tools.result import Note
from jupyter_analyst.tools.views import (
    Asked,
    View,
    axis,
    floats,
    kind_of,
    numbers,
    said,
    series,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from jupyter_analyst.tools.association import Pair

MOST_POINTS = 5_000
_MOST_PLACES = 250
"""A line with more different places than this is averaged over as many equal steps."""
SEED, ALPHA = 0, 0.05


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
    for i, name in enumerate(groups.said):
        mine = drawn[groups.codes[drawn] == i]
        points = floats(x[mine]), floats(y[mine])
        marks.append(Points(*points, name=name, series=groups.colour(i)))
    found = associate(asked.x, str(asked.y), x, y, method="pearson", alpha=ALPHA)
    known = {"r": found.r, "ci_low": found.ci_low, "ci_high": found.ci_high}
    seen = {"n": float(len(x))} | {k: v for k, v in known.items() if np.isfinite(v)}
    sentence = _tendency(found)
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
    marks, are_means = [], False
    for i, name in enumerate(groups.said):
        mine = groups.codes == i
        at, heights, sizes = _means(places[mine], y[mine])
        are_means |= bool(asked.y and sizes.max(initial=0) > 1)
        shown = heights if asked.y else sizes
        marks.append(Line(floats(at), floats(shown), name=name, series=groups.colour(i)))
    at, heights, sizes = _means(places, y)
    what = f"{'Mean ' if are_means else ''}{wording.plain(asked.y or 'The number of rows')}"
    sentence, seen = _course(across, what, at, heights if asked.y else sizes)
    notes = groups.notes + steps_note + (_of_means(asked) if are_means else ())
    return View(axis(across), Axis(asked.y or "rows"), tuple(marks), sentence, seen, notes)


def _of_means(asked: Asked) -> tuple[Note, ...]:
    """Return the remark that several rows lie at one place."""
    text = f"The line is the mean of {wording.plain(asked.y or '')} there."
    return (Note(f"Several rows share a value of {wording.plain(asked.x)}.", text, tone="info"),)


def _sample(n: int) -> tuple[NDArray[np.int64], tuple[Note, ...]]:
    """Return which rows are drawn; the same ones each time."""
    if n <= MOST_POINTS:
        return np.arange(n), ()
    chosen = np.sort(np.random.default_rng(SEED).choice(n, MOST_POINTS, replace=False))
    strong = f"{MOST_POINTS:,} of {n:,} rows are drawn."
    text = f"They are a random sample (seed {SEED}); numbers are of all rows."
    return chosen, (Note(strong, text, tone="info"),)


def _places(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], tuple[Note, ...]]:
    """Return the places of a line, gathered if there are too many."""
    different = np.unique(x).size
    if different <= _MOST_PLACES:
        return x, ()
    edges = np.linspace(x.min(), x.max(), _MOST_PLACES + 1)
    step = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, _MOST_PLACES - 1)
    strong = f"{different:,} places are gathered in {_MOST_PLACES} equal steps."
    return (edges[step] + edges[step + 1]) / 2, (Note(strong, "Each shows its mean.", tone="info"),)


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
    x = "" if kind_of(across) == "date" else f"{wording.plain(across.name)} "
    marked = [float(height) for height in heights[[0, -1, top, low]]]
    first, last, highest, lowest = wording.numbers(marked)
    sentence = (
        f"{what} goes **from {first}** at {x}{where[0]} **to {last}** at {x}{where[1]}; "
        f"it is highest at {where[2]} ({highest}) and lowest at {where[3]} ({lowest})."
    )
    seen = dict(zip(("first", "last", "max", "min"), marked, strict=True))
    return sentence, {"places": float(len(at))} | seen


def _tendency(found: Pair) -> str:
    x, y = wording.plain(found.a), wording.plain(found.b)
    over = f"over {wording.count(found.n, 'row')}"
    if not np.isfinite(found.r):
        return f"{y} against {x} {over}; there is too little variation for a correlation."
    low, high = (v if np.isfinite(v) else None for v in (found.ci_low, found.ci_high))
    strength = f"Pearson’s *r* = {wording.estimate(found.r, low, high, ALPHA)} {over}"
    if abs(found.r) < 0.1:
        return f"{y} **hardly changes** with {x} along a straight line, {strength}."
    sure = low is not None and high is not None and low * high > 0
    doubt = "" if sure else ", which chance alone could explain"
    return f"{y} **{'rises' if found.r > 0 else 'falls'}** with {x}{doubt}: {strength}."
