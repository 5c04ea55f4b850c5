"""The query engine: DuckDB over Parquet and Arrow, closed to the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.data.kept import rows
from jupyter_analyst.inside import engine

if TYPE_CHECKING:
    import duckdb

    from jupyter_analyst.data.dataset import Dataset

VIEW = "rows"
"""Name under which a connection offers the rows of its dataset."""

_NUMBER = "file_row_number"  # what DuckDB calls it, and then no column may

_SPILL = "spill"

CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""Settings under which DuckDB brings in nothing from elsewhere."""


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


def literal(text: str) -> str:
    """Return a text as SQL has it; for the few places where none can be bound.

    Parameters
    ----------
    text : str
        The path of a file.

    Examples
    --------
    >>> print(literal("it's"))
    'it''s'
    """
    return "'" + text.replace("'", "''") + "'"


def numbered(dataset: Dataset) -> str:
    """Return SQL of the rows of a dataset, on its connection, with their numbers from 0 behind.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory; a stored file gives the numbers without counting.
    """
    is_taken = any(column.name.casefold() == _NUMBER for column in dataset.columns)
    if dataset.table is not None or is_taken:
        return f"select *, row_number() over () - 1 from {VIEW}"  # noqa: S608  # a name of ours
    return f"from read_parquet({literal(str(dataset.path))}, {_NUMBER} = true)"


def connect(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory on which the view `rows` holds the dataset.

    Nothing but these rows can be reached from it: no other file, no network, no extension.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    import duckdb

    # in a sandbox it cannot see what it may use
    connection = duckdb.connect(config={**CLOSED, **_spill(dataset), **engine.bounds()})
    if dataset.table is not None:
        connection.register(VIEW, dataset.table)
        connection.execute("set enable_external_access = false")
        return connection
    path = literal(str(rows.present(dataset.path, dataset.name, dataset.origin)))
    try:
        connection.execute(f"set allowed_paths = [{path}]")  # path escaped
        connection.execute("set enable_external_access = false")
        connection.execute(f"create view {VIEW} as from read_parquet({path})")  # path escaped
    except duckdb.Error as error:
        damaged = rows.lost(dataset.name, dataset.origin, "is damaged", dataset.path)
        raise damaged from error
    return connection


def _spill(dataset: Dataset) -> dict[str, str]:
    """Return where what exceeds memory goes: beside the stored rows, which are as private.

    DuckDB would take the current folder, which others may read. It makes the folder when it needs
    it, removes it when it is done, and keeps processes that share one apart.
    """
    path = None if dataset.table is not None else dataset.path
    return {"temp_directory": str(path.with_name(_SPILL))} if path else {}
