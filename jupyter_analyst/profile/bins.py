"""Bins of equal width, chosen from the extent alone so that the engine can count into them."""

from __future__ import annotations

import math
from dataclasses import dataclass

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
