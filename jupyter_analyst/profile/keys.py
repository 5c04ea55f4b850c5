"""Columns whose values name a row: alone, or two together."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

    _Pair: TypeAlias = tuple[Field, Field]

MOST_COLUMNS = 8
"""So many columns, those with the most values, are tried in pairs."""

MOST_PAIRS_TRIED = 12
_GLANCE = 10_000
_LONGEST = 64
_FEWEST_ROWS = 2
_Codes = np.ndarray[Any, np.dtype[np.int64]]


def keys(
    held: Held, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[tuple[str, ...], ...]:
    """Return the candidate keys: columns, or else pairs of them, with a value of its own per row.

    Each was counted in every row. Measurements (floats) and long texts are no keys, nor are columns
    with missing values. Pairs are tried only where no column is a key by itself.

    Parameters
    ----------
    held : Held
        The rows; of so many that they are sampled no key is sought.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Number of values and of different values of each.
    """
    if not held.exact or held.n < _FEWEST_ROWS:
        return ()
    able = [f for f in fields if _can_name(f, known[f.i]) and known[f.i]["count"] == held.n]
    single = tuple((f.column.name,) for f in able if known[f.i]["distinct"] == held.n)
    return single or _pairs(held, able, known)


def _can_name(field: Field, known: Numbers) -> bool:
    if field.family == "text":
        return bool((known.get("length_max") or 0) <= _LONGEST)
    return field.family in {"whole", "date"} or bool(known.get("whole"))


def _pairs(
    held: Held, able: Sequence[Field], known: Sequence[Numbers]
) -> tuple[tuple[str, ...], ...]:
    """Return pairs that name every row, of those most likely to."""

    def different(field: Field) -> int:
        return int(known[field.i]["distinct"])

    most = sorted(able, key=different, reverse=True)[:MOST_COLUMNS]
    likely = ((a, b) for a, b in combinations(most, 2) if different(a) * different(b) >= held.n)
    tried = list(islice(likely, MOST_PAIRS_TRIED))
    for part in (held.head(_GLANCE), held):  # the first rows show that most pairs do not
        tried = _naming(part, tried)
    return tuple(tuple(f.column.name for f in sorted(pair, key=lambda f: f.i)) for pair in tried)


def _naming(held: Held, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Return the pairs that have different values in all rows."""
    codes = {f.i: held.codes(f) for f in {f.i: f for pair in pairs for f in pair}.values()}
    return [(a, b) for a, b in pairs if _all_differ(codes[a.i], codes[b.i])]


def _all_differ(first: _Codes, second: _Codes) -> bool:
    both = np.sort(first * (int(second.max(initial=0)) + 1) + second)
    return bool((both[1:] != both[:-1]).all())
