"""Pearson correlations of many columns at once, each pair over the rows it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

MOST_COLUMNS = 100
"""So many number columns are compared."""

FEWEST_ROWS = 3
_CHUNK = 100_000
_SMALL_PRODUCT = 200_000
"""Multiplications in one product of matrices; from about 260,000 on OpenBLAS starts threads, which
wait for those of the query engine, at times for seconds."""

_Floats = np.ndarray[Any, Any]
_Matrix = np.ndarray[Any, np.dtype[np.float64]]


def correlations(
    held: Held, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[list[Field], _Matrix, _Matrix]:
    """Return which columns were compared, their correlations, and the rows of each pair.

    Parameters
    ----------
    held : Held
        The rows, or a random sample of very many.
    fields : sequence of Field
        All columns.
    known : list of dict
        Mean and standard deviation of each.

    Returns
    -------
    chosen : list of Field, length m
        The first number columns that vary.
    r : ndarray, shape (m, m)
        Correlations over the rows where both are finite; NaN where one does not vary there.
    n : ndarray, shape (m, m)
        Number of those rows.
    """
    chosen = [f for f in fields if known[f.i].get("std")][:MOST_COLUMNS]
    sums = np.zeros((4, len(chosen), len(chosen)))
    if len(chosen) > 1:
        for start in range(0, held.n, _CHUNK):
            part = (held.floats(field, start, _CHUNK) for field in chosen)
            n = min(_CHUNK, held.n - start)
            sums += _sums(standardised(part, n, chosen, known))
    return chosen, _pearson(*sums), sums[0]


def pearson(z: _Matrix) -> tuple[_Matrix, _Matrix]:
    """Return the correlations of columns, and the rows of each pair.

    Parameters
    ----------
    z : ndarray, shape (n_columns, n_rows)
        Numbers near 0; NaN where missing.
    """
    sums = _sums(z)
    return _pearson(*sums), sums[0]


def standardised(
    columns: Iterable[_Floats], n: int, chosen: Sequence[Field], known: Sequence[Numbers]
) -> _Matrix:
    """Return numbers as z-scores, NaN where missing, shape (n_columns, n_rows).

    Parameters
    ----------
    columns : iterable of ndarray
        The numbers of each column, NaN where missing.
    n : int
        How many rows they have.
    chosen : sequence of Field
        Their fields.
    known : sequence of dict
        Mean and standard deviation of each column of the table.
    """
    scores = np.empty((len(chosen), n))
    for field, column, score in zip(chosen, columns, scores, strict=True):
        np.subtract(column, float(known[field.i]["mean"]), out=score)
        score /= float(known[field.i]["std"])
    return scores


def _sums(z: _Matrix) -> _Matrix:
    """Return for all pairs: rows, sums of the one, sums of its squares, sums of products."""
    m, n = z.shape
    width = max(_SMALL_PRODUCT // m**2, 16)
    sums = np.zeros((4, m, m))
    for start in range(0, n, width):
        piece = z[:, start : start + width]
        valid = np.isfinite(piece)
        piece = np.where(valid, piece, 0.0)
        here = valid.astype(np.float64)
        sums += [here @ here.T, piece @ here.T, (piece * piece) @ here.T, piece @ piece.T]
    return sums


def _pearson(n: _Matrix, sums: _Matrix, squares: _Matrix, products: _Matrix) -> _Matrix:
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = squares - sums**2 / n
        spread[(spread < 1e-12 * squares) | (n < FEWEST_ROWS)] = np.nan
        r = (products - sums * sums.T / n) / np.sqrt(spread * spread.T)
    return np.clip(r, -1, 1)
