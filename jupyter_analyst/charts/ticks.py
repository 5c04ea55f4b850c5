"""Where an axis carries numbers or dates, and what is written there."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jupyter_analyst import wording

if TYPE_CHECKING:
    from collections.abc import Callable

_SHORT = ((1e12, "T"), (1e9, "bn"), (1e6, "M"))
_VAST = 1e200
"""From here on differences may be too large for a float."""
_FURTHEST = 8.64e15
"""Milliseconds from 1970 up to which ECMAScript, and so any browser, knows dates."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# numpy's unit, its length in ms, and how many of it may lie between two ticks
_CLOCK = (
    ("s", 1_000, (1, 5, 15, 30)),
    ("m", 60_000, (1, 5, 15, 30)),
    ("h", 3_600_000, (1, 3, 6, 12)),
    ("D", 86_400_000, (1, 2, 7, 14)),
    ("M", 2_629_746_000, (1, 3, 6)),
    ("Y", 31_556_952_000, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_STEPS = [(length * n, unit, n) for unit, length, many in _CLOCK for n in many]


def number_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers (steps of 1, 2 or 5) between two ends.

    Parameters
    ----------
    low, high : float
        Ends of the axis, `low` < `high`.
    most : int
        How many at most, at least 2.

    Examples
    --------
    >>> number_ticks(0, 10, 6), number_ticks(-0.13, 0.31, 5)
    ([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], [-0.1, 0.0, 0.1, 0.2, 0.3])
    """
    if max(-low, high) > _VAST:
        return [tick * _VAST for tick in number_ticks(low / _VAST, high / _VAST, most)]
    step = _step((high - low) / (most + 1))
    while math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1 > most:
        step = _step(step * 1.01)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    digits = max(0, -math.floor(math.log10(step)))
    return [round(i * step, digits) + 0.0 for i in range(first, last + 1)]


def number_texts(ticks: list[float]) -> list[str]:
    """Return what is written at numbers: the same decimals for all, millions shortened.

    Parameters
    ----------
    ticks : list of float
        As `number_ticks` returns them.

    Examples
    --------
    >>> number_texts([-0.5, 0.0, 0.5]), number_texts([0.0, 2e7, 4e7])
    (['−0.5', '0.0', '0.5'], ['0', '20M', '40M'])
    """
    largest = max(map(abs, ticks), default=0.0)
    step = min((b - a for a, b in pairwise(ticks)), default=largest) or 1.0
    if largest >= 1e15 or 0 < largest < 1e-4:
        return [_scientific(tick, step) for tick in ticks]
    unit, letter = _unit(largest, step)
    shown = [tick / unit for tick in ticks]
    decimals = _decimals(shown, step / unit)
    return [wording.number(v, decimals) + (letter if v else "") for v in shown]


def _unit(largest: float, step: float) -> tuple[float, str]:
    """Return what numbers are shown in, and its letter: millions of large ones."""
    fits = (s for s in _SHORT if largest >= max(s[0], 1e7) and step >= s[0] / 1000)
    return next(fits, (1.0, ""))


def _decimals(values: list[float], step: float) -> int:
    """Return how many decimals tell all numbers as they are."""
    return next(n for n in range(19) if all(_is_round(value, n, step) for value in values))


def date_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round points in time between two ends: whole hours, days, months, years.

    Parameters
    ----------
    low, high : float
        Ends of the axis in milliseconds since 1970-01-01 UTC, `low` < `high`.
    most : int
        How many at most, at least 2.
    """
    low, high = (min(max(end, -_FURTHEST), _FURTHEST) for end in (low, high))
    unit, n = _clock_step((high - low) / most)
    length = np.timedelta64(n, unit)  # type: ignore[call-overload]  # any unit numpy knows
    ends = np.array([low, high]).astype("int64").astype("datetime64[ms]")
    # weeks begin on a Monday, and thousands of years at zero
    begin = "2000-01-03" if (unit, n) in {("D", 7), ("D", 14)} else "2000-01-01"
    anchor = np.datetime64("0000-01-01" if unit == "Y" else begin)
    units = (ends.astype(f"datetime64[{unit}]") - anchor.astype(f"datetime64[{unit}]")) // length
    steps = np.arange(units[0], units[1] + 1)
    points = (anchor.astype(f"datetime64[{unit}]") + steps * length).astype("datetime64[ms]")
    times = points.astype("int64").astype(float)
    kept = times[(times >= low) & (times <= high)].tolist()
    return kept[:: math.ceil(len(kept) / most)] if kept else [low]


def date_texts(ticks: list[float]) -> list[str]:
    """Return what is written at points in time; day and year stand where they begin.

    Parameters
    ----------
    ticks : list of float
        Milliseconds since 1970-01-01 UTC, ascending.

    Examples
    --------
    >>> date_texts([1577836800000.0, 1585699200000.0, 1609459200000.0])
    ['Jan 2020', 'Apr', 'Jan 2021']
    """
    moments = _moments(ticks)
    text = _writer(moments)
    changed = [True, *(text.context(a) != text.context(b) for a, b in pairwise(moments))]
    return [
        text.whole(m) if new else text.short(m) for m, new in zip(moments, changed, strict=True)
    ]


class _Moment(NamedTuple):
    """A point in time; `datetime` ends at the years 1 and 9999."""

    year: int
    month: int
    day: int
    second: int  # of the day


def _moments(ticks: list[float]) -> list[_Moment]:
    stamps = np.array(ticks).astype("int64").astype("datetime64[ms]")
    years, months, days = (stamps.astype(f"datetime64[{unit}]") for unit in "YMD")
    parts = (
        years.astype(int) + 1970,
        (months - years).astype(int) + 1,
        (days - months).astype(int) + 1,
        (stamps - days).astype(int) // 1000,
    )
    return [_Moment(*one) for one in zip(*(part.tolist() for part in parts), strict=True)]


@dataclass(frozen=True)
class _Writer:
    """How points in time are written: in short, and whole where their context changes."""

    short: Callable[[_Moment], str]
    whole: Callable[[_Moment], str]
    context: Callable[[_Moment], object]


def _writer(moments: list[_Moment]) -> _Writer:
    if all(m[1:] == (1, 1, 0) for m in moments):
        return _Writer(_year, _year, _year)
    if all(m[2:] == (1, 0) for m in moments):
        return _Writer(_month, lambda m: f"{_month(m)} {_year(m)}", _year)
    if all(m.second == 0 for m in moments):
        return _Writer(_day, lambda m: f"{_day(m)} {_year(m)}", _year)
    clock = _minutes if all(m.second % 60 == 0 for m in moments) else _seconds
    return _Writer(clock, lambda m: f"{_day(m)} {clock(m)}", _day)


def _year(moment: _Moment) -> str:
    return str(moment.year).replace("-", wording.MINUS)


def _month(moment: _Moment) -> str:
    return _MONTHS[moment.month - 1]


def _day(moment: _Moment) -> str:
    return f"{moment.day} {_month(moment)}"


def _minutes(moment: _Moment) -> str:
    return f"{moment.second // 3600:02}:{moment.second // 60 % 60:02}"


def _seconds(moment: _Moment) -> str:
    return f"{_minutes(moment)}:{moment.second % 60:02}"


def _step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * k for k in (1, 2, 5, 10, 20) if power * k >= least * (1 - 1e-9))


def _clock_step(least: float) -> tuple[str, int]:
    lengths = [length for length, _, _ in _STEPS]
    _, unit, n = _STEPS[min(bisect_left(lengths, least), len(_STEPS) - 1)]
    return unit, n


def _is_round(value: float, decimals: int, step: float) -> bool:
    """Tell whether a value has no more decimals, as far as its neighbours can tell."""
    return abs(value - round(value, decimals)) <= step / 1000


def _scientific(tick: float, step: float) -> str:
    """Return a very large or small number with as many digits as tell it from its neighbours."""
    if not tick:
        return "0"
    digits = min(max(2, math.ceil(math.log10(abs(tick) / step) + 0.5)), 16)
    return f"{tick:.{digits}e}".replace("-", wording.MINUS)
