"""The line between the kernel and the notebook it belongs to."""

from __future__ import annotations

import logging
import threading
import uuid
from typing import TYPE_CHECKING, Any

from comm import create_comm, get_comm_manager

from jupyter_analyst.bridge import messages
from jupyter_analyst.bridge.state import state_of
from jupyter_analyst.errors import AnalystError, guard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from comm.base_comm import BaseComm
    from IPython.core.interactiveshell import InteractiveShell

    from jupyter_analyst.session import Session

_NOT_OURS = "vscode"
"""How the ids of cells begin in a front end that takes no cells."""


class Bridge:
    """What a kernel can do to the notebook on the screen; a `Front`.

    A front end that does not know the bridge refuses it a moment after it was opened. Until then
    it is taken for one that does: in a notebook that runs from top to bottom, its first word comes
    only after the last cell.

    Parameters
    ----------
    session : callable
        Gives the session; asked for when it is first needed, so that opening costs nothing.
    shell : InteractiveShell
        The shell of the kernel.
    """

    def __init__(self, session: Callable[[], Session], shell: InteractiveShell) -> None:
        self._session = session
        self._shell = shell
        self._lock = threading.Lock()  # messages may come on another thread than the cells run on
        self._comm: BaseComm | None = None
        self._waiting: dict[str, Callable[[str], None]] = {}

    def open(self) -> None:
        """Offer the bridge to the front end; without one, in a terminal or a script, do nothing."""
        if not hasattr(self._shell, "kernel"):
            return
        get_comm_manager().register_target(messages.TARGET, self._opened)
        self._take(create_comm(target_name=messages.TARGET))

    def close(self) -> None:
        """Take the bridge away."""
        with self._lock:
            comm, self._comm = self._comm, None
        if comm is not None:
            get_comm_manager().unregister_target(messages.TARGET, self._opened)
            comm.close()

    def place(self) -> str:
        """Return the id of the cell that is running, empty if there is none."""
        if not hasattr(self._shell, "get_parent"):
            return ""
        return str(self._shell.get_parent().get("metadata", {}).get("cellId") or "")

    def insert(
        self,
        source: str,
        *,
        outputs: Sequence[dict[str, Any]] = (),  # as nbformat 4 spells them
        metadata: dict[str, Any] | None = None,
        after: str = "",
        run: bool = False,
        then: Callable[[str], None] | None = None,
    ) -> bool:
        """Ask for a new cell below another one.

        Parameters
        ----------
        source : str
            Its text.
        outputs : sequence of dict
            What it already shows.
        metadata : dict, optional
            What is kept with it.
        after : str
            Id of the cell above; the active one if empty.
        run : bool
            Whether it is run.
        then : callable, optional
            Called with the id of the new cell when it is there.

        Returns
        -------
        bool
            Whether the notebook takes cells; if False, nothing was asked.
        """
        if (after or self.place()).startswith(_NOT_OURS):
            return False
        request = str(uuid.uuid4())
        wanted = messages.Insert(request, source, after, tuple(outputs), metadata or {}, run)
        with self._lock:
            if self._comm is not None and then is not None:
                self._waiting[request] = then
        return self._send(wanted)

    def changed(self) -> None:
        """Tell the sidebar that what it shows is no longer so."""
        self._tell()

    def _tell(self, notice: str = "") -> None:
        """Send the state; what is being done must not fail because it cannot be told."""
        if self._comm is None:
            return
        try:
            with guard("telling the sidebar"):
                self._send(state_of(self._session(), notice))
        except AnalystError as error:
            logging.getLogger("jupyter_analyst").warning("the sidebar was not told: %s", error)

    def _send(self, message: messages.State | messages.Insert) -> bool:
        with self._lock:
            if self._comm is None:
                return False
            self._comm.send(message.to_json())
            return True

    def _take(self, comm: BaseComm) -> None:
        """Talk through a comm from now on."""
        comm.on_msg(self._received)
        comm.on_close(lambda _: self._closed(comm))
        with self._lock:
            self._comm = comm

    def _opened(self, comm: BaseComm, _: dict[str, Any]) -> None:
        """Take the bridge that a sidebar, come later, opened from its side."""
        self._take(comm)

    def _closed(self, comm: BaseComm) -> None:
        with self._lock:
            if self._comm is comm:
                self._comm = None
                self._waiting.clear()

    def _received(self, message: dict[str, Any]) -> None:
        match messages.read(message["content"]["data"]):
            case messages.Hello():
                self._tell()
            case messages.Inserted(request, cell):
                with self._lock:
                    then = self._waiting.pop(request, None)
                if then is not None:
                    then(cell)
            case messages.Use(name):
                self._tell(self._used(name))

    def _used(self, name: str) -> str:
        """Use a dataset; return what went wrong, empty if nothing did."""
        try:
            with guard(f"using `{name}`"):
                self._session().use(name)
        except AnalystError as error:
            return str(error)
        return ""
