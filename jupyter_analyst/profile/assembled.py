"""From what the queries found to the profile of a column, in its own unit."""

from __future__ import annotations

import math
from dataclasses import fields as fields_of
from decimal import Decimal
from typing import TYPE_CHECKING

from jupyter_analyst.profile.column import ColumnProfile, Histogram, Level
from jupyter_analyst.profile.field import iso
from jupyter_analyst.profile.levels import MOST_TOP
from jupyter_analyst.profile.memory import memory
from jupyter_analyst.profile.statistics import SAMPLED, SCALED

if TYPE_CHECKING:
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

FAR = 3.0
"""So many interquartile ranges beyond the quartiles a value stands apart."""

_LARGEST = 1.7976931348623157e308
_DECLARED = {f.name for f in fields_of(ColumnProfile)} - {"top", "rarest", "histogram"}


def assembled(field: Field, known: Numbers, held: Held) -> ColumnProfile:
    """Return what is known of a column.

    Parameters
    ----------
    field : Field
        The column.
    known : dict
        What the queries found.
    held : Held
        The rows, or a random sample of very many.
    """
    statistics = _statistics(field, known)
    return ColumnProfile(
        **statistics,
        name=field.column.name,
        type=field.column.type,
        kind=field.column.kind,
        missing=held.n_rows - known["count"],
        memory=memory(
            field.column.type, held.n_rows, held.n_rows - known["count"], known.get("n_bytes")
        ),
        approximate=_approximate(statistics, known, held),
        histogram=_histogram(field, known),
        top=_levels(field, known, "top")[:MOST_TOP],
        rarest=_levels(field, known, "rarest"),
        sentinels=_sentinels(statistics, known),
    )


def _approximate(statistics: Numbers, known: Numbers, held: Held) -> tuple[str, ...]:
    """Return the statistics that were not counted in every row, in the order of the record."""
    inexact: set[str] = set()
    if not held.exact:
        inexact |= {name for name in SAMPLED if statistics.get(name) is not None}
        inexact |= set() if known.get("counted") else {"distinct"}
    if known.get("looked_at", 0) < known["count"] and "looked_at" in known:
        inexact |= {"shapes", "number_like"}
    return tuple(f.name for f in fields_of(ColumnProfile) if f.name in inexact)


def _statistics(field: Field, known: Numbers) -> Numbers:
    """Return the declared statistics of a column in its own unit."""
    numbers = {name: known[name] for name in _DECLARED & known.keys()}
    for name in SCALED & numbers.keys():
        numbers[name] = _in_unit(field, numbers[name], field.scale)
    for name in {"min", "max"} & numbers.keys():
        numbers[name] = _in_unit(field, numbers[name], 1.0)
    if field.family == "whole" and known["count"]:
        numbers["whole"] = True
    if field.family == "float":
        numbers.setdefault("infinite", 0)
    if "mean" in numbers:  # rounding must not lead out of the range of the values
        numbers["mean"] = min(max(numbers["mean"], numbers["min"]), numbers["max"])
        numbers["skewness"] = _finite(numbers["skewness"])
        numbers["kurtosis"] = _finite(numbers["kurtosis"])
    return numbers


def _sentinels(statistics: Numbers, known: Numbers) -> tuple[Level, ...]:
    """Return smallest and largest value, where it may stand for a missing one."""
    low, high = statistics.get("q25"), statistics.get("q75")
    if not isinstance(low, float) or not isinstance(high, float):
        return ()
    reach = FAR * (high - low)
    found = []
    if known.get("at_min") and statistics["min"] < low - reach:
        found.append(Level(statistics["min"], known["at_min"]))
    if known.get("at_max") and statistics["max"] > high + reach:
        found.append(Level(statistics["max"], known["at_max"]))
    return tuple(found)


def _in_unit(field: Field, value: float | None, scale: float) -> float | str | None:
    """Return a value as the column has it, a point in time as text."""
    if value is None:
        return None
    if field.family == "date":
        return iso(value, days=field.days)
    return _finite(float(value) / scale)


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _histogram(field: Field, numbers: Numbers) -> Histogram | None:
    if "bins" not in numbers:
        return None
    unit = 1000.0 if field.family == "date" else field.scale
    edges = (min(max(edge / unit, -_LARGEST), _LARGEST) for edge in numbers["bins"].edges())
    return Histogram(tuple(edges), tuple(numbers["counts"]))


def _levels(field: Field, numbers: Numbers, which: str) -> tuple[Level, ...]:
    texts: list[tuple[str, int]] = numbers.get(which, [])
    is_number = field.family in {"whole", "float"}
    return tuple(Level(_number_of(value) if is_number else value, n) for value, n in texts)


def _number_of(text: str) -> float | str:
    """Return the number a text is; the text itself for infinity and for what no float can hold."""
    number = float(text)
    same = math.isfinite(number) and Decimal(repr(number)) == Decimal(text)
    return number if same else text
