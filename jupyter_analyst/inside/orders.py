"""What the host tells a process in the sandbox, in one environment variable."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import Literal

VARIABLE = "ANALYST_ORDERS"
"""Name of the variable."""

Walls = Literal["calls", "files and calls", "none"]
"""What a process closes itself: calls of the system, files too, or nothing."""


@dataclass(frozen=True)
class Orders:
    """How to close the door, and what to do behind it.

    Parameters
    ----------
    walls : {"calls", "files and calls", "none"}
        Which walls the process has to build itself; the others stand around it, or there are none.
    parent : int
        Process id of the host, which this process must not outlive.
    readable : tuple of str
        Files and folders it may read, if it builds walls against that itself.
    scratch, sockets : str
        Folders it may write to; in the second it may also listen.
    address_space : int
        Bytes of address space.
    file_size : int
        Largest file it may write, in bytes.
    open_files : int
        Most files it may have open.
    cores : int
        Most processor cores it may use.
    preload : tuple of str
        Modules to import once it is idle.
    """

    walls: Walls
    parent: int
    readable: tuple[str, ...]
    scratch: str
    sockets: str
    address_space: int
    file_size: int
    open_files: int
    cores: int
    preload: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return the orders as the value of the variable."""
        return json.dumps(asdict(self))

    @classmethod
    def from_environment(cls) -> Orders:
        """Take the orders out of the environment of this process."""
        record = json.loads(os.environ.pop(VARIABLE))
        lists = {name: tuple(record[name]) for name in ("readable", "preload")}
        return cls(**(record | lists))
