"""The folders of one sandbox: scratch, shelf of datasets, sockets."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from jupyter_analyst.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import BaseFileLock

_PREFIX = "ja-"
_MOST_SOCKET_PATH = 107
"""Longest path of a socket, in bytes, on Linux."""

_SOCKET = "s/k-12345"
_ROOM = 64 * 1024
"""Bytes the short folder needs: the connection file, and what the start may say."""

_LOCK, _RUNTIME = "lock", "runtime"


@dataclass(frozen=True)
class Place:
    """Where one sandbox works; nothing of it outlives `close`.

    Parameters
    ----------
    folder : Path
        Folder in the home, which holds scratch and shelf.
    runtime : Path
        Short folder elsewhere, for sockets, whose paths are limited.
    """

    folder: Path
    runtime: Path
    _lock: BaseFileLock = field(repr=False, compare=False)

    @property
    def home(self) -> Path:
        """Folder of all that is kept."""
        return self.folder.parents[1]

    @property
    def scratch(self) -> Path:
        """The working directory of the code: the only folder it may keep files in."""
        return self.folder / "scratch"

    @property
    def shelf(self) -> Path:
        """The datasets on offer; the code may read them."""
        return self.folder / "shelf"

    @property
    def sockets(self) -> Path:
        """Where the kernel listens; the code may write here, so look before connecting."""
        return self.runtime / "s"

    @property
    def connection_file(self) -> Path:
        """How to reach the kernel."""
        return self.runtime / "kernel.json"

    @property
    def log(self) -> Path:
        """What the start wrote, until the kernel took over."""
        return self.runtime / "start.log"

    @classmethod
    def make(cls, home: Path) -> Place:
        """Return new, private folders; sweep what dead processes left.

        Parameters
        ----------
        home : Path
            Folder of all that is kept.

        Raises
        ------
        SandboxError
            If no folder will do for sockets.
        """
        places = home.absolute() / "sandbox"  # who works there has another current folder
        places.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = places / secrets.token_hex(4)
        lock = FileLock(folder / _LOCK, thread_local=False)
        with FileLock(places / _LOCK):  # or another sweep could take it for left behind
            _sweep(places)
            folder.mkdir(mode=0o700)
            try:
                lock.acquire()
                place = cls(folder, _short_folder(folder / _RUNTIME), lock)
                place.shelf.mkdir(mode=0o700)
                place.empty()
            except BaseException:
                _discard(folder)
                lock.release()
                raise
        return place

    def empty(self) -> None:
        """Begin anew: whatever the code left in its folders is gone."""
        for folder in (self.scratch, self.sockets):
            _remove(folder)
            folder.mkdir(mode=0o700)

    def close(self) -> None:
        """Remove the folders."""
        _remove(self.runtime)
        _remove(self.folder)
        self._lock.release()


def _short_folder(note: Path) -> Path:
    """Return a new private folder whose path leaves room for names of sockets.

    Parameters
    ----------
    note : Path
        Takes its name before it is made, so that a sweep finds it.

    Raises
    ------
    SandboxError
        If there is none.
    """
    refused = []
    for parent in dict.fromkeys(_temporary_folders()):
        folder = Path(parent, _PREFIX + secrets.token_hex(4))
        note.write_bytes(os.fsencode(folder))
        try:
            return _made(folder)
        except OSError as error:
            refused.append(f"{parent} ({error.strerror})")
    message = f"None of these folders can be used for sockets: {', '.join(refused)}."
    hint = (
        "Free some space there, or set TMPDIR to a folder that you may write to, with a path of "
        f"at most {_MOST_SOCKET_PATH - len(f'/{folder.name}/{_SOCKET}')} bytes."
    )
    raise SandboxError(message, hint=hint, code="sandbox-refused")


def _temporary_folders() -> Iterator[str]:
    with suppress(FileNotFoundError):  # there is none that Python would use
        yield tempfile.gettempdir()
    yield from ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108  # each folder made is private


def _made(folder: Path) -> Path:
    """Make a folder for sockets, and see that there is room in it.

    Raises
    ------
    OSError
        If it cannot be made, has a path that sockets cannot have, or there is no room.
    """
    if len(os.fsencode(folder / _SOCKET)) > _MOST_SOCKET_PATH:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    if os.fsencode(folder) != str(folder).encode("utf-8", "replace"):  # as messages name it
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ))
    folder.mkdir(mode=0o700)
    try:
        (folder / "room").write_bytes(bytes(_ROOM))
        (folder / "room").unlink()
    except OSError:
        _remove(folder)
        raise
    return folder


def _sweep(places: Path) -> None:
    """Remove folders whose owner is gone: nobody holds their lock, or it was not even made."""
    for folder in places.iterdir():
        if folder.is_dir() and not folder.is_symlink():
            with suppress(Timeout, OSError), FileLock(folder / _LOCK, blocking=False):
                _discard(folder)


def _discard(folder: Path) -> None:
    with suppress(FileNotFoundError):  # it was ended before it came to that
        runtime = Path(os.fsdecode((folder / _RUNTIME).read_bytes()))
        if runtime.name.startswith(_PREFIX):
            _remove(runtime)
    _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder that foreign code has filled.

    The programs do it, for they go any depth; files without rights are made removable first.
    """
    if not folder.exists():
        return
    if sys.platform == "win32":
        shutil.rmtree(folder, ignore_errors=True)
        return
    path = f"{os.environ.get('PATH', '')}:/usr/bin:/bin"
    for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
        subprocess.run(  # noqa: S603  # two fixed commands
            [*command, "--", str(folder)],
            check=False,
            env={"PATH": path},
            stderr=subprocess.DEVNULL,
        )
