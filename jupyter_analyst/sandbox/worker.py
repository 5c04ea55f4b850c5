"""One kernel in its own folders: started, asked, interrupted, ended."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside.told import ANSWER
from jupyter_analyst.sandbox import kernel, shelf
from jupyter_analyst.sandbox.channels.reader import Reader
from jupyter_analyst.sandbox.faults import last_words
from jupyter_analyst.sandbox.place import Place
from jupyter_analyst.sandbox.walls.launch import kill
from jupyter_analyst.sandbox.walls.level import standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from subprocess import Popen

    from pyarrow import Buffer

    from jupyter_analyst.sandbox.channels.reader import Message
    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.provisioner import SandboxProvisioner
    from jupyter_analyst.sandbox.remote.worker import RemoteWorker
    from jupyter_analyst.sandbox.walls.level import Level, Standing
    from jupyter_analyst.sandbox.watchdog import Watchdog

_LOOK_EVERY_S = 0.1
_START_S = 60.0


class Worker:
    """A kernel that is being started.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    level : Level
        How it is walled off.
    limits : Limits
        What it may use.
    """

    def __init__(self, home: Path, level: Level, limits: Limits) -> None:
        self.level = level
        self.started = time.time()
        self._ending = threading.Lock()
        self._ended = self._abandoned = False
        self._interrupts: set[str] = set()  # those that it has not yet said it has seen to
        self.place = Place.make(home)
        try:
            self._manager = kernel.start(self.place, level, limits, warm=True)
        except BaseException:
            self.place.close()
            raise
        # it would go on calling the kernel by a name that code can turn into a link to another
        # socket, and take messages of any size
        self._manager.context.destroy(linger=0)
        provisioner = cast("SandboxProvisioner", self._manager.provisioner)
        self._process = cast("Popen[bytes]", provisioner.process)
        self._watchdog = cast("Watchdog", provisioner.watchdog)
        self._reader = Reader(self._manager, limits)

    @property
    def standing(self) -> Standing:
        """Its level, and what that means."""
        return standing(self.level)

    @property
    def pid(self) -> int:
        """Number of the process that was started."""
        return self._process.pid

    def connect(self) -> None:
        """Wait until it can be asked.

        Raises
        ------
        SandboxError
            If it cannot; it is ended then.
        """
        try:
            self._reader.connect(self.alive, _START_S)
        except BaseException as error:
            said = last_words(self.place.log)
            self.end()
            if isinstance(error, SandboxError) and said:
                error.hint = f"{error.hint} It said: {said}"
            raise

    def offer(self, offered: Mapping[str, Path]) -> None:
        """Make these datasets, and no others, the ones it sees.

        Parameters
        ----------
        offered : mapping of str to Path
            The Parquet file of each dataset by its name.
        """
        with self._ending:
            if not self._ended:
                shelf.put(self.place.shelf, offered)

    def ask(self, code: str) -> str:
        """Ask it to run code; return the id of the request.

        Parameters
        ----------
        code : str
            Python.
        """
        self._watchdog.forget_peak()
        return self._execute(code=code, silent=False, store_history=True)

    def inquire(self, expression: str) -> str:
        """Ask it for the value of an expression, apart from any run; return the id of the request.

        Parameters
        ----------
        expression : str
            Python that gives a `Told`.
        """
        return self._execute(code="", silent=True, user_expressions={ANSWER: expression})

    def _execute(self, **how: Any) -> str:
        content = {"store_history": False, "user_expressions": {}} | how
        content |= {"allow_stdin": False, "stop_on_error": False}
        return self._reader.send("shell", "execute_request", content)

    def prepare(self) -> None:
        """Do what has to be done before each run: nothing, on this machine."""

    def fetch(self, file: str, most: int) -> Buffer:
        """Return what it wrote to a file in its folder, and remove that.

        Parameters
        ----------
        file : str
            Name of the file.
        most : int
            Bytes that are taken.

        Raises
        ------
        SandboxError
            If there is no such file, or it is too large.
        """
        from jupyter_analyst.sandbox.exchange import handed  # Arrow is large

        return handed.read(self.place.scratch, file, most)

    @property
    def hidden(self) -> dict[str, str]:
        """Folders of its own, and what is shown for them."""
        place = self.place
        folders = (str(place.folder), str(place.runtime))
        own = {str(place.scratch): ".", str(place.shelf): "data"}
        return own | dict.fromkeys(folders, "sandbox")

    def knock(self) -> str:
        """Ask whether it is done with what it was asked before; return the id of the request."""
        return self._reader.send("shell", "kernel_info_request", {})

    def interrupt(self) -> None:
        """Ask it to stop what it does and to keep its variables."""
        self._interrupts.add(self._reader.send("control", "interrupt_request", {}))

    def settled(self, within_s: float) -> bool:
        """Return whether no interrupt is on its way any more; one could hit what is asked next.

        Parameters
        ----------
        within_s : float
            How long to wait for that, in seconds; what comes meanwhile is not kept.
        """
        until = time.monotonic() + within_s
        while self._interrupts and self.alive() and time.monotonic() < until:
            self.read(_LOOK_EVERY_S)
        return not self._interrupts

    def read(self, timeout_s: float) -> Message | None:
        """Return its next message; None if there is none yet.

        Parameters
        ----------
        timeout_s : float
            How long to wait, in seconds.
        """
        message = self._reader.read(timeout_s)
        if message and message.kind == "interrupt_reply":
            self._interrupts.discard(message.parent)
        return message

    @property
    def n_came(self) -> int:
        """Bytes that it has sent so far, also those of messages that are not whole yet."""
        return self._reader.n_came

    def alive(self) -> bool:
        """Return whether it still runs."""
        given_up = self._ended or self._abandoned
        return not given_up and self._process.poll() is None

    def ends_within(self, seconds: float) -> bool:
        """Return whether it ends in a moment, if it has not ended yet.

        Parameters
        ----------
        seconds : float
            How long the moment is.
        """
        with suppress(TimeoutExpired):
            self._process.wait(seconds)
        return not self.alive()

    def abandon(self) -> None:
        """Take it for dead from now on, so that nobody waits for it; it has still to be ended."""
        self._abandoned = True

    @property
    def why(self) -> str:
        """Why it was ended from outside, as a sentence; empty if it was not."""
        return self._watchdog.why

    @property
    def peak_mib(self) -> float:
        """Most memory it held since it was last asked, in MiB."""
        return self._watchdog.peak_mib

    def end(self) -> None:
        """End it; its variables and files are gone."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            kill(self._process)
            self._process.wait()
            self._manager.context.destroy(linger=0)
            self._reader.close()
            self.place.close()


if TYPE_CHECKING:
    Kernel: TypeAlias = Worker | RemoteWorker
    """A kernel of this machine, or one behind a gateway: both can do the same."""
