"""Where the table of a sheet begins, which rows hold its names, and what stands above it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.dialect import Row
from jupyter_analyst.data.delimited.header import table_of
from jupyter_analyst.data.formats.workbooks.cells import is_filled, n_filled, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyter_analyst.data.formats.workbooks.cells import Cells, Value

_FULL = 0.75
_HALF = 0.5


@dataclass(frozen=True)
class Merged:
    """A merged range: its value stands at the top left, the other cells of it are empty.

    Parameters
    ----------
    top, left, bottom, right : int
        Its first and last row and column, from 0, counted as in the rows that were read.
    """

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Layout:
    """Where the table of a sheet stands.

    Parameters
    ----------
    names : tuple of str
        Names of the columns as they stand there; empty texts where there is none.
    header : tuple of int
        The rows that hold the names, from 0; none if there is no header.
    above : tuple of int
        Rows above the table that are no part of it.
    begin : int
        The first row of values, from 0.
    """

    names: tuple[str, ...]
    header: tuple[int, ...]
    above: tuple[int, ...]
    begin: int


def layout_of(
    head: Sequence[Cells],
    merged: Sequence[Merged] = (),
    *,
    header: bool | None = None,
    header_rows: int | None = None,
) -> Layout:
    """Return where the table begins and what its columns are called.

    Parameters
    ----------
    head : sequence of list
        The first rows of the sheet, at least one of them with a filled cell.
    merged : sequence of Merged
        The merged ranges of the sheet.
    header : bool, optional
        Whether a row holds the names; decided from the rows if left out.
    header_rows : int, optional
        How many rows hold the names; decided from merged names if left out.
    """
    start = _start(head)
    above = tuple(place for place in range(start) if n_filled(head[place]))
    first = _spread(head[start], start, merged)
    n_names = header_rows or 1 + _has_second_row(head, start, merged)
    if header is not False and (header_rows or n_names > 1):
        places = tuple(range(start, min(start + n_names, len(head))))
        named = [_spread(head[place], place, merged) for place in places]
        names = tuple(map(_joined, zip(*named, strict=True)))
        return Layout(names, places, above, places[-1] + 1)
    if _is_header(first, head[start + 1 :], header=header):
        names = tuple(_joined([value]) for value in first)
        return Layout(names, (start,), above, start + 1)
    return Layout(("",) * len(first), (), above, start)


def _as_texts(rows: Sequence[Cells]) -> list[Row]:
    """Return rows as a text file would hold them, without the columns that are empty."""
    used = [
        place for place, cells in enumerate(zip(*rows, strict=True)) if any(map(is_filled, cells))
    ]
    return [
        Row([shown(cells[place]) for place in used], number, number + 1)
        for number, cells in enumerate(rows)
    ]


def _is_header(first: Cells, rows: Sequence[Cells], *, header: bool | None) -> bool:
    """Tell whether the first row names what stands in those below."""
    below = [cells for cells in rows if n_filled(cells)]
    if header is None and _names_dates(first, below):
        header = True
    return table_of(_as_texts([first, *below]), header=header).has_header


def _start(head: Sequence[Cells]) -> int:
    """Return the first row of the table: the block it is in is as wide as any other."""
    fills = [n_filled(cells) for cells in head]
    widest = max(fills)
    begin = 0
    for place, fill in enumerate(fills):
        if not fill:
            begin = place + 1
        elif fill >= math.ceil(_FULL * widest):
            break
    least = min(widest, max(2, math.ceil(_HALF * widest)))
    return next(place for place in range(begin, len(fills)) if fills[place] >= least)


def _spread(cells: Cells, row: int, merged: Sequence[Merged]) -> Cells:
    """Return the cells of a row in which a merged range has its value in every column."""
    spread = list(cells)
    for one in merged:
        if one.top == row:
            for place in range(one.left, min(one.right + 1, len(cells))):
                spread[place] = cells[one.left]
    return spread


def _has_second_row(head: Sequence[Cells], row: int, merged: Sequence[Merged]) -> bool:
    """Tell whether names stand below merged names, as Q1 and Q2 below 2024."""
    wide = [one for one in merged if one.top == one.bottom == row and one.right > one.left]
    if not wide or row + 1 >= len(head):
        return False
    below = [value for one in wide for value in head[row + 1][one.left : one.right + 1]]
    return all(isinstance(value, str) and is_filled(value) for value in below) or _are_years(below)


def _are_years(values: Sequence[object]) -> bool:
    return all(isinstance(value, float) and value in range(1900, 2101) for value in values)


def _joined(values: Iterable[Value]) -> str:
    """Return the names of a column that stand below each other as one."""
    words = (shown(value).strip() for value in values)
    return " ".join(dict.fromkeys(filter(None, words)))


def _names_dates(first: Cells, below: Sequence[Cells]) -> bool:
    """Tell whether dates stand above numbers only, so that they are names."""
    columns = list(zip(first, *below, strict=True))
    dated = [column for column in columns if isinstance(column[0], dt.date)]
    values = [value for _, *rest in dated for value in rest if is_filled(value)]
    others = [column[0] for column in columns if not isinstance(column[0], dt.date)]
    return (
        bool(values)
        and all(isinstance(value, int | float) for value in values)
        and all(isinstance(value, str) for value in others)
    )
