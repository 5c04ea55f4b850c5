"""How a sandbox is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jupyter_analyst import wording

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.limits import Limits

Words = Literal["not started", "starting", "ready", "running", "closed"]


@dataclass(frozen=True)
class State:
    """How a sandbox is.

    Parameters
    ----------
    words : {"not started", "starting", "ready", "running", "closed"}
        What it is doing.
    level : str
        Level of isolation; empty before it was started.
    since : float, optional
        When the kernel in use was started, in seconds since 1970.
    pid : int, optional
        Process id of the kernel in use.
    n_runs : int
        How many runs there were so far.
    spare : bool
        Whether a second kernel waits, so that a restart takes no time.
    limits : Limits
        What code may use.
    """

    words: Words
    level: str
    since: float | None
    pid: int | None
    n_runs: int
    spare: bool
    limits: Limits

    @property
    def running(self) -> bool:
        """Whether code runs."""
        return self.words == "running"

    @property
    def seconds(self) -> float | None:
        """How long the kernel in use has been there."""
        return None if self.since is None else max(0.0, time.time() - self.since)

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Return what there is to say as rows: what, how it is, what that means."""
        limits = self.limits
        there = "" if self.seconds is None else f"for {wording.duration(self.seconds)}"
        process = "" if self.pid is None else f"process {self.pid}"
        spare = "a restart takes no time" if self.spare else "a restart takes a second"
        resident, room = f"{limits.resident_mib:,.0f} MiB", f"{limits.scratch_mib:,.0f} MiB"
        return (
            ("Sandbox", self.words, ", ".join(filter(None, (there, process)))),
            ("Runs", f"{self.n_runs:,}", "so far"),
            ("Spare", "waits" if self.spare else "none", spare),
            ("Time", f"{limits.wall_s:g} s", "for one run; then it is stopped"),
            ("Memory", resident, "in use; more ends the sandbox"),
            ("Files", room, "in its own folder"),
            ("Output", f"{limits.output_mb:g} MB", "for one run; then it is stopped"),
        )
