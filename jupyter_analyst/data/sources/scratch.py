"""Private temporary files, bounded in size and gone afterwards."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from jupyter_analyst.data.formats.file import File
from jupyter_analyst.errors import ReadError, disk_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

_PREFIX = "jupyter-analyst-"
_LOCK = ".lock"
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]")
_LONGEST = 100
_NAMELESS = "data"


class Scratch:
    """A folder of temporary files, and how many bytes may still be read.

    The folder, mode 0700, is made in the system's folder for temporary files (`TMPDIR`) when it
    is first needed, and removed on leaving the `with` block, however that is left. What a killed
    process leaves is for `sweep`.

    Parameters
    ----------
    max_mb : float, optional
        Most that is read in all, in megabytes.
    """

    def __init__(self, max_mb: float | None) -> None:
        self._max_mb = max_mb
        self._n_bytes = 0
        self._n_files = 0
        self._stack = ExitStack()
        self._folder: Path | None = None

    def __enter__(self) -> Scratch:
        """Return this."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Remove all files."""
        self._stack.close()

    def spend(self, n_bytes: int, what: str) -> None:
        """Count bytes that are read.

        Parameters
        ----------
        n_bytes : int
            How many more.
        what : str
            What is being read, as the begin of a sentence.

        Raises
        ------
        ReadError
            If these are more than may be read.
        """
        self._n_bytes += n_bytes
        if self._max_mb is not None and self._n_bytes > self._max_mb * 1_000_000:
            message = f"{what} more than {self._max_mb:g} MB, the most that is read."
            hint = "Raise `max_file_mb`, or keep only what you need of it."
            raise ReadError(message, hint=hint, code="file-too-large")

    def write(self, pieces: Iterable[bytes], name: str, what: str) -> File:
        """Return a private file with the bytes given; stops as soon as they are too many.

        Parameters
        ----------
        pieces : iterable of bytes
            The bytes.
        name : str
            What the file is called; only its last part is used.
        what : str
            What is being written, as the begin of a sentence.

        Raises
        ------
        ReadError
            If these are more than may be read.
        StorageError
            If they cannot be written, as when the disk is full.
        """
        try:
            path = self._place(name)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with ExitStack() as stack, os.fdopen(handle, "wb") as stream:
                if isinstance(pieces, Generator):  # it holds what it reads from open
                    stack.callback(pieces.close)
                for piece in pieces:
                    self.spend(len(piece), what)
                    stream.write(piece)
        except OSError as error:
            failure = disk_error(error, doing=f"making a temporary copy of `{name}`")
            raise failure from error
        return File(path, path.name, self._max_mb)

    def holds(self, path: Path) -> bool:
        """Tell whether a file was written here.

        Parameters
        ----------
        path : Path
            Any file.
        """
        return self._folder is not None and self._folder in path.parents

    def count(self, file: File, what: str) -> None:
        """Count a file that is read; one that was written here has been counted.

        Parameters
        ----------
        file : File
            Any file.
        what : str
            What is being read, as the begin of a sentence.

        Raises
        ------
        ReadError
            If there is more than may be read.
        """
        if not self.holds(file.path):
            self.spend(file.path.stat().st_size, what)

    @contextmanager
    def replacing(self, file: File) -> Iterator[None]:
        """Do not count a file that is only a step on the way, and remove it afterwards.

        Parameters
        ----------
        file : File
            Any file; one that was not written here stays.
        """
        if not self.holds(file.path):
            yield
            return
        self._n_bytes -= file.path.stat().st_size
        yield
        file.path.unlink()

    def _place(self, name: str) -> Path:
        if self._folder is None:
            self._folder = self._stack.enter_context(_held())
        self._n_files += 1
        folder = self._folder / str(self._n_files)  # so that two may be called the same
        folder.mkdir(mode=0o700)
        return folder / file_name(name)


def sweep() -> None:
    """Remove the temporary folders whose processes were killed: nobody holds their locks."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*{_LOCK}"):
        folder = path.with_suffix("")
        if path.is_symlink() or folder.is_symlink() or not folder.is_dir():
            continue  # a trap of somebody else, or its process may be about to make it
        # a lock that is held is of a living process, one that cannot be opened of somebody else
        with suppress(Timeout, OSError), FileLock(path, timeout=0, mode=0o600):
            shutil.rmtree(folder, ignore_errors=True)
            path.unlink(missing_ok=True)


@contextmanager
def _held() -> Iterator[Path]:
    """Hold a new private folder; its lock is taken before it exists, so that nobody sweeps it."""
    folder = Path(tempfile.gettempdir(), _PREFIX + uuid.uuid4().hex)
    lock = FileLock(f"{folder}{_LOCK}", timeout=0, mode=0o600)
    with lock:
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    Path(lock.lock_file).unlink(missing_ok=True)


def file_name(name: str) -> str:
    """Return the last part of a path or address as a name any system takes.

    Parameters
    ----------
    name : str
        From an archive or a server: it may be anything.

    Examples
    --------
    >>> file_name("a/b/sales.csv"), file_name(".."), file_name("")
    ('sales.csv', 'data', 'data')
    """
    last = _UNSAFE.split(name.rstrip("/"))[-1][-_LONGEST:]
    last = last.encode(errors="replace").decode()
    return last if last.strip(". ") else _NAMELESS
