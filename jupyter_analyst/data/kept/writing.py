"""Rows on their way to disk: a Parquet file that grows while a source is read."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst.data.kept.rows import FORMAT, ROW_GROUP, VERSION
from jupyter_analyst.errors import disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BYTES = 64 << 20
_LOOK = 20_000
_REPEATED = 2


class Writing:
    """Writes rows to a private file, in groups as large as those of `rows.save`.

    One group is written while the next one is made. Use it as a context manager; a file that was
    not finished is removed.

    Parameters
    ----------
    path : Path
        The file, which does not exist yet.
    schema : Schema
        Names and types of the columns.
    name : str
        Name of the dataset, for messages.
    """

    def __init__(self, path: Path, schema: pa.Schema, name: str) -> None:
        self.path = path
        self.n_rows = 0
        """Rows that were added."""
        self._doing = f"keeping `{name}`"
        self._schema = schema
        self._waiting: list[pa.Table] = []
        self._n_waiting = 0
        self._is_finished = False
        self._pool = ThreadPoolExecutor(1)
        self._written: Future[pq.ParquetWriter] | None = None
        self._writer: pq.ParquetWriter | None = None
        with self._storing():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(handle, "wb")

    def __enter__(self) -> Writing:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file unless it is finished."""
        self._pool.shutdown(cancel_futures=True)
        if self._is_finished:
            return
        # what is closed writes its end, for which a full disk has no room
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), self._file.fileno())
        if self._writer is not None:
            self._writer.close()
        self._file.close()
        self.path.unlink(missing_ok=True)

    def add(self, table: pa.Table) -> None:
        """Write some more rows.

        Parameters
        ----------
        table : Table
            The rows.

        Raises
        ------
        StorageError
            If rows cannot be written: disk full, or no access.
        """
        self.n_rows += table.num_rows
        self._waiting.append(table)
        self._n_waiting += table.num_rows
        n_bytes = sum(one.nbytes for one in self._waiting)
        if self._n_waiting < ROW_GROUP and n_bytes < _MOST_BYTES:
            return
        whole = pa.concat_tables(self._waiting)
        end = max(self._n_waiting - self._n_waiting % ROW_GROUP, min(self._n_waiting, ROW_GROUP))
        self._waiting = [whole.slice(end)]
        self._n_waiting -= end
        self._wait()
        self._written = self._pool.submit(self._write, whole.slice(0, end))

    def finish(self, version: str) -> None:
        """Write the rest, and which version the rows are.

        Parameters
        ----------
        version : str
            Version of the dataset.

        Raises
        ------
        StorageError
            If rows cannot be written: disk full, or no access.
        """
        self._wait()
        with self._storing():
            rest = pa.concat_tables(self._waiting) if self._waiting else self._schema.empty_table()
            writer = self._write(rest)
            writer.add_key_value_metadata({VERSION: version})
            writer.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        self._is_finished = True

    def _write(self, table: pa.Table) -> pq.ParquetWriter:
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self._file, self._schema, use_dictionary=_repeated(table), **FORMAT
            )
        if table.num_rows:
            self._writer.write_table(table, row_group_size=ROW_GROUP)
        return self._writer

    def _wait(self) -> None:
        with self._storing():
            if self._written is not None:
                self._written.result()

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """Say what the system says of a disk as an error of ours.

        Raises
        ------
        StorageError
            If it refuses.
        """
        try:
            yield
        except OSError as error:
            failure = disk_error(error, doing=self._doing)
            raise failure from error


def _repeated(table: pa.Table) -> list[str]:
    """Return the columns whose first values repeat: a dictionary spares room and time there."""
    return [
        name
        for name, column in zip(table.column_names, table.columns, strict=True)
        if len(column.slice(0, _LOOK).unique()) * _REPEATED <= min(len(column), _LOOK)
    ]
