"""Categories with categories (Cramer's V) and with numbers (correlation ratio)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_SMALL_PRODUCT = 200_000
"""Multiplications in one product of matrices, as in `correlation`."""

_BLOCK = 8_192
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
    levels = [int(code.max(initial=-1)) + 1 for code in codes]
    sums = [np.zeros((level + 1, 2 * len(values))) for level in levels]
    for start in range(0, values.shape[1], _BLOCK):
        block = values[:, start : start + _BLOCK]
        here = np.isfinite(block)
        block = np.where(here, block, 0.0)
        stacked = np.vstack([block, here])
        squares = block * block
        for total, code, level in zip(sums, codes, levels, strict=True):
            group = code[start : start + _BLOCK]
            member = group == np.arange(level)[:, None]
            total[:-1] += _product(member.astype(np.float64), stacked)
            total[-1, : len(values)] += squares @ (group >= 0).astype(np.float64)
    m = len(values)
    found = [_eta(total[:-1, :m], total[:-1, m:], total[-1, :m]) for total in sums]
    return np.array([eta for eta, _ in found]), np.array([n for _, n in found])


def _product(member: _Floats, stacked: _Floats) -> _Floats:
    """Return a product of matrices in pieces too small for threads."""
    width = max(_SMALL_PRODUCT // max(len(member) * len(stacked), 1), 16)
    total = np.zeros((len(member), len(stacked)))
    for start in range(0, member.shape[1], width):
        total += member[:, start : start + width] @ stacked[:, start : start + width].T
    return total


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
