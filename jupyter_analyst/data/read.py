"""Read a file or a table in memory as a dataset; what was decided stands in its reading."""

from __future__ import annotations

import hashlib
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst.data import delimited, frame
from jupyter_analyst.data import source as sources
from jupyter_analyst.data.columns import columns_of
from jupyter_analyst.data.dataset import Dataset
from jupyter_analyst.data.naming import checked, friendly
from jupyter_analyst.data.options import Options, options
from jupyter_analyst.data.reading import Reading, Rejected
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

READER_VERSION = 2
"""Raised when the same bytes would be read differently, so that stored versions stay true."""

_VERSION_DIGITS = 12
_FRAME_NAME = "data"
_PIECE = 1 << 20


def read(  # noqa: PLR0913  # one keyword for each thing a person can override
    source: str | Path | pd.DataFrame | pa.Table,
    *,
    name: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    header: bool | None = None,
    nulls: Sequence[str] | str | None = None,
    types: Mapping[str, str] | None = None,
    max_mb: float | None = None,
) -> Dataset:
    """Return a file or a table in memory as a dataset; whatever is left out is found out.

    Parameters
    ----------
    source : str, Path, DataFrame or Table
        A CSV or Parquet file, recognised by its content, or rows in memory.
    name : str, optional
        Name of the dataset; made from the file's name if left out.
    encoding : str, optional
        Encoding of a text file, such as ``"cp1252"``.
    delimiter : str, optional
        The character between cells, or its name, such as ``"tab"``.
    quote : str, optional
        The character around cells; empty for none.
    decimal, thousands : str, optional
        Marks in numbers; an empty `thousands` says that there is none.
    header : bool, optional
        Whether the first row holds the names.
    nulls : sequence of str, optional
        Spellings that mean missing besides the empty one; then no others do.
    types : mapping, optional
        What columns are: number, text, boolean, date, dmy or mdy (a date with that order).
    max_mb : float, optional
        Largest file that is read, in megabytes.

    Raises
    ------
    ReadError
        If it cannot be read as a table, or an option does not fit.
    UnknownNameError
        If `types` names a column that does not exist.
    """
    given = options(
        encoding=encoding,
        delimiter=delimiter,
        quote=quote,
        decimal=decimal,
        thousands=thousands,
        header=header,
        nulls=nulls,
        types=types,
    )
    if not isinstance(source, str | Path):
        return _from_memory(source, checked(name or _FRAME_NAME), given)
    path = Path(os.path.expanduser(source))  # noqa: PTH111  # Path's raises for an unknown ~user
    name = friendly(path.stem) if name is None else checked(name)
    content = sources.content_of(path, max_mb)
    rejected: tuple[Rejected, ...] = ()
    if sources.format_of(content, path.name, encoding) == "parquet":
        table, reading = _from_parquet(content, path, given)
    else:
        table, reading, rejected = delimited.read_delimited(content, given)
    return replace(
        _dataset(table, name, reading),
        version=_version([content], given),
        origin=str(path.absolute()),
        rejected=rejected,
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
    _check_unused(given, "a table in memory")
    table, renamed = frame.normalised(table)
    dataset = _dataset(table, name, Reading("frame", renamed=renamed))
    return replace(dataset, version=_version(_canonical(table), given))


def _from_parquet(content: bytes, path: Path, given: Options) -> tuple[pa.Table, Reading]:
    _check_unused(given, "a Parquet file")
    try:
        table = pq.ParquetFile(pa.BufferReader(content)).read()
    except (OSError, pa.ArrowException) as error:
        message = f"`{path.name}` begins like a Parquet file and cannot be read: {error}."
        hint = "Copy or download it again."
        raise ReadError(message, hint=hint, code="parquet-damaged") from error
    table, renamed = frame.normalised(table)
    return table, Reading("parquet", renamed=renamed)


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


def _check_unused(given: Options, what: str) -> None:
    unused = [item.name for item in fields(Options) if getattr(given, item.name) is not None]
    if unused:
        message = f"`{unused[0]}` does not apply to {what}; it describes text files."
        raise ReadError(message, hint="Leave it out.", code="option-wrong")


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
