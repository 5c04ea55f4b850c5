"""What the columns of a table are to an analyst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.dataset import MOST_LEVELS, Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.data.dataset import Kind

_FIRST_LOOK = 5_000
_FEWER = 2


def columns_of(table: pa.Table) -> tuple[Column, ...]:
    """Return the columns of a table with their kinds.

    Parameters
    ----------
    table : Table
        The rows, of the types `normalised` leaves.
    """
    return tuple(
        _column(name, values)
        for name, values in zip(table.column_names, table.columns, strict=True)
    )


def n_levels(values: pa.ChunkedArray) -> int | None:
    """Return the number of different values, None when there are more than `MOST_LEVELS`.

    The count is exact at any size. It is cheap because it stops at growing pieces from the
    front: only a column that really has few values is read to its end.

    Parameters
    ----------
    values : ChunkedArray
        A column; missing values are not counted.
    """
    for piece in _pieces(values):
        found = pc.count_distinct(piece, mode="only_valid").as_py()
        if found > MOST_LEVELS:
            return None
    return int(found)


def _pieces(values: pa.ChunkedArray) -> Iterator[pa.ChunkedArray]:
    length = _FIRST_LOOK
    while length < len(values):
        yield values.slice(0, length)
        length *= 20
    yield values


def _column(name: str, values: pa.ChunkedArray) -> Column:
    levels = n_levels(values)
    return Column(name, str(values.type), _kind(values, levels), levels)


def _kind(values: pa.ChunkedArray, levels: int | None) -> Kind:
    kind = values.type
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_temporal(kind):
        return "date"
    if not pa.types.is_string(kind):
        return "number"
    n_values = len(values) - values.null_count
    return "category" if levels and levels * _FEWER <= n_values else "text"
