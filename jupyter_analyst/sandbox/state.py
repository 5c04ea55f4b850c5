"""How a sandbox is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jupyter_analyst import wording

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.limits import Limits

Words = Literal["not started", "starting", "ready", "waiting", "running", "closed"]


@dataclass(frozen=True)
class State:
    """How a sandbox is.

    Parameters
    ----------
    words : {"not started", "starting", "ready", "waiting", "running", "closed"}
        What it is doing.
    level : str
        Level of isolation; empty before it was started.
    where : str
        What that level means; empty before it was started.
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
    stops_in_s : float, optional
        When it is stopped because nobody uses it, in seconds; None while that is far.
    """

    words: Words
    level: str
    since: float | None
    pid: int | None
    n_runs: int
    spare: bool
    limits: Limits
    stops_in_s: float | None = None
    where: str = ""

    @property
    def running(self) -> bool:
        """Whether code runs."""
        return self.words == "running"

    @property
    def notice(self) -> str:
        """What is announced; empty if nothing is."""
        if self.stops_in_s is None:
            return ""
        return f"stops in {wording.duration(self.stops_in_s)} unless it is used"

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
        idle, announced = map(wording.duration, (limits.idle_s, limits.notice_s))
        return (
            ("Sandbox", self.words, ", ".join(filter(None, (there, process, self.notice)))),
            ("Runs", f"{self.n_runs:,}", "so far"),
            ("Spare", "waits" if self.spare else "none", spare),
            ("Time", f"{limits.wall_s:g} s", "for one run; then it is stopped"),
            ("At once", f"{limits.running} runs", "of all sandboxes; the others wait"),
            ("Idle", idle, f"then it is stopped; announced {announced} before"),
            ("Cores", f"{limits.cores}", f"and at most {limits.threads} threads"),
            ("Memory", _mib(limits.address_space_mib), "asked for; more is a MemoryError"),
            ("Held", _mib(limits.resident_mib), "memory in use; more ends the sandbox"),
            ("Files", _mib(limits.scratch_mib), "in its own folder; more ends the sandbox"),
            ("File", _mib(limits.file_mib), "the largest one; more is an error"),
            ("Output", f"{limits.output_mb:g} MB", "for one run; then it is stopped"),
            ("Handed out", _mib(limits.exchange_mib), "by `%analyst sandbox pull`, at most"),
        )


def _mib(amount: float) -> str:
    return f"{amount:,.0f} MiB"
