"""Private files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPORARY = ".tmp"
"""Ending of a file that is still being written."""


def private_folder(path: Path) -> Path:
    """Make a folder, and those above it, that only its owner can read; return it.

    Parameters
    ----------
    path : Path
        The folder; a folder that exists already keeps its mode.
    """
    missing = [place for place in (path, *path.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
    return path


def write_private(path: Path, content: bytes | Callable[[IO[bytes]], object]) -> None:
    """Write a file in one stroke: readers see the old content or the new, never a half.

    The bytes go to a temporary file in the same folder, reach the disk, and then take the name;
    whatever interrupts this leaves no temporary file behind.

    Parameters
    ----------
    path : Path
        The file, mode 0600.
    content : bytes or callable
        What to write, or a function that writes it to the binary file it is given.
    """
    handle, temporary = tempfile.mkstemp(
        prefix=f".{path.name}.", suffix=TEMPORARY, dir=private_folder(path.parent)
    )
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                content(file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:  # an interrupt must not leave a half-written file either
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def move_private(source: Path, path: Path) -> None:
    """Give a whole private file, already on the same disk, another name in one stroke.

    Parameters
    ----------
    source : Path
        The file.
    path : Path
        Its new name, in a folder that exists.
    """
    source.replace(path)
    _sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove what a killed process left half-written in a folder.

    Parameters
    ----------
    folder : Path
        A folder in which nobody else is writing, as when its lock is held.
    """
    for path in folder.glob(f".*{TEMPORARY}"):
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can do that."""
    with suppress(OSError):  # Windows cannot open a folder, some network homes cannot sync one
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
