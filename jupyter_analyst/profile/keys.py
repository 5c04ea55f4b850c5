"""Columns whose values name a row: alone, or two together."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.rows import Field, Rows
    from jupyter_analyst.profile.statistics import Numbers

MOST_COLUMNS = 8
"""So many columns, those with the most values, are tried in pairs."""

MOST_PAIRS_TRIED = 12
_LONGEST = 64
_FEWEST_ROWS = 2


def keys(
    rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[tuple[str, ...], ...]:
    """Return the candidate keys: columns, or else pairs of them, with a value of its own per row.

    Each was counted in every row. Measurements (floats) and long texts are no keys, nor are columns
    with missing values. Pairs are tried only where no column is a key by itself.

    Parameters
    ----------
    rows : Rows
        The rows; of so many that they are sampled no key is sought.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Number of values and of different values of each.
    """
    if not rows.exact or rows.n < _FEWEST_ROWS:
        return ()
    able = [f for f in fields if _can_name(f, known[f.i]) and known[f.i]["count"] == rows.n]
    single = tuple((f.column.name,) for f in able if known[f.i]["distinct"] == rows.n)
    return single or _pairs(rows, able, known)


def _can_name(field: Field, known: Numbers) -> bool:
    if field.family == "text":
        return bool((known.get("length_max") or 0) <= _LONGEST)
    return field.family in {"whole", "date"} or bool(known.get("whole"))


def _pairs(
    rows: Rows, able: Sequence[Field], known: Sequence[Numbers]
) -> tuple[tuple[str, ...], ...]:
    """Return pairs that name every row, of those most likely to."""

    def different(field: Field) -> int:
        return int(known[field.i]["distinct"])

    most = sorted(able, key=different, reverse=True)[:MOST_COLUMNS]
    likely = ((a, b) for a, b in combinations(most, 2) if different(a) * different(b) >= rows.n)
    tried = list(islice(likely, MOST_PAIRS_TRIED))
    if not tried:
        return ()
    # as many hashes as rows: no two rows are equal, whatever hashes do
    picks = ", ".join(f"count(distinct hash({a.raw}, {b.raw}))" for a, b in tried)
    answer = rows.ask(f"select {picks} from clean")[0]
    return tuple(
        tuple(f.column.name for f in sorted(pair, key=lambda f: f.i))
        for pair, n in zip(tried, answer, strict=True)
        if n == rows.n
    )
