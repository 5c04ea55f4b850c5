"""Landlock: which files a process may open, set by the process itself (Linux 5.13 and later).

It governs opening, making and removing, not `stat`: names and sizes that are guessed can be seen.
What it leaves open in older kernels, and `chmod` and the like in all, seccomp refuses.
"""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.inside import privileges

if TYPE_CHECKING:
    from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on all architectures
_VERSION, _PATH_BENEATH = 1, 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << i for i in range(6))
_MAKE_DIR, _MAKE_REG, _MAKE_SOCK = 1 << 7, 1 << 8, 1 << 9
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15

_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_READ = _READ_FILE | _READ_DIR  # and not _EXECUTE: nothing needs to be executed
_WRITE = _READ | _WRITE_FILE | _TRUNCATE | _MAKE_REG | _MAKE_DIR | _REMOVE_FILE | _REMOVE_DIR
_LISTEN = _READ | _MAKE_SOCK | _REMOVE_FILE  # sockets, and no files, which nobody counts there

_HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_HANDLED_SINCE_5 = (1 << 16) - 1
"""Rights on files a version of Landlock knows; all are refused unless granted."""

_ALL_TCP = 3  # bind and connect, since version 4
_ALL_SCOPES = 3  # abstract sockets and signals, since version 6

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Return the version of Landlock this kernel has; 0 if none."""
    try:
        return _call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    except OSError:
        return 0


def restrict(
    *,
    readable: Iterable[str],
    writable: Iterable[str],
    listening: Iterable[str] = (),
    known: int | None = None,
) -> None:
    """Refuse this thread, and all it starts, every file but these.

    Parameters
    ----------
    readable : iterable of str
        Files and folders that may be read; those that do not exist are left out.
    writable : iterable of str
        Folders that may be read and written.
    listening : iterable of str
        Folders in which sockets may be made, and no files.
    known : int, optional
        Version of Landlock to make use of; that of the kernel if left out.

    Raises
    ------
    OSError
        If this kernel has no Landlock or refuses.
    """
    known = version() if known is None else known
    handled = _HANDLED.get(known, _HANDLED_SINCE_5)
    ruleset = _ruleset(known, handled)
    try:
        granted = [(readable, _READ), (writable, _WRITE), (listening, _LISTEN)]
        for paths, rights in granted:
            for path in filter(os.path.exists, paths):
                _grant(ruleset, path, rights & handled)
        _grant(ruleset, os.devnull, (_READ_FILE | _WRITE_FILE | _TRUNCATE) & handled)
        privileges.gain_none()
        _call(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def _ruleset(known: int, handled: int) -> int:
    attributes = struct.pack("=Q", handled)
    if known >= 4:
        attributes += struct.pack("=Q", _ALL_TCP)
    if known >= 6:
        attributes += struct.pack("=Q", _ALL_SCOPES)
    size = ctypes.c_size_t(len(attributes))
    return _call(_CREATE_RULESET, ctypes.c_char_p(attributes), size, ctypes.c_uint32(0))


def _grant(ruleset: int, path: str, rights: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not Path(path).is_dir():
            rights &= _ON_FILES
        rule = ctypes.c_char_p(struct.pack("=Qi", rights, handle))
        kind = ctypes.c_int(_PATH_BENEATH)
        _call(_ADD_RULE, ctypes.c_int(ruleset), kind, rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _call(number: int, *arguments: object) -> int:
    result: int = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
    return result
