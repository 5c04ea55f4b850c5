"""What the columns of a table are to an analyst."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.dataset import MOST_LEVELS, Column
from jupyter_analyst.data.threads import THREADS

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
    with ThreadPoolExecutor(THREADS) as pool:
        levels = list(pool.map(n_levels, table.columns))
    return tuple(
        _column(name, values.type, found, len(values) - values.null_count)
        for name, values, found in zip(table.column_names, table.columns, levels, strict=True)
    )


class Counted:
    """What `columns_of` returns, found while rows come a block at a time.

    Parameters
    ----------
    schema : Schema
        Names and types of the columns.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._n_values = [0] * len(schema)
        self._seen: list[pa.Array | None] = [pa.array([], kind) for kind in schema.types]

    def add(self, table: pa.Table) -> None:
        """Count some more rows.

        Parameters
        ----------
        table : Table
            The rows.
        """
        for place, values in enumerate(table.columns):
            self._n_values[place] += len(values) - values.null_count
            seen = self._seen[place]
            if seen is not None:
                self._seen[place] = _with_levels(seen, values)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of all rows that were counted."""
        return tuple(
            _column(field.name, field.type, None if seen is None else len(seen), n_values)
            for field, seen, n_values in zip(self._schema, self._seen, self._n_values, strict=True)
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


def _with_levels(seen: pa.Array, values: pa.ChunkedArray) -> pa.Array | None:
    """Return the different values with those of more rows, None when they are too many."""
    for piece in _pieces(values):
        found = piece.unique().drop_null()
        if len(found) > MOST_LEVELS:
            return None
    both = pa.chunked_array([seen, found]).unique()
    return both if len(both) <= MOST_LEVELS else None


def _column(name: str, kind: pa.DataType, levels: int | None, n_values: int) -> Column:
    return Column(name, str(kind), _kind(kind, levels, n_values), levels)


def _kind(kind: pa.DataType, levels: int | None, n_values: int) -> Kind:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_temporal(kind):
        return "date"
    if not pa.types.is_string(kind):
        return "number"
    return "category" if levels and levels * _FEWER <= n_values else "text"
