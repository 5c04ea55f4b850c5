"""The folders of one sandbox: scratch, shelf of datasets, sockets."""

from __future__ import annotations

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
    from filelock import BaseFileLock

_PREFIX = "ja-"
_MOST_SOCKET_PATH = 107
"""Longest path of a socket, in bytes, on Linux."""

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
            If no folder is short enough for sockets.
        """
        places = home / "sandbox"
        places.mkdir(mode=0o700, parents=True, exist_ok=True)
        runtime = _short_folder()
        folder = places / secrets.token_hex(4)
        lock = FileLock(folder / _LOCK, thread_local=False)
        with FileLock(places / _LOCK):  # or another sweep could take it for left behind
            _sweep(places)
            folder.mkdir(mode=0o700)
            (folder / _RUNTIME).write_text(str(runtime), encoding="utf-8")  # a sweep finds it
            lock.acquire()
        place = cls(folder, runtime, lock)
        place.shelf.mkdir(mode=0o700)
        place.empty()
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


def _short_folder() -> Path:
    """Return a new private folder whose path leaves room for names of sockets.

    Raises
    ------
    SandboxError
        If there is none.
    """
    candidates = dict.fromkeys([tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm"])  # noqa: S108  # each folder made is private
    for parent in candidates:
        name = f"{parent}/{_PREFIX}12345678/s/k-12345"
        if len(os.fsencode(name)) <= _MOST_SOCKET_PATH and os.access(parent, os.W_OK):
            return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    message = f"None of the folders {', '.join(candidates)} can be used for sockets."
    hint = "Set TMPDIR to a folder with a short path that you may write to."
    raise SandboxError(message, hint=hint, code="sandbox-refused")


def _sweep(places: Path) -> None:
    """Remove folders whose owner is gone: nobody holds their lock."""
    for lock in places.glob(f"*/{_LOCK}"):
        with suppress(Timeout, OSError), FileLock(lock, blocking=False):
            _discard(lock.parent)


def _discard(folder: Path) -> None:
    runtime = Path((folder / _RUNTIME).read_text(encoding="utf-8"))
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
