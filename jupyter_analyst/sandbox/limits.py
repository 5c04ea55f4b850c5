"""How much a sandbox may use: the one place where limits are stated."""

from __future__ import annotations

from dataclasses import dataclass, field

import psutil  # type: ignore[import-untyped]  # has no types

MIB = 2**20
"""Bytes in a MiB."""


def _resident_mib() -> float:
    """Return 2 GiB, or half the memory of a machine that has little."""
    return min(2048.0, float(psutil.virtual_memory().total) / 2 / MIB)


@dataclass(frozen=True)
class Limits:
    """What a sandbox may use at most.

    Parameters
    ----------
    wall_s : float
        How long one run may take, in seconds.
    cores : int
        Processor cores.
    address_space_mib : float
        Address space, in MiB; more ends as a MemoryError in the code that asked for it.
    resident_mib : float
        Memory in use, in MiB; more ends the sandbox. At most half the machine by default.
    scratch_mib : float
        Files it keeps in its folder, in MiB; more ends the sandbox. One of nine tenths of it
        that grows on ends as an OSError in the code that writes it.
    open_files : int
        Files open at a time.
    threads : int
        Threads at a time.
    output_mb : float
        What one run may show, in megabytes.
    message_mib : float
        Largest message, in MiB.
    """

    wall_s: float = 60.0
    cores: int = 2
    address_space_mib: float = 4096.0
    resident_mib: float = field(default_factory=_resident_mib)
    scratch_mib: float = 1024.0
    open_files: int = 1024
    threads: int = 256
    output_mb: float = 10.0
    message_mib: float = 8.0
