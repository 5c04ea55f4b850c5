"""From a dataset to what the planner knows of it."""

from __future__ import annotations

import math
from contextlib import closing
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import connect, quote
from jupyter_analyst.planner.table import Field, Table
from jupyter_analyst.planner.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from jupyter_analyst.data import Column, Dataset
    from jupyter_analyst.planner.table import Value

LONGEST = 80
"""Characters a value may have to be told apart in a question."""


def table_of(dataset: Dataset) -> Table:
    """Return what the planner knows of a dataset; its rows are looked through once.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    fields = tuple(_fields(dataset)) if dataset.columns else ()
    return Table(dataset.name, dataset.n_rows, fields)


def _fields(dataset: Dataset) -> Iterator[Field]:
    """Yield what is known of each column."""
    with closing(connect(dataset)) as connection:
        sought = [part for column in dataset.columns for part in _sought(column)]
        (found,) = connection.execute(f"select {', '.join(sought)} from rows").fetchall()  # noqa: S608  # names are quoted
        for column in dataset.columns:
            fact, found = found[:4], found[4:]
            yield _field(column, fact, _values(connection, column))


def _sought(column: Column) -> tuple[str, str, str, str]:
    """Return the SQL of missing, low, high and number of different values."""
    name = quote(column.name)
    missing = f"count(*) - count({name})"
    if column.kind == "number":
        only = f" filter (where isfinite({name}::double))"
        return missing, f"min({name}){only}", f"max({name}){only}", _distinct(column)
    if column.kind == "date":
        return missing, f"min({name})::varchar", f"max({name})::varchar", "null"
    return missing, "null", "null", _distinct(column)


def _distinct(column: Column) -> str:
    """Count the values of identifiers: what has many rows is counted by them."""
    is_id = column.levels is None and "id" in words_of(column.name)
    return f"count(distinct {quote(column.name)})" if is_id else "null"


def _values(connection: duckdb.DuckDBPyConnection, column: Column) -> tuple[Value, ...]:
    if column.levels is None or column.kind == "date":
        return ()
    name = quote(column.name)
    found = connection.execute(f"select distinct {name} from rows where {name} is not null")  # noqa: S608
    values = [_plain(value) for (value,) in found.fetchall()]
    return tuple(sorted((v for v in values if v is not None), key=lambda v: (str(type(v)), v)))


def _field(column: Column, fact: tuple[Any, ...], values: tuple[Value, ...]) -> Field:
    missing, low, high, distinct = fact
    return Field(
        column.name,
        column.kind,
        column.type,
        column.levels,
        values,
        _plain(low),
        _plain(high),
        missing,
        distinct if distinct is not None else column.levels,
    )


def _plain(value: Any) -> Any:
    """Return what DuckDB gave as a JSON value; None for what is no use in a question."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value if len(value) <= LONGEST else None
    number = float(value)
    return number if math.isfinite(number) else None
