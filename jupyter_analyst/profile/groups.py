"""Categories with categories (Cramer's V) and with numbers (correlation ratio)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_SMALL_PRODUCT = 200_000
"""Multiplications in one product of matrices, as in `correlation`."""

_FEWEST_ROWS = 3

_Floats = np.ndarray[Any, np.dtype[np.float64]]
_Codes = np.ndarray[Any, np.dtype[np.int64]]


def cramers_v(first: _Codes, second: _Codes) -> tuple[float, int]:
    """Return the bias-corrected V of two categories, and the rows where both have a value.

    Parameters
    ----------
    first, second : ndarray of int
        The group of each row, -1 where there is none.

    Returns
    -------
    v : float
        From 0 to 1 (Bergsma, 2013, Journal of the Korean Statistical Society 42, 323-328); NaN
        where fewer than two groups of either are left.
    n : int
        Number of rows.
    """
    width = int(second.max(initial=-1)) + 2
    height = int(first.max(initial=-1)) + 2
    cells = np.bincount((first + 1) * width + second + 1, minlength=height * width)
    table = cells.reshape(height, width)[1:, 1:]
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    n = int(table.sum())
    if n < _FEWEST_ROWS or min(table.shape) < 2:
        return math.nan, n
    return _corrected(table, n), n


def _corrected(table: _Codes, n: int) -> float:
    r, c = table.shape
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    phi2 = float(((table - expected) ** 2 / expected).sum()) / n
    phi2 = max(0.0, phi2 - (r - 1) * (c - 1) / (n - 1))
    smaller = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return min(math.sqrt(phi2 / smaller), 1.0) if smaller > 0 else math.nan


def ratios(codes: list[_Codes], values: _Floats) -> tuple[_Floats, _Floats]:
    """Return eta of each number in each category, and the rows where both have a value.

    Eta squared is the share of the squares of a number that lies between the groups (Fisher, 1925).

    Parameters
    ----------
    codes : list of ndarray
        The group of each row, -1 where there is none; a category each.
    values : ndarray, shape (n_numbers, n_rows)
        Z-scores; NaN where missing.

    Returns
    -------
    eta, n : ndarray, shape (n_categories, n_numbers)
        NaN where a number does not vary, or fewer than two groups are left.
    """
    here = np.isfinite(values)
    filled = np.where(here, values, 0.0)
    squares = filled * filled
    gaps = [np.flatnonzero(~present) for present in here]
    found = [
        _eta(_sums(code, filled), _counts(code, gaps), squares @ (code >= 0).astype(np.float64))
        for code in codes
    ]
    return np.array([eta for eta, _ in found]), np.array([n for _, n in found])


def _sums(code: _Codes, filled: _Floats) -> _Floats:
    """Return the sum of each number in each group, shape (n_groups, n_numbers).

    Products of matrices, in pieces too small for threads.
    """
    groups = np.arange(int(code.max(initial=-1)) + 1)[:, None]
    width = max(_SMALL_PRODUCT // max(len(groups) * len(filled), 1), 16)
    sums = np.zeros((len(groups), len(filled)))
    for start in range(0, len(code), width):
        member = code[start : start + width] == groups
        sums += member.astype(np.float64) @ filled[:, start : start + width].T
    return sums


def _counts(code: _Codes, gaps: list[_Codes]) -> _Floats:
    """Return how many rows of each group have each number: all but those with a gap."""
    n_groups = int(code.max(initial=-1)) + 1

    def rows_of(some: _Codes) -> _Codes:
        return np.bincount(some + 1, minlength=n_groups + 1)[1:]

    full = rows_of(code)
    return np.array([full - rows_of(code[places]) for places in gaps], np.float64).T


def _eta(sums: _Floats, n: _Floats, squares: _Floats) -> tuple[_Floats, _Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        rows = n.sum(axis=0)
        mean = sums.sum(axis=0) ** 2 / rows
        spread = squares - mean
        between = np.where(n > 0, sums**2 / n, 0.0).sum(axis=0) - mean
        eta = np.sqrt(np.clip(between / spread, 0, 1))
    few = (np.count_nonzero(n, axis=0) < 2) | (rows < _FEWEST_ROWS)
    eta[few | (spread < 1e-12 * squares)] = np.nan
    return eta, rows
