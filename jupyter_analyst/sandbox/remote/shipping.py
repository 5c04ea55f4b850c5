"""Send datasets to a kernel elsewhere, and fetch files from it, part by part."""

from __future__ import annotations

import base64
import binascii
import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst.data import SHELF_INDEX
from jupyter_analyst.errors import SandboxError, disk_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

PART = 4 * 2**20
"""Bytes of one part; with Base64 they stay below the 10 MiB a Jupyter server takes at once."""


class Shelf:
    """The datasets a kernel elsewhere has; each of its files goes there once.

    Parameters
    ----------
    asked : callable
        Calls a function of `inside.remote` there, by its name, and returns what it told.
    """

    def __init__(self, asked: Callable[..., Any]) -> None:
        self._asked = asked
        self._there: set[str] = set()
        self._offered: dict[str, str] = {}

    def put(self, offered: Mapping[str, Path]) -> None:
        """Make it offer these datasets and no others.

        Parameters
        ----------
        offered : mapping of str to Path
            The Parquet file of each dataset by its name.

        Raises
        ------
        StorageError
            If a file is gone or damaged.
        SandboxError
            If the kernel does not do its part.
        """
        try:
            names = {name: self._sent(file) for name, file in offered.items()}
        except OSError as error:  # those of Arrow are too
            failure = disk_error(error, doing="sending a dataset to the sandbox")
            raise failure from error
        if names != self._offered:
            self._asked("offer", SHELF_INDEX, names)
            self._offered = names
            self._there = {*names.values()}

    def _sent(self, file: Path) -> str:
        """Send a file, if it is not there; return its name there."""
        found = file.stat()
        name = f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"
        if name not in self._there:
            offset = 0
            for part in parts(file):
                self._asked("take", name, offset, base64.b64encode(part).decode())
                offset += len(part)
            self._asked("shelve", name)
            self._there.add(name)
        return name


def parts(file: Path) -> Iterator[bytes]:
    """Yield the rows of a Parquet file as an Arrow stream, a part at a time.

    Parameters
    ----------
    file : Path
        The file.
    """
    written = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pq.ParquetFile(file) as source:
        with pa.ipc.new_stream(written, source.schema_arrow, options=options) as stream:
            for batch in source.iter_batches():
                stream.write_batch(batch)
                yield from _whole_parts(written)
        yield from _whole_parts(written)
    yield written.getvalue()


def _whole_parts(written: io.BytesIO) -> Iterator[bytes]:
    """Yield what fills parts, and keep the rest."""
    found = written.getvalue() if written.tell() >= PART else b""
    n_whole = len(found) // PART * PART
    if n_whole:
        written.seek(0)
        written.truncate()
        written.write(found[n_whole:])
    yield from (found[start : start + PART] for start in range(0, n_whole, PART))


def fetched(asked: Callable[..., Any], name: str, most_bytes: int, part: int) -> bytes:
    """Return a file from the working folder of a kernel elsewhere.

    Parameters
    ----------
    asked : callable
        Calls a function of `inside.remote` there, by its name, and returns what it told.
    name : str
        Name of the file.
    most_bytes : int
        How large it may be.
    part : int
        Bytes of one part.

    Raises
    ------
    SandboxError
        If it is larger, or what comes is no file.
    """
    found, size = b"", 1
    while len(found) < size:
        size, more = _told(asked("give", name, len(found), part), name)
        if max(size, len(found) + len(more)) > most_bytes:
            message = f"`{name}` in the sandbox is larger than {most_bytes:,} bytes."
            raise SandboxError(message, hint="Take fewer columns or rows.", code="file-too-large")
        if size and not more:
            failure = _unreadable(name)
            raise failure
        found += more
    return found


def _told(told: Any, name: str) -> tuple[int, bytes]:
    """Return size and bytes out of whatever was told.

    Raises
    ------
    SandboxError
        If they are not in it.
    """
    try:
        return int(told["size"]), base64.b64decode(told["part"], validate=True)
    except (TypeError, KeyError, ValueError, OverflowError, binascii.Error):
        failure = _unreadable(name)
        raise failure from None


def _unreadable(name: str) -> SandboxError:
    message = f"What the sandbox sent as `{name}` is no file."
    return SandboxError(message, hint="Run this again.", code="sandbox-odd")
