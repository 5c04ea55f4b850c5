"""Level A: bubblewrap puts walls of namespaces around the process before it starts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.walls import launch
from jupyter_analyst.sandbox.walls.launch import Launch, Task

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.place import Place

PROGRAM = "bwrap"

_SCRATCH, _DATA = "/scratch", "/data"
_ELSEWHERE = "/sandbox"
_USER = "1000"
_SMALL = str(64 * 2**20)
"""Bytes of each file system in memory."""

_SYSTEM_FOLDERS = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")


def prepared(task: Task) -> Launch:
    """Return how to start something behind bubblewrap.

    Parameters
    ----------
    task : Task
        What is to be started.

    Raises
    ------
    SandboxError
        If bubblewrap is not installed.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        message = "The program bubblewrap (bwrap) is not installed"
        raise SandboxError(message, code="sandbox-refused")
    scratch, data = _names(task.place)
    passwords = _readable(f"analyst:x:{_USER}:{_USER}::{scratch}:/bin/false\n")
    return Launch(
        (program, *_walls(task.place, passwords), "--", *task.command),
        launch.environment(task.limits, scratch=scratch, data=data, orders=task.orders("calls")),
        (passwords,),
        launch.lifeline(),
    )


def _walls(place: Place, passwords: int) -> list[str]:
    """Return the options; the root is empty but for what is named here."""
    scratch, data = _names(place)
    return [
        # namespaces of all kinds, in which it is an ordinary user without capabilities
        *("--unshare-all", "--unshare-user", "--disable-userns", "--uid", _USER, "--gid", _USER),
        *("--cap-drop", "ALL", "--hostname", "sandbox", "--new-session", "--die-with-parent"),
        # programs and libraries
        *("--ro-bind", "/usr", "/usr", *_system_folders()),
        *(word for path in launch.MACHINE for word in ("--ro-bind-try", path, path)),
        *("--ro-bind-data", str(passwords), "/etc/passwd"),
        # the kernel's own; writable, /proc has switches that reach the host, and by its first
        # process, bubblewrap, one that looks there has the log of the start open
        *("--proc", "/proc", "--tmpfs", "/proc/1", "--remount-ro", "/proc/1"),
        *("--remount-ro", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
        *("--size", _SMALL, "--tmpfs", "/dev/shm", "--size", _SMALL, "--tmpfs", "/tmp"),  # noqa: S108  # its own
        # Python may live below /tmp, so it comes after it
        *(word for path in launch.libraries(place.home) for word in ("--ro-bind", path, path)),
        *("--ro-bind", str(place.shelf), data, "--bind", str(place.scratch), scratch),
        *("--bind", str(place.sockets), str(place.sockets)),
        *("--ro-bind", str(place.connection_file), str(place.connection_file)),
        *("--remount-ro", "/", "--chdir", scratch),
    ]


def _names(place: Place) -> tuple[str, str]:
    """Return what scratch and shelf are called inside; they must not cover up a library."""
    found = [Path(path) for path in launch.libraries(place.home)]
    taken = any(path.is_relative_to(name) for path in found for name in (_SCRATCH, _DATA))
    before = _ELSEWHERE if taken else ""
    return before + _SCRATCH, before + _DATA


def _system_folders() -> list[str]:
    """Return how to make /bin and the like: links into /usr, or folders on older systems."""
    options: list[str] = []
    for folder in map(Path, _SYSTEM_FOLDERS):
        if folder.is_symlink():
            options += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            options += ["--ro-bind", str(folder), str(folder)]
    return options


def _readable(text: str) -> int:
    """Return a handle from which a text can be read."""
    source, sink = os.pipe()
    os.write(sink, text.encode())
    os.close(sink)
    return source
