"""The catalog: every dataset that was loaded, stored once, in all its versions."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from jupyter_analyst.data.kept import rows, shelf
from jupyter_analyst.data.kept.files import private_folder, sweep, write_private
from jupyter_analyst.data.naming import checked
from jupyter_analyst.errors import StorageError, UnknownNameError, disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jupyter_analyst.data.dataset import Dataset
    from jupyter_analyst.data.kept.shelf import Copy, Index

_LOCK = "catalog.lock"


@dataclass(frozen=True)
class Entry:
    """One name in the catalog, as a list shows it.

    Parameters
    ----------
    name : str
        Name of the dataset.
    version : str
        Its current version.
    n_rows, n_columns : int
        Size of that version.
    origin : str
        Absolute path of the file it came from, or empty for a frame.
    kept_at : datetime
        When that version was last loaded, UTC.
    n_versions : int
        How many versions there are.
    n_bytes : int
        Size of the stored copy of that version.
    """

    name: str
    version: str
    n_rows: int
    n_columns: int
    origin: str
    kept_at: datetime
    n_versions: int
    n_bytes: int


class Catalog:
    """Keeps datasets under a folder, each content once, and finds them by name and version.

    Several processes may use the same folder at the same time.

    Parameters
    ----------
    home : Path
        The folder; made when something is first kept.
    lock_timeout_s : float
        How long to wait for another process that is writing, in seconds.
    """

    def __init__(self, home: Path, *, lock_timeout_s: float = 30.0) -> None:
        self.home = home
        self._timeout_s = lock_timeout_s

    def keep(self, dataset: Dataset, name: str) -> Dataset:
        """Store a dataset under a name and return the stored copy.

        The same content is stored once, whatever it is called; other content under a known name
        becomes its new current version. If anything fails, the catalog is as it was.

        Parameters
        ----------
        dataset : Dataset
            What was read.
        name : str
            Name in the catalog.

        Raises
        ------
        StorageError
            If it cannot be stored: disk full, no access, or another process holds the lock.
        """
        name = checked(name)
        try:
            with self._locked():
                return self._keep(replace(dataset, name=name))
        except OSError as error:
            failure = disk_error(error, doing=f"keeping `{name}`")
            raise failure from error

    def get(self, name: str, version: str | None = None) -> Dataset:
        """Return a stored dataset; its rows are read when they are needed.

        Parameters
        ----------
        name : str
            Name in the catalog.
        version : str, optional
            One of its versions; the current one if left out.

        Raises
        ------
        UnknownNameError
            If there is no such dataset or version; near names are offered.
        StorageError
            If the stored copy is gone or damaged.
        """
        copies = self._copies(name)
        wanted = version or copies[-1].version
        copy = next((copy for copy in copies if copy.version == wanted), None)
        if copy is None:
            known = [copy.version for copy in copies]
            raise UnknownNameError(wanted, "version", known, where=f"one of `{name}`")
        folder = shelf.folder_of(self.home, wanted)
        dataset = shelf.read_card(folder, name, copy.origin)
        path = rows.present(folder / shelf.ROWS, name, copy.origin)
        if not _is_whole(path, dataset.n_rows):
            damaged = rows.lost(name, copy.origin, "is damaged", path)
            raise damaged
        return replace(dataset, name=name, origin=copy.origin, path=path)

    def names(self) -> list[str]:
        """Return the names that are kept, the one loaded last at the end."""
        return [entry.name for entry in self.entries()]

    def entries(self) -> list[Entry]:
        """Return one entry for each name, the one loaded last at the end."""
        found = [
            Entry(name=name, n_versions=len(copies), **vars(copies[-1]))
            for name, copies in self._index().items()
        ]
        return sorted(found, key=lambda entry: entry.kept_at)

    def versions(self, name: str) -> list[str]:
        """Return the versions of a dataset, the current one at the end.

        Parameters
        ----------
        name : str
            Name in the catalog.

        Raises
        ------
        UnknownNameError
            If there is no such dataset.
        """
        return [copy.version for copy in self._copies(name)]

    def _copies(self, name: str) -> list[Copy]:
        index = self._index()
        if name not in index:
            hint = "Load it first, with `%analyst load FILE`."
            raise UnknownNameError(name, "dataset", index, where="in the catalog", hint=hint)
        return index[name]

    def _index(self) -> Index:
        try:
            return shelf.read_index(self.home)
        except OSError as error:
            failure = disk_error(error, doing="reading the catalog")
            raise failure from error

    def _keep(self, dataset: Dataset) -> Dataset:
        folder = shelf.folder_of(self.home, dataset.version)
        is_new = not folder.exists()
        try:
            stored = self._stored(dataset, folder)
            copy = shelf.Copy(
                version=dataset.version,
                n_rows=dataset.n_rows,
                n_columns=len(dataset.columns),
                origin=dataset.origin,
                kept_at=datetime.now(UTC),
                n_bytes=(folder / shelf.ROWS).stat().st_size,
            )
            shelf.write_card(folder, dataset, copy)
            shelf.write_index(
                self.home, shelf.with_copy(shelf.read_index(self.home), dataset.name, copy)
            )
        except BaseException:  # an interrupt must not leave half a dataset either
            if is_new:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        return stored

    def _stored(self, dataset: Dataset, folder: Path) -> Dataset:
        path = private_folder(folder) / shelf.ROWS
        sweep(folder)
        if not (path.is_file() and _is_whole(path, dataset.n_rows)):
            write_private(path, partial(rows.save, dataset.to_arrow(), dataset.version))
        return replace(dataset, path=path, table=None)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        private_folder(self.home)
        lock = FileLock(self.home / _LOCK, timeout=self._timeout_s, mode=0o600)
        try:
            lock.acquire()
        except Timeout as error:
            message = f"Another process has been writing to {self.home} for {self._timeout_s:g} s."
            hint = "Wait until it has finished, or raise `lock_timeout_s`, then run this again."
            raise StorageError(message, hint=hint, code="store-locked") from error
        try:
            sweep(self.home)
            yield
        finally:
            lock.release()


def _is_whole(path: Path, n_rows: int) -> bool:
    """Tell whether a Parquet file has its end and as many rows as it should."""
    try:
        return bool(pq.read_metadata(path).num_rows == n_rows)
    except (OSError, pa.ArrowException):
        return False
