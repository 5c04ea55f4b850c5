"""Read a file the sandbox made: a plain file in its folder, once, and nothing else."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyarrow as pa

from jupyter_analyst.inside.wires import FILE
from jupyter_analyst.sandbox.exchange.claims import LargeError, WrongError, demand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# a FIFO must not block, a link must not lead elsewhere
_HOW = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 2**30
"""Bytes read at a time; the system reads no more than twice that."""


def read(scratch: Path, name: str, most: int) -> memoryview:
    """Return what is in a file, in memory of this process; the file is gone then.

    Parameters
    ----------
    scratch : Path
        The folder the sandbox keeps files in.
    name : str
        Name of the file there, as the sandbox told it.
    most : int
        Bytes it may hold.

    Raises
    ------
    WrongError
        If it is no plain file, or changes while it is read.
    LargeError
        If it holds more.
    """
    demand(bool(FILE.fullmatch(name)), f"it calls its file {name[:50]!r}")
    try:
        with _opened(str(scratch), _HOW | os.O_DIRECTORY) as folder:
            return _taken(folder, name, most)
    except OSError as error:
        found = f"its file cannot be opened ({error.strerror})"
        raise WrongError(found) from error


def _taken(folder: int, name: str, most: int) -> memoryview:
    try:
        with _opened(name, _HOW, folder) as handle:
            return _content(handle, most)
    finally:
        with suppress(OSError):  # whatever it is, it has no use any more
            os.unlink(name, dir_fd=folder)


@contextmanager
def _opened(path: str, how: int, folder: int | None = None) -> Iterator[int]:
    handle = os.open(path, how, dir_fd=folder)
    try:
        yield handle
    finally:
        os.close(handle)


def _content(handle: int, most: int) -> memoryview:
    """Return what is in an open file.

    Raises
    ------
    LargeError
        If it holds more than it may.
    """
    before = os.fstat(handle)
    demand(stat.S_ISREG(before.st_mode), "its file is no plain file")
    demand(before.st_nlink == 1, "its file has a second name")
    if before.st_size > most:
        raise LargeError(before.st_size, most)
    memory = memoryview(pa.allocate_buffer(before.st_size + 1)).cast("B")  # one more: does it grow
    n_read = 0
    while step := os.readv(handle, [memory[n_read : n_read + _CHUNK]]):
        n_read += step
    after = os.fstat(handle)
    is_same = n_read == before.st_size and _state(after) == _state(before)
    demand(is_same, "its file changed while it was read")
    return memory[:n_read]


def _state(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_size, found.st_mtime_ns, found.st_nlink)
