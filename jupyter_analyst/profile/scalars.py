"""The declared statistics as one wide query per stage, and its answers as numbers."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

from jupyter_analyst.profile.field import at_scale, literal
from jupyter_analyst.profile.statistics import DISTINCT_ESTIMATE, EXTENT, FINITE_EXTENT, SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows
    from jupyter_analyst.profile.statistics import Numbers, Statistic


def extent(rows: Rows) -> tuple[list[Field], list[Numbers]]:
    """Return the fields without infinities, at a good scale; and their counts and extents.

    Parameters
    ----------
    rows : Rows
        The rows.
    """
    fields = list(rows.fields)
    known = scalars(rows, fields, (*EXTENT, DISTINCT_ESTIMATE))
    infinite = [f.finite() for f in fields if f.family == "float" and _is_infinite(known[f.i])]
    for field, numbers in zip(infinite, scalars(rows, infinite, FINITE_EXTENT), strict=True):
        fields[field.i] = field
        known[field.i] |= numbers
    for numbers in known:  # an estimate may exceed what is possible
        numbers["distinct"] = min(numbers["distinct"], numbers["count"])
    return [at_scale(field, numbers) for field, numbers in zip(fields, known, strict=True)], known


def shape(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return signs of numbers and dates, and values that may stand for a missing one.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Smallest and largest values.
    """
    found: list[Numbers] = [{} for _ in fields]
    some = [f for f in fields if known[f.i].get("min") is not None]
    for field, numbers in zip(some, scalars(rows, some, SHAPE, known), strict=True):
        found[field.i] = numbers
    return found


def scalars(
    rows: Rows,
    fields: Sequence[Field],
    statistics: Iterable[Statistic],
    known: Sequence[Numbers] = (),
) -> list[Numbers]:
    """Return the declared statistics of each field, from one query.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        Which columns.
    statistics : iterable of Statistic
        Which statistics; each is asked of the families it suits.
    known : sequence of dict, optional
        Smallest and largest value of each column of the table, for statistics that use them.
    """
    found: list[Numbers] = [{} for _ in fields]
    asked: list[tuple[int, Statistic]] = []
    for k, statistic in _suited(fields, statistics):
        value = statistic.follows(known[fields[k].i]) if known else None
        if value is None:
            asked.append((k, statistic))
        else:
            found[k][statistic.name] = value
    picks = ", ".join(_sql(s, fields[k], known[fields[k].i] if known else {}) for k, s in asked)
    answer = rows.ask(f"select {picks} from clean")[0] if asked else ()
    for (k, statistic), value in zip(asked, answer, strict=True):
        found[k][statistic.name] = value
    return found


def _suited(
    fields: Sequence[Field], statistics: Iterable[Statistic]
) -> Iterator[tuple[int, Statistic]]:
    """Yield what can be asked: positions in `fields`, and statistics that suit them."""
    for statistic, (k, field) in product(statistics, enumerate(fields)):
        if field.family in statistic.families:
            yield k, statistic


def _sql(statistic: Statistic, field: Field, known: Numbers) -> str:
    ends = {"low": literal(known.get("min") or 0.0), "high": literal(known.get("max") or 0.0)}
    return statistic.sql.format(x=field.x, raw=field.raw, **ends)


def _is_infinite(known: Numbers) -> bool:
    return known["min"] is not None and not (
        math.isfinite(known["min"]) and math.isfinite(known["max"])
    )
