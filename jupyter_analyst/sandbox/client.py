"""Run code in the sandbox: the one thing others use of it."""

from __future__ import annotations

import secrets
import threading
import weakref
from typing import TYPE_CHECKING

from jupyter_analyst.errors import AnalystError, guard
from jupyter_analyst.sandbox.level import choose
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.outputs import Outputs
from jupyter_analyst.sandbox.plain import Paths
from jupyter_analyst.sandbox.record import Execution
from jupyter_analyst.sandbox.running import Run
from jupyter_analyst.sandbox.spare import Workers
from jupyter_analyst.sandbox.state import State
from jupyter_analyst.sandbox.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jupyter_analyst.sandbox.record import Output
    from jupyter_analyst.sandbox.state import Words


class Sandbox:
    """Runs code in a kernel that reaches neither network nor files; keeps its variables.

    Nothing is started before the first run. All methods may be called from any thread.

    Parameters
    ----------
    home : Path
        Folder of all that is kept; the sandbox works in a folder of its own there.
    limits : Limits
        What code may use.
    refuse_below : str
        Weakest level of isolation that will do, A or B.
    spare : bool
        Whether a second kernel is kept ready, so that a restart takes no time.
    """

    def __init__(
        self,
        home: Path,
        *,
        limits: Limits | None = None,
        refuse_below: str = "B",
        spare: bool = True,
    ) -> None:
        self._limits = limits or Limits()
        self._keeps_spare = spare
        self._workers = Workers(_launcher(home, refuse_below, self._limits))
        self._space = secrets.token_hex(4)
        self._home = home
        self._turn = threading.Lock()
        self._worker: Worker | None = None
        self._run: Run | None = None
        self._offered: dict[str, Path] = {}
        self._n_runs = 0
        self._closing = weakref.finalize(self, self._workers.close)  # also when Python ends

    def run(
        self,
        code: str,
        *,
        timeout_s: float | None = None,
        show: Callable[[Output], None] | None = None,
    ) -> Execution:
        """Run code and return what became of it; raises nothing that the code did.

        Parameters
        ----------
        code : str
            Python. `from jupyter_analyst import data` gives `data.open("name")`.
        timeout_s : float, optional
            How long it may take, in seconds; as the limits say if left out.
        show : callable, optional
            Is given each output as it comes.

        Raises
        ------
        KeyboardInterrupt
            If it was pressed twice; the first time stops the code and keeps its variables.
        """
        with self._turn:
            try:
                with guard("starting the sandbox"):
                    worker = self._ready()
            except AnalystError as error:
                return Execution(code, "refused", fault=str(error))
            self._n_runs += 1
            outputs = Outputs(self._space, self._paths(worker))
            self._run = run = Run(
                worker, outputs, self._limits, timeout_s or self._limits.wall_s, show
            )
            try:
                return run.finish(code)
            finally:
                self._run = None
                self._after(worker)

    def offer(self, name: str, file: Path) -> None:
        """Let code open a dataset by its name, also in a sandbox that runs already.

        Parameters
        ----------
        name : str
            Name of the dataset.
        file : Path
            Its Parquet file, which is never changed.

        Raises
        ------
        StorageError
            If the file is gone, or there is no room.
        """
        offered = self._offered | {name: file}
        if offered != self._offered:
            with guard(f"offering `{name}` to the sandbox"):
                self._workers.offer(offered)
            self._offered = offered

    def interrupt(self) -> None:
        """Stop the code that runs, if any; its variables are kept."""
        run = self._run
        if run:
            run.interrupt()

    def restart(self) -> None:
        """Begin with an empty sandbox: variables and files of the code are gone."""
        run = self._run
        if run:
            run.end()
        with self._turn:
            self._let_go()

    def close(self) -> None:
        """End everything; the sandbox cannot be used again."""
        run = self._run
        if run:
            run.end()
        with self._turn:
            self._worker = None
            self._closing()

    def warm(self) -> None:
        """Have a kernel started and prepared in the background; returns at once."""
        if self._worker is None and self._closing.alive:
            self._workers.begin()

    def state(self) -> State:
        """Return how the sandbox is."""
        worker = self._worker
        return State(
            words=self._words(),
            level=str(worker.level) if worker else "",
            since=worker.started if worker else None,
            pid=worker.pid if worker else None,
            n_runs=self._n_runs,
            spare=self._workers.waiting,
            limits=self._limits,
        )

    def _words(self) -> Words:
        if not self._closing.alive:
            return "closed"
        if self._run:
            return "running"
        if self._worker or self._workers.waiting:
            return "ready"
        return "starting" if self._workers.coming else "not started"

    def _ready(self) -> Worker:
        """Return the kernel in use, a new one if it has died."""
        if self._worker and not self._worker.alive():
            self._let_go()
        if self._worker is None:
            self._worker = self._workers.take()
        return self._worker

    def _after(self, worker: Worker) -> None:
        """Let go of a kernel that has ended, and see that the next one waits."""
        if not worker.alive():
            self._let_go()
        if self._keeps_spare and self._closing.alive:
            self._workers.begin()

    def _let_go(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            self._workers.let_go(worker)

    def _paths(self, worker: Worker) -> Paths:
        place = worker.place
        return Paths(
            {
                place.scratch: ".",
                place.shelf: "data",
                place.folder: "sandbox",
                place.runtime: "sandbox",
                self._home: "home",
            }
        )


def _launcher(home: Path, refuse_below: str, limits: Limits) -> Callable[[], Worker]:
    """Return what starts a kernel; it must not know the sandbox, which could never be let go."""
    return lambda: Worker(home, choose(refuse_below), limits)
