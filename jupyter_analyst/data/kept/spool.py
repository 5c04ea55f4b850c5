"""Where rows lie while a large source is read: in the catalog's home, gone when all else fails."""

from __future__ import annotations

import shutil
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from jupyter_analyst.data.kept.files import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDER = "spool"
_LOCK = "in-use.lock"


@contextmanager
def opened(folder: Path) -> Iterator[Path]:
    """Hold a folder that is in use as long as this process lives; it is removed at the end.

    Parameters
    ----------
    folder : Path
        What `new` returned.
    """
    lock = FileLock(folder / _LOCK, mode=0o600)
    lock.acquire(timeout=0)
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def new(home: Path) -> Path:
    """Return a new folder that nobody else can read.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    """
    return private_folder(home / _FOLDER / uuid.uuid4().hex)


def holds(home: Path, path: Path | None) -> bool:
    """Tell whether a file lies in such a folder, and so may be moved away from it.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    path : Path or None
        The file.
    """
    return path is not None and path.parent.parent == home / _FOLDER


def sweep(home: Path) -> None:
    """Remove what killed processes left behind.

    Parameters
    ----------
    home : Path
        Folder of all that is kept; nobody makes a new folder meanwhile, as when its lock is held.
    """
    for folder in (home / _FOLDER).glob("*"):
        lock = FileLock(folder / _LOCK, mode=0o600)
        try:
            with lock.acquire(timeout=0):
                pass
        except Timeout:
            continue  # its process is alive
        shutil.rmtree(folder, ignore_errors=True)
