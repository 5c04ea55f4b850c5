"""Read the record of a table that code in the sandbox showed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.report.blocks import Block, Grid, Paragraph, plain
from jupyter_analyst.sandbox.table import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE_RANGE = 1000
"""Columns whose numbers differ by more than this factor give each number its own decimals."""

_YEARS = 10_000
"""Below it whole numbers stand without a thousands mark: many are years."""


def read_table(record: Any, *, caption: str) -> list[Block]:  # whatever a notebook holds
    """Return the table of a record, and how much of it is shown.

    Parameters
    ----------
    record : object
        What claims to be the record of a frame.
    caption : str
        What it shows.
    """
    frame = Frame.from_json(record)
    columns = [[row[i] for row in frame.rows] for i in range(len(frame.columns))]
    texts = [_texts(column) for column in columns]
    grid = Grid(
        head=(frame.columns,),
        rows=tuple(tuple(map(plain, row)) for row in zip(*texts, strict=True)),
        right=tuple(map(_is_numeric, columns)),
        caption=caption,
    )
    return [grid, Paragraph(plain(f"{frame.words}."), "source")] if frame.words else [grid]


def _is_numeric(column: Sequence[Any]) -> bool:
    there = [cell for cell in column if cell is not None]
    return bool(there) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in there
    )


def _texts(column: Sequence[Any]) -> list[str]:
    if not _is_numeric(column):
        return [wording.NOTHING if cell is None else str(cell) for cell in column]
    sizes = [abs(cell) for cell in column if cell]
    if all(size == int(size) for size in sizes):
        texts = wording.numbers(column)
        return (
            [text.replace(",", "") for text in texts] if max(sizes, default=0) < _YEARS else texts
        )
    if max(sizes) > _WIDE_RANGE * min(sizes):
        return [wording.number(cell) for cell in column]
    return wording.numbers(column)
