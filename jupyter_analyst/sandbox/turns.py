"""Turns: how many runs there are at a time, of all sandboxes that share a folder."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from jupyter_analyst.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LOOK_EVERY_S = 0.05


@contextmanager
def turn(
    folder: Path, most: int, within_s: float, given_up: Callable[[], bool] = bool
) -> Iterator[None]:
    """Hold one of a few turns; the system takes it back from a process that dies.

    Parameters
    ----------
    folder : Path
        Where the turns are kept.
    most : int
        How many there are.
    within_s : float
        How long to wait for one, in seconds.
    given_up : callable
        Whether nobody wants it any more.

    Raises
    ------
    SandboxError
        If none gets free in time, or nobody wants it any more.
    """
    lock = _taken(folder, most, time.monotonic() + within_s, given_up)
    if lock is None:
        why = "was stopped" if given_up() else f"waited {within_s:g} s"
        message = f"The code was not started: {most} runs are under way, and it {why}."
        hint = "Run it again when one of them has ended."
        raise SandboxError(message, hint=hint, code="sandbox-waits")
    try:
        yield
    finally:
        lock.release()


def _taken(folder: Path, most: int, until: float, given_up: Callable[[], bool]) -> FileLock | None:
    """Return the lock of the turn that was got; None if none was."""
    while True:
        for number in range(most):
            lock = FileLock(folder / f"turn-{number}", thread_local=False)
            try:
                lock.acquire(blocking=False)
            except Timeout:
                continue
            return lock
        if given_up() or time.monotonic() >= until:
            return None
        time.sleep(_LOOK_EVERY_S)
