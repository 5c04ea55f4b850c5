"""Limits a process sets itself; it cannot raise them again.

Since the sandbox cannot start a second process, what holds for one holds for all of it.
"""

from __future__ import annotations

import math
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.inside.told import Told

if TYPE_CHECKING:
    from jupyter_analyst.inside.orders import Orders

_LOCKED_MEMORY = 64 * 1024
_AIR = 64 * 2**20
"""Bytes beyond what is held that even the lowest limit leaves, so that an error can be told."""


def limit(orders: Orders) -> None:
    """Limit memory, files and processor cores of this process, as far as its system can.

    Parameters
    ----------
    orders : Orders
        How much it may use.
    """
    if sys.platform == "win32":
        return
    import resource

    caps = {
        # address space, not data: the only one that also counts shared maps, and a bomb ends as
        # a MemoryError the kernel survives
        resource.RLIMIT_AS: orders.address_space,
        resource.RLIMIT_FSIZE: orders.file_size,
        resource.RLIMIT_NOFILE: orders.open_files,
        resource.RLIMIT_CORE: 0,  # a core file would hold the data
        resource.RLIMIT_MEMLOCK: _LOCKED_MEMORY,
    }
    if sys.platform == "linux":
        caps[resource.RLIMIT_MSGQUEUE] = 0
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, random.sample(allowed, min(orders.cores, len(allowed))))
    for kind, most in caps.items():
        _, hard = resource.getrlimit(kind)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (lowest, lowest))


def lower(address_space: int) -> Told:
    """Let the code use less memory than it may, until told otherwise; code may raise it again.

    Parameters
    ----------
    address_space : int
        Bytes of address space; it keeps what it holds, and gets no more than it may at all.
    """
    _Air.most = max(address_space, _held() + _AIR)
    if sys.platform != "win32":
        _Air.keep()
    return Told(_Air.most)


def keep_air(shell: Any) -> None:  # IPython's, which is not imported for it
    """Keep some memory from the code, so that there is some when it has run out.

    Without it the kernel itself could fail while it tells of the error.

    Parameters
    ----------
    shell : InteractiveShell
        That of the kernel.
    """
    if sys.platform != "win32":
        shell.events.register("pre_run_cell", lambda _: _Air.keep())
        shell.set_custom_exc((MemoryError,), _tell)


def _tell(shell: Any, kind: type, error: BaseException, trace: Any, tb_offset: Any = None) -> None:
    _Air.give()
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


class _Air:
    """Address space that is kept from the code, but not from what tells of its errors."""

    most: float = math.inf
    """Bytes the code may use, if that is less than the process may."""

    @classmethod
    def keep(cls) -> None:
        """Let the code use all but that."""
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            least = max(hard - _AIR, 0)
            resource.setrlimit(resource.RLIMIT_AS, (int(min(cls.most, least)), hard))
        elif cls.most < math.inf:
            resource.setrlimit(resource.RLIMIT_AS, (int(cls.most), hard))

    @classmethod
    def give(cls) -> None:
        """Let the process use all it may."""
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _held() -> int:
    """Return the bytes of address space this process holds; 0 where that is not told."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
