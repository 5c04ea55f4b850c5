"""The statistics of a profile, declared once: which columns they suit and how they are counted.

Of rows that are all in memory, from the values of a column in order or from its different texts; of
very many, by SQL. Quantiles and what else follows from order alone are in `ordered`; what follows
from sums of powers, such as the mean, in `moments`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


Family = Literal["whole", "float", "boolean", "date", "text"]
"""How the engine holds a column; a date is a number of microseconds, nested values are text."""

Numbers = dict[str, Any]
"""What is known of a column so far: name of a statistic to its value."""

NUMBERS: tuple[Family, ...] = ("whole", "float")
ORDERED: tuple[Family, ...] = ("whole", "float", "date")
TEXTS: tuple[Family, ...] = ("text",)
ALL: tuple[Family, ...] = ("whole", "float", "boolean", "date", "text")


_Values = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Statistic:
    """One number per column.

    Parameters
    ----------
    name : str
        The field of `ColumnProfile` it fills.
    families : tuple of str
        The columns it is computed for.
    sql : str
        An aggregate over `{x}`, or over `{raw}` where `x` may be scaled; `{low}` and `{high}` are
        smallest and largest value.
    of : callable, optional
        Returns the same of numbers and dates in order, or of `Words`; None for what is asked of the
        engine alone.
    follows : callable, optional
        Returns its value where that follows from smallest and largest value, else None; saves
        counting.
    """

    name: str
    families: tuple[Family, ...]
    sql: str
    of: Callable[[Any], object] | None = None
    follows: Callable[[Numbers], object] = lambda _: None


def finite(values: _Values) -> _Values:
    """Return the finite ones of numbers in order.

    Parameters
    ----------
    values : ndarray
        Ascending; none missing.
    """
    if values.dtype.kind != "f" or not len(values) or np.isfinite(values[[0, -1]]).all():
        return values
    low = np.searchsorted(values, -np.inf, side="right")
    return values[low : np.searchsorted(values, np.inf, side="left")]


def _end(values: _Values, place: int) -> float | None:
    """Return the smallest or largest finite value, None if there is none."""
    some = finite(values)
    return some[place].item() if len(some) else None


def _below(values: _Values, x: float) -> int:
    return int(np.searchsorted(values, x))


def _equal(values: _Values, *wanted: Any) -> int:
    """Return how many of values in order are one of those wanted."""
    ends = np.searchsorted(values, wanted, "right") - np.searchsorted(values, wanted)
    return int(ends.sum())


EXTENT = (
    Statistic("count", ALL, "count({x})", len),
    Statistic("min", ORDERED, "min({x})", lambda values: _end(values, 0)),
    Statistic("max", ORDERED, "max({x})", lambda values: _end(values, -1)),
    Statistic("length_min", TEXTS, "min(length({x}))", lambda words: words.shortest),
    Statistic("length_mean", TEXTS, "avg(length({x}))", lambda words: words.mean_length),
    Statistic("length_max", TEXTS, "max(length({x}))", lambda words: words.longest),
    Statistic("n_bytes", TEXTS, "sum(strlen({x}))", lambda words: words.n_bytes),
    # white space comes before "!", or after it in ASCII; few texts begin so, and few are matched
    Statistic(
        "blank",
        TEXTS,
        "coalesce(count_if(case when {x} < '!' or {x} > '~' "
        r"then regexp_full_match({x}, '[\s\v\x1c-\x1f\x85\p{{Z}}]*') end), 0)",
        lambda words: words.blank,
    ),
)
"""What is asked first."""

FINITE_EXTENT = (
    Statistic("infinite", ("float",), "count_if(isinf({raw}))"),
    *(statistic for statistic in EXTENT if statistic.name in {"min", "max"}),
)
"""What is asked again where smallest or largest value is infinite."""

DISTINCT_ESTIMATE = Statistic("distinct", ALL, "approx_count_distinct({raw})")
"""Asked with `EXTENT` when there are too many rows to count different values."""

QUANTILES = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}

SCALED = frozenset({"mean", "std", "mad", *QUANTILES})
"""What has the unit of the values."""

SAMPLED = frozenset({"mad", "outliers", "sentinels", *QUANTILES})
"""What comes from a random sample where there are very many rows."""

SENTINELS = frozenset({-99.0, -999.0, -9999.0, -99999.0, 999.0, 9999.0, 99999.0, 999999.0})
"""Numbers that often stand for a missing one."""

PLACEHOLDERS = (-2_208_988_800_000_000, 0)
"""Dates that often stand for a missing one, 1900-01-01 and 1970-01-01, in microseconds."""

_DAY = 86_400_000_000


def _tomorrow() -> float:
    """Return a day from now, in microseconds: where the sun rises first it is a date already."""
    return time.time() * 1e6 + _DAY


SHAPE = (
    Statistic(
        "zeros",
        NUMBERS,
        "count_if({raw} = 0)",
        lambda values: _equal(values, 0),
        follows=lambda known: 0 if known["min"] > 0 or known["max"] < 0 else None,
    ),
    Statistic(
        "negatives",
        NUMBERS,
        "count_if({raw} < 0)",
        lambda values: _below(values, 0),
        follows=lambda known: 0 if known["min"] >= 0 else None,
    ),
    Statistic(
        "whole",
        ("float",),
        "bool_and({raw} = floor({raw}))",
        lambda values: bool((values == np.floor(values)).all()),
        follows=lambda known: False if known["min"] % 1 or known["max"] % 1 else None,
    ),
    Statistic(
        "at_min",
        NUMBERS,
        "count_if({raw} = {low})",
        lambda values: _equal(values, _end(values, 0)),
        follows=lambda known: None if known["min"] in SENTINELS else 0,
    ),
    Statistic(
        "at_max",
        NUMBERS,
        "count_if({raw} = {high})",
        lambda values: _equal(values, _end(values, -1)),
        follows=lambda known: None if known["max"] in SENTINELS else 0,
    ),
    Statistic(
        "future",
        ("date",),
        f"count_if({{x}} > epoch_us(get_current_timestamp()) + {_DAY})",
        lambda values: len(values) - _below(values, _tomorrow()),
        follows=lambda known: 0 if known["max"] <= _tomorrow() else None,
    ),
    Statistic(
        "placeholders",
        ("date",),
        f"count_if({{x}} in {PLACEHOLDERS})",
        lambda values: _equal(values, *PLACEHOLDERS),
        follows=lambda known: (
            0 if known["min"] > PLACEHOLDERS[-1] or known["max"] < PLACEHOLDERS[0] else None
        ),
    ),
)
"""What is asked when smallest and largest values are known."""
