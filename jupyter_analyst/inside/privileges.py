"""Give up what a process may do beyond others of its user, and its life without its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import struct

_PR_SET_PDEATHSIG = 1
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_VERSION_3 = 0x20080522
_N_CAPABILITIES = 64

_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """End this process when the thread that started it ends.

    Parameters
    ----------
    parent : int
        Process id of who started it.

    Raises
    ------
    SystemExit
        If that one is gone already.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(1)


def gain_none() -> None:
    """Make sure that no program this process executes gives it more rights.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"PR_SET_NO_NEW_PRIVS was refused: {os.strerror(number)}")


def drop() -> None:
    """Drop all capabilities: without them root is a user like others.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    for capability in range(_N_CAPABILITIES):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # only root can, only root has to
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    if _libc.capset(ctypes.c_char_p(header), ctypes.c_char_p(bytes(24))):
        number = ctypes.get_errno()
        raise OSError(number, f"capabilities could not be dropped: {os.strerror(number)}")
