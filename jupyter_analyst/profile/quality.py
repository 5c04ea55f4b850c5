"""The quality score: a sum anyone can redo."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.profile.record import Quality, QualityPart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jupyter_analyst.profile.column import ColumnProfile


def quality(
    columns: Mapping[str, ColumnProfile], duplicates: int, spellings: Collection[str]
) -> Quality:
    """Return the score of a table: half for filled cells, the rest for rows and columns.

    Parameters
    ----------
    columns : dict
        The profile of each column.
    duplicates : int
        Rows that repeat an earlier one.
    spellings : collection of str
        Columns with values that differ only in spelling.
    """
    every = list(columns.values())
    n_rows = every[0].n_rows
    cells = n_rows * len(every)
    odd = {c.name for c in every if c.infinite or c.blank} | set(spellings)
    parts = (
        QualityPart("filled cells", _share(sum(c.count for c in every), cells), 50),
        QualityPart("rows that repeat no other", _share(n_rows - duplicates, n_rows), 20),
        QualityPart(
            "columns that vary", _share(sum(c.distinct > 1 for c in every), len(every)), 15
        ),
        QualityPart(
            "columns without infinite, blank or differently spelled values",
            _share(len(every) - len(odd), len(every)) if n_rows else 0.0,
            15,
        ),
    )
    points = sum(part.weight * part.share for part in parts)
    terms = " + ".join(f"{p.weight} × {wording.percent(p.share)} {p.name}" for p in parts)
    how = f"{terms} = {wording.number(points, 1)} points of 100, rounded down."
    # a sum such as 99.99999999999999 is 100
    return Quality(math.floor(points + 1e-9), parts, how)


def _share(some: int, of_all: int) -> float:
    return some / of_all if of_all else 0.0
