"""What is known of a column when all rows are in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile import bins, levels
from jupyter_analyst.profile.field import at_scale
from jupyter_analyst.profile.moments import moments, powers
from jupyter_analyst.profile.order import direction, spacing
from jupyter_analyst.profile.ordered import ascending, begins, in_order, placed
from jupyter_analyst.profile.statistics import EXTENT, ORDERED, SHAPE, finite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers, Statistic
    from jupyter_analyst.profile.words import Words

_Values = np.ndarray[Any, Any]


def counted(held: Held, field: Field, *, ranked: bool = False) -> tuple[Field, Numbers]:
    """Return a column at a good scale, and what is known of it.

    Parameters
    ----------
    held : Held
        All rows.
    field : Field
        The column.
    ranked : bool
        Whether the place of each of its numbers is wanted.
    """
    if field.family in ORDERED:
        return _numbers(held, field, ranked=ranked)
    return field, _texts(held, field)


def _texts(held: Held, field: Field) -> Numbers:
    """Return what is known of texts or truth values."""
    words = held.words(field)
    return _statistics(words, field, EXTENT) | _levels(words, field)


def _numbers(held: Held, field: Field, *, ranked: bool) -> tuple[Field, Numbers]:
    """Return what is known of numbers or dates, which are put in order once."""
    numbers = held.numbers(field)
    values, places = placed(numbers) if ranked else (ascending(numbers), None)
    known = _statistics(values, field, EXTENT)
    known["direction"] = direction(numbers)
    if places is not None:
        known["places"] = _everywhere(held, field, numbers, places)
    known |= _levels(held.words(field), field) if field.is_decimal else _different(values, field)
    some = finite(values)
    if len(some) < len(values):
        known["infinite"] = len(values) - len(some)
    if not len(some):
        return field, known
    known |= _statistics(values, field, SHAPE, known)
    if field.is_decimal:  # floats stand for what they cannot tell apart
        known["whole"] = held.words(field).are_whole
    field = at_scale(field, known)
    some = field.multiplied(some)
    known |= in_order(field, some)
    return field, known | _spread(field, some, known)


def _everywhere(held: Held, field: Field, numbers: _Values, places: _Values) -> _Values:
    """Return places for all rows, -1 where there is no finite number."""
    found = np.full(held.n, -1, np.int64)
    found[held.present(field)] = np.where(np.isfinite(numbers), places, -1)
    return found


def _statistics(
    values: _Values | Words,
    field: Field,
    statistics: Iterable[Statistic],
    known: Numbers | None = None,
) -> Numbers:
    """Return declared statistics of values in order, or of texts."""
    found: Numbers = {}
    for statistic in statistics:
        if field.family in statistic.families and statistic.of:
            value = statistic.follows(known) if known else None
            found[statistic.name] = statistic.of(values) if value is None else value
    return found


def _levels(words: Words, field: Field) -> Numbers:
    """Return the number of different texts, and the most frequent and the rarest."""
    known = {"count": len(words), "distinct": len(words.different), "counted": True}
    return known | (levels.told(words.ranked()) if levels.repeat(field, known) else {})


def _different(values: _Values, field: Field) -> Numbers:
    """Return the number of different values, frequent numbers, and how dates are spaced."""
    starts = begins(values)
    told: Numbers = {"count": len(values), "distinct": len(starts), "counted": True}
    if field.family == "date":
        told["spacing"] = spacing(values[starts], days=field.days)
    elif levels.repeat(field, told):
        told |= levels.of_numbers(values[starts], np.diff(starts, append=len(values)))
    return told


def _spread(field: Field, values: _Values, known: Numbers) -> Numbers:
    """Return moments, bins and outliers of finite values in order, at the scale of the field."""
    chosen = bins.chosen(field, known)
    low, high = bins.fences(known)
    inside = np.searchsorted(values, high, side="right") - np.searchsorted(values, low, side="left")
    told: Numbers = {
        "bins": chosen,
        "counts": bins.counts(values, chosen),
        "outliers": len(values) - int(inside),
    }
    if field.family != "date":
        told |= moments(powers(values, known["median"]), known["median"])
    return told
