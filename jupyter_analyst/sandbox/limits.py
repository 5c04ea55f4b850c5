"""How much a sandbox may use: the one place where limits are stated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import psutil  # type: ignore[import-untyped]  # has no types

from jupyter_analyst.errors import SandboxError

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
        How long one run may take, in seconds; also how long it waits for its turn.
    running : int
        Runs at a time, of all sandboxes that share a home; the others wait for their turn.
    idle_s : float
        How long a sandbox is kept without a run, in seconds; then it is stopped.
    notice_s : float
        How long before that it is announced, in seconds.
    cores : int
        Processor cores.
    address_space_mib : float
        Address space, in MiB; more ends as a MemoryError in the code that asked for it.
    resident_mib : float
        Memory in use, in MiB; more ends the sandbox. At most half the machine by default.
    scratch_mib : float
        Files it keeps in its folder, in MiB; more ends the sandbox.
    file_mib : float
        Largest file, in MiB; more ends as an OSError in the code that writes it. Below the limit
        of the folder by default: one file too large is an error, not the end.
    open_files : int
        Files open at a time.
    threads : int
        Threads at a time.
    output_mb : float
        What one run may show, in megabytes.
    outputs : int
        Outputs one run may show.
    message_mib : float
        Largest message, in MiB, all its parts together.
    exchange_mib : float
        Largest value that is handed out, in MiB.
    """

    wall_s: float = 60.0
    running: int = 2
    idle_s: float = 1800.0
    notice_s: float = 120.0
    cores: int = 2
    address_space_mib: float = 4096.0
    resident_mib: float = field(default_factory=_resident_mib)
    scratch_mib: float = 1024.0
    file_mib: float = 0.0
    open_files: int = 1024
    threads: int = 256
    output_mb: float = 10.0
    outputs: int = 1000
    message_mib: float = 8.0
    exchange_mib: float = 512.0

    def __post_init__(self) -> None:
        """Derive the largest file from the room there is."""
        if not self.file_mib:
            object.__setattr__(self, "file_mib", 0.9 * self.scratch_mib)

    def with_memory(self, memory_mib: float | None) -> Limits:
        """Return these limits with less memory.

        Parameters
        ----------
        memory_mib : float, optional
            Address space, in MiB; as it is if left out.

        Raises
        ------
        SandboxError
            If it is more than these limits allow.
        """
        if memory_mib is None:
            return self
        if memory_mib > self.address_space_mib:
            message = (
                f"The code asks for {memory_mib:,.0f} MB of memory; it may use "
                f"{self.address_space_mib:,.0f} MB."
            )
            hint = "Raise the setting `run_memory_mb`."
            raise SandboxError(message, hint=hint, code="sandbox-memory")
        return replace(self, address_space_mib=memory_mib)

    @property
    def engine_mib(self) -> float:
        """Memory DuckDB may use, in MiB; more goes to files."""
        return self.resident_mib / 2
