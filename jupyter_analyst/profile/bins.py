"""Bins of equal width, chosen from the extent alone so that the engine can count into them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.statistics import Numbers

MOST = 48
"""Whole numbers get a bin each up to this span."""

USUAL = 24
_DAY = 86_400_000_000  # microseconds


@dataclass(frozen=True)
class Bins:
    """Adjacent bins.

    Parameters
    ----------
    start, width : float
        Lower end of the first bin, and the width of each.
    n : int
        How many.
    """

    start: float
    width: float
    n: int

    def edges(self) -> list[float]:
        """Return the ends of the bins, ascending, one more than there are bins."""
        return [self.start + k * self.width for k in range(self.n + 1)]

    @property
    def lowest(self) -> float:
        """Where counting starts: a billionth of a bin makes up for edges that no float can be."""
        return self.start - self.width * 1e-9


def chosen(field: Field, known: Numbers) -> Bins:
    """Return the bins that suit a column.

    Parameters
    ----------
    field : Field
        A column of numbers or dates.
    known : dict
        Its smallest and largest value, and whether it is whole.
    """
    low, high = field.ends(known)
    if field.family == "date":
        return for_date(low, high, days=field.days)
    whole = (field.family == "whole" or known.get("whole")) and max(-low, high) < 2**52
    return for_whole(low, high) if whole else for_float(low, high)


def counts(values: np.ndarray[Any, Any], bins: Bins) -> list[int]:
    """Return how many values fall into each bin; the largest may lie on the last edge.

    Parameters
    ----------
    values : ndarray
        Ascending, all within the bins.
    bins : Bins
        Where they are counted.

    Examples
    --------
    >>> counts(np.array([1, 2, 2, 3]), for_whole(1, 3))
    [1, 2, 1]
    """
    inner = bins.lowest + np.arange(1, bins.n) * bins.width
    places = [0, *np.searchsorted(values, inner).tolist(), len(values)]
    return [after - before for before, after in pairwise(places)]


def fences(known: Numbers) -> tuple[float, float]:
    """Return where outliers begin: 1.5 interquartile ranges beyond the quartiles (Tukey, 1977).

    Parameters
    ----------
    known : dict
        The quartiles.
    """
    q1, q3 = float(known["q25"]), float(known["q75"])
    return q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)


def for_whole(low: float, high: float) -> Bins:
    """Return bins for whole numbers, with edges half-way between them.

    Parameters
    ----------
    low, high : float
        Smallest and largest value.

    Examples
    --------
    >>> for_whole(1, 3)
    Bins(start=0.5, width=1.0, n=3)
    """
    span = high - low + 1
    width = 1.0 if span <= MOST else max(round_up(span / USUAL), 1.0)
    start = math.floor(low / width) * width - 0.5
    return Bins(start, width, math.floor((high - start) / width) + 1)


def for_float(low: float, high: float) -> Bins:
    """Return bins with round edges; a single one where floats leave no room for more.

    Parameters
    ----------
    low, high : float
        Smallest and largest value, both finite, far from the largest float.

    Examples
    --------
    >>> for_float(0.03, 0.96)
    Bins(start=0.0, width=0.05, n=20)
    """
    width = round_up((high - low) / USUAL)
    if width == 0 or low + width == low or high - width == high:
        return Bins(low, high - low, 1)
    start = math.floor(low / width) * width
    return Bins(start, width, max(math.ceil((high - start) / width - 1e-9), 1))


def for_date(low: float, high: float, *, days: bool) -> Bins:
    """Return bins for points in time, given in microseconds.

    Parameters
    ----------
    low, high : float
        Earliest and latest.
    days : bool
        Whether they are days, so that a bin holds whole days.
    """
    if days:
        span = (high - low) / _DAY + 1
        width = 1 if span <= MOST else math.ceil(span / USUAL)
        return Bins(low, float(width * _DAY), math.ceil(span / width))
    return Bins(low, (high - low) / USUAL, USUAL if high > low else 1)


def round_up(width: float) -> float:
    """Return the next larger 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    width : float
        Not negative; 0 stays 0.

    Examples
    --------
    >>> round_up(0.031), round_up(2.0), round_up(700.0)
    (0.05, 2.0, 1000.0)
    """
    if width == 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(width))
    if power == 0:
        return width
    steps = (step * power for step in (1, 2, 5, 10))
    # 5 * 0.01 is not the float that reads 0.05
    return next(float(f"{step:.3g}") for step in steps if step >= width * (1 - 1e-9))
