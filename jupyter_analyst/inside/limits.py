"""Limits a process sets itself; it cannot raise them again.

Since the sandbox cannot start a second process, what holds for one holds for all of it.
"""

from __future__ import annotations

import os
import random
import resource
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.inside.orders import Orders

_LOCKED_MEMORY = 64 * 1024


def limit(orders: Orders) -> None:
    """Limit memory, files and processor cores of this process.

    Parameters
    ----------
    orders : Orders
        How much it may use.
    """
    caps = {
        # address space, not data: the only one that also counts shared maps, and a bomb ends as
        # a MemoryError the kernel survives
        resource.RLIMIT_AS: orders.address_space,
        resource.RLIMIT_FSIZE: orders.file_size,
        resource.RLIMIT_NOFILE: orders.open_files,
        resource.RLIMIT_CORE: 0,  # a core file would hold the data
        resource.RLIMIT_MEMLOCK: _LOCKED_MEMORY,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for kind, most in caps.items():
        _cap(kind, most)
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, random.sample(allowed, min(orders.cores, len(allowed))))


def _cap(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (lowest, lowest))
