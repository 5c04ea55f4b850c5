"""Read a file or a table in memory as a dataset; what was decided stands in its reading."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jupyter_analyst.data import variables
from jupyter_analyst.data.columns import columns_of
from jupyter_analyst.data.dataset import Dataset
from jupyter_analyst.data.formats.checks import readable
from jupyter_analyst.data.formats.known import check_options
from jupyter_analyst.data.formats.streamed import Spool
from jupyter_analyst.data.naming import checked
from jupyter_analyst.data.options import Options, options, with_options
from jupyter_analyst.data.sources.database import path_of
from jupyter_analyst.data.sources.gather import gathered
from jupyter_analyst.data.sources.several import packed, read_pieces
from jupyter_analyst.data.streaming import is_large, streamed
from jupyter_analyst.records import untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pandas as pd

    from jupyter_analyst.data.formats.format import Found
    from jupyter_analyst.data.reading import Reading
    from jupyter_analyst.data.sources.gather import Gathered
    from jupyter_analyst.data.sources.piece import Piece
    from jupyter_analyst.records import Progress

READER_VERSION = 4
"""Raised when the same bytes would be read differently, so that stored versions stay true."""

_VERSION_DIGITS = 12
_FRAME_NAME = "data"
_PIECE = 1 << 20
_ROWS = "rows.parquet"


@with_options
def read(
    source: str | Path | Sequence[str | Path] | pd.DataFrame | pa.Table,
    *,
    name: str | None = None,
    max_mb: float | None = None,
    spool: Callable[[], Path] | None = None,
    progress: Progress = untold,
    **reading: Any,
) -> Dataset:
    """Return a file or a table in memory as a dataset; whatever is left out is found out.

    Parameters
    ----------
    source : str, Path, list of these, DataFrame or Table
        A file, recognised by its content and unpacked if it is packed; several as one table by a
        list, a pattern such as ``data/*.csv`` or a folder; an https address; the word
        ``clipboard``; or rows in memory.
    name : str, optional
        Name of the dataset; made from the file's name if left out.
    max_mb : float, optional
        Most that is read, in megabytes, counted as it is when unpacked.
    spool : callable, optional
        Returns a folder to which the rows of a large file are written while it is read, so that
        they never are in memory together; without it everything is read into memory.
    progress : Progress
        What is told how far the reading of a large file has come.
    **reading
        The overrides.

    Raises
    ------
    ReadError
        If it cannot be read as a table, or an option does not fit.
    UnknownNameError
        If there is no such option, or `types` names a column that does not exist.
    StorageError
        If the rows of a large file cannot be written.
    """
    given = options(**reading)
    source = path_of(source)
    if not isinstance(source, str | Path | list | tuple) or variables.is_records(source):
        return _from_memory(source, checked(name or _FRAME_NAME), given)
    name = None if name is None else checked(name)
    with readable(source), gathered(source, given, max_mb) as files:
        called = name or files.name
        if spool is not None and is_large(files.pieces, given):
            large = _streamed(files, called, given, spool(), progress)
            if large is not None:
                return large
        return _at_once(files, called, given)


def _at_once(files: Gathered, name: str, given: Options) -> Dataset:
    """Return files as a dataset whose rows are in memory."""
    with ThreadPoolExecutor(1) as pool:  # the bytes are hashed while they are read
        version = pool.submit(_version, _identity(files.pieces, given), given)
        found = read_pieces(files.pieces, given)
        dataset = _dataset(found.table, name, found.reading)
    return replace(dataset, version=version.result(), origin=files.origin, rejected=found.rejected)


def _streamed(
    files: Gathered, name: str, given: Options, folder: Path, progress: Progress
) -> Dataset | None:
    """Return a large file as a dataset whose rows lie in a folder, None if it is read at once."""
    (piece,) = files.pieces

    def _version_of(digest: bytes) -> str:
        return _version([_content(digest, piece)], given)

    spool = Spool(folder / _ROWS, name, _version_of, progress)
    found = streamed(piece.file, replace(given, member=None), spool)
    if found is None:
        return None
    notes = (*found.reading.notes, *packed(files.pieces))
    return Dataset(
        name=name,
        version=found.version,
        n_rows=found.n_rows,
        columns=found.columns,
        reading=replace(found.reading, notes=notes),
        origin=files.origin,
        rejected=found.rejected,
        path=found.path,
    )


def _identity(pieces: Sequence[Piece], given: Options) -> Iterator[bytes]:
    """Yield what makes the rows what they are: the content, and names where these are told."""
    for piece in pieces:
        yield _content(piece.file.digest(), piece)
        if len(pieces) > 1 or given.source_column:
            yield piece.label.encode(errors="surrogateescape") + b"\0"


def _content(digest: bytes, piece: Piece) -> bytes:
    return digest + piece.packing.encode()


def _from_memory(source: Any, name: str, given: Options) -> Dataset:
    check_options(given, "a table in memory")
    return dataset_of(variables.found(source), name)


def dataset_of(found: Found, name: str, origin: str = "") -> Dataset:
    """Return rows that are in memory as a dataset; its version follows from them alone.

    Parameters
    ----------
    found : Found
        The rows, and how they were read.
    name : str
        Name of the dataset.
    origin : str
        Where they came from, empty for a variable.
    """
    dataset = _dataset(found.table, name, found.reading)
    return replace(dataset, version=_version(canonical(found.table), Options()), origin=origin)


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


def canonical(table: pa.Table) -> Iterator[bytes]:
    """Yield bytes that are equal when two tables are, however they lie in memory.

    Parameters
    ----------
    table : Table
        A table of the types `frame.normalised` leaves.
    """
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
