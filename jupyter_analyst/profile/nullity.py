"""Which columns are missing in the same rows."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.record import Pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

MOST_COLUMNS = 50
"""So many columns with gaps are compared, the emptiest."""

MOST_PATTERNS = 6
_MOST_COLUMNS_IN_PATTERNS = 100
_BITS = 40
"""So many columns are looked at before codes are numbered anew; with a million rows they fit."""

_MOST_CELLS = 20_000_000
_MOST_PAIRS = 50
_WEAKEST = 0.3
_Codes = np.ndarray[Any, np.dtype[np.int64]]


def missing_together(
    held: Held, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[Pair, ...]:
    """Return the pairs of columns whose gaps go together, strongest first.

    The measure is phi: Pearson's correlation of being missing or not, over all rows.

    Parameters
    ----------
    held : Held
        The rows, or a random sample of very many.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Counts of values.
    """
    some = [f for f in fields if 0 < known[f.i]["count"] < held.n_rows]
    most = min(MOST_COLUMNS, _MOST_CELLS // max(held.n, 1))
    chosen = sorted(some, key=lambda f: (known[f.i]["count"], f.i))[:most]
    if len(chosen) < 2:
        return ()
    chosen.sort(key=lambda f: f.i)
    gaps = [_bits(~held.present(field)) for field in chosen]
    counts = [bits.bit_count() for bits in gaps]
    names = [field.column.name for field in chosen]
    found = [
        Pair(names[i], names[j], r, held.n, "phi", held.exact)
        for i, j in combinations(range(len(gaps)), 2)
        if counts[i] and counts[j]
        and abs(r := phi((gaps[i] & gaps[j]).bit_count(), counts[i], counts[j], held.n))
        >= _WEAKEST
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda pair: -abs(round(pair.r, 12)))[:_MOST_PAIRS])


def missing_patterns(held: Held, fields: Sequence[Field]) -> list[tuple[list[Field], int]]:
    """Return which columns are missing together in how many rows, most common first.

    Parameters
    ----------
    held : Held
        All rows.
    fields : sequence of Field
        All columns; of very many with gaps the emptiest are looked at.
    """
    chosen = emptiest(fields, [held.count(field) for field in fields], held.n)
    codes = _codes(held, chosen)
    gone = codes[codes > 0]
    different, n = np.unique(gone, return_counts=True)
    full = held.n - len(gone)
    counted = [*zip(n.tolist(), different.tolist(), strict=True), *([(full, 0)] if full else [])]
    counted.sort(reverse=True)
    return [(_missing(held, chosen, codes, code), k) for k, code in counted[:MOST_PATTERNS]]


def emptiest(fields: Sequence[Field], counts: Sequence[int], n_rows: int) -> list[Field]:
    """Return the columns with gaps; of very many the emptiest, in the order of the table.

    Parameters
    ----------
    fields : sequence of Field
        All columns.
    counts : sequence of int
        How many values each has.
    n_rows : int
        How many rows there are.
    """
    gaps = sorted(fields, key=lambda f: (counts[f.i], f.i))[:_MOST_COLUMNS_IN_PATTERNS]
    return sorted((f for f in gaps if counts[f.i] < n_rows), key=lambda f: f.i)


def _codes(held: Held, fields: Sequence[Field]) -> _Codes:
    """Return a number for each row, larger where an earlier column is missing, 0 where none is."""
    codes = np.zeros(held.n, np.int64)
    for k, field in enumerate(fields, 1):
        codes <<= 1
        codes |= ~held.present(field)
        if k % _BITS == 0:  # only their order counts, and room is needed for more
            full = (codes == 0).any()
            codes = np.unique(codes, return_inverse=True)[1] + (not full)
    return codes


def _missing(held: Held, fields: Sequence[Field], codes: _Codes, code: int) -> list[Field]:
    """Return which columns are missing in the rows with a code."""
    row = int(np.argmax(codes == code))
    return [field for field in fields if not held.table[field.i][row].is_valid]


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
