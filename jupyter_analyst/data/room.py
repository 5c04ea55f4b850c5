"""Say of a query that failed what it was: a damaged copy, or want of room in memory or on disk."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.data.kept import rows
from jupyter_analyst.errors import StorageError, disk_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from jupyter_analyst.data.dataset import Dataset

_LIMIT = "max_temp_directory_size"  # DuckDB takes most of what is free, and names this beyond it
_FEWER = "or filter first: fewer rows need less."


@contextmanager
def told(
    dataset: Dataset, connection: Callable[[], duckdb.DuckDBPyConnection | None]
) -> Iterator[None]:
    """Raise what a query fails with as an error of ours.

    Parameters
    ----------
    dataset : Dataset
        What is asked.
    connection : callable
        Returns the connection that is asked, None if it could not be made.

    Raises
    ------
    StorageError
        If the stored copy is damaged, or memory or disk do not suffice.
    """
    import duckdb

    try:
        yield
    except (
        duckdb.OutOfMemoryException,
        duckdb.IOException,
        duckdb.InvalidInputException,
    ) as error:
        damaged = rows.lost(dataset.name, dataset.origin, "is damaged", dataset.path)
        found = _shortage(error, connection(), dataset.name) or damaged
        raise found from error


def _shortage(
    error: duckdb.Error, connection: duckdb.DuckDBPyConnection | None, name: str
) -> StorageError | None:
    """Return what was said of memory, or of the folder for what exceeds it, as an error of ours."""
    import duckdb

    said = str(error)
    folder = _folder(connection)
    if folder and (_LIMIT in said or f'"{folder}' in said):
        return _refused(said, folder, name)
    if isinstance(error, duckdb.OutOfMemoryException):
        message = f"There is not enough memory to look through `{name}`."
        hint = "Filter it first, so that there are fewer rows, or end other programs."
        return StorageError(message, hint=hint, code="memory-short")
    return None


def _folder(connection: duckdb.DuckDBPyConnection | None) -> str:
    if connection is None:
        return ""
    ((folder,),) = connection.execute("select current_setting('temp_directory')").fetchall()
    return str(folder or "")


def _refused(said: str, folder: str, name: str) -> StorageError:
    """Return the error about the folder; DuckDB says the number of an error only in words."""
    first = said.partition("\n")[0]
    known = (number for number in errno.errorcode if first.endswith(os.strerror(number)))
    number = errno.ENOSPC if _LIMIT in said else next(known, 0)
    refusal = OSError(number, first, str(Path(folder).absolute()))
    failure = disk_error(refusal, doing=f"looking through `{name}`")
    is_full = failure.code == "disk-full"
    failure.hint = f"{'Free some space' if is_full else 'Let files be written'} there, {_FEWER}"
    return failure
