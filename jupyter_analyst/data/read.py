"""Read a file or a table in memory as a dataset; what was decided stands in its reading."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jupyter_analyst.data import frame
from jupyter_analyst.data.columns import columns_of
from jupyter_analyst.data.dataset import Dataset
from jupyter_analyst.data.formats.checks import check_place, readable
from jupyter_analyst.data.formats.file import File
from jupyter_analyst.data.formats.known import check_options, format_of
from jupyter_analyst.data.naming import checked, friendly
from jupyter_analyst.data.options import Options, options, with_options
from jupyter_analyst.data.reading import Reading
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

READER_VERSION = 3
"""Raised when the same bytes would be read differently, so that stored versions stay true."""

_VERSION_DIGITS = 12
_FRAME_NAME = "data"
_PIECE = 1 << 20


@with_options
def read(
    source: str | Path | pd.DataFrame | pa.Table,
    *,
    name: str | None = None,
    max_mb: float | None = None,
    **reading: Any,
) -> Dataset:
    """Return a file or a table in memory as a dataset; whatever is left out is found out.

    Parameters
    ----------
    source : str, Path, DataFrame or Table
        A file, recognised by its content, or rows in memory.
    name : str, optional
        Name of the dataset; made from the file's name if left out.
    max_mb : float, optional
        Largest file that is read, in megabytes.
    **reading
        The overrides.

    Raises
    ------
    ReadError
        If it cannot be read as a table, or an option does not fit.
    UnknownNameError
        If there is no such option, or `types` names a column that does not exist.
    """
    given = options(**reading)
    if not isinstance(source, str | Path):
        return _from_memory(source, checked(name or _FRAME_NAME), given)
    path = Path(os.path.expanduser(source))  # noqa: PTH111  # Path's raises for an unknown ~user
    name = friendly(path.stem) if name is None else checked(name)
    with readable(path):
        check_place(path, max_mb)
        file = File(path, path.name)
        found = format_of(file, given).read(file, given)
        version = _version([file.digest()], given)
    return replace(
        _dataset(found.table, name, found.reading),
        version=version,
        origin=str(path.absolute()),
        rejected=found.rejected,
    )


def _from_memory(source: Any, name: str, given: Options) -> Dataset:
    if isinstance(source, pa.Table):
        table = source
    elif frame.is_frame(source):
        table = frame.from_pandas(source)
    else:
        message = f"A {type(source).__name__} cannot be read as a table."
        hint = "Give a path, a pandas DataFrame or a pyarrow Table."
        raise ReadError(message, hint=hint, code="source-unknown")
    check_options(given, "a table in memory")
    table, renamed = frame.normalised(table)
    dataset = _dataset(table, name, Reading("frame", renamed=renamed))
    return replace(dataset, version=_version(_canonical(table), given))


def _dataset(table: pa.Table, name: str, reading: Reading) -> Dataset:
    kinds = {field.name: str(field.type) for field in table.schema}
    return Dataset(
        name=name,
        version="",
        n_rows=table.num_rows,
        columns=columns_of(table),
        reading=replace(reading, types=kinds),
        table=table,
    )


def _version(content: Iterable[bytes], given: Options) -> str:
    """Return the digits that change with the content, the overrides and the reader."""
    digest = hashlib.sha256()
    for piece in content:
        digest.update(piece)
    digest.update(b"\0" + given.canonical() + str(READER_VERSION).encode())
    return digest.hexdigest()[:_VERSION_DIGITS]


def _canonical(table: pa.Table) -> Iterator[bytes]:
    """Yield bytes that are equal when two tables are, however they lie in memory."""
    yield table.schema.remove_metadata().serialize().to_pybytes()
    for column in table.columns:
        yield from _bytes_of(column)


def _bytes_of(column: pa.ChunkedArray) -> Iterator[bytes]:
    """Yield a column in pieces of equal length, whatever its chunks are."""
    for start in range(0, len(column), _PIECE):
        piece = column.slice(start, _PIECE)
        # What lies under a null is not defined, so nulls are taken out and told apart.
        for values in (piece.drop_null(), piece.is_valid()):
            one = pa.concat_arrays(values.chunks) if values.num_chunks else None
            if one is not None and len(one):
                batch = pa.RecordBatch.from_arrays([one], names=[""])
                yield batch.serialize().to_pybytes()
