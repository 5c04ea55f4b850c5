"""The catalog: every dataset that was loaded, stored once, in all its versions."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from jupyter_analyst.data.kept import gone, rows, said, shelf, spool
from jupyter_analyst.data.kept.files import move_private, private_folder, sweep, write_private
from jupyter_analyst.data.naming import checked
from jupyter_analyst.data.sources import scratch
from jupyter_analyst.errors import StorageError, disk_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jupyter_analyst.data.dataset import Dataset
    from jupyter_analyst.data.kept.shelf import Copy, Index
    from jupyter_analyst.data.meaning.told import Told

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


_SHOWN = [one for one in fields(Entry) if one.name not in {"name", "n_versions"}]
"""What an entry takes from the current copy."""


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
        self._is_started = False

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

    @contextmanager
    def spooling(self) -> Iterator[Path]:
        """Hold a folder for rows that are written while they are read; `keep` takes them from it.

        It is removed at the end, or by the next use of the catalog if the process is killed.

        Raises
        ------
        StorageError
            If it cannot be made: disk full, no access, or another process holds the lock.
        """
        with ExitStack() as stack:
            try:
                with self._locked():  # nobody sweeps it before it is in use
                    folder = stack.enter_context(spool.opened(spool.new(self.home)))
            except OSError as error:
                failure = disk_error(error, doing="making room for a large file")
                raise failure from error
            yield folder

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
            failure = gone.unknown_version(self._index(), name, wanted)
            raise failure
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
            Entry(
                name=name,
                n_versions=len(copies),
                **{one.name: getattr(copies[-1], one.name) for one in _SHOWN},
            )
            for name, copies in gone.present(self._index()).items()
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

    def history(self, name: str) -> tuple[Copy, ...]:
        """Return all that was ever kept under a name, what is gone included.

        Parameters
        ----------
        name : str
            Name in the catalog.

        Raises
        ------
        UnknownNameError
            If nothing ever was, or all of it is called otherwise now.
        """
        index = self._index()
        copies = tuple(copy for copy in index.get(name, []) if copy.gone != "renamed")
        if not copies:
            failure = gone.unknown_name(index, name)
            raise failure
        return copies

    def removed(self) -> list[str]:
        """Return the names under which something can be brought back."""
        return gone.restorable(self._index())

    def rename(self, old: str, new: str) -> Dataset:
        """Call a dataset otherwise, with all its versions, and return it.

        Parameters
        ----------
        old, new : str
            Its name, and the one it gets.

        Raises
        ------
        UnknownNameError
            If there is no such dataset.
        DataError
            If another dataset is called so.
        StorageError
            If that cannot be written.
        """
        new = checked(new)
        with self._changed(f"renaming `{old}`") as change:
            change(gone.renamed(self._index(), old, new, datetime.now(UTC)))
            said.rename_told(self.home, old, new)
        return self.get(new)

    def remove(
        self, name: str, version: str | None = None, *, forever: bool = False
    ) -> tuple[Copy, ...]:
        """Remove a dataset or one of its versions, and return what was removed.

        `restore` brings it back until it is removed forever; then the rows are deleted, unless
        they are kept under another name too.

        Parameters
        ----------
        name : str
            Name in the catalog.
        version : str, optional
            One of its versions; all of them if left out.
        forever : bool
            Whether the rows are deleted, also of what was removed before.

        Raises
        ------
        UnknownNameError
            If there is nothing of that name or version.
        StorageError
            If that cannot be written.
        """
        with self._changed(f"removing `{name}`") as change:
            before = self._index()
            after = gone.removed(before, name, version, datetime.now(UTC), forever=forever)
            change(after)
            if all(copy.gone in {"erased", "renamed"} for copy in after[name]):
                said.write_told(self.home, name, said.NOTHING)
        was = set(before[name])
        return tuple(copy for copy in after[name] if copy not in was)

    def restore(self, name: str, version: str | None = None) -> Dataset:
        """Bring back what was removed and not yet erased, and return it.

        Parameters
        ----------
        name : str
            The name it had.
        version : str, optional
            One version; all that were removed if left out.

        Raises
        ------
        UnknownNameError
            If nothing of that name or version can be brought back.
        StorageError
            If that cannot be written, or the stored copy is gone.
        """
        with self._changed(f"bringing back `{name}`") as change:
            change(gone.restored(self._index(), name, version))
        return self.get(name, version)

    def told(self, name: str) -> Told:
        """Return what a person said of the columns of a dataset, whatever its version.

        Parameters
        ----------
        name : str
            Name in the catalog.
        """
        return said.read_told(self.home, name)

    def tell(self, name: str, change: Callable[[Told], Told]) -> Told:
        """Change what is said of the columns of a dataset, and return all that is said now.

        Parameters
        ----------
        name : str
            Name in the catalog.
        change : callable
            Takes what was said and returns what is to be kept.

        Raises
        ------
        StorageError
            If that cannot be written.
        """
        try:
            with self._locked():
                told = change(said.read_told(self.home, name))
                said.write_told(self.home, name, told)
                return told
        except OSError as error:
            failure = disk_error(error, doing=f"keeping what was said of `{name}`")
            raise failure from error

    def _copies(self, name: str) -> list[Copy]:
        index = self._index()
        copies = gone.present(index).get(name)
        if copies is None:
            failure = gone.unknown_name(index, name)
            raise failure
        return copies

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
        if path.is_file() and _is_whole(path, dataset.n_rows):
            return replace(dataset, path=path, table=None)
        if dataset.path is not None and spool.holds(self.home, dataset.path):
            move_private(dataset.path, path)
        else:
            write_private(path, partial(rows.save, dataset.to_arrow(), dataset.version))
        return replace(dataset, path=path, table=None)

    @contextmanager
    def _changed(self, doing: str) -> Iterator[Callable[[Index], None]]:
        """Yield what writes an index that only says otherwise what is called how.

        The index is written in one stroke and decides; the cards, from which it can be made again,
        and the rows that nobody refers to any more follow.
        """

        def _apply(after: Index) -> None:
            before = self._index()
            shelf.write_index(self.home, after)
            for version, copies in gone.differing(before, after).items():
                shelf.write_names(shelf.folder_of(self.home, version), copies)
            self._sweep(after)

        try:
            with self._locked():
                yield _apply
        except OSError as error:
            failure = disk_error(error, doing=doing)
            raise failure from error

    def _sweep(self, index: Index) -> None:
        """Delete the rows that were erased under their last name, also if a kill prevented it."""
        for version in gone.unused(index):
            shutil.rmtree(shelf.folder_of(self.home, version), ignore_errors=True)

    def _start(self) -> None:
        """Remove, once, also the copies of files that killed processes were unpacking."""
        if not self._is_started:
            self._is_started = True
            scratch.sweep()

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
            spool.sweep(self.home)
            self._sweep(self._index())
            self._start()
            yield
        finally:
            lock.release()


def _is_whole(path: Path, n_rows: int) -> bool:
    """Tell whether a Parquet file has its end and as many rows as it should."""
    try:
        return bool(pq.read_metadata(path).num_rows == n_rows)
    except (OSError, pa.ArrowException):
        return False
