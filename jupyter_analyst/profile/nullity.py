"""Which columns are missing in the same rows."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.profile.record import Pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.rows import Field, Rows
    from jupyter_analyst.profile.statistics import Numbers

MOST_COLUMNS = 50
"""So many columns with gaps are compared, the emptiest."""

_MOST_CELLS = 20_000_000
_MOST_PAIRS = 50
_WEAKEST = 0.3


def missing_together(
    rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[Pair, ...]:
    """Return the pairs of columns whose gaps go together, strongest first.

    The measure is phi: Pearson's correlation of being missing or not, over all rows.

    Parameters
    ----------
    rows : Rows
        The rows; of very many a random sample is taken.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Counts of values.
    """
    some = [f for f in fields if 0 < known[f.i]["count"] < rows.n]
    most = min(MOST_COLUMNS, _MOST_CELLS // max(rows.n_sample, 1))
    chosen = sorted(some, key=lambda f: (known[f.i]["count"], f.i))[:most]
    if len(chosen) < 2:
        return ()
    flags = ", ".join(f"{f.raw} is null" for f in sorted(chosen, key=lambda f: f.i))
    gaps = [_bits(column) for column in rows.arrays(f"select {flags} from {rows.sample}")]
    counts = [bits.bit_count() for bits in gaps]
    names = [f.column.name for f in sorted(chosen, key=lambda f: f.i)]
    found = [
        Pair(names[i], names[j], r, rows.n_sample, "phi", rows.exact)
        for i, j in combinations(range(len(gaps)), 2)
        if counts[i] and counts[j]
        and abs(r := phi((gaps[i] & gaps[j]).bit_count(), counts[i], counts[j], rows.n_sample))
        >= _WEAKEST
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda pair: -abs(round(pair.r, 12)))[:_MOST_PAIRS])


def phi(both: int, first: int, second: int, n: int) -> float:
    """Return the correlation of two conditions, NaN where one always or never holds.

    Parameters
    ----------
    both, first, second : int
        Rows in which both hold, the one, the other.
    n : int
        Rows.

    Examples
    --------
    >>> phi(2, 2, 2, 4), phi(0, 2, 2, 4)
    (1.0, -1.0)
    """
    spread = first * (n - first) * second * (n - second)
    return (n * both - first * second) / math.sqrt(spread) if spread else math.nan


def _bits(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    """Return flags as one large number: intersections of such are fast."""
    return int.from_bytes(np.packbits(flags).tobytes(), "big")
