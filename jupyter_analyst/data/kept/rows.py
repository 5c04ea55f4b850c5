"""Rows on disk and in memory: the Parquet copy, and the one gate to pandas."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jupyter_analyst.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

_Values: TypeAlias = np.ndarray[Any, Any]  # of any type numpy has
ROW_GROUP = 122_880
"""Rows in a group: what DuckDB reads by one thread."""

FORMAT = {"compression": "zstd", "write_page_checksum": True}
"""How rows are stored, as pyarrow is told."""

VERSION = b"jupyter_analyst.version"
"""Under this key of its metadata a stored file says which version it is."""

_FIRST_NS, _LAST_NS = np.datetime64("1678-01-01", "us"), np.datetime64("2262-01-01", "us")


def save(table: pa.Table, version: str, file: IO[bytes]) -> None:
    """Write rows as Parquet with a checksum on every page, and the version they are.

    Parameters
    ----------
    table : Table
        The rows.
    version : str
        Version of the dataset; the file says it wherever it lies.
    file : binary file
        Where to.
    """
    pq.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), VERSION: version}),
        file,
        row_group_size=ROW_GROUP,
        **FORMAT,
    )


def load(
    path: Path | None,
    name: str,
    origin: str,
    columns: Sequence[str] | None = None,
    n_rows: int | None = None,
) -> pa.Table:
    """Return rows from a stored copy.

    Parameters
    ----------
    path : Path or None
        The Parquet file.
    name, origin : str
        Name of the dataset and where it came from, for messages.
    columns : sequence of str, optional
        Names of the columns wanted.
    n_rows : int, optional
        How many of the first rows; all if left out.

    Raises
    ------
    StorageError
        If the copy is gone or damaged.
    """
    with _opened(path, name, origin) as file:
        if n_rows is None:
            return file.read(columns=columns)
        first = next(file.iter_batches(batch_size=n_rows, columns=columns), None)
        return pa.Table.from_batches([] if first is None else [first], file.schema_arrow)


def take(path: Path | None, name: str, origin: str, places: _Values) -> pa.Table:
    """Return some rows of a stored copy; parts of the file without any are not read.

    Parameters
    ----------
    path : Path or None
        The Parquet file.
    name, origin : str
        Name of the dataset and where it came from, for messages.
    places : array of int
        Which rows, from 0, ascending.

    Raises
    ------
    StorageError
        If the copy is gone or damaged.
    """
    with _opened(path, name, origin) as file:
        pieces = list(_pieces(file, places))
        return pa.concat_tables(pieces) if pieces else file.schema_arrow.empty_table()


@contextmanager
def _opened(path: Path | None, name: str, origin: str) -> Iterator[pq.ParquetFile]:
    """Open a stored copy, and say plainly if it is gone or damaged."""
    found = present(path, name, origin)
    try:
        with pq.ParquetFile(found, page_checksum_verification=True) as file:
            yield file
    except (OSError, pa.ArrowException) as error:
        damaged = lost(name, origin, "is damaged", path)
        raise damaged from error


def _pieces(file: pq.ParquetFile, places: _Values) -> Iterator[pa.Table]:
    start = 0
    for part in range(file.num_row_groups):
        stop = start + file.metadata.row_group(part).num_rows
        inside = places[np.searchsorted(places, start) : np.searchsorted(places, stop)]
        if len(inside):
            yield file.read_row_group(part).take(pa.array(inside - start))
        start = stop


def present(path: Path | None, name: str, origin: str) -> Path:
    """Return the path of a stored copy that is there.

    Parameters
    ----------
    path : Path or None
        The Parquet file.
    name, origin : str
        Name of the dataset and where it came from, for messages.

    Raises
    ------
    StorageError
        If there is no such file.
    """
    if path is None or not path.is_file():
        gone = lost(name, origin, "is gone", path)
        raise gone
    return path


def lost(name: str, origin: str, what: str, path: Path | None = None) -> StorageError:
    """Return the error that says a stored copy cannot be used and how to make it anew.

    Parameters
    ----------
    name, origin : str
        Name of the dataset and where it came from.
    what : str
        What happened, such as ``"is gone"``.
    path : Path, optional
        The stored copy.
    """
    place = f" ({path})" if path else ""
    message = f"The stored copy of `{name}` {what}{place}."
    hint = f"Load it again{f' from `{origin}`' if origin else ''}."
    return StorageError(message, hint=hint, code="copy-lost")


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return a new frame of plain numpy types, each column writable.

    Parameters
    ----------
    table : Table
        The rows.
    """
    import pandas as pd

    series = {
        place: pd.Series(values, dtype=values.dtype, copy=True)
        for place, values in enumerate(map(_plain, table.columns))
    }
    frame = pd.DataFrame(series, index=pd.RangeIndex(table.num_rows))
    frame.columns = pd.Index(table.column_names, dtype=object)
    return frame


def _plain(column: pa.ChunkedArray) -> _Values:
    kind = column.type
    values: _Values
    if pa.types.is_temporal(kind):
        values = _moments(column)
    elif pa.types.is_string(kind):
        values = _texts(column)
    elif pa.types.is_boolean(kind):
        values = column.to_numpy()
    elif pa.types.is_integer(kind) and not column.null_count and kind != pa.uint64():
        values = column.to_numpy().astype(np.int64)
    else:
        values = pc.cast(column, pa.float64(), safe=False).to_numpy()
    return values


def _moments(column: pa.ChunkedArray) -> _Values:
    values: _Values = column.to_numpy()
    beyond = (values < _FIRST_NS) | (values >= _LAST_NS)
    return values.astype("datetime64[us]" if beyond.any() else "datetime64[ns]")


def _texts(column: pa.ChunkedArray) -> _Values:
    """Return texts as objects, equal ones being the same object to spare memory."""
    if not len(column):
        return np.empty(0, dtype=object)
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    words = np.array([*encoded.chunk(0).dictionary.to_pylist(), None], dtype=object)
    indices = pa.chunked_array([chunk.indices for chunk in encoded.chunks])
    values: _Values = words[pc.fill_null(indices, -1).to_numpy()]
    return values
