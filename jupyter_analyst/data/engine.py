"""The query engine: DuckDB over Parquet and Arrow, closed to the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from jupyter_analyst.data.dataset import Dataset

VIEW = "rows"
"""Name under which a connection offers the rows of its dataset."""


def quote(name: str) -> str:
    """Return an SQL identifier, quoted; the only function that does so.

    Parameters
    ----------
    name : str
        A column or table name, with any characters.

    Examples
    --------
    >>> print(quote("net price"))
    "net price"
    """
    return '"' + name.replace('"', '""') + '"'


def connect(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory on which the view `rows` holds the dataset.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.
    """
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    if dataset.table is not None:
        connection.register(VIEW, dataset.table)
    else:
        path = str(dataset.path).replace("'", "''")
        connection.execute(f"create view {VIEW} as from read_parquet('{path}')")  # path escaped
    return connection
