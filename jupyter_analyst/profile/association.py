"""How columns of any kind go together, beside Pearson's correlation."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.correlation import standardised
from jupyter_analyst.profile.groups import cramers_v, ratios
from jupyter_analyst.profile.ranks import spearman
from jupyter_analyst.profile.record import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.profile.rows import Field, Rows
    from jupyter_analyst.profile.statistics import Numbers

MOST_NUMBERS = 24
MOST_CATEGORIES = 12
"""So many columns are compared, the first of the table."""

MOST_LEVELS = 50
"""A category with more values is not compared."""

MOST_CELLS = 5_000_000
"""Up to so many cells of columns that are compared every row is; of more, a part of the rows."""

PART_ROWS = 50_000
MOST_PAIRS = 100
"""Pairs that are kept of each measure, the strongest."""

_Floats = np.ndarray[Any, np.dtype[np.float64]]
_Codes = np.ndarray[Any, np.dtype[np.int64]]


def numbers(fields: Sequence[Field], known: Sequence[Numbers]) -> list[Field]:
    """Return the number columns that vary.

    Parameters
    ----------
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Standard deviation of each.
    """
    return [f for f in fields if known[f.i].get("std")]


def categories(fields: Sequence[Field], known: Sequence[Numbers]) -> list[Field]:
    """Return the columns whose values are groups.

    Parameters
    ----------
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Number of different values of each.
    """
    return [
        f
        for f in fields
        if f.column.kind in {"category", "boolean"} and f.family in {"text", "boolean"}
        if 2 <= known[f.i]["distinct"] <= MOST_LEVELS
    ]


def associations(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> tuple[Pair, ...]:
    """Return Spearman's rho, the correlation ratio and Cramer's V of the columns they suit.

    Parameters
    ----------
    rows : Rows
        The rows; where they have very many cells, a random part of them.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Different values, means and standard deviations.
    """
    chosen = numbers(fields, known)[:MOST_NUMBERS]
    groups = categories(fields, known)[:MOST_CATEGORIES]
    n_columns = len(chosen) + len(groups)
    if n_columns < 2:
        return ()
    few = rows.n_sample * n_columns <= MOST_CELLS
    source, exact = rows.part(rows.n_sample if few else PART_ROWS)
    z = standardised(rows, chosen, known, source) if chosen else np.empty((0, 0))
    codes = rows.codes([f.raw for f in groups], source) if groups else []
    return (
        *_ranked(chosen, z, exact=exact),
        *_within(groups, codes, chosen, z, exact=exact),
        *_crossed(groups, codes, exact=exact),
    )


def strongest(pairs: Iterable[Pair], most: int) -> tuple[Pair, ...]:
    """Return the strongest pairs first; equal strengths stay in the order of the table.

    Parameters
    ----------
    pairs : iterable of Pair
        Pairs; those whose strength is not a number are left out.
    most : int
        How many at most.
    """
    finite = (pair for pair in pairs if math.isfinite(pair.r))
    return tuple(sorted(finite, key=lambda pair: -round(abs(pair.r), 12))[:most])


def _ranked(chosen: Sequence[Field], z: _Floats, *, exact: bool) -> tuple[Pair, ...]:
    names = [f.column.name for f in chosen]
    found = spearman(z) if len(chosen) > 1 else []
    return strongest(
        (Pair(names[i], names[j], r, n, "spearman", exact) for i, j, r, n in found), MOST_PAIRS
    )


def _within(
    groups: Sequence[Field],
    codes: list[_Codes],
    chosen: Sequence[Field],
    z: _Floats,
    *,
    exact: bool,
) -> tuple[Pair, ...]:
    if not groups or not chosen:
        return ()
    eta, n = ratios(codes, z)
    return strongest(
        (
            Pair(group.column.name, value.column.name, float(e), int(rows), "eta", exact)
            for group, etas, ns in zip(groups, eta, n, strict=True)
            for value, e, rows in zip(chosen, etas, ns, strict=True)
        ),
        MOST_PAIRS,
    )


def _crossed(groups: Sequence[Field], codes: list[_Codes], *, exact: bool) -> tuple[Pair, ...]:
    def pairs() -> Iterator[Pair]:
        for (a, first), (b, second) in combinations(zip(groups, codes, strict=True), 2):
            v, n = cramers_v(first, second)
            yield Pair(b.column.name, a.column.name, v, n, "cramers_v", exact)

    return strongest(pairs(), MOST_PAIRS)
