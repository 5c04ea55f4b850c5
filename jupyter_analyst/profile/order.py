"""What follows from the order of values: whether they rise or fall, how dates are spaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.column import Spacing
from jupyter_analyst.profile.field import iso

if TYPE_CHECKING:
    from jupyter_analyst.profile.column import Direction, Frequency

_GLANCE = 200
"""Most columns turn within so many rows."""

_FEWEST = 3
_MOSTLY = 0.75
_SECOND = 1_000_000  # microseconds
_DAY = 86_400 * _SECOND
_FREQUENCIES: tuple[tuple[Frequency, int, int], ...] = (
    ("every second", _SECOND, _SECOND),
    ("every minute", 60 * _SECOND, 60 * _SECOND),
    ("hourly", 3_600 * _SECOND, 3_600 * _SECOND),
    ("daily", _DAY, _DAY),
    ("weekly", 7 * _DAY, 7 * _DAY),
    ("monthly", 28 * _DAY, 31 * _DAY),
    ("quarterly", 90 * _DAY, 92 * _DAY),
    ("yearly", 365 * _DAY, 366 * _DAY),
)
"""Shortest and longest step of each."""

_Values = np.ndarray[Any, Any]


def direction(values: _Values) -> Direction | None:
    """Return how values go, None if they turn, are all the same, or are fewer than three.

    Parameters
    ----------
    values : ndarray
        Numbers, in the order of the rows, none missing.
    """
    if len(values) < _FEWEST or values[0] == values[-1]:
        return None
    rises = bool(values[0] < values[-1])
    if not (_rises(values[:_GLANCE], rises=rises) and _rises(values, rises=rises)):
        return None
    if (values[1:] != values[:-1]).all():
        return "strictly rising" if rises else "strictly falling"
    return "rising" if rises else "falling"


def _rises(values: _Values, *, rises: bool) -> bool:
    """Return whether values never fall; or, if they are not to rise, never rise."""
    before, after = (values[:-1], values[1:]) if rises else (values[1:], values[:-1])
    return bool((before <= after).all())


def spacing(moments: _Values, *, days: bool) -> Spacing | None:
    """Return the spacing of points in time, None of fewer than three.

    Parameters
    ----------
    moments : ndarray
        Different microseconds since 1970-01-01, ascending.
    days : bool
        Whether they are days.
    """
    if len(moments) < _FEWEST:
        return None
    steps = np.diff(moments)
    longest = int(np.argmax(steps))
    usual = float(np.median(steps))
    name, most = _frequency(moments, steps, usual)
    return Spacing(
        frequency=name,
        step_s=usual / _SECOND,
        longest_s=float(steps[longest]) / _SECOND,
        after=iso(float(moments[longest]), days=days),
        gaps=int(np.count_nonzero(steps > most)) if most else 0,
    )


def _frequency(moments: _Values, steps: _Values, usual: float) -> tuple[Frequency, int]:
    """Return the name of the usual step and the longest step it allows, 0 if there is none.

    Where most steps are of one frequency, so is their median.
    """
    if _DAY <= usual <= 3 * _DAY and _skips_weekends(moments, steps):
        return "on weekdays", 3 * _DAY
    for name, low, high in _FREQUENCIES:
        if low <= usual <= high and np.mean((steps >= low) & (steps <= high)) >= _MOSTLY:
            return name, high
    return "irregular", 0


def _skips_weekends(moments: _Values, steps: _Values) -> bool:
    """Return whether days follow each other, but for Saturdays and Sundays."""
    weekdays = moments // _DAY % 7  # 1970-01-01 was a Thursday: Friday is 1
    over = (steps == 3 * _DAY) & (weekdays[:-1] == 1)
    if not over.any() or (moments % _DAY).any() or np.isin(weekdays, (2, 3)).any():
        return False
    return bool(np.mean((steps == _DAY) | over) >= _MOSTLY)
