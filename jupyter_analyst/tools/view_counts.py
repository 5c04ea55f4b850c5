"""Charts of categories: bars and heat map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.charts import GREY, Axis, Bars, Cells, Intervals
from jupyter_analyst.tools.result import Note
from jupyter_analyst.tools.views import (
    MOST_CATEGORIES,
    Asked,
    Groups,
    View,
    floats,
    grouped,
    lying,
    numbers,
    series,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.95
_MOST_TEXTS = 12
"""With more columns than this the cells of a heat map carry no numbers."""


def bars(asked: Asked) -> View:
    """Return the rows of each category, or the mean of a number there with its interval.

    Parameters
    ----------
    asked : Asked
        `x` is the category, `y` a number; `by` puts bars side by side.
    """
    outer = grouped(asked.data[asked.x], MOST_CATEGORIES)
    inner = series(asked, asked.by)
    lies = lying(outer.names)
    width = 0.8 / len(inner.names)
    marks: list[Bars | Intervals] = []
    for j, name in enumerate(inner.said):
        shift = (j - (len(inner.names) - 1) / 2) * width
        mine = inner.codes == j
        kind = _Look(shift, 0.9 * width, name, inner.colour(j), lies)
        marks += _bar_marks(asked, outer, mine, kind)
    sentence, seen = _means_said(asked, outer) if asked.y else _counts_said(outer)
    label = f"mean of {asked.y}, {wording.percent(LEVEL)} interval" if asked.y else "rows"
    names = Axis(asked.x, "category", categories=outer.names)
    notes = outer.notes + inner.notes + (_lonely(outer) if asked.y else ())
    low = None if asked.y else 0.0
    view = View(names, Axis(label, low=low), tuple(marks), sentence, seen, notes)
    return view.turned() if lies else view


def heatmap(asked: Asked) -> View:
    """Return the rows of each pair of categories, or the mean of a number there.

    Parameters
    ----------
    asked : Asked
        `x` and `y` are categories; with `by`, `x` and `by` are, and `y` is a number.
    """
    sides = (grouped(asked.data[name], MOST_CATEGORIES) for name in _sides(asked))
    down, across = sorted(sides, key=lambda side: -max(map(len, side.names)))
    table, sizes = _table(asked, down, across)
    alone = np.full_like(table, np.nan)
    alone[: down.alone, : across.alone] = table[: down.alone, : across.alone]
    if np.isnan(alone).all():
        alone = table
    row, column = np.unravel_index(np.nanargmax(alone), alone.shape)
    shown = [[None if np.isnan(cell) else cell for cell in cells] for cells in table.tolist()]
    texts = _texts(shown) if len(across.names) <= _MOST_TEXTS else ()
    cells = Cells(
        values=tuple(map(tuple, shown)),
        low=float(np.nanmin(alone)) if asked.by else 0.0,
        high=float(alone[row, column]),
        texts=texts,
        name=f"mean of {asked.y}" if asked.by else "rows",
    )
    best = f"{wording.plain(down.said[row])} with {wording.plain(across.said[column])}"
    top, n = float(alone[row, column]), int(sizes.sum())
    return View(
        Axis(across.column, "category", categories=across.names),
        Axis(down.column, "category", categories=down.names),
        (cells,),
        _peak(asked, best, top, n),
        {"n": float(n), "cells": float(sizes.size), "max": top},
        across.notes + down.notes,
    )


def _texts(shown: list[list[float | None]]) -> tuple[tuple[str, ...], ...]:
    """Return the cells as texts, with the same decimals in all; nothing in an empty one."""
    decimals = wording.decimals_for([cell for row in shown for cell in row])
    return tuple(
        tuple("" if cell is None else wording.number(cell, decimals) for cell in row)
        for row in shown
    )


def _sides(asked: Asked) -> tuple[str, str]:
    """Return the two columns of categories; the one with the longer names is drawn upright."""
    return asked.x, str(asked.by or asked.y)


def _table(
    asked: Asked, down: Groups, across: Groups
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what the cells show, and the rows in each."""
    shape = len(down.names), len(across.names)
    pair = down.codes * shape[1] + across.codes
    sizes = np.bincount(pair, minlength=shape[0] * shape[1]).astype(float)
    if not asked.by:
        return sizes.reshape(shape), sizes
    sums = np.bincount(pair, weights=numbers(asked.data[str(asked.y)]), minlength=len(sizes))
    means = np.divide(sums, sizes, out=np.full(len(sizes), np.nan), where=sizes > 0)
    return means.reshape(shape), sizes


@dataclass(frozen=True)
class _Look:
    """How the bars of one series look."""

    shift: float
    width: float
    name: str
    series: int
    horizontal: bool


@dataclass(frozen=True)
class Mean:
    """A mean with its 95 % interval by Student's t.

    Parameters
    ----------
    n : int
        Number of values.
    mean, low, high : float
        In the unit of the values; one value has no interval and repeats itself.
    """

    n: int
    mean: float
    low: float
    high: float


def mean(values: NDArray[np.float64]) -> Mean:
    """Return the mean of at least one value with its interval.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Numbers without missing ones.
    """
    from scipy.special import stdtrit

    n, middle = len(values), float(values.mean())
    if n < 2:
        return Mean(n, middle, middle, middle)
    half = float(stdtrit(n - 1, (1 + LEVEL) / 2) * values.std(ddof=1) / n**0.5)
    return Mean(n, middle, middle - half, middle + half)


def _bar_marks(
    asked: Asked, outer: Groups, mine: NDArray[np.bool_], look: _Look
) -> list[Bars | Intervals]:
    """Return the bars of one series, and the intervals on them if they are means."""
    at: tuple[float, ...] = tuple(i + look.shift for i in range(len(outer.names)))
    style: dict[str, Any] = {
        "horizontal": look.horizontal,
        "name": look.name,
        "series": look.series,
    }
    if asked.y is None:
        heights = floats(np.bincount(outer.codes[mine], minlength=len(at)))
        k = outer.alone
        rest = Bars(at[k:], heights[k:], width=look.width, **style | {"series": GREY})
        return [Bars(at[:k], heights[:k], width=look.width, **style), *[rest][: len(at) - k]]
    values = numbers(asked.data[asked.y])
    parts = [values[mine & (outer.codes == i)] for i in range(len(at))]
    known = [(a, mean(part)) for a, part in zip(at, parts, strict=True) if part.size]
    places = tuple(a for a, _ in known)
    middles = tuple(one.mean for _, one in known)
    return [
        Bars(places, middles, width=look.width, **style),
        Intervals(
            places,
            tuple(one.low for _, one in known),
            middles,
            tuple(one.high for _, one in known),
            **style,
        ),
    ]


def _counts_said(groups: Groups) -> tuple[str, dict[str, float]]:
    sizes = np.bincount(groups.codes, minlength=len(groups.names))
    n, alone = int(sizes.sum()), groups.alone
    top = int(sizes[:alone].argmax())
    sentence = (
        f"**{wording.plain(groups.names[top])}** is the most frequent of "
        f"{wording.count(alone + groups.merged, 'value')} of {wording.plain(groups.column)}: "
        f"{sizes[top]:,} of {wording.count(n, 'row')} ({wording.percent(sizes[top] / n)})."
    )
    named = zip(groups.names, sizes, strict=True)
    return sentence, {"n": float(n)} | {f"n[{name}]": float(size) for name, size in named}


def _means_said(asked: Asked, groups: Groups) -> tuple[str, dict[str, float]]:
    values = numbers(asked.data[str(asked.y)])
    found = {name: mean(values[groups.codes == i]) for i, name in enumerate(groups.names)}
    said = dict(zip(groups.names, groups.said, strict=True))
    ranked = sorted(found, key=lambda name: -found[name].mean)
    high, low = (_with_interval(said[name], found[name]) for name in (ranked[0], ranked[-1]))
    seen = {"n": float(len(values))}
    for name, one in found.items():
        seen |= {
            f"mean[{name}]": one.mean,
            f"ci_low[{name}]": one.low,
            f"ci_high[{name}]": one.high,
        }
    if len(ranked) == 1:
        return f"Mean {wording.plain(asked.y)} is {high}.", seen
    return f"Mean {wording.plain(asked.y)} is **highest for {high}** and lowest for {low}.", seen


def _with_interval(name: str, one: Mean) -> str:
    middle, low, high = wording.numbers([one.mean, one.low, one.high])
    return f"{wording.plain(name)} ({middle}, {wording.percent(LEVEL)} CI [{low}, {high}])"


def _lonely(groups: Groups) -> tuple[Note, ...]:
    single = int((np.bincount(groups.codes) == 1).sum())
    if not single:
        return ()
    return (
        Note(
            f"{wording.count(single, 'group has', 'groups have')} one row.",
            "Without a second row a mean has no interval.",
        ),
    )


def _peak(asked: Asked, best: str, value: float, n: int) -> str:
    if asked.by:
        return f"Mean {wording.plain(asked.y)} is **highest for {best}** ({wording.number(value)})."
    return (
        f"**{best}** is the most frequent pair: {value:,.0f} of {wording.count(n, 'row')} "
        f"({wording.percent(value / n)})."
    )
