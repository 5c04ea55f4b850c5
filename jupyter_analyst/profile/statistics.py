"""The statistics of a profile, declared once: which columns they suit and how SQL counts them.

What follows from values in order, such as quantiles, is in `ordered`; what follows from sums of
their powers, such as the mean, in `moments`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Family = Literal["whole", "float", "boolean", "date", "text"]
"""How the engine holds a column; a date is a number of microseconds, nested values are text."""

Numbers = dict[str, Any]
"""What is known of a column so far: name of a statistic to its value."""

NUMBERS: tuple[Family, ...] = ("whole", "float")
ORDERED: tuple[Family, ...] = ("whole", "float", "date")
ALL: tuple[Family, ...] = ("whole", "float", "boolean", "date", "text")


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
    follows : callable, optional
        Returns its value where that follows from smallest and largest value, else None; saves
        asking.
    """

    name: str
    families: tuple[Family, ...]
    sql: str
    follows: Callable[[Numbers], object] = lambda _: None


EXTENT = (
    Statistic("count", ALL, "count({x})"),
    Statistic("min", ORDERED, "min({x})"),
    Statistic("max", ORDERED, "max({x})"),
    Statistic("length_min", ("text",), "min(length({x}))"),
    Statistic("length_mean", ("text",), "avg(length({x}))"),
    Statistic("length_max", ("text",), "max(length({x}))"),
    Statistic("n_bytes", ("text",), "sum(strlen({x}))"),
    # white space comes before "!", or after ASCII; few texts begin with it, so few are trimmed
    Statistic(
        "blank",
        ("text",),
        "count_if(case when {x} < '!' or {x} >= chr(160) then trim({x}) = '' end)",
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
        follows=lambda known: 0 if known["min"] > 0 or known["max"] < 0 else None,
    ),
    Statistic(
        "negatives",
        NUMBERS,
        "count_if({raw} < 0)",
        follows=lambda known: 0 if known["min"] >= 0 else None,
    ),
    Statistic(
        "whole",
        ("float",),
        "bool_and({raw} = floor({raw}))",
        follows=lambda known: False if known["min"] % 1 or known["max"] % 1 else None,
    ),
    Statistic(
        "at_min",
        NUMBERS,
        "count_if({raw} = {low})",
        follows=lambda known: None if known["min"] in SENTINELS else 0,
    ),
    Statistic(
        "at_max",
        NUMBERS,
        "count_if({raw} = {high})",
        follows=lambda known: None if known["max"] in SENTINELS else 0,
    ),
    Statistic(
        "future",
        ("date",),
        f"count_if({{x}} > epoch_us(get_current_timestamp()) + {_DAY})",
        follows=lambda known: 0 if known["max"] <= _tomorrow() else None,
    ),
    Statistic(
        "placeholders",
        ("date",),
        f"count_if({{x}} in {PLACEHOLDERS})",
        follows=lambda known: (
            0 if known["min"] > PLACEHOLDERS[-1] or known["max"] < PLACEHOLDERS[0] else None
        ),
    ),
)
"""What is asked when smallest and largest values are known."""
