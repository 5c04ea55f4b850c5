"""The values of one column, grouped by the engine: how many rows have each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jupyter_analyst.profile.drift.distance import Array
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows

MOST_LEVELS = 1_000
"""Texts with more different values than this are compared by their lengths."""


@dataclass(frozen=True)
class Values:
    """The different values of a column, of every row or of a random sample.

    Parameters
    ----------
    values : array of float
        Ascending.
    counts : array of int
        Rows with each.
    """

    values: Array
    counts: Array

    def up_to(self, share: float) -> float:
        """Return the smallest value that at least a share of the rows does not exceed."""
        steps = np.cumsum(self.counts)
        return float(self.values[np.searchsorted(steps, share * steps[-1] - 1e-9)])


def values(rows: Rows, field: Field) -> Values:
    """Return the values of a column of numbers or points in time.

    Parameters
    ----------
    rows : Rows
        The rows.
    field : Field
        The column.
    """
    (found,) = rows.arrays(
        f"select ({field.x})::double as x from {rows.sample} where {field.x} is not null"
    )
    return Values(*np.unique(np.asarray(found), return_counts=True))


def few_levels(rows: Rows, field: Field) -> dict[str, int] | None:
    """Return how many rows have each text, None if there are more than `MOST_LEVELS`.

    Parameters
    ----------
    rows : Rows
        The rows.
    field : Field
        The column.
    """
    found = rows.ask(
        f"select {field.raw}::varchar, count(*) from clean where {field.raw} is not null "
        f"group by 1 order by 2 desc, 1 limit {MOST_LEVELS + 1}"
    )
    return dict(found) if len(found) <= MOST_LEVELS else None


def lengths(field: Field) -> Field:
    """Return a column of texts as the numbers of their characters.

    Parameters
    ----------
    field : Field
        The column.
    """
    length = f"length({field.raw})"
    return replace(field, x=length, raw=length)


def figures(rows: Rows, field: Field, known: Values) -> tuple[float | None, float | None]:
    """Return mean, of every row, and median, of what is known.

    Parameters
    ----------
    rows : Rows
        The rows.
    field : Field
        The column.
    known : Values
        Its values.
    """
    if not len(known.values):
        return None, None
    if rows.exact:
        finite = np.isfinite(known.values)
        mean = float(np.average(known.values, weights=known.counts)) if finite.all() else None
    else:
        x = f"({field.x})::double"
        mean = rows.ask(f"select favg(case when isfinite({x}) then {x} end) from clean")[0][0]
    n = int(known.counts.sum())
    middle = np.searchsorted(np.cumsum(known.counts), [(n - 1) // 2 + 1, n // 2 + 1])
    low, high = known.values[middle]
    return mean, float(low if low == high else low / 2 + high / 2)
