"""What ran in a sandbox, as far back as there is room for."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.record import Execution

MOST = 100
"""Runs that are kept."""

LARGEST = 10_000_000
"""Bytes all they showed may weigh; the last one is always kept."""


class History:
    """The last runs of a sandbox."""

    def __init__(self) -> None:
        self._runs: deque[tuple[Execution, int]] = deque(maxlen=MOST)

    def add(self, run: Execution, size: int) -> None:
        """Take in a run, and let go of those for which there is no room.

        Parameters
        ----------
        run : Execution
            The run.
        size : int
            Weight of what it showed, in bytes.
        """
        self._runs.append((run, size))
        while len(self._runs) > 1 and sum(weight for _, weight in self._runs) > LARGEST:
            self._runs.popleft()

    def runs(self) -> tuple[Execution, ...]:
        """Return the runs, the last one at the end."""
        return tuple(run for run, _ in self._runs)
