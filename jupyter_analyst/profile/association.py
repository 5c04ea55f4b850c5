"""How columns of any kind go together, beside Pearson's correlation."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.correlation import standardised
from jupyter_analyst.profile.groups import cramers_v, ratios
from jupyter_analyst.profile.ranks import places, spearman
from jupyter_analyst.profile.record import Pair
from jupyter_analyst.profile.statistics import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

MOST_NUMBERS = 24
MOST_CATEGORIES = 12
"""So many columns are compared, the first of the table."""

MOST_LEVELS = 50
"""A category with more values is not compared."""

MOST_CELLS = 5_000_000
"""Up to so many cells of columns that are compared every row is; of more, a part of the rows."""

PART_ROWS = 50_000
_SEED = 1
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


def associations(held: Held, fields: Sequence[Field], known: Sequence[Numbers]) -> tuple[Pair, ...]:
    """Return Spearman's rho, the correlation ratio and Cramer's V of the columns they suit.

    Parameters
    ----------
    held : Held
        The rows, or a random sample of very many; where they have very many cells, a random part of
        them is compared.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Different values, means and standard deviations, and the places of numbers in order.
    """
    chosen = numbers(fields, known)[:MOST_NUMBERS]
    groups = categories(fields, known)[:MOST_CATEGORIES]
    if len(chosen) + len(groups) < 2:
        return ()
    part = _part(held, len(chosen) + len(groups))
    n = held.n if isinstance(part, slice) else len(part)
    z = standardised((held.floats(f)[part] for f in chosen), n, chosen, known)
    codes = [held.words(f).codes[part] for f in groups]
    exact = held.exact and isinstance(part, slice)
    return (
        *_ranked(chosen, _places(chosen, known, z), exact=exact),
        *_within(groups, codes, chosen, z, exact=exact),
        *_crossed(groups, codes, exact=exact),
    )


def are_ranked(held: Held, fields: Sequence[Field]) -> set[int]:
    """Return the positions of columns that, if they vary, are ranked in all rows that are held.

    Parameters
    ----------
    held : Held
        The rows.
    fields : sequence of Field
        All columns.
    """
    some = [f.i for f in fields if f.family in NUMBERS][:MOST_NUMBERS]
    return set(some) if held.n * len(some) <= MOST_CELLS else set()


def _places(chosen: Sequence[Field], known: Sequence[Numbers], z: _Floats) -> list[_Codes]:
    """Return the place of each number in order, known already where all rows are compared."""
    found = (known[f.i].get("places") for f in chosen)
    return [
        there if there is not None and len(there) == len(column) else places(column)
        for there, column in zip(found, z, strict=True)
    ]


def _part(held: Held, n_columns: int) -> slice | _Codes:
    """Return which rows are compared: all, or some chosen at random."""
    if held.n * n_columns <= MOST_CELLS:
        return slice(None)
    return np.sort(np.random.default_rng(_SEED).choice(held.n, PART_ROWS, replace=False))


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


def _ranked(chosen: Sequence[Field], places: Sequence[_Codes], *, exact: bool) -> tuple[Pair, ...]:
    names = [f.column.name for f in chosen]
    found = spearman(places) if len(chosen) > 1 else []
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
