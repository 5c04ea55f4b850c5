"""What the host tells a process in the sandbox, in one environment variable."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

VARIABLE = "ANALYST_ORDERS"
"""Name of the variable."""


@dataclass(frozen=True)
class Orders:
    """How to close the door, and what to do behind it.

    Parameters
    ----------
    locks_itself : bool
        Whether the process has to build its own walls: nothing was put around it from outside.
    parent : int
        Process id of the host, which this process must not outlive.
    readable : tuple of str
        Files and folders it may read, if it locks itself.
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

    locks_itself: bool
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
