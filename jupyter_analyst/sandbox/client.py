"""Run code in the sandbox: the one thing others use of it."""

from __future__ import annotations

import secrets
import threading
import weakref
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.errors import AnalystError, SandboxError, guard
from jupyter_analyst.sandbox import variable
from jupyter_analyst.sandbox.consent import Consent
from jupyter_analyst.sandbox.faults import GONE
from jupyter_analyst.sandbox.history import History
from jupyter_analyst.sandbox.idle import Idle
from jupyter_analyst.sandbox.inquiry import LOWER, inquire
from jupyter_analyst.sandbox.libraries import Libraries
from jupyter_analyst.sandbox.limits import MIB, Limits
from jupyter_analyst.sandbox.record import Execution
from jupyter_analyst.sandbox.running import GRACE_S, Run
from jupyter_analyst.sandbox.shown.outputs import Outputs
from jupyter_analyst.sandbox.shown.plain import Paths
from jupyter_analyst.sandbox.spare import Workers
from jupyter_analyst.sandbox.state import State
from jupyter_analyst.sandbox.turns import turn
from jupyter_analyst.sandbox.walls.level import choose
from jupyter_analyst.sandbox.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from jupyter_analyst.sandbox.consent import Allow
    from jupyter_analyst.sandbox.record import Output
    from jupyter_analyst.sandbox.remote.gateway import Gateway
    from jupyter_analyst.sandbox.state import Words
    from jupyter_analyst.sandbox.variable import Variable
    from jupyter_analyst.sandbox.worker import Kernel

_ASIDE_S = 10.0
"""How long a question apart from a run may take."""


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
        Weakest level of isolation that will do: A, B or C.
    ask_below : str
        Weakest level of isolation on which nobody has to be asked before each run.
    spare : bool
        Whether a second kernel is kept ready, so that a restart takes no time.
    gateway : Gateway, optional
        Where it runs, if not on this machine.
    changed : method, optional
        Called when the state changes by itself, from a thread of its own; its owner is not kept.
    """

    def __init__(
        self,
        home: Path,
        *,
        limits: Limits | None = None,
        refuse_below: str = "C",
        ask_below: str = "B",
        spare: bool = True,
        gateway: Gateway | None = None,
        changed: Callable[[], None] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._keeps_spare = spare
        self._workers = Workers(_launcher(home, refuse_below, self._limits, gateway))
        self._consent = Consent(ask_below, refuse_below)
        self._space = secrets.token_hex(4)
        self._home = home
        self._turn = threading.Lock()
        self._worker: Kernel | None = None
        self._allowed = self._limits
        self._run: Run | None = None
        self._busy = self._stopped = False
        self._offered: dict[str, Path] = {}
        self._history, self._libraries = History(), Libraries()
        self._n_runs = 0
        self._news = ""  # what happened since the last run that its author should know
        self._changed = _weakly(changed) if changed else lambda: None
        self._idle = Idle(
            self._limits.idle_s,
            self._limits.notice_s,
            self._changed,
            _weakly(self._idle_too_long),
        )
        self._closing = weakref.finalize(self, self._workers.close)  # also when Python ends

    def run(
        self,
        code: str,
        *,
        timeout_s: float | None = None,
        memory_mib: float | None = None,
        show: Callable[[Output], None] | None = None,
        allow: Allow | None = None,
    ) -> Execution:
        """Run code and return what became of it; raises nothing that the code did.

        Parameters
        ----------
        code : str
            Python. `from jupyter_analyst import data` gives `data.open("name")`.
        timeout_s : float, optional
            How long it may take, in seconds; as the limits say if left out.
        memory_mib : float, optional
            Address space it may use, in MiB, at most what the limits say.
        show : callable, optional
            Is given each output as it comes.
        allow : callable, optional
            Asked, with words, whether code may run on a level that is below `ask_below`; without
            it nobody can be asked and it does not run.

        Raises
        ------
        KeyboardInterrupt
            If it was pressed twice; the first time stops the code and keeps its variables.
        """
        with self._turn, ExitStack() as held:
            self._busy, self._stopped = True, False
            self._idle.pause()
            held.callback(self._rest)
            try:
                with guard("starting the sandbox"):
                    limits = self._limits.with_memory(memory_mib)
                    worker = self._ready()
                    self._consent.check(worker.standing, allow)
                    worker.prepare()
                    self._allow(worker, limits)
                    held.enter_context(self._admitted(limits))
            except AnalystError as error:
                return Execution(code, "refused", fault=str(error))
            return self._ran(worker, code, limits, timeout_s or limits.wall_s, show)

    def _admitted(self, limits: Limits) -> AbstractContextManager[None]:
        return turn(self._home / "sandbox", limits.running, limits.wall_s, lambda: self._stopped)

    def _allow(self, worker: Kernel, limits: Limits) -> None:
        """Let a kernel use less memory than it may, or as much again."""
        if limits != self._allowed:
            n_bytes = int(limits.address_space_mib * MIB)
            inquire(worker, LOWER.format(n_bytes=n_bytes), _ASIDE_S)
            self._allowed = limits

    def _ran(
        self,
        worker: Kernel,
        code: str,
        limits: Limits,
        timeout_s: float,
        show: Callable[[Output], None] | None,
    ) -> Execution:
        self._n_runs += 1
        outputs = Outputs(self._space, Paths({**worker.hidden, str(self._home): "home"}))
        self._run = run = Run(worker, outputs, limits, timeout_s, show)
        try:
            if self._news:
                run.note(self._news)
                self._news = ""
            ended = replace(run.finish(code), libraries=self._libraries.used(code))
            self._history.add(ended, run.size)
            return ended
        finally:
            self._run = None
            self._after(worker)

    def variables(self) -> tuple[Variable, ...]:
        """Return the variables that live in the sandbox; none if it was not started.

        Raises
        ------
        SandboxError
            If it does not answer.
        """
        with self._turn:
            worker = self._settled()
            if worker is None:
                return ()
            with guard("listing the variables of the sandbox"):
                return variable.variables(inquire(worker, variable.ASK, _ASIDE_S))

    def pull(self, name: str) -> Any:
        """Return the value of a variable of the sandbox: data only, brought by Arrow.

        Parameters
        ----------
        name : str
            Name of a DataFrame, Series, array or scalar in the sandbox.

        Raises
        ------
        SandboxError
            If there is no such variable, or it cannot be brought.
        """
        with self._turn, guard(f"bringing `{name}` from the sandbox"):
            worker = self._settled()
            if worker is None:
                message = f"There is no variable `{name}`: nothing has run in the sandbox."
                hint = "Run code in a cell that starts with `%%analyst sandbox` first."
                raise SandboxError(message, hint=hint, code="sandbox-empty")
            from jupyter_analyst.sandbox.exchange import pull as exchange  # Arrow is large

            return exchange.pull(worker, name, self._limits.exchange_mib)

    @property
    def history(self) -> tuple[Execution, ...]:
        """The last runs, the latest at the end."""
        return self._history.runs()

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
        there = {known: kept for known, kept in self._offered.items() if kept.exists()}
        offered = there | {name: file}
        if offered != self._offered:
            with guard(f"offering `{name}` to the sandbox"):
                self._workers.offer(offered)
            self._offered = offered

    def interrupt(self) -> None:
        """Stop the code that runs, if any; its variables are kept."""
        self._stopped = True
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

    def shutdown(self) -> None:
        """End all kernels; the next run starts a new one."""
        run = self._run
        if run:
            run.end()
        with self._turn:
            self._idle.end()
            self._let_go()
            self._workers.rest()

    def close(self) -> None:
        """End everything; the sandbox cannot be used again."""
        run = self._run
        if run:
            run.end()
        with self._turn:
            self._worker = None
            self._idle.end()
            self._closing()

    def warm(self) -> None:
        """Have a kernel started and prepared in the background; returns at once."""
        if self._worker is None and self._closing.alive:
            self._workers.begin()
            self._idle.begin()

    def state(self) -> State:
        """Return how the sandbox is."""
        worker = self._worker
        return State(
            words=self._words(),
            level=str(worker.level) if worker else "",
            where=worker.standing.words if worker else "",
            since=worker.started if worker else None,
            pid=worker.pid if worker else None,
            n_runs=self._n_runs,
            spare=self._workers.waiting,
            limits=self._limits,
            stops_in_s=self._idle.left_s,
        )

    def _words(self) -> Words:
        if not self._closing.alive:
            return "closed"
        if self._run:
            return "running"
        if self._busy and self._worker:
            return "waiting"
        if self._worker or self._workers.waiting:
            return "ready"
        return "starting" if self._workers.coming else "not started"

    def _rest(self) -> None:
        self._busy = False
        self._idle.begin()

    def _idle_too_long(self) -> None:
        """Stop what nobody has used for long."""
        if self._turn.acquire(blocking=False):
            try:
                if self._worker:
                    after = wording.duration(self._limits.idle_s)
                    self._news = f"The sandbox was stopped after {after} without a run; {GONE}."
                self._let_go()
                self._workers.rest()
            finally:
                self._turn.release()
        self._changed()

    def _ready(self) -> Kernel:
        """Return the kernel in use, a new one if it has died."""
        worker = self._worker = self._settled() or self._workers.take()
        return worker

    def _settled(self) -> Kernel | None:
        """Return the kernel in use if it lives, once no interrupt is on its way to it."""
        worker = self._worker
        if worker and not worker.settled(GRACE_S) and worker.alive():
            said = f"The sandbox did not say within {GRACE_S:g} s that it was stopped."
            self._news = f"{said} It is restarted; {GONE}."
            worker.abandon()
        if worker and not worker.alive():
            self._let_go()
        return self._worker

    def _after(self, worker: Kernel) -> None:
        """Let go of a kernel that has ended, and see that the next one waits."""
        if not worker.alive():
            self._let_go()
        if self._keeps_spare and self._closing.alive:
            self._workers.begin()

    def _let_go(self) -> None:
        worker, self._worker = self._worker, None
        self._allowed = self._limits
        self._libraries.forget()
        if worker:
            self._workers.let_go(worker)


def _launcher(
    home: Path, refuse_below: str, limits: Limits, gateway: Gateway | None
) -> Callable[[], Kernel]:
    """Return what starts a kernel; it must not know the sandbox, which could never be let go."""
    if gateway:
        from jupyter_analyst.sandbox.remote.worker import RemoteWorker  # few have it

        return lambda: RemoteWorker(gateway, limits)
    return lambda: Worker(home, choose(refuse_below, home), limits)


def _weakly(method: Callable[[], None]) -> Callable[[], None]:
    """Return a call of a method that does not keep its owner."""
    found = weakref.WeakMethod(method)

    def _call() -> None:
        if alive := found():
            alive()

    return _call
